"""Writing into a database what its tables, views and columns hold: the table ``meta_column``, and comments."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict

from sqlalchemy import Connection, delete, insert, inspect, select, text
from sqlalchemy.engine.reflection import ObjectKind

from warehouse.dictionary import Entry, dictionary
from warehouse.tables.base import table_of
from warehouse.tables.meta import MetaColumn

META = table_of(MetaColumn)


def describe(connection: Connection) -> None:
    """Bring every text up to date, in the transaction that is under way; writes only what differs.

    Describes what is there, so an older structure is no error; one that has no ``meta_column`` is left alone.
    """
    if not inspect(connection).has_table(META.name):
        return
    entries = _of_what_is_there(connection)
    if set(entries) != _stored(connection):
        connection.execute(delete(META))
        connection.execute(insert(META), [asdict(entry) for entry in entries])
    if connection.dialect.name == "postgresql":
        for statement in list(_comments(connection, entries)):
            connection.execute(text(statement))


def stale_texts(connection: Connection) -> list[str]:
    """Tables, views and columns that stand in ``meta_column`` otherwise than they should, one line each."""
    if not inspect(connection).has_table(META.name):
        return []
    wanted, there = set(_of_what_is_there(connection)), _names(connection)
    known = {entry for entry in _stored(connection) if entry.object_name in there}
    names = {f"{e.object_name}.{e.column_name}".rstrip(".") for e in wanted ^ known}
    return [f"stale text: {name}" for name in sorted(names)]


def _of_what_is_there(connection: Connection) -> list[Entry]:
    there = _names(connection)
    return [e for e in dictionary() if e.column_name in there.get(e.object_name, set())]


def _names(connection: Connection) -> dict[str, set[str]]:
    """The columns of each table and view, with an empty name for the whole."""
    found = inspect(connection).get_multi_columns(kind=ObjectKind.ANY)
    return {name: {"", *(column["name"] for column in columns)} for (_, name), columns in found.items()}


def _stored(connection: Connection) -> set[Entry]:
    return {Entry(**row) for row in connection.execute(select(META)).mappings()}


def _comments(connection: Connection, entries: list[Entry]) -> Iterator[str]:
    """A ``comment on …`` for each text that the database does not have yet."""
    quote, present = connection.dialect.identifier_preparer.quote, _present_comments(connection)
    for entry in entries:
        if present.get((entry.object_name, entry.column_name)) != entry.about_da:
            column = f".{quote(entry.column_name)}" if entry.column_name else ""
            what = "column" if column else entry.object_type
            yield f"comment on {what} {quote(entry.object_name)}{column} is {_literal(entry.about_da)}"


def _present_comments(connection: Connection) -> dict[tuple[str, str], str | None]:
    inspector = inspect(connection)
    whole = inspector.get_multi_table_comment(kind=ObjectKind.ANY)
    parts = inspector.get_multi_columns(kind=ObjectKind.ANY)
    found = {(name, ""): comment["text"] for (_, name), comment in whole.items()}
    return found | {(name, c["name"]): c.get("comment") for (_, name), columns in parts.items() for c in columns}


def _literal(words: str) -> str:
    """A text as SQL, for ``text()``: PostgreSQL takes no parameters in ``comment on``."""
    return "'" + words.replace("'", "''").replace(":", "\\:") + "'"
