"""The versions of a report, and what the newer one changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, text

from warehouse.compare import Change, Comparison, compare
from warehouse.figures import figures_of
from warehouse.totals import Move, moves

VERSIONS = """
    select b.report_id, b.report_file, b.state, b.published_on, b.received_at, b.figures_loaded, b.figures_held,
      b.container
    from bi_report b join report r on r.report_id = b.report_id
    where b.identity = :identity order by r.version_order desc"""
KINDS = ("changed", "added", "removed")


@dataclass(frozen=True, slots=True)
class Difference:
    """What is not the same in two versions: figures, and the totals that move."""

    old: Any
    new: Any
    comparison: Comparison
    moves: Sequence[Move]

    def changes(self, kind: str) -> list[Change]:
        """The changes of one kind, all of them where it is none."""
        return [change for change in self.comparison.changes if kind not in KINDS or change.kind == kind]


def versions_of(connection: Connection, identity: str | None) -> Sequence[Any]:
    """All versions of a report, the newest first; none for one that nobody could recognise."""
    return connection.execute(text(VERSIONS), {"identity": identity}).all() if identity is not None else []


def other_version(versions: Sequence[Any], report_id: int, asked: str) -> Any | None:
    """The version that a report is compared with: the one asked for by its number, else the one before it."""
    for version in versions:
        if asked == str(version.report_id) and version.report_id != report_id:
            return version
    numbers = [version.report_id for version in versions]
    if report_id not in numbers or report_id == numbers[-1]:
        return None
    return versions[numbers.index(report_id) + 1]


def difference(connection: Connection, versions: Sequence[Any], one: int, other: int) -> Difference:
    """What the newer of two versions changed, whichever of them is named first."""
    new, old = [version for version in versions if version.report_id in (one, other)]
    before, after = figures_of(connection, old.report_id), figures_of(connection, new.report_id)
    return Difference(old, new, compare(before, after), moves(before, after))
