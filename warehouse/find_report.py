"""A report by what a person calls it: its number, its file's name, or the beginning of its hash."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, text

from warehouse.text import base_name

FOUND = """
    select b.report_id, b.report_file, b.sha256, b.report_kind, b.state, b.identity, b.title, b.period_year,
      b.published_on, r.version_order
    from bi_report b join report r on r.report_id = b.report_id
    where {which}"""
HASH = re.compile(r"[0-9a-f]{6,64}", re.IGNORECASE)
NUMBER = re.compile(r"[0-9]{1,18}", re.ASCII)


@dataclass(frozen=True, slots=True)
class FoundReport:
    """A report as ``bi_report`` tells of it; ``published_on`` is ISO text."""

    report_id: int
    report_file: str
    sha256: str
    report_kind: str | None
    state: str
    identity: str | None
    title: str | None
    period_year: int | None
    published_on: str | None


class Ambiguous(LookupError):
    """The name fits several reports; ``found`` are these."""

    def __init__(self, found: Sequence[FoundReport]) -> None:
        super().__init__(", ".join(str(report.report_id) for report in found))
        self.found = found


def find_report(connection: Connection, named: str) -> FoundReport | None:
    """The report with this ``report_id``, else file name, else beginning of its SHA-256 (six signs or more); or None.

    Of several versions of one report under the same file name it is the newest. Raises Ambiguous where different
    reports are meant.
    """
    if NUMBER.fullmatch(named) and (found := _found(connection, "b.report_id = :named", int(named))):
        return found[0][1]
    if found := _found(connection, "b.report_file = :named", base_name(named)):
        return _only({report.identity or report.sha256: report for _order, report in found})
    if HASH.fullmatch(named):
        return _only({r.sha256: r for _, r in _found(connection, "b.sha256 like :named", f"{named.lower()}%")})
    return None


def _found(connection: Connection, which: str, named: str | int) -> list[tuple[str, FoundReport]]:
    """With the order of versions, oldest first."""
    rows = connection.execute(text(FOUND.format(which=which)), {"named": named}).mappings()
    return sorted(((row["version_order"], _report(row)) for row in rows), key=lambda pair: pair[0])


def _report(row: Any) -> FoundReport:
    own: dict[str, Any] = {name: row[name] for name in FoundReport.__dataclass_fields__}
    if row["published_on"] is not None:
        own["published_on"] = str(row["published_on"])  # a date on PostgreSQL
    return FoundReport(**own)


def _only(found: dict[str, FoundReport]) -> FoundReport | None:
    if len(found) > 1:
        raise Ambiguous(list(found.values()))
    return next(iter(found.values()), None)
