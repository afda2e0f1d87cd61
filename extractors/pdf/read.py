"""A PDF turned into a document: lines of text and tables, in reading order."""

from __future__ import annotations

from collections.abc import Iterable

from extractors.model import Document
from extractors.pdf.assembling import Assembly
from extractors.pdf.layout import PageLayout
from extractors.pdf.pages import Pdf, layouts, open_pdf
from extractors.pdf.turning import turn_back
from extractors.pdf.unshown import of_the_file
from extractors.resting import collector_resting


def read_pdf(data: bytes) -> Document:
    """Reads a PDF; raises ``Unreadable`` where it is damaged, encrypted or has too many pages."""
    pdf = open_pdf(data)
    try:
        return document_of(pdf, layouts(pdf, {}))
    finally:
        pdf.close()


def document_of(pdf: Pdf, pages: Iterable[PageLayout]) -> Document:
    """The document that the pages of an open PDF make, each laid out, in their order."""
    with collector_resting():
        assembly = Assembly()
        for page in pages:
            assembly.add(page)
        parts = assembly.finished()
    turn_back(parts, pdf.turned)
    unshown = [*of_the_file(pdf.handle), *pdf.unshown]
    return Document("pdf", parts, pdf.page_count, metadata_title=pdf.title(), unshown=unshown)
