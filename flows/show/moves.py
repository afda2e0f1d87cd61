"""The totals that move between two versions of a report."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from rich import box
from rich.table import Table as Grid

from flows.show.text import text
from flows.words import words
from warehouse.tables.types import plain_digits
from warehouse.totals import Move


def moves(found: Sequence[Move], language: str) -> Grid:
    """A row a total: what it is of, before, after, and by how much it moves."""
    say = words(language)
    grid = Grid(box=box.SIMPLE)
    grid.add_column(say["column_total"], overflow="fold")
    for name in ("was", "is", "by"):
        grid.add_column(say[f"column_{name}"], justify="right", no_wrap=True)
    for move in found:
        sign = "+" if move.by > 0 else ""
        grid.add_row(
            text(_of(move, language)), *map(text, map(_digits, (move.old, move.new))), f"{sign}{_digits(move.by)}"
        )
    return grid


def _of(move: Move, language: str) -> str:
    say = words(language)
    about = move.about | {"part": say["part"].get(str(move.about.get("part")))}
    named = [about.get(name) for name in ("effort", "status", "year", "measure", "part")]
    return " · ".join(str(word) for word in [say["view"][move.of], *named] if word is not None)


def _digits(number: Decimal | None) -> str | None:
    return None if number is None else plain_digits(number)
