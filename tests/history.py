"""A warehouse to which things happen one after the other, and the moments between them.

Use with ``pytest_plugins = ["databases"]``; ``lived(engine)`` fills an empty warehouse.
"""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import UTC, date, datetime

from sqlalchemy import Engine, text

from schemas.report import CheckedReport
from warehouse.engine import begin_write
from warehouse.load import load
from warehouse.revise import Revision, write_revision
from warehouse.tables.types import utc_text
from warehouse_samples import budget, finding, indicator, report, run, status, submission

EVENTS = ("nothing", "first", "superseded", "corrected", "renamed", "held")


def first() -> CheckedReport:
    """A report with two amounts, one of them held."""
    return report(
        status(),
        budget("100", "b"),
        budget("7", "x", "held"),
        indicator("12.5"),
        findings=(finding(figure_keys=["x"]),),
    )


def second() -> CheckedReport:
    """Its next version: an amount is another, another is gone, one is new; one is held."""
    return report(
        status(status="partly_achieved"),
        budget("250.50", "b"),
        budget("40", "n", effort="Ungeværter", effort_key="ungeværter"),
        budget("9", "h", "held"),
        indicator("12.5"),
        findings=(finding(figure_keys=["h"]), finding("w", "warning", figure_keys=["b"])),
        published_on=date(2023, 6, 1),
    )


def corrected() -> CheckedReport:
    """The next version after a steward has put the held amount right."""
    made = second()
    figures = [
        replace(budget("90", "h"), raw_text=f.raw_text, corrected=True) if f.key == "h" else f for f in made.figures
    ]
    findings = [replace(f, state="corrected") if f.key == "f" else f for f in made.findings]
    return replace(made, state="loaded", figures=figures, findings=findings)


def lived(engine: Engine) -> dict[str, datetime]:
    """Fill the warehouse; the moment right after each of EVENTS."""
    moments = {"nothing": _pause()}
    run_id = run(engine)
    load(engine, submission(run_id, "first"), first())
    moments["first"] = _pause()
    number = load(engine, submission(run_id, "second"), second()).report_id
    moments["superseded"] = _pause()
    with begin_write(engine) as connection:
        write_revision(connection, Revision(number, 1, "settled", datetime.now(UTC)), corrected())
    moments["corrected"] = _pause()
    mean_another_effort(engine, "Ungeværter", "nystart")
    moments["renamed"] = _pause()
    held = report(budget("5", state="held"), findings=(finding(figure_keys=["b"]),), published_on=date(2024, 1, 1))
    load(engine, submission(run_id, "held"), held)
    moments["held"] = _pause()
    return moments


def mean_another_effort(engine: Engine, label: str, effort_key: str) -> None:
    """What a steward does who says that a name means another effort."""
    now: str | datetime = datetime.now(UTC)
    if engine.dialect.name == "sqlite":
        now = utc_text(now)
    named = {"label": label, "key": effort_key, "now": now}
    of_label = "name_id = (select name_id from effort_name where label = :label)"
    with begin_write(engine) as connection:
        connection.execute(
            text(f"update effort_alias set recorded_to = :now where {of_label} and recorded_to is null"), named
        )
        connection.execute(
            text(
                "insert into effort_alias (name_id, effort_id, from_year, to_year, recorded_from, decided_by) "
                "select name_id, (select effort_id from dim_effort where effort_key = :key), -1, 9999, :now, 'KS' "
                "from effort_name where label = :label"
            ),
            named,
        )


def _pause() -> datetime:
    time.sleep(0.002)
    now = datetime.now(UTC)
    time.sleep(0.002)
    return now
