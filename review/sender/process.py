"""The reader process that makes copies for senders: pypdf and openpyxl meet strangers' files in its children only.

Run as ``python -m review.sender.process FD`` by ``review.sender.sender_copy``.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence

from extractors import reader_process
from extractors.unreadable import Unreadable
from extractors.workbook.container import container_of
from review.sender.note import Note, Plain
from review.sender.pdf_copy import marked_pdf
from review.sender.workbook_copy import list_alone, marked_workbook


def copy_of(data: bytes, notes: Sequence[Plain]) -> tuple[bytes, str]:
    """The file with its notes, and the ending of its name. Raises Unreadable where notes cannot be put into it."""
    told = [Note(*note) for note in notes]
    if b"%PDF-" in data[:1024]:
        return marked_pdf(data, told), ".pdf"
    if container_of(data) == "xlsx":
        return marked_workbook(data, told)
    raise Unreadable("report.unrecognised", "neither a PDF nor an xlsx file")


def list_of(_: bytes, notes: Sequence[Plain]) -> tuple[bytes, str]:
    """A workbook with the list of notes and nothing of the file."""
    return list_alone([Note(*note) for note in notes]), ".xlsx"


TASKS = {"copy": copy_of, "list": list_of}

if __name__ == "__main__":
    reader_process.main(int(sys.argv[1]), TASKS)
