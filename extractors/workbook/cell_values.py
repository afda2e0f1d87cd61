"""What stands in a cell of an xlsx file: text, note marks, typed value and problem, from its type and stored text."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal

from extractors.model import Cell, Native
from extractors.workbook.styles import PLAIN, Style
from extractors.workbook.text import clean, unescape
from extractors.workbook.values import MAX_EXACT_DIGITS, exact, moment_value, number_or_moment, truth
from extractors.workbook.xml_stream import is_on

Content = tuple[str, str, Native, str | None]  # text, note marks, typed value, problem
NOTHING: Content = ("", "", None, None)
NO_RESULT: Content = ("", "", None, "formula")


@dataclass(slots=True)
class Shared:
    """What the sheets of one workbook have in common; ``cell_count`` and ``results`` grow from sheet to sheet."""

    strings: list[tuple[str, str]]
    styles: list[Style]
    since_1904: bool = False
    cell_count: int = 0
    results: list[Cell] = field(default_factory=list)  # cells with the stored result of a formula

    def style(self, number: str | None) -> Style:
        """The style that a cell names by its number; the plain one where it names none or one that is not there."""
        return self.styles[int(number)] if number and int(number) < len(self.styles) else PLAIN


Reader = Callable[[str, Style, Shared], Content]


def reader_of(kind: str) -> Reader:
    """What tells the content of a stored text that is not empty, for cells of this type: ``n``, ``s``, ``str`` ..."""
    return READERS.get(kind, _text)


def empty_content(kind: str, has_formula: bool) -> Content:
    """What an empty stored text means; a formula whose result is an empty text is blank, any other lacks a result."""
    return NO_RESULT if has_formula and kind != "str" else NOTHING


def _number(stored: str, style: Style, shared: Shared) -> Content:
    if stored.isdecimal() and len(stored) <= MAX_EXACT_DIGITS and stored.isascii() and stored[0] != "0":
        text = style.number.show_whole(stored)
        if text is not None:
            return text, "", Decimal(stored), None
    stored = stored.strip()
    number = exact(stored)
    if number is None:
        return stored, "", None, stored or "formula"
    native, text = number_or_moment(number, style.number, shared.since_1904)
    return text, "", native, None


def _shared_text(stored: str, _: Style, shared: Shared) -> Content:
    index = int(stored) if stored.strip().isdecimal() and len(stored) < 10 else -1
    text, marks = shared.strings[index] if 0 <= index < len(shared.strings) else ("", "")
    return text, marks, None, None


def _yes_or_no(stored: str, *_: object) -> Content:
    value = is_on(stored.strip())
    return truth(value), "", value, None


def _error(stored: str, *_: object) -> Content:
    return stored.strip(), "", None, stored.strip()


def _moment(stored: str, *_: object) -> Content:
    stored = stored.strip()
    try:
        native, text = moment_value(datetime.fromisoformat(stored).replace(tzinfo=None), "T" in stored)
    except ValueError:
        return stored, "", None, None
    return text, "", native, None


def _text(stored: str, *_: object) -> Content:
    return clean(unescape(stored.strip())), "", None, None


READERS: dict[str, Reader] = {"n": _number, "s": _shared_text, "b": _yes_or_no, "e": _error, "d": _moment}
