"""Checked reports made by hand, and a look at what a warehouse holds, for the tests of the warehouse."""

from __future__ import annotations

import hashlib
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import Connection, Engine, text

from extractors.place import Place
from schemas.report import CheckedReport, Figure, Finding, Tally
from warehouse.engine import begin_write
from warehouse.load import Submission
from warehouse.migrations.star.growing import append_only, let_change, let_only_grow, release
from warehouse.runs import start_run

NOW = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)
ON_PAGE = Place(page=2, x0=70.5, top=100.25, x1=200.0, bottom=112.5)
FACT_TABLES = ("fact_status", "fact_budget", "fact_indicator")
GROWING_LATER = ("rule_grade", "check_tally")  # tables that came after the star
CLOCKS_AND_NUMBERS = {"report_id", "superseded_by", "finding_id", "loaded_at"}


def run(engine: Engine) -> str:
    """A run that has started."""
    return start_run(engine, NOW)


def submission(run_id: str, content: str = "a", **changes: Any) -> Submission:
    """A submitted PDF with some content."""
    values: dict[str, Any] = {
        "sha256": hashlib.sha256(content.encode()).hexdigest(),
        "file_name": f"{content}.pdf",
        "container": "pdf",
        "size": len(content),
        "received_at": NOW,
        "run_id": run_id,
    }
    return Submission(**(values | changes))


def status(key: str = "s", state: str = "passed", place: Place = ON_PAGE, **values: Any) -> Figure:
    """The status of an effort."""
    filled = {"period_year": 2022, "effort": "Ny Start", "effort_key": "nystart", "status": "achieved"} | values
    return Figure("status", key, filled, place, "Opnået", state)


def budget(amount: str | None, key: str = "b", state: str = "passed", place: Place = ON_PAGE, **values: Any) -> Figure:
    """An amount in kroner."""
    money = None if amount is None else Decimal(amount)
    filled = {"year": 2022, "effort": "Ny Start", "effort_key": "nystart", "measure": "budget", "is_total": False}
    return Figure("budget", key, filled | {"amount_dkk": money} | values, place, f"{amount} kr.", state)


def indicator(number: Any, key: str = "i", state: str = "passed", **values: Any) -> Figure:
    """A measured value."""
    value = Decimal(number) if isinstance(number, str) else number
    filled = {"indicator": "Deltagere", "year": 2022, "measure": "value", "unit": "percent", "value": value}
    return Figure("indicator", key, filled | values, ON_PAGE, str(number), state)


def finding(key: str = "f", severity: str = "error", **changes: Any) -> Finding:
    """A finding about an amount."""
    values: dict[str, Any] = {
        "rule": "budget.unreadable",
        "rule_version": 1,
        "severity": severity,
        "figure": "budget",
        "key": key,
        "message": "Beløbet for »Ny Start« kan ikke læses.",
        "how_to_fix": "Skriv beløbet i kroner.",
        "message_en": "The amount cannot be read.",
        "how_to_fix_en": "Write it in kroner.",
        "place": ON_PAGE,
    }
    return Finding(**(values | changes))


def report(*figures: Figure, findings: tuple[Finding, ...] = (), **changes: Any) -> CheckedReport:
    """A status note; its state follows from its figures."""
    held = sum(f.state == "held" for f in figures)
    values: dict[str, Any] = {
        "kind": "status_note",
        "kind_version": 1,
        "identity": "status_note|amager|2022",
        "title": "Status på tryghedspartnerskabet",
        "period_year": 2022,
        "period_end_year": None,
        "published_on": date(2023, 5, 9),
        "case_number": "2023-0437064",
        "state": "loaded" if not held else "held" if held == len(figures) else "partial",
        "figures": list(figures),
        "findings": list(findings),
        "checks": tallied(len(figures), len(findings)),
    }
    return CheckedReport(**(values | changes))


def tallied(figures: int, findings: int) -> list[Tally]:
    """Some tallies: one of a rule that failed as often as there are findings, one of a rule that was not in use."""
    broken = Tally("budget.unreadable", 1, passed=figures, failed=findings)
    return [broken, Tally("budget.scale_suspect", 1, not_applicable=figures or 1, reason="off")]


def rows(engine: Engine, view: str, order_by: str = "1") -> list[dict[str, Any]]:
    """All rows of a view or table."""
    with engine.connect() as connection:
        return [dict(r) for r in connection.execute(text(f"select * from {view} order by {order_by}")).mappings()]


def tables_filled(engine: Engine) -> dict[str, int]:
    """How many rows each table holds, but for the ledger of runs."""
    tables = ("submission", "report", "effort_name", *FACT_TABLES, "finding")
    with engine.connect() as connection:
        counts = {t: connection.execute(text(f"select count(*) from {t}")).scalar_one() for t in tables}
        of_reports = "select count(*) from effort_alias where decided_by is null and name_id > 0"
        return counts | {"effort_name": connection.execute(text(of_reports)).scalar_one()}


def seen_by_readers(engine: Engine) -> dict[str, list[str]]:
    """All that the views show, but for row numbers and clocks: equal for equal warehouses."""
    views = ("bi_report", "bi_status", "bi_budget", "bi_indicator", "bi_finding", "bi_check")
    return {
        v: sorted(repr({k: x for k, x in r.items() if k not in CLOCKS_AND_NUMBERS}) for r in rows(engine, v))
        for v in views
    }


def empty_all(engine: Engine) -> None:
    """Leave the tables without reports: much quicker than a new database for each of many orders."""
    of_revisions = ("finding_figure", "finding", "check_tally", *FACT_TABLES)
    tables = ("open_finding", *of_revisions, "report_revision", "reading", "report", "submission", "run")
    with begin_write(engine) as connection:
        unlock(connection)
        for table in tables:
            connection.execute(text(f"delete from {table}"))
        append_only(connection)
        for table in GROWING_LATER:
            let_only_grow(connection, table)


def unlock(connection: Connection) -> None:
    """Take away all triggers that let tables only grow, as someone who tampers with the warehouse would."""
    for table in GROWING_LATER:
        let_change(connection, table)
    release(connection)
