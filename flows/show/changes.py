"""The figures that are not as they were, a line for each column that differs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

from rich import box
from rich.console import Group, RenderableType
from rich.table import Table as Grid

from flows.show.text import text
from flows.words import words
from schemas.columns import BI_VIEWS, Column
from schemas.figure_name import VALUE, named_by
from schemas.report import Figure
from warehouse.compare import Change
from warehouse.tables.types import plain_digits

MOST_CHANGES = 200
STYLES = {"added": "green", "removed": "red", "changed": "yellow"}


def changes(found: Sequence[Change], language: str) -> RenderableType:
    """The first of them as a table; the number of the others."""
    say = words(language)
    grid = Grid(box=box.SIMPLE)
    for name in ("change", "figure", "column", "was", "is"):
        grid.add_column(say[f"column_{name}"], overflow="fold")
    for change in found[:MOST_CHANGES]:
        kind = text(say["change"][change.kind], STYLES[change.kind])
        for number, (name, old, new) in enumerate(_lines(change, language)):
            first = (kind, text(_told(change.figure))) if number == 0 else (text(None), text(None))
            grid.add_row(*first, text(name), text(old), text(new))
    rest = len(found) - MOST_CHANGES
    return Group(grid, text(say["more_changes"].format(count=rest), "dim")) if rest > 0 else grid


def _lines(change: Change, language: str) -> Iterator[tuple[str, str | None, str | None]]:
    """Each column that differs, and the text as it stood."""
    names = {column.name: column for column in BI_VIEWS[f"bi_{change.figure.view}"].columns}
    named = change.columns or {VALUE[change.figure.view]: tuple(map(_value, (change.old, change.new)))}
    for name, (old, new) in named.items():
        yield _column(names.get(name), name, language), shown(old, language), shown(new, language)
    texts = [None if it is None else f"»{it.raw_text}«" for it in (change.old, change.new)]
    yield _column(names["raw_text"], "raw_text", language), texts[0], texts[1]


def _value(figure: Figure | None) -> Any:
    return None if figure is None else figure.values.get(VALUE[figure.view])


def _column(found: Column | None, name: str, language: str) -> str:
    if found is None:
        return words(language)["column_state"].lower()
    return found.en if language == "en" else found.da


def _told(figure: Figure) -> str:
    return " · ".join(str(value) for _, value in named_by(figure)) or figure.key


def shown(value: Any, language: str) -> str | None:
    """A value as a person reads it."""
    if isinstance(value, bool):
        return words(language)["yes" if value else "no"]
    if isinstance(value, Decimal):
        return plain_digits(value)
    state = words(language)["figure_state"].get(value) if isinstance(value, str) else None
    return state or (None if value is None else str(value))
