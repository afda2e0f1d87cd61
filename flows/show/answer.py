"""The rows of a query as ``afrapport query`` shows them."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Any

from rich import box
from rich.console import Group, RenderableType
from rich.table import Table as Grid
from rich.text import Text

from flows.show.text import text
from flows.words import words
from warehouse.query.answer import Answer
from warehouse.query.moment import DENMARK
from warehouse.tables.types import plain_digits

MOST_ROWS = 1000  # a terminal draws no more in good time


def answer(found: Answer, then: datetime | None, language: str) -> RenderableType:
    """A table with a line for each row, how many there are, and when they were known."""
    say = words(language)
    grid = Grid(box=box.SIMPLE)
    for number, name in enumerate(found.columns):
        is_number = any(_is_number(row[number]) for row in found.rows)
        grid.add_column(text(name), overflow="fold", justify="right" if is_number else "left")
    for row in found.rows[:MOST_ROWS]:
        grid.add_row(*map(_cell, row))
    lines = [text(say["rows"].format(count=len(found.rows)), "dim")]
    if len(found.rows) > MOST_ROWS:
        lines = [text(say["first_rows"].format(shown=MOST_ROWS, count=len(found.rows)), "dim")]
    if then is not None:
        lines.append(text(say["known_then"].format(time=then.astimezone(DENMARK).isoformat(sep=" ")), "dim"))
    return Group(grid, *lines)


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float | Decimal) and not isinstance(value, bool)


def _cell(value: Any) -> Text:
    return text(plain_digits(value) if isinstance(value, Decimal) and value.is_finite() else value)
