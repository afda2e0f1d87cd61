"""For each rule a report that is good and one that is bad."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from extractors.raw import Drift, RawFigure, RawValue, StatedCount, StatedFinancing
from extractors.unreadable import Unreadable
from raw_samples import at, budget, checked, figure, report, status
from schemas.check import check_reading, check_unreadable
from schemas.checks.restated import Stated, key_of
from schemas.decision import Decision
from schemas.efforts import program_register
from schemas.reading import Reading
from schemas.report import CheckedReport
from schemas.typed import drafts_of

Make = Callable[[], CheckedReport]
GOOD: Make = lambda: checked(status("Ny Start"))  # noqa: E731
CORRECTION = Decision(
    1, "correct", "x", "budget.negative", 1, "budget", "budget|effort=a|measure=budget", "amount_dkk", "-5", "50.000"
)


def of(*figures: RawFigure, **more: Any) -> Make:
    """A report of some figures."""
    return lambda: checked(*figures, **more)


def unread(rule: str) -> Make:
    """A file that could not be read."""
    return lambda: check_unreadable(Unreadable(rule))


def drift(rule: str, found: str | None = "X", expected: str | None = "Y") -> Make:
    """A report whose layout the reader tells something of."""
    return of(status("Ny Start"), drifts=[Drift(rule, at(), found, expected)])


def decided(shown: str) -> Make:
    """A report with a decision that was made when -5 stood there."""
    return lambda: check_reading(Reading(report(budget("A", shown))), [CORRECTION])


def after(before: str) -> Make:
    """A report that says 7 where an earlier one gave another value."""
    users = figure("indicator", "7", effort="A", indicator="Brugere", year="2021", unit="count")

    def make() -> CheckedReport:
        (draft,) = drafts_of(report(users), program_register())
        stated = Stated(Decimal(before), before, "", "a.pdf", at(3))
        key = key_of(draft.values)
        return check_reading(Reading(report(users)), earlier={key: [stated]} if key else None)

    return make


def read_from_picture(doubts: list[str]) -> Make:
    return of(status("Ny Start", RawValue("Opnået", at(), doubts=doubts)))


def doubtful(doubt: str | None) -> Make:
    raw = figure("indicator", "7", indicator="L")
    raw.doubt = doubt
    return of(raw)


def line(*shown: str, sources: bool = False) -> Make:
    """A line of two amounts and its total."""
    column, names = ("source", ("LBF", "other_local")) if sources else ("year", ("2021", "2022"))
    *parts, total = shown
    columns: list[dict[str, Any]] = [{column: name} for name in names]
    amounts = [budget("F", text, line="L", **named) for text, named in zip(parts, columns, strict=True)]
    return of(*amounts, budget("F", total, line="L", is_total=True))


def balanced(stated: str) -> Make:
    """A budget of 9 kr. that LBF pays, and what it says of the balance below."""
    efforts = ("A", None)
    amounts = [
        budget(effort, "9", row, line="L", **({"is_total": True} | paid))
        for row, effort in enumerate(efforts)
        for paid in ({}, {"source": "LBF", "is_total": row > 0})
    ]
    return of(*amounts, kind="budget_sheet", financing=[StatedFinancing("balance", stated, "Balance", at())])


def value_of(shown: str, unit: str = "number") -> Make:
    return of(figure("indicator", shown, indicator="I", unit=unit))


def column(*shown: str) -> Make:
    """A column of counts, the last one their sum."""
    last = len(shown) - 1
    return of(
        *(
            figure("indicator", text, n, indicator=f"Del {n}", unit="count", is_total=n == last)
            for n, text in enumerate(shown)
        )
    )


def change(*shown: str) -> Make:
    measures = ("before", "after", "change")
    named = zip(measures, shown, strict=True)
    return of(*(figure("indicator", text, indicator="K", measure=measure, unit="percent") for measure, text in named))


def transfer(underspend: str) -> Make:
    given = budget("Sangkoret", underspend, 2, measure="underspend")
    return of(budget("Ny Start", "5.000 kr.", measure="added", counterpart="Sangkoret"), given)


PAIRS: dict[str, tuple[Make, Make]] = {
    "report.unrecognised": (GOOD, of(kind=None)),
    **{f"report.{why}": (GOOD, unread(f"report.{why}")) for why in ("corrupt", "encrypted", "empty", "too_large")},
    **{
        name: (GOOD, drift(name))
        for name in ("page.unread", "report.table_missing", "table.column_missing", "table.column_unexpected")
    },
    "table.number_unread": (GOOD, drift("table.number_unread", "7", "2")),
    "sheet.hidden": (GOOD, drift("sheet.hidden", "columns: G", "4")),
    "report.personal_data": (of(status("A", remark="ring 33 66 33 66")), of(status("A", remark="010203-" + "4321"))),
    "report.period_missing": (GOOD, of(status("A"), period=None)),
    "report.count_mismatch": (
        of(status("A"), counts=[StatedCount(1, 1, "1 indsats", at())]),
        of(status("A"), counts=[StatedCount(2, 1, "2 indsatser", at())]),
    ),
    "figure.error_cell": (of(budget("A")), of(budget("A", RawValue("", at(), problem="#DIV/0!")))),
    "figure.label_doubtful": (doubtful(None), doubtful("loose")),
    "figure.ocr_unconfirmed": (read_from_picture([]), read_from_picture(["Opnået"])),
    "status.missing": (of(status("A", "Opnået")), of(status("A", ""))),
    "status.unknown": (of(status("A", "Delvist opnået", remark="x")), of(status("A", "måske"))),
    "status.goals_invalid": (of(status("A", "3/3")), of(status("A", "5/3"))),
    "status.remark_missing": (of(status("A", "Ikke opnået", remark="Sygdom")), of(status("A", "Ikke opnået"))),
    "effort.missing": (of(status("A")), of(status(None))),
    "effort.duplicate": (of(status("A"), status("B", row=2)), of(status("A"), status("A", row=2))),
    "effort.unknown": (of(status("Ny Start")), of(status("Aldrig hørt om"))),
    "department.unknown": (of(status("A", department="BIF")), of(status("A", department="KKF"))),
    "budget.missing": (of(budget("A", "Ingen midler afsat")), of(budget("A", ""))),
    "budget.unreadable": (of(budget("A", "1.000 kr.")), of(budget("A", "se bilag"))),
    "budget.negative": (of(budget("A", "0 kr.")), of(budget("A", "-5 kr."))),
    "budget.total_mismatch": (line("10 kr.", "20 kr.", "30 kr."), line("10 kr.", "20 kr.", "40 kr.")),
    "budget.financing_mismatch": (
        line("10 kr.", "20 kr.", "30 kr.", sources=True),
        line("10 kr.", "20 kr.", "40 kr.", sources=True),
    ),
    "budget.cofinancing_mismatch": (balanced("0"), balanced("5")),
    "budget.scale_suspect": (
        of(budget("E", "231.000 kr."), budget("E", "240.000 kr.", measure="total")),
        of(budget("E", "231 kr."), budget("E", "231.000 kr.", measure="total")),
    ),
    "budget.transfer_unbalanced": (transfer("5.000 kr."), transfer("4.000 kr.")),
    "indicator.unreadable": (value_of("7"), value_of("høj")),
    "indicator.out_of_range": (value_of("100 %", unit="percent"), value_of("130 %", unit="percent")),
    "indicator.total_mismatch": (column("3", "4", "7"), column("3", "4", "9")),
    "indicator.change_mismatch": (change("10 %", "20 %", "100 %"), change("10 %", "20 %", "10 %")),
    "indicator.restated": (after("7"), after("8")),
    "decision.conflict": (decided("-5"), decided("7 kr.")),
    "decision.fixed_upstream": (decided("-5"), decided("50.000 kr.")),
}
