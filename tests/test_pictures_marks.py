"""The mark of every figure lies on what it was read from, told by another reader: all figures of all clean samples."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pdfplumber
import pytest

from documents.turned import changed
from extractors.place import Place
from extractors.reading import read_report
from extractors.sheet_grid import sheet_window
from extractors.unreadable import Unreadable
from schemas.check import check_report
from schemas.report import Figure

ROOT = Path(__file__).parents[1]
FOLDERS = (ROOT / "samples" / "inbox", ROOT.parent / "shared" / "reports" / "clean")
FILES = [p for folder in FOLDERS if folder.is_dir() for p in sorted(folder.iterdir())]
PDFS, WORKBOOKS = ([p for p in FILES if p.suffix == suffix] for suffix in (".pdf", ".xlsx"))
LEAST_FIGURES = 2400  # of the samples in this repository, so that the test cannot pass on nothing


@cache
def figures_of(path: Path) -> tuple[list[Figure], dict[Place, Any]]:
    """The figures, and the cells that they stand in by their places; none of a file that cannot be read."""
    try:
        document, raw = read_report(path)
    except Unreadable:
        return [], {}
    return check_report(raw, document).figures, {c.place: c for table in document.tables for c in table.cells}


def signs(text: str) -> str:
    """The text without what a break of lines changes: spaces and hyphens."""
    return re.sub(r"[\s\-\u00ad\u2010-\u2015]+", "", unicodedata.normalize("NFKC", text))


class OtherReader:
    """What pdfplumber reads in a box: the words whose middle lies in it."""

    def __init__(self, path: Path, pages: set[int]) -> None:
        with pdfplumber.open(path, pages=sorted(pages)) as pdf:
            self.words = {p.page_number: p.extract_words(x_tolerance_ratio=0.15) for p in pdf.pages}

    def text(self, place: Place) -> str:
        assert place.page is not None and place.bbox is not None
        x0, top, x1, bottom = place.bbox
        found = (w for w in self.words[place.page] if x0 <= (w["x0"] + w["x1"]) / 2 <= x1)
        return signs("".join(w["text"] for w in found if top <= (w["top"] + w["bottom"]) / 2 <= bottom))


def wrong_marks(path: Path) -> Iterator[str]:
    """The marks of a PDF that do not hold exactly the raw text and the note marks that were taken out of it.

    Of a cell that goes over pages the mark lies on its first part, which has to hold the text's beginning.
    """
    figures, cells = figures_of(path)
    other = OtherReader(path, {f.place.page for f in figures if f.place.page}) if figures else None
    for figure in figures:
        cell, raw = cells.get(figure.place), signs(figure.raw_text)
        found = other.text(figure.place) if other else ""
        first_of_many = cell is not None and len(cell.parts) > 1
        whole = found in (raw, raw + signs(cell.marks if cell else ""))
        if not (whole or (first_of_many and found and raw.startswith(found))):
            yield f"{path.name} {figure.place}: {figure.raw_text!r}, but {found!r}"


@pytest.mark.parametrize("path", PDFS, ids=lambda p: f"{p.parent.name}-{p.stem}")
def test_every_mark_on_a_page_lies_on_its_words(path: Path) -> None:
    assert list(wrong_marks(path)) == []


@pytest.mark.parametrize("path", WORKBOOKS, ids=lambda p: f"{p.parent.name}-{p.stem}")
def test_every_marked_cell_shows_the_raw_text(path: Path) -> None:
    figures, _ = figures_of(path)
    assert figures
    shown: dict[tuple[str | None, str | None], str] = {}
    for sheet in {figure.place.sheet for figure in figures}:
        window = sheet_window(path, sheet, size=(200, 100))
        assert (window.row_count, window.col_count) <= (200, 100)
        shown |= {(cell.place.sheet, cell.place.cell): cell.text for cell in window.cells}
    wrong = [f for f in figures if shown.get((f.place.sheet, f.place.cell)) != f.raw_text]
    assert [(f.place, f.raw_text) for f in wrong] == []


def test_the_samples_are_enough() -> None:
    assert sum(len(figures_of(p)[0]) for p in FILES if p.parent == FOLDERS[0]) >= LEAST_FIGURES


def test_a_mark_beside_its_words_is_seen() -> None:
    path = next(p for p in PDFS if figures_of(p)[0])
    figure = figures_of(path)[0][0]
    other = OtherReader(path, {figure.place.page or 0})
    assert other.text(figure.place) == signs(figure.raw_text)
    page, x0, top, x1, bottom = figure.place.page, *(figure.place.bbox or ())
    assert other.text(Place(page, x0, top + 12, x1, bottom + 12)) != signs(figure.raw_text)
    assert other.text(Place(page, 0, top - 40, 900, bottom + 40)) != signs(figure.raw_text)


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_marks_turn_with_their_page_and_move_with_its_crop(tmp_path: Path, turn: int) -> None:
    """``changed`` turns and crops the first page alone; the marks are held against those of the page as it was."""
    (path,) = (p for p in PDFS if p.parent == FOLDERS[0] and p.stem == min(q.stem for q in PDFS if "besoeg" in q.stem))
    with pdfplumber.open(path) as pdf:
        width, height = float(pdf.pages[0].width), float(pdf.pages[0].height)
    other = tmp_path / path.name
    other.write_bytes(changed(path.read_bytes(), turn, (10, 20, width - 5, height - 3)))
    before, after = (figures_of(p)[0] for p in (path, other))
    assert [f.raw_text for f in before] == [f.raw_text for f in after] != []
    for a, b in zip(before, after, strict=True):
        assert b.place.bbox == pytest.approx(turned(a.place.bbox or (), turn, (width - 15, height - 23)), abs=0.6)


def turned(box: tuple[float, ...], turn: int, size: tuple[float, float]) -> tuple[float, ...]:
    """A box of the page as it was on the cropped page of that size, turned clockwise."""
    x0, top, x1, bottom = box[0] - 10, box[1] - 3, box[2] - 10, box[3] - 3
    width, height = size
    if turn == 90:
        return height - bottom, x0, height - top, x1
    if turn == 180:
        return width - x1, height - bottom, width - x0, height - top
    return top, width - x1, bottom, width - x0
