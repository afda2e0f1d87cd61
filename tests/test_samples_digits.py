"""No digit is lost: what stands in a table's box, by PDFium's own text alone, stands in the table's cells."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from pypdfium2 import PdfDocument, PdfPage
from pypdfium2.raw import FPDFText_GetUnicode

from extractors.model import Table
from extractors.pdf.read import read_pdf
from extractors.place import Place
from extractors.unreadable import Unreadable

ROOT = Path(__file__).parents[1]
OURS = ROOT / "samples" / "inbox"
SHARED = ROOT / ".." / "shared" / "reports"
EDGE = 1.0  # points: a digit whose middle is this near the edge may lie on either side
HEADER = 1  # rows at the top of a table that may stand again on each page, where they are dropped

REPORTS = sorted(
    {p.name: p for folder in (SHARED, OURS) for p in folder.glob("**/*.pdf")}.values(), key=lambda p: p.name
)


def digits(text: str) -> Counter[str]:
    return Counter(c for c in text if c.isdigit())


def in_cells(table: Table, rows: int | None = None) -> Counter[str]:
    cells = [c for c in table.cells if rows is None or c.row < rows]
    return sum((digits(c.text + c.marks) for c in cells), Counter())


def on_page(page: PdfPage, box: Place, edge: float) -> Counter[str]:
    """The digits whose middle lies in the box made larger by ``edge`` on every side."""
    assert page.get_rotation() == 0, "the boxes are compared on pages that are not turned"
    left, _, _, upper = page.get_cropbox()
    x0, top, x1, bottom = box.bbox or (0.0, 0.0, 0.0, 0.0)
    found: Counter[str] = Counter()
    text = page.get_textpage()
    for n in range(text.count_chars()):
        digit = chr(FPDFText_GetUnicode(text, n))
        if digit.isdigit():
            a, b, c, d = text.get_charbox(n)
            x, y = (a + c) / 2 - left, upper - (b + d) / 2
            found[digit] += x0 - edge <= x <= x1 + edge and top - edge <= y <= bottom + edge
    return +found


def documents() -> list[object]:
    return [pytest.param(p, id=p.stem) for p in REPORTS]


@pytest.mark.parametrize("path", documents())
def test_every_digit_of_a_table_stands_in_its_cells(path: Path) -> None:
    try:
        tables = read_pdf(path.read_bytes()).tables
    except Unreadable as why:
        pytest.skip(why.rule)
    with PdfDocument(path) as pdf:
        for table in tables:
            check(table, pdf)


def check(table: Table, pdf: PdfDocument) -> None:
    pages = [pdf[(p.page or 1) - 1] for p in table.places]
    surely = sum((on_page(g, p, -EDGE) for g, p in zip(pages, table.places, strict=True)), Counter())
    perhaps = sum((on_page(g, p, EDGE) for g, p in zip(pages, table.places, strict=True)), Counter())
    again = in_cells(table, HEADER)
    repeated = Counter({d: n * (len(pages) - 1) for d, n in again.items()})
    held = in_cells(table)
    where = f"table {table.title!r} on page {table.places[0].page}"
    assert not surely - held - repeated, f"{where}: lost {surely - held - repeated}"
    assert not held - perhaps, f"{where}: made up {held - perhaps}"


def test_a_lost_and_a_made_up_digit_are_seen() -> None:
    path = next(p for p in REPORTS if _has_digits(p))
    with PdfDocument(path) as pdf:
        table = next(t for t in read_pdf(path.read_bytes()).tables if in_cells(t))
        cell = next(c for c in reversed(table.cells) if digits(c.text))
        whole = cell.text
        cell.text = ""
        with pytest.raises(AssertionError, match="lost"):
            check(table, pdf)
        cell.text = whole + "77777"
        with pytest.raises(AssertionError, match="made up"):
            check(table, pdf)


def _has_digits(path: Path) -> bool:
    try:
        return any(in_cells(t) for t in read_pdf(path.read_bytes()).tables)
    except Unreadable:
        return False
