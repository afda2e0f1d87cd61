"""The certificate names every statement of a report about its own numbers, and says what the findings say."""

from __future__ import annotations

from collections import Counter
from copy import deepcopy
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conftest import ROOT
from extractors.raw import RawFigure, RawReport, RawValue, StatedCount, StatedFinancing
from raw_samples import FIGURE_COLUMN, at, budget, figure, report, status
from schemas.certificate import Tie, certificate
from schemas.check import check_reading
from schemas.efforts import program_register
from schemas.examine import examine
from schemas.reading import Reading

RULES = {f"budget.{name}_mismatch" for name in ("total", "financing", "cofinancing")}
RULES |= {
    "budget.transfer_unbalanced",
    "indicator.total_mismatch",
    "indicator.change_mismatch",
    "report.count_mismatch",
}
SAMPLES = sorted(p for p in (ROOT / "samples" / "inbox").iterdir() if p.suffix in (".pdf", ".xlsx"))


def sheet() -> list[RawFigure]:
    """Two lines over two years with who pays them, and the grand total."""
    shown = {"Leder": ("205", "197", "402", "252", "150"), "Kurser": ("24", "24", "48", "48", "0")}
    shown["Sum"] = ("229", "221", "450", "300", "150")
    columns = [{"year": "2022"}, {"year": "2023"}, {}, {"source": "LBF"}, {"source": "housing_cash"}]
    rows = [("1. Job", line, amounts) for line, amounts in shown.items()] + [(None, "Total", shown["Sum"])]
    out = []
    for row, (effort, line, amounts) in enumerate(rows):
        for text, column in zip(amounts, columns, strict=True):
            about: dict[str, Any] = {"effort": effort, "line": line, **column}
            stated = not column or effort is None or line == "Sum"
            out.append(figure("budget", text, row, 9, **about, scale=1000, is_total=stated))
    return out


def measured() -> list[RawFigure]:
    """Counts with their sum, and a change beside its before and after."""
    counts = [("A", "3", False), ("B", "4", False), ("I alt", "7", True)]
    out = [
        figure("indicator", text, row, 2, indicator=name, unit="count", is_total=total)
        for row, (name, text, total) in enumerate(counts)
    ]
    change = [("before", "10 %"), ("after", "20 %"), ("change", "100 %")]
    return out + [figure("indicator", t, 1, 3, indicator="K", measure=m, unit="percent") for m, t in change]


def whole() -> RawReport:
    """A report that states something of every sort, and all of it ties."""
    moved = budget("Job", "80 kr.", 1, measure="added", counterpart="Kaffe")
    given = budget("Kaffe", "90 kr.", 2, measure="underspend")
    text = "1 af de 2 indsatser har nået alle deres mål"
    counts = [StatedCount(2, 2, "de 2 indsatser", at()), StatedCount(1, 2, text, at(), part=True, status="achieved")]
    said = {"cofinancing": "150", "cofinancing_share": "33,3", "balance": "0"}
    financing = [StatedFinancing(what, number, f"{what} {number}", at(), 1000) for what, number in said.items()]
    statuses = [status("Job"), status("Kaffe", "Ikke opnået", 2, remark="For få")]
    return report(*statuses, moved, given, *sheet(), *measured(), counts=counts, financing=financing)


def ties(raw: RawReport) -> list[Tie]:
    return certificate(Reading(raw), program_register())


def told_and_found(raw: RawReport) -> tuple[Counter[Any], Counter[Any]]:
    """Where the certificate says that something does not tie, and where a finding of that rule is raised."""
    found = check_reading(Reading(raw)).findings
    wrong = Counter((tie.rule, tie.place) for tie in ties(raw) if tie.ties is False)
    return wrong, Counter((told.rule, told.place) for told in found if told.rule in RULES)


def test_every_sort_of_statement_is_in_the_certificate_and_ties() -> None:
    assert Counter(tie.rule for tie in ties(whole())) == {
        "budget.total_mismatch": 2 + 5 + 5,
        "budget.financing_mismatch": 2,
        "budget.cofinancing_mismatch": 3,
        "indicator.total_mismatch": 1,
        "indicator.change_mismatch": 1,
        "budget.transfer_unbalanced": 1,
        "report.count_mismatch": 2,
    }
    assert all(tie.ties for tie in ties(whole()))


def only(rule: str, raw: RawReport) -> Tie:
    return next(tie for tie in ties(raw) if tie.rule == rule)


def test_a_sum_is_told_with_its_parts_and_how_far_it_may_be_off() -> None:
    tie = next(tie for tie in ties(whole()) if tie.about == "Sum · 1. Job · 2022")
    assert (tie.stated, tie.made, tie.difference, tie.parts, tie.unit) == (229000, 229000, 0, 2, "DKK")
    assert tie.tolerance == 1500  # half a thousand of each of three amounts: too few sums to show that none is rounded
    assert tie.place == at()


def test_what_does_not_tie_is_told_with_its_difference() -> None:
    raw = whole()
    raw.figures = [deepcopy(f) for f in raw.figures if f.view != "indicator" or f.table == 2]
    raw.figures[-1].values["value"] = RawValue("9", at())
    tie = only("indicator.total_mismatch", raw)
    assert (tie.stated, tie.made, tie.difference, tie.tolerance, tie.ties) == (9, 7, 2, 0, False)


@pytest.mark.parametrize(
    ("what", "number", "made", "tolerance"),
    [
        ("cofinancing", "140", 150000, 1000),
        ("cofinancing_share", "35", Decimal(100) / 3, Decimal("0.5")),
        ("balance", "5", 0, 2000),
    ],
)
def test_what_is_said_below_a_budget(what: str, number: str, made: Decimal, tolerance: Decimal) -> None:
    raw = whole()
    raw.financing = [StatedFinancing(what, number, f"{what} {number}", at(2), 1000)]
    tie = only("budget.cofinancing_mismatch", raw)
    assert (tie.made, tie.place, tie.ties) == (made, at(2), False)
    assert tolerance <= tie.tolerance < abs(tie.difference or 0)
    assert told_and_found(raw)[1] == {("budget.cofinancing_mismatch", at(2)): 1}


def test_nothing_is_judged_by_a_grand_total_that_is_wrong_itself() -> None:
    raw = whole()
    next(f for f in raw.figures if f.values.get("line") and f.values["line"].text == "Total").values["amount_dkk"] = (
        RawValue("929", at())
    )
    assert "budget.cofinancing_mismatch" not in {tie.rule for tie in ties(raw)}


def test_a_count_of_a_status_is_not_judged_where_a_status_cannot_be_read() -> None:
    raw = whole()
    raw.counts = raw.counts[1:]
    raw.counts[0].stated = 2
    assert [(tie.stated, tie.made, tie.ties) for tie in ties(raw)][-1] == (2, 1, False)
    raw.figures[0].values["status"] = RawValue("måske", at())
    assert "report.count_mismatch" not in {tie.rule for tie in ties(raw)}


def test_a_sum_over_what_cannot_be_read_neither_ties_nor_fails() -> None:
    raw = whole()
    next(f for f in raw.figures if f.view == "budget" and f.scale == 1000).values["amount_dkk"] = RawValue("?", at())
    unknown = [tie for tie in ties(raw) if tie.ties is None]
    assert unknown
    assert all((tie.made, tie.difference) == (None, None) for tie in unknown)
    assert told_and_found(raw)[0] == told_and_found(raw)[1]


@settings(max_examples=60, deadline=None)
@given(st.dictionaries(st.integers(0, 33), st.sampled_from(["0", "7", "48", "402", "se bilag", "-3"]), max_size=4))
def test_certificate_and_findings_agree_whatever_is_written(written: dict[int, str]) -> None:
    raw = whole()
    for number, text in written.items():
        changed = raw.figures[number % len(raw.figures)]
        changed.values[FIGURE_COLUMN[changed.view]] = RawValue(text, at())
    told, found = told_and_found(raw)
    assert told == found


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name)
def test_certificate_and_findings_agree_on_the_samples_and_with_a_digit_changed(path: Path) -> None:
    reading = examine(path).checked.reading
    if reading is None:
        return
    for changed in (None, *Random(path.name).sample(reading.raw.figures, min(3, len(reading.raw.figures)))):
        value = changed.values[FIGURE_COLUMN[changed.view]] if changed else RawValue(None)
        value.text, value.native = "7" + (value.text or ""), None
        told, found = told_and_found(reading.raw)
        assert told == found
