"""What stewards decided, put to work while a report is checked again, or a newer version of it for the first time."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest

from extractors.raw import RawFigure, RawValue
from raw_samples import at, budget, report, status
from schemas.check import check_reading
from schemas.decision import Decision
from schemas.reading import Reading, packed, unpacked
from schemas.report import CheckedReport, Finding


def checked(*figures: RawFigure, decisions: tuple[Decision, ...] = (), **more: Any) -> CheckedReport:
    return check_reading(Reading(report(*figures, **more)), decisions)


def only(result: CheckedReport, rule: str) -> Finding:
    (told,) = [f for f in result.findings if f.rule == rule]
    return told


def decided(told: Finding, action: str, value: str | None = None, number: int = 1, **changes: Any) -> Decision:
    """The decision about a finding, as it would be made; the guard is what stood there."""
    filled: dict[str, Any] = {
        "decision_id": number,
        "action": action,
        "finding_key": told.key,
        "rule": told.rule,
        "rule_version": told.rule_version,
        "figure": told.figure,
        "figure_key": told.figure_keys[0] if told.figure_keys else None,
        "field": told.field,
        "guard": told.value,
        "value": value,
    }
    return Decision(**(filled | changes))


NEGATIVE = budget("Ny Start", "-5 kr.")
WRONG_SUM = [
    budget("A", "100 kr.", 1, line="Løn"),
    budget("A", "50 kr.", 2, line="Leje"),
    budget("A", "200 kr.", 3, line="I alt", is_total=True),
]


def test_a_corrected_amount_passes_and_says_so() -> None:
    told = only(checked(NEGATIVE), "budget.negative")
    after = checked(NEGATIVE, decisions=(decided(told, "correct", "5.000"),))
    (figure,) = after.figures
    assert (figure.state, figure.corrected, figure.values["amount_dkk"]) == ("passed", True, Decimal(5000))
    assert (figure.raw_text, figure.key) == ("-5 kr.", checked(NEGATIVE).figures[0].key)
    assert (only(after, "budget.negative").state, only(after, "budget.negative").decision_id) == ("corrected", 1)
    assert [(u.decision_id, u.outcome) for u in after.uses] == [(1, "applied")]
    assert after.state == "loaded"


def test_a_correction_of_a_sheet_in_thousands_is_in_kroner() -> None:
    wrong = budget("A", "-5", scale=1000)
    told = only(checked(wrong), "budget.negative")
    assert checked(wrong, decisions=(decided(told, "correct", "5.000"),)).figures[0].values["amount_dkk"] == 5000


def test_a_corrected_sum_lets_its_parts_go() -> None:
    before = checked(*WRONG_SUM)
    assert {f.state for f in before.figures} == {"held"}
    told = only(before, "budget.total_mismatch")
    after = checked(*WRONG_SUM, decisions=(decided(told, "correct", "150", guard="200 kr."),))
    assert [(f.state, f.corrected) for f in after.figures] == [("passed", False), ("passed", False), ("passed", True)]


def test_a_corrected_part_settles_the_sum_above_it() -> None:
    before = checked(*WRONG_SUM)
    told = only(before, "budget.total_mismatch")
    part = decided(told, "correct", "100", figure_key=before.figures[1].key, guard="50 kr.")
    after = checked(*WRONG_SUM, decisions=(part,))
    assert [f.corrected for f in after.figures] == [False, True, False]
    assert only(after, "budget.total_mismatch").state == "corrected"


def test_a_correction_that_is_wrong_too_leaves_the_finding_open() -> None:
    told = only(checked(NEGATIVE), "budget.negative")
    after = checked(NEGATIVE, decisions=(decided(told, "correct", "-7"),))
    assert (only(after, "budget.negative").state, after.figures[0].state) == ("open", "held")


def test_a_missing_status_can_be_filled_in() -> None:
    told = only(checked(status("A", "")), "status.missing")
    after = checked(status("A", ""), decisions=(decided(told, "correct", "Opnået"),))
    assert after.figures[0].values["status"] == "achieved"
    assert only(after, "status.missing").state == "corrected"


def test_a_department_is_corrected_for_the_whole_row() -> None:
    row = [status("A", "Opnået", department="KKF"), budget("A", "5 kr.", department="KKF")]
    told = only(checked(*row), "department.unknown")
    after = checked(*row, decisions=(decided(told, "correct", "KFF", guard="KKF"),))
    assert [f.values["department"] for f in after.figures] == ["KFF", "KFF"]
    assert {f.state for f in after.figures} == {"passed"}


def test_an_accepted_error_no_longer_holds() -> None:
    told = only(checked(NEGATIVE), "budget.negative")
    after = checked(NEGATIVE, decisions=(decided(told, "accept"),))
    assert (after.figures[0].state, after.figures[0].corrected) == ("passed", False)
    assert only(after, "budget.negative").state == "accepted"


def test_a_rejected_figure_stays_out_whatever_the_severity() -> None:
    for figures, rule in (([NEGATIVE], "budget.negative"), ([status("Ukendt indsats")], "effort.unknown")):
        told = only(checked(*figures), rule)
        after = checked(*figures, decisions=(decided(told, "reject"),))
        assert (after.figures[0].state, only(after, rule).state) == ("rejected", "rejected")
        assert after.passed == []


def test_a_rejected_report_and_an_accepted_one() -> None:
    told = only(checked(NEGATIVE, period=None), "report.period_missing")
    assert checked(NEGATIVE, period=None, decisions=(decided(told, "reject"),)).state == "rejected"
    accepted = checked(budget("A"), period=None, decisions=(decided(told, "accept"),))
    assert (accepted.state, accepted.figures[0].state) == ("loaded", "passed")


@pytest.mark.parametrize(
    ("now", "outcome", "rules"),
    [
        ("5.000 kr.", "fixed_upstream", {"decision.fixed_upstream"}),
        ("7 kr.", "conflict", {"decision.conflict"}),
        ("-7 kr.", "conflict", {"decision.conflict", "budget.negative"}),
    ],
)
def test_a_guard_that_no_longer_holds(now: str, outcome: str, rules: set[str]) -> None:
    told = only(checked(NEGATIVE), "budget.negative")
    after = checked(budget("Ny Start", now), decisions=(decided(told, "correct", "5.000"),))
    assert [u.outcome for u in after.uses] == [outcome]
    assert not after.figures[0].corrected
    assert {f.rule for f in after.findings if f.state == "open" and f.rule != "effort.unknown"} == rules
    for told in after.findings:
        assert told.cause == ("conflict" if told.rule == "budget.negative" else None)


@pytest.mark.parametrize("changes", [{"guard": "-6 kr."}, {"rule_version": 0}], ids=["value", "version of the rule"])
def test_what_was_accepted_is_open_again_when_it_is_something_else(changes: dict[str, Any]) -> None:
    told = only(checked(NEGATIVE), "budget.negative")
    after = checked(NEGATIVE, decisions=(decided(told, "accept", **changes),))
    again = only(after, "budget.negative")
    assert (again.state, again.cause, after.figures[0].state) == ("open", "conflict", "held")


def test_a_decision_about_what_is_not_there_does_nothing() -> None:
    told = only(checked(NEGATIVE), "budget.negative")
    after = checked(budget("En anden", "5 kr."), decisions=(decided(told, "correct", "5"),))
    assert [u.outcome for u in after.uses] == ["nothing"]


def test_the_last_decision_about_a_finding_counts() -> None:
    told = only(checked(NEGATIVE), "budget.negative")
    both = decided(told, "accept", number=1), decided(told, "correct", "9", number=2)
    after = checked(NEGATIVE, decisions=both)
    assert (after.figures[0].values["amount_dkk"], [u.decision_id for u in after.uses]) == (9, [2])


def test_a_reading_comes_back_as_it_was_kept() -> None:
    natives = [Decimal("1.50"), True, date(2024, 2, 29), datetime(2024, 2, 29, 12, 30), datetime(2024, 2, 29), None]
    figures = [budget("Æ", RawValue(str(n), at(), n, doubts=["x"]), row) for row, n in enumerate(natives)]
    kept = Reading(report(*figures, about=["Amager"]))
    back = unpacked(packed(kept))
    assert back == kept
    assert [type(f.values["amount_dkk"].native) for f in back.raw.figures] == [type(n) for n in natives]


def test_what_is_no_reading_is_refused() -> None:
    with pytest.raises(ValueError, match="reading"):
        unpacked(b"nothing")
