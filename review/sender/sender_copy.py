"""A copy of a report for its sender, with what is wrong marked in it.

It is the sender's own file: all that is in it, hidden or not, is given back to the one who sent it, and to nobody else.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import PurePath

from extractors.messages import Task
from extractors.reading import Reader, ReaderFailed
from extractors.unreadable import Unreadable
from review.pictures.making import made_in_turn
from review.pictures.original import whole_file
from review.sender.note import Note
from schemas.masking import without_numbers
from schemas.plain_text import file_name, plain
from warehouse.archive import Archive

CPU_SECONDS, WALL_SECONDS = 60, 90
LONGEST_NAME = 120  # characters
MEDIA_TYPES = {
    ".pdf": "application/pdf",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".xlsm": "application/vnd.ms-excel.sheet.macroEnabled.12",
}


@dataclass(frozen=True, slots=True)
class SenderCopy:
    """A file to be sent back. ``marked`` is false where it is only a list, since the original cannot be written in."""

    content: bytes
    file_name: str
    media_type: str
    marked: bool


class _CopyReader(Reader):
    module = "review.sender.process"


def copy_for_sender(
    archive: Archive, sha256: str, name: str, notes: Sequence[Note], *, list_only: bool = False
) -> SenderCopy:
    """A report of that file name with its notes marked: in a PDF as highlights, in an xlsx file as comments.

    Of any other file, and of one that cannot be written anew, a workbook that lists them; ``list_only`` asks for that.
    Personal numbers are masked in the notes. Raises CannotShow: FileMissing where the archive has no such file, NotNow
    where it can be tried again.
    """
    path = str(whole_file(archive, sha256))
    plain_notes = tuple(without_numbers(note).plain for note in notes)
    with made_in_turn(), closing(_CopyReader()) as reader:
        marked = None if list_only else _marked(reader, path, plain_notes)
        content, suffix = marked or _asked(reader, Task(path, "list", (plain_notes,)))
    return SenderCopy(content, suggested_name(name, suffix), MEDIA_TYPES[suffix], marked is not None)


def _marked(reader: Reader, path: str, notes: tuple[tuple, ...]) -> tuple[bytes, str] | None:
    """The file itself with the notes in it; None where it cannot be written in."""
    try:
        return _asked(reader, Task(path, "copy", (notes,), CPU_SECONDS, WALL_SECONDS))
    except Unreadable:
        return None


def _asked(reader: Reader, task: Task) -> tuple[bytes, str]:
    try:
        answer = reader.ask(task)
    except (EOFError, OSError) as problem:
        raise ReaderFailed(str(problem)) from problem
    if not (isinstance(answer, tuple) and isinstance(answer[0], bytes) and answer[1] in MEDIA_TYPES):
        raise TypeError(type(answer).__name__)
    return answer[0], answer[1]


def suggested_name(original: str, suffix: str) -> str:
    """A file name to suggest: the original's without its ending, and nothing that a system may stumble over."""
    stem = plain(file_name(PurePath(original).stem)).translate({ord(c): "_" for c in '/\\:*?"<>|'}).strip(" .")
    return f"{stem[:LONGEST_NAME] or 'rapport'} - rettelser{suffix}"
