"""Counts of visits of our own invention: the kind that docs/adding-a-report-kind.md adds."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook

from documents.essays import draw, printed
from documents.styles import Style
from documents.tables import document, table
from documents.visits import MONTHS, Visits, shown
from extractors.model import Document
from extractors.pdf.read import read_pdf
from extractors.raw import RawReport
from extractors.recognise import interpret, recognise
from extractors.workbook.read import read_workbook
from raw_samples import findings, held
from schemas.check import check_report

Count = tuple[str, str | None, str | None, int, bool]  # what is counted, place, month, value, stated sum
WIDE = Style("grid", size=7, width=842, height=595)


def put_in(visits: Visits) -> Counter[Count]:
    """Every count and sum of an invented report."""
    counts: Counter[Count] = Counter()
    for topic in visits.topics:
        header, *rows = visits.table(topic)
        for label, *values in rows:
            for month, value in zip(header[1:], values, strict=True):
                place, period = (None if x == "I alt" else str(x) for x in (label, month))
                counts[topic, place, period, int(value), "I alt" in (label, month)] += 1
    return counts


def came_out(raw: RawReport) -> Counter[Count]:
    """Every figure of a report, in the form of ``put_in``."""
    checked = check_report(raw, None)
    assert (checked.state, findings(checked)) == ("loaded", [])
    values = [figure.values for figure in checked.figures]
    assert {(v["year"], v["unit"], v["effort"]) for v in values} == {(checked.period_year, "count", None)}
    sums = [figure.is_total for figure in raw.figures]
    return Counter(
        (v["indicator"], v["area"], v["period_label"], int(v["value"]), is_sum)
        for v, is_sum in zip(values, sums, strict=True)
    )


@pytest.mark.parametrize("lines", ["grid", "rows", "zebra", "bare"])
def test_every_count_of_a_pdf_comes_out(lines: str):
    visits = Visits(2024)
    raw = interpret(read_pdf(draw(visits.blocks(), Style(lines, size=7, width=842, height=595))))
    assert (raw.kind, raw.about, raw.period and raw.period.text) == ("visit_count", [visits.sender], "2024")
    assert came_out(raw) == put_in(visits)


def test_a_workbook_reads_the_same_as_the_pdf():
    visits = Visits(2023, seed=7)
    raw = interpret(read_workbook(visits.file()))
    assert came_out(raw) == put_in(visits) == came_out(interpret(read_pdf(draw(visits.blocks(), WIDE))))
    assert {f.place.sheet for f in raw.figures} == {"Besøg", "Overnatninger"}


def test_a_report_printed_by_a_browser_reads_the_same(tmp_path: Path, require: Callable[[str, str], None]):
    if shutil.which("chromium") is None:
        require("browser", "Chromium is not installed")
    visits = Visits(2026, seed=4)
    assert came_out(interpret(read_pdf(printed(visits.blocks(), Style("rows", size=5.5), tmp_path)))) == put_in(visits)


@pytest.mark.parametrize(
    "words",
    [
        {"corner": "Sted"},
        {"months": ("Jan.", "Feb.", "Mar.", "Apr.")},
        {"months": ("1. kvartal", "2. kvartal", "3. kvartal", "4. kvartal"), "corner": "Tilbud"},
        {"topics": ("Antal besøgende",)},
    ],
    ids=str,
)
def test_headings_and_headers_in_other_words(words: dict[str, object]):
    visits = Visits(2022, **words)  # ty: ignore[invalid-argument-type]
    raw = interpret(read_pdf(draw(visits.blocks(), WIDE)))
    asked = Counter({("Besøg" if c[0].startswith("Antal") else c[0], *c[1:]): n for c, n in put_in(visits).items()})
    assert came_out(raw) == asked


def counted(*rows: Sequence[str], lines: Sequence[str] = ("Besøgstal 2021", "Afsender: Havnens Venner")) -> Document:
    return document(*lines, table(rows, "Besøg i 2021"))


HEADER = ("Sted", *MONTHS[:3], "I alt")


def test_a_wrong_sum_holds_its_own_month_alone():
    wrong = counted(HEADER, ("Nord", "1", "2", "3", "6"), ("Syd", "4", "5", "6", "15"), ("I alt", "5", "8", "9", "21"))
    checked = check_report(interpret(wrong), None)
    assert findings(checked) == ["indicator.total_mismatch"]
    assert "»Besøg« (Februar) passer ikke. Der står 8, men delene giver 7" in checked.findings[0].message
    assert [f.raw_text for f in held(checked)] == ["2", "5", "8"]


@pytest.mark.parametrize("shown", ["mmm-yy", "dd-mm-yyyy"])
def test_months_of_a_workbook_may_be_dates(tmp_path: Path, shown: str):
    book = Workbook()
    sheet = book.active
    for row in (
        ["Besøgstal for væresteder 2024"],
        ["Besøg"],
        ["Værested", date(2024, 1, 1), date(2024, 2, 1), "I alt"],
    ):
        sheet.append(row)
    for row in (["Nord", 1, 2, 3], ["Syd", 4, 5, 9], ["I alt", 5, 7, 12]):
        sheet.append(row)
    for cell in sheet[3][1:3]:
        cell.number_format = shown
    book.save(tmp_path / "b.xlsx")
    checked = check_report(interpret(read_workbook((tmp_path / "b.xlsx").read_bytes())), None)
    assert (checked.kind, findings(checked)) == ("visit_count", [])
    assert {f.values["year"] for f in checked.figures} == {2024}
    assert len({f.values["period_label"] for f in checked.figures}) == 3


def test_a_sum_over_years_is_of_no_year_and_ties():
    rows = [
        ("Sted", "2021", "2022", "I alt"),
        ("Nord", "1", "2", "3"),
        ("Syd", "4", "5", "9"),
        ("I alt", "5", "7", "12"),
    ]
    checked = check_report(interpret(counted(*rows)), None)
    assert findings(checked) == []
    assert [f.values["year"] for f in checked.figures] == [2021, 2022, None] * 3


def test_a_wrong_sum_of_a_place_holds_its_own_row_alone():
    wrong = counted(HEADER, ("Nord", "1", "2", "3", "7"), ("Syd", "4", "5", "6", "15"))
    checked = check_report(interpret(wrong), None)
    assert "»Besøg« (Nord) passer ikke. Der står 7, men delene giver 6" in checked.findings[0].message
    assert [f.raw_text for f in held(checked)] == ["1", "2", "3", "7"]


def test_nothing_counted_is_no_figure_and_a_word_is_told_of():
    raw = interpret(counted(HEADER, ("Nord", "1", "-", "lukket", "1"), ("Syd", "", "ca. mange", "6", "6")))
    assert [f.raw_text for f in raw.figures] == ["1", "1", "ca. mange", "6", "6"]
    assert findings(check_report(raw, None)) == ["indicator.unreadable"]


def test_a_column_that_nobody_knows_is_named():
    rows = [(*HEADER, "Åbningsdage"), ("Nord", "1", "2", "3", "6", "61")]
    raw = interpret(counted(*rows))
    assert [(d.rule, d.found) for d in raw.drifts] == [("table.column_unexpected", "Åbningsdage")]
    assert "61" not in [f.raw_text for f in raw.figures]


def test_a_column_that_another_kind_would_have_is_named_too():
    more = table([("Sted", "2020", "2021", "Budget"), ("Nord", "1", "2", "3 kr.")], "Besøg over årene")
    both = counted(HEADER, ("Nord", "1", "2", "3", "6"))
    both.parts.append(more)
    raw = interpret(both)
    assert ("table.column_unexpected", "Budget") in [(d.rule, d.found) for d in raw.drifts]
    assert "3 kr." not in [f.raw_text for f in raw.figures]


def test_two_tables_that_were_read_as_one_are_two():
    first = [HEADER, ("Nord", "1", "2", "3", "6"), ("Syd", "4", "5", "6", "15"), ("I alt", "5", "7", "9", "21")]
    second = [("Overnatninger i 2021 Værested", *HEADER[1:]), ("Nord", "7", "8", "9", "24")]
    raw = interpret(counted(*first, *second))
    assert findings(check_report(raw, None)) == []
    assert [f.raw_text for f in raw.figures if f.values["indicator"].text == "Overnatninger"] == ["7", "8", "9", "24"]
    assert {f.row for f in raw.figures} == {1, 2, 3, 5}


def test_years_in_the_header_are_the_years_of_the_values():
    raw = interpret(counted(("Sted", "2020", "2021"), ("Nord", "1", "2")))
    assert [(f.values["year"].text, f.values["period_label"].text) for f in raw.figures] == [
        ("2020", None),
        ("2021", None),
    ]


def test_a_report_without_a_sender_is_about_its_places():
    raw = interpret(
        counted(HEADER, ("Nord", "1", "2", "3", "6"), ("Syd", "4", "5", "6", "15"), lines=["Besøgstal 2021"])
    )
    assert raw.about == ["Nord", "Syd"]


OTHERS = {
    "no months": [("Sted", "Besøg", "I alt"), ("Nord", "1", "1")],
    "no places": [("Indsats", "Januar", "Februar"), ("Klub", "1", "2")],
    "amounts": [("Sted", "2020", "2021", "Budget"), ("Nord", "1", "2", "3 kr.")],
}


@pytest.mark.parametrize("rows", OTHERS.values(), ids=OTHERS.keys())
def test_a_table_of_another_kind_is_not_taken(rows: list[Sequence[str]]):
    assert recognise(counted(*rows)) is None


def test_months_without_a_word_on_visits_are_not_taken():
    rows = (HEADER, ("Nord", "1", "2", "3", "6"))
    assert recognise(document("Nedbør 2021", table(rows, "Regn i 2021"))) is None


def test_counts_are_shown_as_an_author_writes_them():
    assert [shown(n) for n in (7, 1204)] == ["7", "1.204"]
