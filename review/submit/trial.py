"""What would become of a file if it were handed in: the same checks as a night makes, and nothing written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from sqlalchemy import Connection, text

from review.desk import Desk
from schemas.examine import Examined, examine
from schemas.report import Finding
from warehouse.decisions import counting_for
from warehouse.grades import grades_at
from warehouse.known_register import register_of
from warehouse.versions import version_order

MOST_TOLD = 60
# what nobody can settle in the review app: the sender can put it right, and nothing is lost by not taking it
REFUSED = ("report.personal_data", "report.empty", "report.encrypted", "report.too_large")
WRONG_TYPE = "report.unrecognised"
KNOWN = """
    select s.received_at, r.report_id from submission s left join report r on r.submission_id = s.submission_id
    where s.sha256 = :sha256"""
NEWEST = """
    select r.report_id, r.version_order, r.published_on, s.received_at
    from report r join submission s on s.submission_id = r.submission_id
    where r.identity = :identity order by r.version_order desc limit 1"""


@dataclass(frozen=True, slots=True)
class Told:
    """A finding in words, and where it is."""

    severity: str
    rule: str
    message: str
    message_en: str
    how_to_fix: str
    how_to_fix_en: str
    page: int | None
    sheet: str | None
    cell: str | None


@dataclass(frozen=True, slots=True)
class Version:
    """The newest version of the same report that is here; ``older``: the file would take its place."""

    report_id: int
    published_on: date | str | None
    received_at: datetime | str
    older: bool


@dataclass(frozen=True, slots=True)
class Trial:
    """What a file holds, how many figures of each view pass and are held, what is found, and what it is a version of.

    ``refused`` is the rule that keeps it from being handed in. ``known`` is set where this very content has been read
    before: then nothing else is looked at.
    """

    known: datetime | str | None = None
    known_report: int | None = None
    kind: str | None = None
    title: str | None = None
    years: Sequence[int] = ()
    published_on: date | None = None
    case_number: str | None = None
    state: str = "held"
    passed: Mapping[str, int] | None = None
    held: Mapping[str, int] | None = None
    severities: Mapping[str, int] | None = None
    findings: Sequence[Told] = ()
    refused: str | None = None
    version: Version | None = None

    @property
    def ready(self) -> bool:
        """Whether it may be handed in."""
        return self.known is None and self.refused is None


def try_file(desk: Desk, path: Path, name: str, sha256: str) -> Trial:
    """Examine a file as the next night would. Raises only where warehouse or reader fail, not for what is in it."""
    now = desk.clock()
    with desk.engine.connect() as connection:
        seen = connection.execute(text(KNOWN), {"sha256": sha256}).first()
        if seen is not None:
            return Trial(known=seen.received_at, known_report=seen.report_id)
        grades = grades_at(connection, now)

    def decided(identity: str | None):
        return counting_for(desk.engine, identity, desk.today())

    examined = examine(path, name, decided, register_of(desk.engine), grades)
    with desk.engine.connect() as connection:
        version = _version(connection, examined, now, sha256)
    return _trial(examined, version)


def _trial(examined: Examined, version: Version | None) -> Trial:
    checked = examined.checked
    waiting = sorted((f for f in checked.findings if f.state == "open"), key=lambda f: f.severity)
    return Trial(
        kind=checked.kind,
        title=checked.title,
        years=sorted({y for y in (checked.period_year, checked.period_end_year) if y is not None}),
        published_on=checked.published_on,
        case_number=checked.case_number,
        state=checked.state,
        passed=Counter(f.view for f in checked.passed),
        held=Counter(f.view for f in checked.held),
        severities=Counter(f.severity for f in waiting),
        findings=[_told(f) for f in waiting[:MOST_TOLD]],
        refused=_refused(examined),
        version=version,
    )


def _refused(examined: Examined) -> str | None:
    """The first rule that refuses; a file that is no report at all is told by what it is, not by what it is called."""
    rules = [f.rule for f in examined.checked.findings]
    if examined.container is None and WRONG_TYPE in rules:
        return WRONG_TYPE
    return next((rule for rule in REFUSED if rule in rules), None)


def _told(finding: Finding) -> Told:
    words = (finding.message, finding.message_en, finding.how_to_fix, finding.how_to_fix_en)
    place = finding.place
    return Told(finding.severity, finding.rule, *words, place.page, place.sheet, place.cell)


def _version(connection: Connection, examined: Examined, now: datetime, sha256: str) -> Version | None:
    checked = examined.checked
    if checked.identity is None:
        return None
    found = connection.execute(text(NEWEST), {"identity": checked.identity}).first()
    if found is None:
        return None
    order = version_order(checked.published_on, now, examined.container, sha256)
    return Version(found.report_id, found.published_on, found.received_at, found.version_order < order)
