"""A PDF with a highlight at each place that is wrong, and a list of them on pages of its own at the end."""

from __future__ import annotations

import io
from collections.abc import Sequence

from pypdf import PageObject, PdfReader, PdfWriter
from pypdf.errors import DependencyError, FileNotDecryptedError

from extractors.pdf.frame import Frame
from extractors.unreadable import Unreadable
from review.sender.highlight import highlight
from review.sender.list_pages import add_list
from review.sender.note import Note


def marked_pdf(data: bytes, notes: Sequence[Note]) -> bytes:
    """The PDF with its notes; raises Unreadable where it is behind a password."""
    reader = PdfReader(io.BytesIO(data))
    try:
        if reader.is_encrypted and not reader.decrypt(""):
            raise Unreadable("report.encrypted", "password needed")
        writer = PdfWriter(clone_from=reader)
    except (DependencyError, FileNotDecryptedError) as problem:
        raise Unreadable("report.encrypted", type(problem).__name__) from problem
    pages = list(writer.pages)
    for note in notes:
        if note.place.page and note.place.page <= len(pages) and note.place.bbox:
            page = pages[note.place.page - 1]
            writer.add_annotation(page, highlight(writer, note, _frame(page)))
    add_list(writer, notes)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def _frame(page: PageObject) -> Frame:
    """The part of the page that is shown, as it is shown, by pypdf; what places are measured in."""
    media, crop = page.mediabox, page.cropbox
    left, bottom = max(media.left, crop.left), max(media.bottom, crop.bottom)
    right, top = min(media.right, crop.right), min(media.top, crop.top)
    if right <= left or top <= bottom:
        left, bottom, right, top = media.left, media.bottom, media.right, media.top
    return Frame(float(left), float(bottom), float(right), float(top), page.rotation // 90 % 4)
