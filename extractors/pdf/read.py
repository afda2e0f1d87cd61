"""A PDF turned into a document: lines of text and tables, in reading order."""

from __future__ import annotations

from extractors.model import Document
from extractors.pdf.assembling import Assembly
from extractors.pdf.pages import layouts, open_pdf
from extractors.pdf.turning import turn_back
from extractors.resting import collector_resting


def read_pdf(data: bytes) -> Document:
    """Reads a PDF; raises ``Unreadable`` where it is damaged, encrypted or has too many pages."""
    pdf = open_pdf(data)
    try:
        with collector_resting():
            assembly = Assembly()
            for page in layouts(pdf):
                assembly.add(page)
            parts = assembly.finished()
        turn_back(parts, pdf.turned)
        return Document("pdf", parts, pdf.page_count, metadata_title=pdf.title())
    finally:
        pdf.close()
