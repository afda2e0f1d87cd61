"""The pages of a PDF one by one: opened, read, and laid out without their headers and footers."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import pypdfium2.raw as pdfium

from extractors.pdf.chars import placed, read_chars
from extractors.pdf.frame import Frame, frame_of
from extractors.pdf.furniture import Margin, furniture, margins
from extractors.pdf.handles import Handle
from extractors.pdf.layout import PageLayout, layout
from extractors.pdf.page import PageContent
from extractors.pdf.paths import read_drawing
from extractors.pdf.unshown import of_page
from extractors.pdf.words import Word, words_of
from extractors.place import Place
from extractors.unreadable import Unreadable

MAX_PAGES = 5_000


@dataclass(slots=True)
class Pdf:
    """An open PDF. ``turned`` holds the pages that are read another way than they are shown, with both frames.

    ``unshown`` collects the texts that are laid over the pages as these are read; see ``extractors.model``.
    """

    handle: Handle
    data: bytes  # PDFium reads from it as long as the document is open
    page_count: int
    turned: dict[int, tuple[Frame, Frame]] = field(default_factory=dict)
    unshown: list[tuple[str, Place]] = field(default_factory=list)

    def close(self) -> None:
        """Lets PDFium free the document."""
        pdfium.FPDF_CloseDocument(self.handle)

    def title(self) -> str | None:
        """The title in the file's metadata."""
        size = pdfium.FPDF_GetMetaText(self.handle, b"Title", None, 0)
        if size <= 2:
            return None
        buffer = ctypes.create_string_buffer(size)
        pdfium.FPDF_GetMetaText(self.handle, b"Title", buffer, size)
        return buffer.raw[: size - 2].decode("utf-16-le", "replace").strip() or None


@dataclass(slots=True)
class ReadPage:
    """A page's content, its words, and the lines in its margins."""

    content: PageContent
    words: list[Word]
    margins: list[Margin]


def open_pdf(data: bytes) -> Pdf:
    """Opens a PDF; raises ``Unreadable`` where it is damaged, encrypted or has too many pages."""
    handle = pdfium.FPDF_LoadMemDocument64(data, len(data), None)
    if not handle:
        error = pdfium.FPDF_GetLastError()
        if error in (pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY):
            raise Unreadable("report.encrypted", "password needed")
        raise Unreadable("report.corrupt", f"PDFium error {error}")
    pdf = Pdf(handle, data, pdfium.FPDF_GetPageCount(handle))
    if not 1 <= pdf.page_count <= MAX_PAGES:
        pdf.close()
        if pdf.page_count < 1:
            raise Unreadable("report.corrupt", "no pages")
        raise Unreadable("report.too_large", f"{pdf.page_count} pages", f"højst {MAX_PAGES} sider")
    return pdf


def layouts(pdf: Pdf, scans: Mapping[int, ReadPage]) -> Iterator[PageLayout]:
    """The pages laid out, each when the next one is read: a header is what stands on both."""
    before: list[Margin] = []
    current: ReadPage | None = None
    for number in range(pdf.page_count + 1):
        upcoming = (scans.get(number + 1) or read_page(pdf, number)) if number < pdf.page_count else None
        if current is not None:
            left_out = furniture(current.margins, before, upcoming.margins if upcoming else [])
            yield _slim(layout(current.content, [w for w in current.words if id(w) not in left_out]))
            before = current.margins
        current = upcoming


def read_page(pdf: Pdf, number: int) -> ReadPage:
    """A page (counted from 0) in the frame in which most of its text runs from left to right.

    Raises ``Unreadable`` where it is damaged: nobody knows what figures it held.
    """
    page = pdfium.FPDF_LoadPage(pdf.handle, number)
    if not page:
        raise Unreadable("report.corrupt", f"page {number + 1} of {pdf.page_count} cannot be loaded")
    try:
        shown = frame_of(page)
        raw = read_chars(page)
        frame = shown.turned(raw.way() - shown.turn) if len(raw.run) else shown
        drawing = read_drawing(page, frame)
        pdf.unshown += of_page(page, number + 1)
    finally:
        pdfium.FPDF_ClosePage(page)
    if frame != shown:
        pdf.turned[number + 1] = (shown, frame)
    content = PageContent(
        number + 1,
        *frame.size,
        drawing.horizontal,
        drawing.vertical,
        drawing.fills,
        drawing.slants,
    )
    words = words_of(placed(raw, frame))
    return ReadPage(content, words, margins(words, content.height))


def _slim(page: PageLayout) -> PageLayout:
    """Lets go of the edges of all characters: long reports have millions."""
    for w in page.words:
        w.edges = None
    for piece in page.pieces:
        for cell in piece.cells:
            for line in cell.lines:
                for w in line.words:
                    w.edges = None
    return page
