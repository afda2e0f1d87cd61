"""Parts of a sheet to look at, read in the reader's child process like any file."""

from __future__ import annotations

from pathlib import Path

from extractors.messages import Task
from extractors.reading import do_task
from extractors.workbook.window import SheetWindow

NOTHING = r"(?!)"


class NoSuchSheet(LookupError):
    """The workbook has no sheet of that name or number."""


def sheet_window(
    path: Path,
    sheet: str | int | None = None,
    around: str | None = None,
    corner: str | None = None,
    size: tuple[int, int] = (60, 26),
    heads_like: str = NOTHING,
) -> SheetWindow:
    """The rows and columns of a sheet (by name, or number from 0) around a cell (``C14``) or from a corner on.

    ``size`` is the most rows and columns. Raises ``NoSuchSheet``, and ``Unreadable`` where the file is no workbook,
    is damaged, or costs more than the limits allow. The texts are as they stand: nothing is masked.
    """
    answer = do_task(Task(str(path), "sheet_window", (sheet, around, corner, size, heads_like)))
    if answer is None:
        raise NoSuchSheet(sheet)
    if not isinstance(answer, SheetWindow):
        raise TypeError(type(answer).__name__)
    return answer
