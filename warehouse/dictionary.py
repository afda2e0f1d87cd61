"""Every table, view and column with its type, unit and text: the one list behind comments, ``meta_column`` and docs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import BigInteger, Boolean, Date, Float, Integer, LargeBinary, Table, Text
from sqlalchemy.types import TypeEngine

from schemas.columns import BI_VIEWS
from warehouse.tables.catalogue import all_tables
from warehouse.tables.texts import about_column, about_object, told
from warehouse.tables.types import ExactNumber, UtcTime
from warehouse.views.definitions import VIEWS

_WORDS: tuple[tuple[type[TypeEngine], str], ...] = (
    (UtcTime, "time"),
    (ExactNumber, "number"),
    (Boolean, "flag"),
    (Date, "date"),
    (BigInteger, "integer"),
    (Integer, "integer"),
    (Float, "number"),
    (Text, "text"),
    (LargeBinary, "bytes"),
)


@dataclass(frozen=True, slots=True)
class Entry:
    """One column, or with an empty ``column_name`` a table or view as a whole; the fields are those of ``meta_column``.

    ``data_type`` is a word of ``schemas.columns.Column``, the same on every database.
    """

    object_name: str
    column_name: str
    object_type: str
    position: int
    data_type: str | None
    unit: str | None
    about_da: str
    about_en: str


def dictionary() -> list[Entry]:
    """Everything in the warehouse: the views in their order, then the tables, each before its columns in their order.

    Raises NotDescribed for whatever has no text.
    """
    views = [entry for name in VIEWS for entry in (_bi_view(name) if name in BI_VIEWS else _inner_view(name))]
    return views + [entry for table in all_tables().sorted_tables for entry in _table(table)]


def type_word(kind: TypeEngine) -> str:
    """The word for a column's type, such as ``integer``; raises TypeError for one that has no word."""
    for candidate, word in _WORDS:
        if isinstance(kind, candidate):
            return word
    raise TypeError(f"no word for the type {kind!r}")


def _bi_view(name: str) -> Iterator[Entry]:
    view = BI_VIEWS[name]
    yield Entry(name, "", "view", 0, None, None, view.da_about, view.en_about)
    for place, c in enumerate(view.columns, 1):
        yield Entry(name, c.name, "view", place, c.type, c.unit, c.da_about, c.en_about)


def _inner_view(name: str) -> Iterator[Entry]:
    whole = about_object(name)
    yield Entry(name, "", "view", 0, None, None, whole.da, whole.en)
    for place, column in enumerate(told(name), 1):
        about = about_column(name, column)
        yield Entry(name, column, "view", place, about.type, about.unit, about.da, about.en)


def _table(table: Table) -> Iterator[Entry]:
    whole = about_object(table.name)
    yield Entry(table.name, "", "table", 0, None, None, whole.da, whole.en)
    for place, column in enumerate(table.columns, 1):
        about, kind = about_column(table.name, column.name), type_word(column.type)
        yield Entry(table.name, column.name, "table", place, kind, about.unit, about.da, about.en)
