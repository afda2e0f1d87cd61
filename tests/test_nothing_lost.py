"""Every number in the tables of a report is in a figure, in a text that is kept with one, or in a finding."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from extractors.kinds.headers import find_header
from extractors.kinds.kind import Kind, load_kind
from extractors.kinds.registry import KINDS
from extractors.model import Cell, Document, Table
from extractors.opening import read_bytes
from extractors.place import Place
from extractors.raw import RawReport, RawValue
from extractors.recognise import interpret
from extractors.unreadable import Unreadable

ROOT = Path(__file__).parents[1]
FOLDERS = (ROOT / "samples" / "inbox", ROOT / ".." / "shared" / "reports")
REPORTS = sorted(
    {p.name: p for f in FOLDERS for p in f.glob("**/*.*") if p.suffix in (".pdf", ".xlsx")}.values(),
    key=lambda p: p.name,
)
NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
YEAR = re.compile(r"(?:19|20)\d\d")
SENTENCE = 6  # words: a figure's text that is as long as this says more than its number
OWN_CELL = ("budget", "value", "baseline", "comparison")  # measures of figures that a remark does not tell of


@cache
def read(path: Path) -> tuple[Document, RawReport]:
    document = read_bytes(path.read_bytes())
    return document, interpret(document)


def lost(document: Document, report: RawReport) -> list[str]:
    """Every number of a table of the kind that is nowhere, with its place and cell."""
    if report.kind is None:
        return []
    kind = load_kind(report.kind)
    kept = kept_texts(report)
    found = []
    for table in document.tables:
        if any(c.place in kept for c in table.cells) or KINDS[kind.name].columns_of(table, kind):
            found += list(lost_in(table, kind, report, kept))
    return found


def kept_texts(report: RawReport) -> dict[Place | None, set[str]]:
    """The numbers of every text that goes into the warehouse, by where it stands."""
    kept: dict[Place | None, set[str]] = defaultdict(set)
    for figure in report.figures:
        for value in figure.values.values():
            kept[value.place] |= {typed(value), digits(value.text or ""), *NUMBER.findall(value.text or "")} - {""}
        kept[figure.place] |= set(NUMBER.findall(figure.note or ""))
        if len(figure.raw_text.split()) >= SENTENCE:
            kept[figure.place] |= set(NUMBER.findall(figure.raw_text))
    return kept


def typed(of: Cell | RawValue) -> str:
    """A workbook's value, blank where there is none."""
    return "" if of.native is None else f"typed {of.native}"


def digits(text: str) -> str:
    return re.sub(r"\D", "", text)


def lost_in(table: Table, kind: Kind, report: RawReport, kept: dict[Place | None, set[str]]) -> Iterator[str]:
    told = {d.place for d in report.drifts}
    if any(p in told for p in table.places):
        return
    first = min((c.row for c in table.cells for f in report.figures if f.place == c.place), default=table.row_count)
    header = {c.text for c in table.cells if c.row < first}
    figures = {f.place for f in report.figures}
    blank_rows = set(range(table.row_count)) - {c.row for c in table.cells if c.place in figures}
    left_out = known_columns(table, kind) | {c.col for c in table.cells if c.place in told}
    for cell in table.cells:
        numbers = [n for n in NUMBER.findall(cell.text) if n not in kept.get(cell.place, ()) and n.strip("0") != ""]
        again = cell.text in header and cell.row >= first  # the header of the next page
        year_of_nothing = cell.row in blank_rows and YEAR.fullmatch(cell.text)  # such as that of a baseline in words
        if numbers and not again and not year_of_nothing and not may_be_left_out(cell, numbers, first, left_out, kept):
            yield f"{cell.place.in_words()}: {numbers} of »{cell.text}« (row {cell.row}, column {cell.col})"


def known_columns(table: Table, kind: Kind) -> set[int]:
    """Columns of a kind that the views have no column for, such as an overview's target group."""
    header = find_header(table, kind)
    names = {"target_group", "principle", "problem", "geography"}
    return {col for name, col in header.columns.items() if name in names} if header else set()


def may_be_left_out(
    cell: Cell, numbers: list[str], first: int, left_out: set[int], kept: dict[Place | None, set[str]]
) -> bool:
    """What is no figure: years and words in a header, columns that are told of or known, the same value as typed."""
    if {typed(cell), digits(cell.text)} & kept.get(cell.place, set()):
        return True  # a workbook's value, or a school year that a narrow column broke
    if cell.row < first:
        return all(YEAR.fullmatch(n) for n in numbers) or re.search(r"[^\W\d]{3}", cell.text) is not None
    return cell.col in left_out


def readable(path: Path) -> tuple[Document, RawReport]:
    try:
        return read(path)
    except Unreadable as why:
        pytest.skip(why.rule)


@pytest.mark.parametrize("path", REPORTS, ids=lambda p: p.name)
def test_every_number_of_a_table_is_somewhere(path: Path) -> None:
    document, report = readable(path)
    assert lost(document, report) == []


@pytest.mark.parametrize("path", REPORTS, ids=lambda p: p.name)
def test_a_figure_that_is_dropped_is_seen(path: Path) -> None:
    document, report = readable(path)
    measures = ((f, f.values.get("measure", RawValue("value")).text) for f in report.figures if f.view != "status")
    own = [f for f, measure in measures if measure in OWN_CELL]
    numbered = [f for f in own if re.search("[1-9]", f.raw_text)]
    if not numbered:
        pytest.skip("no amounts and no indicators")
    dropped = numbered[len(numbered) // 2]
    rest = [f for f in report.figures if f.place != dropped.place]
    without = RawReport(report.kind, figures=rest, drifts=report.drifts)
    assert any(NUMBER.findall(dropped.raw_text)[0] in line for line in lost(document, without))
