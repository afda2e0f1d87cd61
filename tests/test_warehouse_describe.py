"""What tables, views and columns hold stands in the database: in ``meta_column``, on PostgreSQL also as comments."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import Engine, event, inspect, text
from sqlalchemy.engine.reflection import ObjectKind

from warehouse import describe, migrate
from warehouse.dictionary import Entry, dictionary
from warehouse.engine import begin_write
from warehouse.tables.catalogue import all_tables
from warehouse_samples import rows

pytest_plugins = ["databases"]


def columns_there(engine: Engine) -> set[tuple[str, str]]:
    """Every table, view and column that the database has, but Alembic's own."""
    found = inspect(engine).get_multi_columns(kind=ObjectKind.ANY)
    names = {(name, "") for _, name in found} | {(name, c["name"]) for (_, name), cs in found.items() for c in cs}
    return {(table, column) for table, column in names if table != "alembic_version"}


def comments(engine: Engine) -> dict[tuple[str, str], str | None]:
    with engine.connect() as connection:
        return describe._present_comments(connection)


def writes(engine: Engine) -> list[str]:
    """The statements of an upgrade that change something, by their first words."""
    seen: list[str] = []

    def note(_c, _cursor, statement, *_rest) -> None:
        seen.append(" ".join(statement.split()[:3]).lower())

    event.listen(engine, "before_cursor_execute", note)
    migrate.upgrade(engine)
    event.remove(engine, "before_cursor_execute", note)
    return [s for s in seen if s.split()[0] not in ("select", "begin", "pragma", "with")]


def test_everything_is_described_and_nothing_else(engine: Engine) -> None:
    stored = rows(engine, "meta_column", "object_name, position")
    assert {(r["object_name"], r["column_name"]) for r in stored} == columns_there(engine)
    assert {Entry(**r) for r in stored} == set(dictionary())
    assert all(r["about_da"] and r["about_en"] and r["about_da"] != r["about_en"] for r in stored)
    assert all((r["data_type"] is None) == (r["column_name"] == "") == (r["position"] == 0) for r in stored)


def test_places_are_those_of_the_database(engine: Engine) -> None:
    places = {(r["object_name"], r["column_name"]): r["position"] for r in rows(engine, "meta_column")}
    for (_, name), columns in inspect(engine).get_multi_columns(kind=ObjectKind.VIEW).items():
        assert [places[name, c["name"]] for c in columns] == list(range(1, len(columns) + 1)), name


def test_postgresql_has_the_same_texts_as_comments(both_engines: list[Engine]) -> None:
    postgresql = both_engines[1]
    found = comments(postgresql)
    wanted = {(e.object_name, e.column_name): e.about_da for e in dictionary()}
    assert {name: words for name, words in found.items() if words} == wanted
    for table in all_tables().sorted_tables:
        assert found[table.name, ""] == table.comment
        assert {c.name: c.comment for c in table.columns} == {c.name: found[table.name, c.name] for c in table.columns}


def test_texts_that_are_right_are_not_written_again(engine: Engine) -> None:
    migrate.upgrade(engine)  # a copied database has not the rights of the one that it was copied from
    assert writes(engine) == []


def test_a_text_that_was_changed_is_told_and_set_right(engine: Engine) -> None:
    before = rows(engine, "meta_column", "object_name, column_name")
    with begin_write(engine) as connection:
        connection.execute(text("update meta_column set about_da = 'x' where column_name = 'amount_dkk'"))
        connection.execute(text("delete from meta_column where object_name = 'bi_report' and column_name = ''"))
    assert migrate.check(engine) == ["stale text: bi_budget.amount_dkk", "stale text: bi_report"]
    migrate.upgrade(engine)
    assert migrate.check(engine) == []
    assert rows(engine, "meta_column", "object_name, column_name") == before


def test_a_comment_that_was_changed_is_set_right(both_engines: list[Engine]) -> None:
    engine, before = both_engines[1], comments(both_engines[1])
    migrate.upgrade(engine)
    with begin_write(engine) as connection:
        connection.execute(text("comment on column bi_budget.amount_dkk is 'x'"))
        connection.execute(text("comment on table report is null"))
    assert writes(engine) == ["comment on column", "comment on table"]
    assert comments(engine) == before


@pytest.mark.parametrize("words", ["d'Angleterre »50 %« :navn \\ %s %(x)s {y}", "to\nlinjer"])
def test_any_text_can_stand_there(engine: Engine, monkeypatch: pytest.MonkeyPatch, words: str) -> None:
    changed = [replace(e, about_da=words) if e.object_name.startswith("bi_") else e for e in dictionary()]
    monkeypatch.setattr(describe, "dictionary", lambda: changed)
    migrate.upgrade(engine)
    kept = {r["about_da"] for r in rows(engine, "meta_column") if r["object_name"] == "bi_budget"}
    assert kept == {words}
    if engine.dialect.name == "postgresql":
        assert comments(engine)["bi_budget", "amount_dkk"] == comments(engine)["bi_budget", ""] == words


def test_an_older_structure_is_described_as_far_as_it_goes(engine: Engine) -> None:
    migrate.downgrade(engine, "0001")
    assert "meta_column" not in inspect(engine).get_table_names()
    if engine.dialect.name == "postgresql":
        assert not any(comments(engine).values())
    migrate.upgrade(engine, "0002")
    stored = {(r["object_name"], r["column_name"]) for r in rows(engine, "meta_column")}
    known = {(entry.object_name, entry.column_name) for entry in dictionary()}
    assert stored == columns_there(engine) & known > {("bi_budget", "amount_dkk")}
    migrate.upgrade(engine)
    assert migrate.check(engine) == []
