"""Tables that are clearly of a kind, and lack one of the columns that such a table must have."""

from __future__ import annotations

from extractors.kinds.kind import Kind
from extractors.kinds.registry import KINDS
from extractors.model import Table

CLEAR = 3.0  # points that the columns which are there must give


def lacks_one(table: Table, kind: Kind) -> str | None:
    """The one column that a table of the kind must have and this one lacks; None for a whole table or another one."""
    names = KINDS[kind.name].columns_of(table, kind)
    missing = [column.name for column in kind.columns if column.required and column.name not in names]
    return missing[0] if len(missing) == 1 and worth(names, kind) >= CLEAR else None


def worth(names: set[str], kind: Kind) -> float:
    """How much columns speak for a kind: two points an essential one, and what the kind gives for others."""
    essential = 2.0 * sum(name in names for name in kind.recognition.essential)
    return essential + sum(points for name, points in kind.recognition.columns.items() if name in names)
