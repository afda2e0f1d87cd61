"""Sums of a table whose other sums come out to the last krone must too; sums of rounded amounts may miss a little."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from random import Random
from typing import Any

import pytest

from raw_samples import budget, checked, figure, findings, held
from schemas.report import CheckedReport

YEARS = ("2021", "2022", "2023", "2024")
Amounts = dict[tuple[str, str | None], int]  # (line, year) to kroner; year None for the line's total


def rounded(kroner: int) -> int:
    """In whole thousands."""
    return (kroner + 500) // 1000


def amounts(lines: int, each: Callable[[], int], shown: Callable[[int], int]) -> Amounts:
    """What a sheet shows: the sums are made of the amounts and then shown, as a workbook does."""
    true = {(f"L{n}", year): each() for n in range(lines) for year in YEARS}
    names = [f"L{n}" for n in range(lines)]
    out: Amounts = {cell: shown(value) for cell, value in true.items()}
    out |= {(name, None): shown(sum(true[name, y] for y in YEARS)) for name in names}
    out |= {("Sum", y): shown(sum(true[name, y] for name in names)) for y in YEARS}
    return out | {("Sum", None): shown(sum(true.values()))}


def check(sheet: Amounts, scale: int = 1000) -> CheckedReport:
    """What the checks say of a sheet in thousands (or in kroner)."""
    rows = {line: n for n, line in enumerate(dict.fromkeys(line for line, _ in sheet))}
    figures = [
        budget(
            "1. Job",
            f"{value:,}".replace(",", ".") if isinstance(value, int) else value,
            rows[line],
            line=line,
            scale=scale,
            is_total=year is None or line == "Sum",
            **({"year": year} if year else {}),
        )
        for (line, year), value in sheet.items()
    ]
    return checked(*figures, kind="budget_sheet")


def whole(seed: int, lines: int = 10) -> Amounts:
    """A sheet typed in whole thousands."""
    draw = Random(seed)
    return amounts(lines, lambda: draw.randint(5, 900), lambda value: value)


def test_a_wrong_sum_in_a_sheet_of_whole_thousands_is_seen_though_rounding_could_explain_it() -> None:
    sheet = whole(1)
    assert findings(check(sheet)) == []
    sheet["Sum", "2022"] += 5
    result = check(sheet)
    assert findings(result) == ["budget.total_mismatch"]
    assert "forskellen er 5.000 kr." in result.findings[0].message
    assert len(held(result)) == 10 + 1


def test_a_wrong_amount_breaks_its_line_and_its_year() -> None:
    sheet = whole(2)
    sheet["L4", "2023"] += 1
    assert findings(check(sheet)) == ["budget.total_mismatch"] * 2


@pytest.mark.parametrize("seed", range(30))
def test_sums_of_amounts_rounded_to_the_krone_are_left_their_rounding(seed: int) -> None:
    draw = Random(1000 + seed)
    in_oere = amounts(12, lambda: draw.randint(500_000, 90_000_000), lambda oere: (oere + 50) // 100)
    assert findings(check(in_oere, scale=1)) == []


@pytest.mark.parametrize("lines", [2, 4, 12])
@pytest.mark.parametrize("seed", range(12))
def test_sums_of_rounded_amounts_are_left_their_rounding(lines: int, seed: int) -> None:
    draw = Random(seed)
    assert findings(check(amounts(lines, lambda: draw.randint(5_000, 900_000), rounded))) == []


def test_what_rounding_cannot_explain_is_seen_in_a_rounded_sheet_too() -> None:
    draw = Random(3)
    sheet = amounts(10, lambda: draw.randint(5_000, 900_000), rounded)
    sheet["Sum", "2022"] += 9
    assert "budget.total_mismatch" in findings(check(sheet))


def test_two_sums_tell_nothing_about_a_table() -> None:
    def lines(*sums: str) -> list[str]:
        parts = [budget("A", "12", n, line=f"L{n}", year=y, scale=1000) for n in range(3) for y in ("2022", "2023")]
        total = [
            budget("A", text, 9, line="I alt", year=y, scale=1000, is_total=True)
            for y, text in zip(("2022", "2023"), sums, strict=True)
        ]
        return findings(checked(*parts, *total, kind="budget_sheet"))

    assert lines("36", "37") == []
    assert lines("36", "39") == ["budget.total_mismatch"]


def small_tables(last: str) -> list[str]:
    """Twelve tables in whole kroner, each too small to show that it is not rounded."""
    figures = []
    for number in range(1, 13):
        lines = [("L1", "10.173"), ("L2", "25.000"), ("L3", "1.000")]
        shown = [*lines, ("I alt", "36.173" if number < 12 else last)]
        figures += [
            figure("budget", text, row, number, effort=f"A{number}", line=line, year=year, is_total=line == "I alt")
            for row, (line, text) in enumerate(shown)
            for year in ("2021", "2022")
        ]
    return findings(checked(*figures, kind="safety_plan"))


def test_small_tables_in_whole_kroner_are_judged_together() -> None:
    assert small_tables("36.173") == []
    assert small_tables("36.175") == ["budget.total_mismatch"] * 2
    assert small_tables("36.174") == []  # a krone is what rounding makes, and so few sums do not tell


def test_thirds_of_a_workbook_are_rounded_at_the_oere() -> None:
    sheet: Any = whole(1)
    for line in ("L0", "L1", "L2"):
        sheet[line, "2022"] += Decimal(1) / 3
        sheet[line, None] += Decimal(1) / 3
    sheet["Sum", "2022"] += 1
    sheet["Sum", None] += 1
    assert findings(check(sheet)) == []
    sheet["Sum", "2022"] += 1
    assert findings(check(sheet)) == ["budget.total_mismatch"]
