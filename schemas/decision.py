"""What a steward has decided about a report, as far as the checks need to know it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Decision:
    """A decision that counts: ``action`` is ``correct``, ``accept`` or ``reject``.

    ``finding_key`` names the finding, ``figure`` (a view, or ``report``), ``figure_key`` and ``field`` what is
    corrected to ``value``. ``guard`` is what stood there when it was decided, None for nothing.
    """

    decision_id: int
    action: str
    finding_key: str
    rule: str
    rule_version: int
    figure: str
    figure_key: str | None
    field: str | None
    guard: str | None
    value: str | None = None


@dataclass(frozen=True, slots=True)
class Use:
    """What a decision did to a report.

    ``applied``; ``conflict`` where something else stands there now; ``fixed_upstream`` where what was wrong has been
    put right; ``nothing`` where the figure or finding is no longer there.
    """

    decision_id: int
    outcome: str
