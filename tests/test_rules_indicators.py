"""Sums and changes of indicators: which are told, which are left alone, what is held."""

from __future__ import annotations

from typing import Any

import pytest

from extractors.raw import RawFigure
from raw_samples import checked, figure, findings, held, only
from schemas.report import CheckedReport


def column(
    *shown: str, total: str | None = None, unit: str = "count", label: str = "indicator", **same: Any
) -> CheckedReport:
    """A column of values in rows of their own, a stated sum below."""
    return checked(*values(*shown, total=total, unit=unit, label=label, **same), kind="programme_report")


def values(
    *shown: str, total: str | None = None, unit: str = "count", label: str = "indicator", first: int = 1, **same: Any
) -> list[RawFigure]:
    """The figures of a column; ``label`` is the field that tells the rows apart."""

    def row(n: int, name: str, text: str, is_total: bool = False) -> RawFigure:
        columns: dict[str, Any] = {**same, "unit": unit, label: name, "is_total": is_total}
        return figure("indicator", text, n, **columns)

    rows = [row(n, f"Del {n}", text) for n, text in enumerate(shown, start=first)]
    if total is not None:
        rows.append(row(first + len(shown), "I alt", total, is_total=True))
    return rows


def test_a_wrong_sum_holds_itself_and_its_parts():
    figures = values("61", "22", "9", total="98", effort="Nord", breakdown="Antal")
    other = values("61", "22", "9", total="92", effort="Nord", breakdown="Sidste år")
    result = checked(*figures, *other, kind="programme_report")
    told = only(result, "indicator.total_mismatch")
    assert (told.severity, told.effort, told.value, told.expected) == ("error", "Nord", "98", "92")
    assert told.message == "Summen for »I alt« under »Nord« passer ikke. Der står 98, men delene giver 92 (side 1)."
    assert [f.raw_text for f in held(result)] == ["61", "22", "9", "98"]
    assert {f.values["breakdown"] for f in held(result)} == {"Antal"}


@pytest.mark.parametrize(
    ("shown", "total", "unit", "ties"),
    [
        (("1.000", "83"), "1.083", "count", True),
        (("1.000", "83"), "1.084", "count", False),
        (("19 %", "13 %", "54 %"), "85 %", "percent", True),
        (("19 %", "13 %", "54 %"), "82 %", "percent", False),
        (("19,0 %", "13,0 %"), "33,0 %", "percent", False),
        (("40 %", "60 %"), "48 %", "percent", True),
        (("13", "23"), "18", "hours", True),
        (("13",), "18", "count", True),
        (("mange", "3"), "18", "count", True),
        ((), "18", "count", True),
    ],
)
def test_when_parts_make_a_sum(shown: tuple[str, ...], total: str, unit: str, ties: bool):
    result = column(*shown, total=total, unit=unit)
    assert ("indicator.total_mismatch" not in findings(result)) == ties


@pytest.mark.parametrize("label", ["area", "period_label"])
def test_rows_of_places_and_months_have_sums_too(label: str):
    good = values("5", "6", total="11", label=label, indicator="Besøg")
    bad = values("5", "6", total="12", label=label, indicator="Unge")
    result = checked(*good, *bad, kind="programme_report")
    assert findings(result) == ["indicator.total_mismatch"]
    assert {f.values["indicator"] for f in held(result)} == {"Unge"}


def test_sums_of_groups_and_of_everything():
    first, second = values("1", "2", total="3"), values("4", "5", total="9", first=4)
    assert findings(checked(*first, *second, *values(total="12", first=7))) == []
    assert findings(checked(*first, *second, *values(total="13", first=7))) == ["indicator.total_mismatch"]


def test_a_wrong_sum_of_a_group_is_told_once():
    figures = [*values("1", "2", total="4"), *values("4", "5", total="9", first=4), *values(total="13", first=7)]
    result = checked(*figures)
    assert [f.value for f in result.findings] == ["4"]


def test_a_sum_above_its_parts_and_parts_of_a_part():
    total = figure("indicator", "10", 0, indicator="I alt", unit="count", is_total=True)
    assert findings(checked(total, *values("4", "6"))) == []
    assert findings(checked(total, *values("4", "7"))) == ["indicator.total_mismatch"]
    inner = figure("indicator", "3", 9, indicator="Heraf piger", unit="count")
    below = figure("indicator", "10", 10, indicator="I alt", unit="count", is_total=True)
    assert findings(checked(*values("4", "6"), inner, below)) == []


def test_a_sum_beside_its_parts():
    def row(total: str) -> list[str]:
        parts = [
            figure("indicator", text, indicator="Sager", breakdown=name, unit="count")
            for name, text in [("A", "4"), ("B", "6")]
        ]
        share = figure("indicator", "40 %", indicator="Sager", breakdown="Andel", unit="percent")
        stated = figure("indicator", total, indicator="Sager", breakdown="I alt", unit="count", is_total=True)
        return findings(checked(*parts, share, stated))

    assert row("10") == []
    assert row("11") == ["indicator.total_mismatch"]


def outcome(before: str, after: str, change: str, unit: str = "percent") -> CheckedReport:
    """A row with before, after and change."""
    shown = {"before": before, "after": after, "change": change}
    return checked(*(figure("indicator", t, indicator="Fravær", measure=m, unit=unit) for m, t in shown.items()))


@pytest.mark.parametrize(
    ("before", "after", "change", "unit"),
    [
        ("30,2 %", "11,6 %", "-61,6 %", "percent"),
        ("71,7 %", "37,3 %", "-48 %", "percent"),
        ("30 %", "12 %", "-61,6 %", "percent"),
        ("32,6 %", "60,5 %", "27,9 procentpoint", "percent"),
        ("2,5", "3,1", "0,6", "score"),
        ("2,5", "3,1", "24 %", "percent"),
        ("0 %", "3 %", "3 %", "percent"),
        ("en del", "3 %", "3 %", "percent"),
    ],
)
def test_changes_that_follow(before: str, after: str, change: str, unit: str):
    assert "indicator.change_mismatch" not in findings(outcome(before, after, change, unit))


@pytest.mark.parametrize(
    ("before", "after", "change", "unit"),
    [
        ("32,6 %", "60,5 %", "46,1 %", "percent"),
        ("30,2 %", "11,6 %", "61,6 %", "percent"),
        ("30,2 %", "11,6 %", "-62,1 %", "percent"),
        ("2,5", "3,1", "0,8", "score"),
    ],
)
def test_changes_that_do_not_follow(before: str, after: str, change: str, unit: str):
    assert findings(outcome(before, after, change, unit)) == ["indicator.change_mismatch"]


def test_a_wrong_change_is_a_warning_that_holds_nothing():
    result = outcome("32,6 %", "60,5 %", "46,1 %")
    told = only(result, "indicator.change_mismatch")
    assert (told.severity, told.value, told.expected) == ("warning", "46,1 %", "85,6 %")
    assert result.state == "loaded"
