"""A file's bytes turned into a document, by what they are and never by the file's name."""

from __future__ import annotations

from extractors.model import Document
from extractors.unreadable import Unreadable

MAX_BYTES = 50 * 1024 * 1024
MAX_SCANS = 60  # pages read from pictures: each takes seconds
PDF_HEAD = 1024  # bytes: how far in a PDF may begin
PDF_TAIL = 4096  # bytes: how near to its end a whole PDF says that it ends


class ScansFound(Exception):
    """A PDF has scanned pages, and the caller has not said that there is time to read them; ``count`` is how many."""

    def __init__(self, count: int) -> None:
        super().__init__(count)
        self.count = count


def read_bytes(data: bytes, recognise: bool = False) -> Document:
    """The document in some bytes; raises ``Unreadable`` with the rule that says why there is none.

    Raises ``ScansFound`` where pages have to be read from pictures and ``recognise`` does not allow it.
    """
    if not data:
        raise Unreadable("report.empty", "0 bytes")
    if len(data) > MAX_BYTES:
        raise Unreadable("report.too_large", f"{len(data)} bytes", f"højst {MAX_BYTES // 1024 // 1024} MB")
    if b"%PDF-" in data[:PDF_HEAD]:
        return _read_pdf(data, recognise)
    return _read_workbook(data)


def _read_pdf(data: bytes, recognise: bool) -> Document:
    from extractors.pdf.read import read_pdf

    if b"%%EOF" not in data[-PDF_TAIL:]:
        # what is left of a file that was cut off may be readable, but nobody knows what is missing
        raise Unreadable("report.corrupt", "the end of the PDF is missing")
    document = _read_scans(data, recognise) or read_pdf(data)
    if not document.parts:
        raise Unreadable("report.empty", f"{document.page_count} pages without text", "sider med tekst")
    return document


def _read_scans(data: bytes, recognise: bool) -> Document | None:
    """The document of a PDF with scanned pages; None where it has none."""
    from extractors.ocr.engine import installed
    from extractors.ocr.read import pages_to_recognise, read_with_scans
    from extractors.pdf.read import read_pdf

    scans = pages_to_recognise(data)
    if not scans:
        return None
    if not installed():
        document = read_pdf(data)
        if not document.parts:
            raise Unreadable("report.empty", "scanned pages, no text recognition", reason="scanned")
        document.unread = scans
        return document
    if len(scans) > MAX_SCANS:
        raise Unreadable("report.too_large", f"{len(scans)} scanned pages", f"højst {MAX_SCANS} scannede sider")
    if not recognise:
        raise ScansFound(len(scans))
    return read_with_scans(data, scans)


def _read_workbook(data: bytes) -> Document:
    from extractors.workbook.read import container_of, read_workbook

    if container_of(data) is None:
        raise Unreadable("report.unrecognised", "neither a PDF nor a workbook", "en PDF eller et Excel-ark")
    return read_workbook(data)
