"""The tables of a file as ``afrapport tables`` draws them."""

from __future__ import annotations

from rich import box
from rich.console import Group, RenderableType
from rich.table import Table as Grid

from extractors.model import Table
from flows.show.text import text
from flows.words import words


def tables(found: list[Table], language: str) -> RenderableType:
    """Each table with its lines; a cell over several rows or columns stands in its first one."""
    if not found:
        return text(words(language)["no_tables"])
    return Group(*(_table(it, number, language) for number, it in enumerate(found, 1)))


def _table(it: Table, number: int, language: str) -> RenderableType:
    places = (p.in_english() if language == "en" else p.in_words() for p in it.places)
    title = words(language)["table"].format(number=number, place=", ".join(places))
    grid = Grid(box=box.SQUARE, show_header=False, show_lines=True, title=text(title), title_justify="left")
    first = {(c.row, c.col): c.text for c in it.cells}
    for _ in range(it.col_count):
        grid.add_column(overflow="fold")
    for row in range(it.row_count):
        grid.add_row(*(text(first.get((row, col))) for col in range(it.col_count)))
    return grid
