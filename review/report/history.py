"""What has become of a report since it came: its revisions, and the decisions that made them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, text

REVISIONS = """
    select revision, recorded_at, cause, state, figures_loaded, figures_held from report_revision
    where report_id = :report order by revision"""
USES = """
    select u.revision, u.outcome, d.decision_id, d.decided_at, d.decided_by, d.action, d.field, d.guard, d.value,
      d.reason, d.until, d.rule, d.figure, f.finding_id, f.effort
    from decision_use u
    join decision d on d.decision_id = u.decision_id
    left join finding f on f.report_id = u.report_id and f.finding_key = d.finding_key
    where u.report_id = :report order by u.revision, d.decision_id"""


@dataclass(frozen=True, slots=True)
class Step:
    """A revision, and the decisions that did something else to the report than at the revision before.

    ``now`` is what each decision does to the report by now, by its number.
    """

    revision: Any
    decisions: Sequence[Any]
    now: Mapping[int, str]


def history_of(connection: Connection, report_id: int) -> list[Step]:
    """Every revision, the last one first."""
    asked = {"report": report_id}
    uses: dict[int, list[Any]] = defaultdict(list)
    for use in connection.execute(text(USES), asked):
        uses[use.revision].append(use)
    steps, now = [], dict[int, str]()  # one `now` for all steps: at the end it has the last outcomes
    for revision in connection.execute(text(REVISIONS), asked):
        here = uses.get(revision.revision, [])
        steps.append(Step(revision, [use for use in here if now.get(use.decision_id) != use.outcome], now))
        now.update({use.decision_id: use.outcome for use in here})
    return steps[::-1]
