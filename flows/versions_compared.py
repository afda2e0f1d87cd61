"""The two versions that ``afrapport diff`` is asked about: from the warehouse, or from a file that is read only."""

from __future__ import annotations

import hashlib
import os
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, Engine

from flows.ending import NOT_COMPLETED, WRONG_USAGE, stop
from schemas.examine import examine
from schemas.report import CheckedReport, Figure
from warehouse.as_held import as_held
from warehouse.figures import figures_of
from warehouse.find_report import Ambiguous, FoundReport, find_report


@dataclass(frozen=True, slots=True)
class Version:
    """A version of a report. ``report_id`` is None for a file that is not taken from the warehouse; ``state`` is then
    what it would become.
    """

    report_id: int | None
    report_file: str
    sha256: str
    report_kind: str | None
    state: str
    identity: str | None
    title: str | None
    period_year: int | None
    published_on: str | None
    figures: list[Figure]

    def is_same_report(self, other: Version) -> bool:
        """Whether both are versions of one report; what has no identity is only the same as itself."""
        return self.sha256 == other.sha256 or (self.identity is not None and self.identity == other.identity)


def version(named: str, warehouse: Engine | None) -> Version:
    """What was named; a name with a folder in it is always a file. Ends the program where there is none or several."""
    if warehouse is not None and not is_path(named) and (held := _held(warehouse, named)):
        return held
    if not Path(named).is_file():
        stop("no_version", WRONG_USAGE, name=named)
    # no connection is open meanwhile: reading starts processes
    checked = _read(Path(named))
    with warehouse.connect() if warehouse is not None else nullcontext() as connection:
        return _of_file(Path(named), checked, as_held(checked.figures, connection))


def is_path(named: str) -> bool:
    """Whether it can only be a file on disk."""
    return os.sep in named or (os.altsep or os.sep) in named


def _held(warehouse: Engine, named: str) -> Version | None:
    with warehouse.connect() as connection:
        found = _found(connection, named)
        if found is None:
            return None
        own = {name: getattr(found, name) for name in FoundReport.__dataclass_fields__}
        return Version(**own, figures=figures_of(connection, found.report_id))


def _found(connection: Connection, named: str) -> FoundReport | None:
    try:
        return find_report(connection, named)
    except Ambiguous as problem:
        several = (f"{r.report_id} {r.report_file} ({r.title or r.report_kind}, {r.sha256[:8]})" for r in problem.found)
        stop("several_versions", WRONG_USAGE, name=named, found="; ".join(several))


def _read(path: Path) -> CheckedReport:
    from extractors.reading import ReaderFailed

    try:
        checked = examine(path).checked
    except ReaderFailed as problem:
        stop("unreadable", NOT_COMPLETED, reason=type(problem).__name__)
    if checked.kind is None:
        stop("unreadable", NOT_COMPLETED, reason=" ".join(finding.message for finding in checked.findings))
    return checked


def _of_file(path: Path, checked: CheckedReport, figures: list[Figure]) -> Version:
    return Version(
        report_id=None,
        report_file=path.name,
        sha256=hashlib.sha256(path.read_bytes()).hexdigest(),
        report_kind=checked.kind,
        state=checked.state,
        identity=checked.identity,
        title=checked.title,
        period_year=checked.period_year,
        published_on=None if checked.published_on is None else checked.published_on.isoformat(),
        figures=figures,
    )
