"""What a PDF says beside its pages' text: comments and fields laid over a page, and what it tells of itself."""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterator
from typing import Any

import pypdfium2.raw as pdfium

from extractors.pdf.handles import Handle
from extractors.place import Place
from extractors.unshown import with_many_digits

TELLS = (b"Title", b"Author", b"Subject", b"Keywords")
HOLDS = (b"Contents", b"V", b"T", b"TU")  # of an annotation: its text; a field's value, name and description
MOST_ANNOTATIONS = 5_000  # of one page
MOST_BYTES = 1 << 20  # of one text


def of_the_file(document: Handle) -> Iterator[tuple[str, Place]]:
    """What the metadata says."""
    for name in TELLS:
        said = _text(lambda buffer, size, name=name: pdfium.FPDF_GetMetaText(document, name, buffer, size))
        yield from with_many_digits([said], Place())


def of_page(page: Handle, number: int) -> Iterator[tuple[str, Place]]:
    """What is laid over a page (counted from 1)."""
    for said, _ in annotation_texts(page):
        yield from with_many_digits([said], Place(number))


def annotation_texts(page: Handle) -> Iterator[tuple[str, Any]]:
    """Each text of a note or field, and its rectangle as PDFium has it; None where it has none."""
    for index in range(min(pdfium.FPDFPage_GetAnnotCount(page), MOST_ANNOTATIONS)):
        annotation = pdfium.FPDFPage_GetAnnot(page, index)
        if not annotation:
            continue
        rect = pdfium.FS_RECTF()
        has_rect = pdfium.FPDFAnnot_GetRect(annotation, rect)
        for name in HOLDS:
            said = _text(lambda b, size, n=name, a=annotation: pdfium.FPDFAnnot_GetStringValue(a, n, b, size))
            yield said, rect if has_rect else None
        pdfium.FPDFPage_CloseAnnot(annotation)


def _text(ask: Callable[[ctypes.Array | None, int], int]) -> str:
    size = ask(None, 0)
    if not 2 < size <= MOST_BYTES:
        return ""
    buffer = (pdfium.FPDF_WCHAR * (size // 2 + 1))()
    ask(buffer, size)
    return bytes(buffer)[: size - 2].decode("utf-16-le", "replace")
