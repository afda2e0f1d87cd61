"""What a rule would have caught in all that is held: counted, weighed in kroner, and nothing written."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import Engine, inspect

from extractors.raw import RawFigure, StatedCount
from extractors.unreadable import Unreadable
from raw_samples import at, budget, report, status
from schemas.check import check_reading, check_unreadable
from schemas.reading import Reading
from warehouse.export.snapshot import snapshot
from warehouse.grades import danish_day
from warehouse.load import load
from warehouse.preview import count_reports, previews
from warehouse.preview_total import PreviewTotal, kroner_of
from warehouse.regrade import Regrade, regrade
from warehouse.settle import Order, settle
from warehouse_samples import budget as loaded_budget
from warehouse_samples import rows, run, submission

pytest_plugins = ["databases"]

TODAY = date(2026, 11, 22)
NEGATIVE, SCALE = "budget.negative", "budget.scale_suspect"


def put(engine: Engine, about: str, *figures: RawFigure, **more: Any) -> None:
    checked = check_reading(Reading(report(*figures, about=[about], **more)))
    load(engine, submission(run(engine), about), checked)


def seen(engine: Engine, rule: str, severity: str) -> PreviewTotal:
    total = PreviewTotal()
    with snapshot(engine) as connection:
        for one in previews(connection, rule, severity, TODAY):
            total.add(one)
        assert total.reports + total.unread == count_reports(connection)
    return total


@pytest.fixture
def filled(engine: Engine) -> Engine:
    """Three reports: an odd amount and two below zero, one of these accepted; a clean one; a file nobody can read."""
    odd = [budget("Ungeværter", "231 kr.", 1), budget("Ungeværter", "231.000 kr.", 1, measure="total")]
    put(engine, "Amager", *odd, budget("Ny Start", "-5 kr.", 2), budget("Turning Tables", "-7 kr.", 3))
    put(engine, "Folehaven", budget("Ny Start", "9 kr."), status("Ny Start", row=2))
    load(engine, submission(run(engine), "c"), check_unreadable(Unreadable("report.corrupt")))
    negative = next(r for r in rows(engine, "bi_finding", "finding_id") if r["rule"] == NEGATIVE)
    settle(engine, Order(negative["finding_id"], "accept", "Mette"), danish_day(datetime.now(UTC)))
    return engine


def test_what_a_warning_would_hold_as_an_error(filled: Engine) -> None:
    total = seen(filled, SCALE, "error")
    assert (total.reports, total.unread, len(total.caught)) == (2, 1, 1)
    assert dict(total.findings) == {"open": 1}
    assert (total.held, total.leaving, total.coming) == (1, 1, 0)
    assert dict(total.kroner_leaving) == {"budget": 231}
    ((file, catch),) = total.examples
    assert file == "Amager.pdf"
    assert "231.000" in catch.message and "231.000" in catch.message_en


def test_as_it_is_nothing_moves_and_the_accepted_are_counted(filled: Engine) -> None:
    total = seen(filled, NEGATIVE, "error")
    assert dict(total.findings) == {"open": 1, "accepted": 1}
    assert (total.held, total.leaving, total.coming) == (1, 0, 0)


@pytest.mark.parametrize("severity", ["warning", "off"])
def test_what_would_come_free(filled: Engine, severity: str) -> None:
    total = seen(filled, NEGATIVE, severity)
    assert (total.findings.total(), total.held, total.leaving, total.coming) == (2, 0, 0, 1)
    assert dict(total.kroner_coming) == {"budget": -7}


def test_a_rule_about_the_report_takes_all_of_it(filled: Engine) -> None:
    put(
        filled,
        "Gellerup",
        budget("A", "5 kr."),
        budget("B", "6 kr.", 2),
        counts=[StatedCount(3, 2, "3 indsatser", at())],
    )
    total = seen(filled, "report.count_mismatch", "error")
    assert (total.findings.total(), total.held, total.leaving) == (1, 2, 2)
    assert dict(total.kroner_leaving) == {"budget": 11}


def test_files_that_could_not_be_read_are_told_of(filled: Engine) -> None:
    total = seen(filled, "report.corrupt", "error")
    assert (dict(total.findings), total.held, len(total.caught)) == ({"open": 1}, 0, 1)


def test_a_rule_that_was_off_when_they_came_in_is_seen_all_the_same(engine: Engine) -> None:
    regrade(engine, Regrade(SCALE, "off", "Lone"))
    put(engine, "Amager", budget("Ungeværter", "231 kr."), budget("Ungeværter", "231.000 kr.", measure="total"))
    assert seen(engine, SCALE, "error").leaving == 1


def test_nothing_is_written(filled: Engine) -> None:
    tables = inspect(filled).get_table_names()
    before = {table: rows(filled, table) for table in tables}
    for severity in ("error", "warning", "off"):
        seen(filled, SCALE, severity)
    assert {table: rows(filled, table) for table in tables} == before


def test_the_same_money_told_three_ways_counts_once() -> None:
    told = [
        loaded_budget("100", "a"),
        loaded_budget("60", "b", line="Løn"),
        loaded_budget("30", "c", line="Mad"),
        loaded_budget("90", "d", line="I alt", is_total=True),
        loaded_budget("80", "e", source="LBF"),
        loaded_budget("7", "f", measure="added"),
    ]
    assert kroner_of(told) == {"budget": Decimal(100), "added": Decimal(7)}
