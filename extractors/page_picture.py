"""Pages of a PDF as pictures, made in the reader's child process: drawing a page can hang, swell or abort."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from extractors.messages import Task
from extractors.picture.page import Drawn
from extractors.picture.stretches import Box, Stretch
from extractors.reading import do_task


class NoSuchPage(LookupError):
    """The file has no page of that number."""


def page_sizes(path: Path) -> list[tuple[float, float]]:
    """Width and height in points of each page as it is shown.

    Raises ``Unreadable`` where the file is no PDF, cannot be opened, or costs more than the limits allow.
    """
    answer = do_task(Task(str(path), "page_sizes"))
    if not isinstance(answer, list):
        raise TypeError(type(answer).__name__)
    return answer


def page_texts(path: Path, number: int) -> list[Stretch]:
    """The texts with many digits that a page (counted from 1) shows or has in its notes, with their places.

    Raises ``Unreadable`` like ``page_sizes``, and ``NoSuchPage``.
    """
    answer = do_task(Task(str(path), "page_texts", (number,)))
    if answer is None:
        raise NoSuchPage(number)
    if not isinstance(answer, list):
        raise TypeError(type(answer).__name__)
    return answer


def page_picture(path: Path, number: int, scale: float = 1.0, black: Sequence[Box] = ()) -> Drawn:
    """A page (counted from 1) as it is shown, with what is noted on it; ``scale`` 1 is 96 pixels an inch.

    ``black`` are boxes in points from the top-left corner that are blacked out in the picture itself.
    Raises ``Unreadable`` like ``page_sizes``, and ``NoSuchPage``.
    """
    answer = do_task(Task(str(path), "page_picture", (number, scale, tuple(black))))
    if answer is None:
        raise NoSuchPage(number)
    if not isinstance(answer, Drawn):
        raise TypeError(type(answer).__name__)
    return answer
