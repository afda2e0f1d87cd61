"""Severity is data: rules graded anew, switched off, or outside their days; whatever is graded can be loaded."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from raw_samples import budget, report, status
from schemas import grades as module
from schemas.check import check_reading
from schemas.grades import OFF, grades_on
from schemas.reading import Reading
from schemas.report import CheckedReport
from schemas.rule_words import possible_severities
from schemas.rulebook import loaded, rule, rules
from test_rules_book import everything_wrong
from warehouse.engine import open_warehouse
from warehouse.load import load
from warehouse_samples import run, submission

pytest_plugins = ["databases"]

TODAY = date(2026, 11, 22)
WRONG = Reading(report(budget("Ny Start", "-5 kr."), status("Ny Start", "Ikke opnået", 2)))


def judged(**severities: str) -> CheckedReport:
    return check_reading(WRONG, grades=grades_on(TODAY, {n.replace("__", "."): s for n, s in severities.items()}))


def severities(checked: CheckedReport) -> dict[str, str]:
    return {f.rule: f.severity for f in checked.findings}


def test_as_the_rule_book_says() -> None:
    assert severities(judged()) == {"budget.negative": "error", "status.remark_missing": "warning"}
    assert (judged().state, len(judged().held)) == ("partial", 1)


def test_an_error_made_a_warning_holds_nothing() -> None:
    checked = judged(budget__negative="warning")
    assert severities(checked)["budget.negative"] == "warning"
    assert (checked.state, checked.held) == ("loaded", [])


def test_a_warning_made_an_error_holds_and_says_so() -> None:
    checked = judged(status__remark_missing="error")
    assert [f.view for f in checked.held] == ["budget", "status"]
    (told,) = [f for f in checked.findings if f.rule == "status.remark_missing"]
    assert told.rule_version == rule(told.rule).version
    assert told.how_to_fix.endswith(loaded("error", "da"))
    assert told.how_to_fix_en.endswith(loaded("error", "en"))


def test_a_rule_that_is_off_is_not_raised() -> None:
    assert severities(judged(status__remark_missing=OFF)) == {"budget.negative": "error"}


@pytest.mark.parametrize(
    ("first", "last", "counts"),
    [
        (date(2026, 11, 22), None, True),
        (date(2026, 11, 23), None, False),
        (date(2010, 1, 1), date(2026, 11, 22), True),
        (date(2010, 1, 1), date(2026, 11, 21), False),
    ],
)
def test_a_rule_counts_on_its_days(
    monkeypatch: pytest.MonkeyPatch, first: date, last: date | None, counts: bool
) -> None:
    dated = replace(rule("budget.negative"), valid_from=first, valid_to=last)
    assert dated.valid_on(TODAY) is counts
    monkeypatch.setattr(module, "rules", lambda: rules() | {dated.id: dated})
    checked = check_reading(WRONG, grades=grades_on(TODAY, {"budget.negative": "error"}))
    assert ("budget.negative" in severities(checked)) is counts


def test_a_grade_of_a_rule_that_there_is_no_more_does_no_harm() -> None:
    assert grades_on(TODAY, {"budget.gone": "error"}) == grades_on(TODAY)


def test_errors_can_be_softened_never_silenced() -> None:
    for entry in rules().values():
        possible = possible_severities(entry)
        assert entry.severity in possible
        assert (OFF in possible) == (entry.severity == "warning" and not entry.fixed)
        assert not entry.fixed or (entry.severity == "error" and entry.valid_to is None)


def test_whatever_is_graded_the_report_can_be_loaded(request: pytest.FixtureRequest, tmp_path: Path) -> None:
    # on one database only: the conditions of the tables are the same on both, and this takes many loads
    from databases import url_of_new  # a plugin of pytest's by then

    engine = open_warehouse(url_of_new(request, "sqlite", tmp_path))
    readings = [result.reading for result in everything_wrong() if result.reading is not None]
    run_id, plain = run(engine), grades_on(TODAY)
    gradable = [entry for entry in rules().values() if not entry.fixed and entry.implemented]
    softest = plain
    for entry in gradable:
        softest = softest.having(entry.id, possible_severities(entry)[-1])
    one_changed = [plain.having(e.id, s) for e in gradable for s in possible_severities(e) if s != e.severity]
    for number, grades in enumerate([softest, *one_changed]):
        for which, reading in enumerate(readings):
            load(engine, submission(run_id, f"{number}.{which}"), check_reading(reading, grades=grades))
