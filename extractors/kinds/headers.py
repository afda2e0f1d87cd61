"""Which columns a table has: its header row found, each column named by the kind's headers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from extractors.kinds.kind import Kind
from extractors.labels import key
from extractors.model import Cell, Table

LOOK = 8  # rows: how far down a header may stand
SHORT = 60  # characters: a longer text is no header

Row = Sequence[Cell | None]


@dataclass(slots=True)
class Header:
    """Where a table's columns are. ``first_row`` is the first row below the header."""

    columns: dict[str, int]
    first_row: int
    cells: list[Cell]
    unexpected: list[Cell] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)


def find_header(table: Table, kind: Kind) -> Header | None:
    """The header of a table, None where no row names two or more of the kind's columns."""
    grid = table.grid()
    best: Header | None = None
    for r, row in enumerate(grid[:LOOK]):
        header = _read(row, r, kind)
        if len(header.columns) >= 2 and (best is None or len(header.columns) > len(best.columns)):
            best = header
    if best is not None:
        best.missing = [c.name for c in kind.columns if c.required and c.name not in best.columns]
    return best


def column_names(table: Table, kind: Kind) -> set[str]:
    """The names of the kind's columns that a table has."""
    header = find_header(table, kind)
    return set(header.columns) if header else set()


def _read(row: Row, r: int, kind: Kind) -> Header:
    """Columns named by one row; the headers that match best choose first."""
    cells = _distinct(row)
    wishes = sorted(
        (
            (score, -cell.col, spec.name, cell)
            for cell in cells
            for spec in kind.columns
            if (score := likeness(cell.text, spec.headers))
        ),
        key=lambda w: w[:3],
        reverse=True,
    )
    columns: dict[str, int] = {}
    used: set[int] = set()
    for _, _, name, cell in wishes:
        if name not in columns and cell.col not in used:
            columns[name] = cell.col
            used.add(cell.col)
    unexpected = [c for c in cells if c.text and c.col not in used]
    return Header(columns, r + 1, [c for c in cells if c.col in used], unexpected)


def _distinct(row: Row) -> list[Cell]:
    out: list[Cell] = []
    for cell in row:
        if cell is not None and (not out or out[-1] is not cell):
            out.append(cell)
    return out


def likeness(text: str, headers: Sequence[str]) -> float:
    """How well a text matches one of the headers (given as keys): 3 the same, 2 begins with it, 1 ends with it, else 0.

    A header with a unit or year behind it (``Økonomi (2024) kr.``) begins with a known one.
    """
    if not text or len(text) > SHORT:
        return 0.0
    k = key(text)
    best = 0.0
    for h in headers:
        if k == h:
            return 3.0
        if len(h) >= 4 and k.startswith(h):
            best = max(best, 2.0 + len(h) / (10 * len(k)))
        elif len(h) >= 7 and k.endswith(h):
            best = max(best, 1.0 + len(h) / (10 * len(k)))
    return best
