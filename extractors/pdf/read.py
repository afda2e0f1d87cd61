"""A PDF turned into a document: lines of text and tables, in reading order."""

from __future__ import annotations

import ctypes
import re
from collections.abc import Iterator
from dataclasses import dataclass

import pypdfium2.raw as pdfium

from extractors.model import Cell, Document, Line, Table
from extractors.pdf.furniture import furniture, margins
from extractors.pdf.joining import Joiner, learn
from extractors.pdf.layout import PageLayout, layout
from extractors.pdf.page import PageContent, frame_of, read_chars
from extractors.pdf.paragraphs import Paragraph, paragraphs_of
from extractors.pdf.paths import read_drawing
from extractors.pdf.pieces import GridCell, Piece, place_of
from extractors.pdf.splitting import split_at_headings
from extractors.pdf.stitching import Sheet, append, begin, continues, is_new_table
from extractors.pdf.words import Word, words_of
from extractors.place import Place
from extractors.unreadable import Unreadable

MAX_PAGES = 5_000
TITLE_REACH = 48.0  # points: how far above a table its title may stand
TITLE_LENGTH = 200  # characters
FOOTNOTE = 0.93  # of the body's size: smaller text below a table is a footnote


@dataclass(slots=True)
class Sheets:
    """The document being put together: paragraphs and tables in reading order."""

    parts: list[tuple[int, Paragraph] | Sheet]
    titles: dict[int, tuple[int, Paragraph]]  # by id of the sheet


def read_pdf(data: bytes) -> Document:
    """Reads a PDF; raises ``Unreadable`` where it is damaged, encrypted, empty or too large."""
    document = _open(data)
    try:
        count = pdfium.FPDF_GetPageCount(document)
        if count > MAX_PAGES:
            raise Unreadable("report.too_large", f"{count} pages", f"højst {MAX_PAGES} sider")
        sheets = Sheets([], {})
        for page in _layouts(document, count):
            _add_page(sheets, page)
        return _finished(sheets, count, _title(document))
    finally:
        pdfium.FPDF_CloseDocument(document)


def _open(data: bytes) -> pdfium.FPDF_DOCUMENT:
    document = pdfium.FPDF_LoadMemDocument64(data, len(data), None)
    if not document:
        error = pdfium.FPDF_GetLastError()
        if error in (pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY):
            raise Unreadable("report.encrypted", "password needed")
        raise Unreadable("report.corrupt", f"PDFium error {error}")
    if pdfium.FPDF_GetPageCount(document) < 1:
        pdfium.FPDF_CloseDocument(document)
        raise Unreadable("report.corrupt", "no pages")
    return document


def _title(document: pdfium.FPDF_DOCUMENT) -> str | None:
    size = pdfium.FPDF_GetMetaText(document, b"Title", None, 0)
    if size <= 2:
        return None
    buffer = ctypes.create_string_buffer(size)
    pdfium.FPDF_GetMetaText(document, b"Title", buffer, size)
    return buffer.raw[: size - 2].decode("utf-16-le", "replace").strip() or None


def _layouts(document: pdfium.FPDF_DOCUMENT, count: int) -> Iterator[PageLayout]:
    """The pages one by one, headers and footers left out: a page is laid out when the next one is read."""
    before: list = []
    current: tuple[PageContent, list[Word]] | None = None
    for number in range(count + 1):
        upcoming = _page(document, number) if number < count else None
        if current is not None:
            content, words = current
            own = margins(words, content.height)
            after = margins(upcoming[1], upcoming[0].height) if upcoming else []
            left_out = furniture(own, before, after)
            yield _slim(layout(content, [w for w in words if id(w) not in left_out]))
            before = own
        current = upcoming


def _page(document: pdfium.FPDF_DOCUMENT, number: int) -> tuple[PageContent, list[Word]]:
    page = pdfium.FPDF_LoadPage(document, number)
    if not page:
        return PageContent(number + 1, 0.0, 0.0, []), []
    try:
        frame = frame_of(page)
        chars, cut = read_chars(page, frame)
        drawing = read_drawing(page, frame)
        width, height = frame.size
    finally:
        pdfium.FPDF_ClosePage(page)
    content = PageContent(
        number + 1,
        width,
        height,
        chars,
        drawing.horizontal,
        drawing.vertical,
        drawing.fills,
        drawing.slants,
        drawing.pictures,
        cut,
    )
    return content, words_of(chars)


def _slim(page: PageLayout) -> PageLayout:
    """Lets go of all characters but the first of each word: long reports have millions."""
    for w in page.words:
        w.chars = w.chars[:1]
    for piece in page.pieces:
        for cell in piece.cells:
            for line in cell.lines:
                for w in line.words:
                    w.chars = w.chars[:1]
    return page


def _add_page(sheets: Sheets, page: PageLayout) -> None:
    words = list(page.words)
    pieces: list[Piece] = []
    for piece in page.pieces:
        parts, freed = split_at_headings(piece)
        pieces += parts
        words += freed
    paragraphs = paragraphs_of(words)
    items: list[tuple[float, Paragraph | Piece]] = [(p.lines[0].top, p) for p in paragraphs]
    items += [(p.grid.ys[0], p) for p in pieces]
    above: Paragraph | None = None
    for n, (_, item) in enumerate(sorted(items, key=lambda i: i[0])):
        if isinstance(item, Paragraph):
            sheets.parts.append((page.number, item))
            above = item
            continue
        last = _open_sheet(sheets) if n == 0 else None
        if last is not None and continues(last, item) and not is_new_table(last, item):
            append(last, item)
        else:
            sheet = begin(item)
            sheets.parts.append(sheet)
            if above is not None and item.grid.ys[0] - above.lines[-1].bottom <= TITLE_REACH:
                sheets.titles[id(sheet)] = (page.number, above)
        above = None


def _open_sheet(sheets: Sheets) -> Sheet | None:
    """The table that a page ended with; footnotes below it do not close it."""
    notes: list[Paragraph] = []
    for part in reversed(sheets.parts):
        if isinstance(part, Sheet):
            body = max((line.size for row in part.rows for c in row for line in c.lines), default=10.0)
            return part if all(p.size < FOOTNOTE * body or re.match(r"^[\d*¹²³]", p.lines[0].text or "*") for p in notes) else None
        notes.append(part[1])
        if len(notes) > 4:
            return None
    return None


def _finished(sheets: Sheets, count: int, title: str | None) -> Document:
    joiner = learn(_texts(sheets))
    parts: list[Line | Table] = []
    for part in sheets.parts:
        if isinstance(part, Sheet):
            parts.append(_table(part, joiner, sheets.titles.get(id(part))))
        else:
            parts.append(_line(part[1], part[0], joiner))
    return Document("pdf", [p for p in parts if isinstance(p, Table) or p.text], count, metadata_title=title)


def _texts(sheets: Sheets) -> Iterator[list]:
    for part in sheets.parts:
        if isinstance(part, Sheet):
            for row in part.rows:
                for cell in row:
                    yield cell.lines
        else:
            yield part[1].lines


def _line(p: Paragraph, page: int, joiner: Joiner) -> Line:
    return Line(joiner.join(p.lines), p.place(page), p.bold, round(p.size, 1))


def _table(sheet: Sheet, joiner: Joiner, title: tuple[int, Paragraph] | None) -> Table:
    cells = [_cell(c, r, joiner) for r, row in enumerate(sheet.rows) for c in row]
    text = joiner.join(title[1].lines) if title else None
    return Table(cells, sheet.places, text if text and len(text) <= TITLE_LENGTH else None)


def _cell(c: GridCell, row: int, joiner: Joiner) -> Cell:
    parts = [place_of(lines, page, c.box) for page, lines in c.parts if lines]
    marks = " ".join(w.text for line in c.lines for w in line.words if w.mark)
    place: Place = parts[0] if parts else c.box
    return Cell(
        row,
        c.span.col,
        joiner.join(c.lines, c.right),
        place,
        c.span.rowspan,
        c.span.colspan,
        marks,
        bold=c.bold,
        fill=c.fill,
        parts=parts,
    )
