"""Every rule of the book is raised on a report that breaks it, is not on one that does not, and is counted on both."""

from __future__ import annotations

from datetime import date

import pytest

from raw_samples import budget, checked, figure, report, status
from rule_pairs import PAIRS
from schemas.check import check_reading
from schemas.decision import Decision
from schemas.grades import OFF, grades_on
from schemas.reading import Reading
from schemas.report import CheckedReport, Tally
from schemas.rulebook import not_applicable, rules
from schemas.scopes import SCOPES


def raised(result: CheckedReport) -> set[str]:
    return {told.rule for told in result.findings if told.state == "open"}


def tally(result: CheckedReport, rule: str) -> Tally:
    (found,) = [t for t in result.checks if t.rule == rule]
    return found


def test_every_rule_has_a_pair():
    assert set(PAIRS) == set(rules())


@pytest.mark.parametrize("rule", PAIRS)
def test_a_good_report_passes_and_a_bad_one_does_not(rule: str):
    good, bad = (make() for make in PAIRS[rule])
    assert rule not in raised(good)
    assert rule in raised(bad)


@pytest.mark.parametrize("rule", PAIRS)
def test_it_is_counted_on_both(rule: str):
    good, bad = (tally(make(), rule) for make in PAIRS[rule])
    assert good.failed == 0
    assert bad.failed == 1
    if rule != "sheet.hidden":  # the good report here is no workbook
        assert good.passed > 0
        assert good.rule_version == rules()[rule].version


def test_every_rule_is_counted():
    assert [*SCOPES] == [*rules()]
    for makes in PAIRS.values():
        for made in makes:
            result = made()
            assert [t.rule for t in result.checks] == [*SCOPES]
            assert {t.rule for t in result.checks if t.failed} == raised(result)
            for t in result.checks:
                assert min(t.passed, t.failed, t.not_applicable) >= 0
                assert t.passed + t.failed + t.not_applicable > 0, t
                assert (t.reason is None) == (t.not_applicable == 0), t


def test_every_reason_has_a_sentence():
    words = not_applicable()
    compared = check_reading(Reading(report(figure("indicator", "7", indicator="I"))), earlier={})
    results = [compared, *(made() for makes in PAIRS.values() for made in makes)]
    assert {t.reason for result in results for t in result.checks if t.reason} | {OFF} == set(words)
    assert all(set(entry) == {"da", "en"} for entry in words.values())


@pytest.mark.parametrize(
    ("rule", "passed", "failed", "others", "reason"),
    [
        ("status.missing", 2, 1, 0, None),
        ("status.unknown", 2, 0, 1, "blank"),
        ("status.remark_missing", 1, 0, 2, "not_needed"),
        ("effort.missing", 3, 0, 0, None),
        ("effort.duplicate", 3, 0, 0, None),
        ("budget.unreadable", 2, 1, 0, None),
        ("budget.negative", 2, 0, 1, "unread"),
        ("budget.missing", 2, 0, 1, "unread"),
        ("figure.error_cell", 7, 0, 0, None),
        ("indicator.out_of_range", 0, 0, 1, "no_limits"),
        ("indicator.restated", 0, 0, 1, "not_compared"),
        ("report.count_mismatch", 0, 0, 1, "absent"),
        ("decision.conflict", 0, 0, 1, "not_corrected"),
    ],
)
def test_what_is_judged_is_counted_and_nothing_else(
    rule: str, passed: int, failed: int, others: int, reason: str | None
):
    result = checked(
        *(status("A"), status("B", "Ikke opnået", 2, remark="x"), status("C", "", 3)),
        *(budget("A"), budget("B", "0 kr.", 2), budget("C", "se bilag", 3)),
        figure("indicator", "7", 4, 2, indicator="I", unit="hours"),
    )
    found = tally(result, rule)
    assert (found.passed, found.failed, found.not_applicable, found.reason) == (passed, failed, others, reason)


def test_blanks_of_a_row_without_a_name_do_not_count_as_filled():
    found = tally(checked(status(None, "", remark="x"), status("A", row=2)), "status.missing")
    assert (found.passed, found.failed, found.not_applicable) == (1, 0, 1)


def test_a_rule_that_is_not_in_use_has_judged_nothing():
    raw = report(status("A", ""), status("B", row=2), status("C", row=3))
    found = tally(
        check_reading(Reading(raw), grades=grades_on(date(2026, 11, 22)).having("status.missing", "off")),
        "status.missing",
    )
    assert (found.passed, found.failed, found.not_applicable, found.reason) == (0, 0, 3, "off")


def test_what_was_corrected_passes_and_what_was_accepted_does_not():
    raw = report(budget("A", "-5"), budget("B", "-6", 2))
    told = [f for f in check_reading(Reading(raw)).findings if f.rule == "budget.negative"]
    assert len(told) == 2
    about = [(f.key, f.rule, 1, "budget", f.figure_keys[0], "amount_dkk", f.value) for f in told]
    decisions = [Decision(1, "correct", *about[0], "50.000"), Decision(2, "accept", *about[1], None)]
    result = check_reading(Reading(raw), decisions)
    assert [f.state for f in result.findings if f.rule == "budget.negative"] == ["accepted", "corrected"]
    assert tally(result, "budget.negative") == Tally("budget.negative", 1, passed=1, failed=1)
    assert tally(result, "decision.conflict") == Tally("decision.conflict", 1, passed=1)
