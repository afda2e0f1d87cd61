"""A full warehouse for measuring its views, made by the bare way: no report is loaded one by one.

In ten reports one is superseded by the next. In fifty one has a second revision, with corrected figures and a settled
finding.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Engine, insert, text

from bench.bare import TABLES
from bench.made_reports import DEPARTMENTS, PLACES, efforts, made_report
from extractors.place import Place
from schemas.labels import label_key
from schemas.report import CheckedReport, Figure
from warehouse.bulk import insert_rows
from warehouse.engine import begin_write
from warehouse.finding_rows import ABOUT, COLUMNS, about_rows, finding_rows, keyed
from warehouse.members import Members
from warehouse.rows import FACTS, FactRows
from warehouse.tables.run import Run
from warehouse.tables.types import utc_text

RUN, NOW = "bench", datetime(2026, 11, 22, 3, tzinfo=UTC)
SUBMISSION = ("submission_id", "sha256", "file_name", "container", "size", "received_at", "run_id")
REPORT = (
    *("report_id", "submission_id", "kind", "kind_version", "identity", "version_order", "title", "period_year"),
    *("published_on", "case_number", "loaded_at"),
)
REVISION = ("report_id", "revision", "recorded_at", "cause", "state", "figures_loaded", "figures_held")
EVENT = ("finding_id", "revision", "state")
Rows = dict[tuple[str, tuple[str, ...]], list[tuple[Any, ...]]]


@dataclass(frozen=True)
class Made:
    """A report with its number."""

    number: int
    checked: CheckedReport

    @property
    def revised(self) -> bool:
        """Whether something was decided about it."""
        return self.number % 50 == 0


def fill(engine: Engine, reports: int, figures: int) -> None:
    """Put reports into an empty warehouse on SQLite."""
    with begin_write(engine) as connection:
        connection.execute(insert(Run).values(run_id=RUN, started_at=NOW, state="running"))
        members = Members(connection, [_every(n, effort) for n, effort in enumerate(efforts())])
        for start in range(0, reports, 100):
            made = [_made(n, figures) for n in range(start + 1, min(start + 100, reports) + 1)]
            for (table, columns), rows in _rows(made, members).items():
                insert_rows(connection, table, columns, rows)


def _every(n: int, effort: str) -> Figure:
    labels = {"area": PLACES[n % 8], "partnership": PLACES[n % 8], "department": DEPARTMENTS[n % 7]}
    labels |= {"category": "Primær forebyggelse", "effort": effort, "effort_key": label_key(effort)}
    return Figure("", "", labels, Place(), "")


def _made(number: int, figures: int) -> Made:
    checked = made_report(number, figures)
    known_as = number + 1 if number % 10 == 9 else number
    return Made(number, replace(checked, identity=f"status_note|{known_as}", findings=checked.findings[::2]))


def _rows(reports: list[Made], members: Members) -> Rows:
    """Rows by table and columns, in an order in which they can be added."""
    rows: Rows = {("submission", SUBMISSION): [], ("report", REPORT): [], ("report_revision", REVISION): []}
    for made in reports:
        number, checked, now = made.number, made.checked, utc_text(NOW)
        sha256 = hashlib.sha256(str(number).encode()).hexdigest()
        about = (number, number, "status_note", 1, checked.identity, f"2023-05-09 {now} 0 {number:09}", checked.title)
        dated = (checked.period_year, str(checked.published_on), checked.case_number, now)
        counts = (checked.state, len(checked.passed), len(checked.held))
        rows["submission", SUBMISSION] += [(number, sha256, f"{sha256[:8]}.pdf", "pdf", 1_000_000, now, RUN)]
        rows["report", REPORT] += [(*about, *dated)]
        causes = ("loaded", "settled") if made.revised else ("loaded",)
        rows["report_revision", REVISION] += [(number, n, now, cause, *counts) for n, cause in enumerate(causes)]
        for key, more in _figures(made, members):
            rows.setdefault(key, []).extend(more)
    return rows


def _figures(made: Made, members: Members) -> Iterator[tuple[tuple[str, tuple[str, ...]], list[tuple[Any, ...]]]]:
    number, figures = made.number, made.checked.figures
    decided = [replace(f, corrected=True, state="passed") for f in figures[:6]] if made.revised else []
    for revision, some in enumerate((figures, decided)):
        for view, table in FACTS.items():
            maker = FactRows(view, number, revision, members)
            yield (table.name, maker.columns), [maker.row(f) for f in some if f.view == view]
    findings = dict(keyed(made.checked.findings))
    first = number * 100
    found = enumerate(finding_rows(number, 0, NOW, findings), start=first)
    yield ("finding", ("finding_id", *COLUMNS)), [(n, *row) for n, row in found]
    yield ("finding_figure", ABOUT), list(about_rows(number, findings))
    yield ("finding_event", EVENT), [(first, 1, "accepted")] if made.revised else []


def copy_all(filled: Engine, connection: Connection) -> None:
    """The same rows into PostgreSQL. Triggers and references, which cost more than all the rest, are put aside."""
    connection.execute(text("set local session_replication_role = replica"))
    tables = ("run", *TABLES, "finding_event")
    for table in reversed(tables):
        connection.execute(text(f"delete from {table}"))
    for table in tables:
        with filled.connect() as source:
            rows = source.connection.execute(f"select * from {table}")
            insert_rows(connection, table, [column[0] for column in rows.description], rows)
