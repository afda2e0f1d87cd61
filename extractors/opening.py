"""A file's bytes turned into a document, by what they are and never by the file's name."""

from __future__ import annotations

from extractors.model import Document
from extractors.unreadable import Unreadable

MAX_BYTES = 50 * 1024 * 1024
PDF_HEAD = 1024  # bytes: how far in a PDF may begin
PDF_TAIL = 4096  # bytes: how near to its end a whole PDF says that it ends


def read_bytes(data: bytes) -> Document:
    """The document in some bytes; raises ``Unreadable`` with the rule that says why there is none."""
    if not data:
        raise Unreadable("report.empty", "0 bytes")
    if len(data) > MAX_BYTES:
        raise Unreadable("report.too_large", f"{len(data)} bytes", f"højst {MAX_BYTES // 1024 // 1024} MB")
    if b"%PDF-" in data[:PDF_HEAD]:
        return _read_pdf(data)
    return _read_workbook(data)


def _read_pdf(data: bytes) -> Document:
    from extractors.pdf.read import read_pdf

    if b"%%EOF" not in data[-PDF_TAIL:]:
        # what is left of a file that was cut off may be readable, but nobody knows what is missing
        raise Unreadable("report.corrupt", "the end of the PDF is missing")
    document = read_pdf(data)
    if not document.parts:
        raise Unreadable("report.empty", f"{document.page_count} pages without text", "sider med tekst")
    return document


def _read_workbook(data: bytes) -> Document:
    from extractors.workbook.read import container_of, read_workbook

    if container_of(data) is None:
        raise Unreadable("report.unrecognised", "neither a PDF nor a workbook", "en PDF eller et Excel-ark")
    return read_workbook(data)
