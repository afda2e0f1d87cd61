"""The schema: made, taken back and made again with data in place; the same on both databases as in the program."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, inspect, text
from sqlalchemy.exc import DBAPIError

from warehouse import migrate
from warehouse.engine import begin_write, open_warehouse
from warehouse.load import load
from warehouse.revisions import alembic_config, known_revisions
from warehouse.schema_version import SchemaMismatch, require_current
from warehouse.tables.catalogue import all_tables
from warehouse.views.definitions import VIEWS
from warehouse_children import PROCESSES, started, upgrade_when_told, whole_report
from warehouse_samples import budget, finding, indicator, report, rows, run, seen_by_readers, status, submission

pytest_plugins = ["databases"]


@pytest.fixture
def empty(empty_url: str) -> Engine:
    return open_warehouse(empty_url)


def names(engine: Engine) -> set[str]:
    return set(inspect(engine).get_table_names()) | set(inspect(engine).get_view_names())


def test_up_down_up_with_data(empty: Engine) -> None:
    assert migrate.current(empty) is None
    migrate.upgrade(empty)
    load(empty, submission(run(empty)), whole_report())
    first = seen_by_readers(empty)
    migrate.upgrade(empty)
    assert seen_by_readers(empty) == first and first["bi_budget"]
    migrate.downgrade(empty, "base")
    assert names(empty) == {"alembic_version"}
    assert migrate.current(empty) is None
    migrate.upgrade(empty)
    assert rows(empty, "bi_report") == []
    load(empty, submission(run(empty)), whole_report())
    assert seen_by_readers(empty) == first


def test_every_figure_is_carried_over_and_back(empty: Engine) -> None:
    migrate.upgrade(empty)
    named = {"area": "Amager", "partnership": "Folehaven"}
    figures = [
        indicator("1", "a", **named),
        indicator("2", "b", **named),
        status("c", category="Primær", effort="Ny Start"),
    ]
    money = [budget("1.50", "d", department="SOF", partnership="Folehaven"), budget("2", "e", year=None, effort=None)]
    checked = report(*figures, *money, findings=(finding("w", "warning", figure_keys=["d"]),))
    load(empty, submission(run(empty)), checked)
    # how often each rule was put to a report is not known to earlier warehouses
    first = seen_by_readers(empty) | {"bi_check": []}
    for revision in ("0002", "0001"):
        migrate.downgrade(empty, revision)
        assert {r["figure_key"] for r in rows(empty, "bi_budget")} == {"d", "e"}
        assert rows(empty, "bi_indicator")[0]["area"] == "Amager"
        migrate.upgrade(empty)
        assert seen_by_readers(empty) == first
    load(empty, submission(run(empty), "b"), whole_report())
    assert len(rows(empty, "bi_report")) == 2


def test_the_database_is_what_the_models_say(empty: Engine) -> None:
    assert len(migrate.check(empty)) > 10
    migrate.upgrade(empty)
    assert migrate.check(empty) == []
    assert names(empty) == set(all_tables().tables) | set(VIEWS) | {"alembic_version"}
    assert migrate.current(empty) == migrate.head()


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ("drop view bi_status{cascade}", "missing view: bi_status"),
        ("drop trigger {trigger}", "missing trigger: {trigger}"),
        ("drop index ix_report_period_year", "ix_report_period_year"),
        ("alter table run add column colour text", "colour"),
    ],
)
def test_a_change_by_hand_is_named(engine: Engine, change: str, said: str) -> None:
    large = engine.dialect.name == "postgresql"
    words = {"cascade": " cascade" if large else "", "trigger": "audit_only_grows" if large else "audit_no_delete"}
    on_table = " on audit" if large and "trigger" in change else ""
    with begin_write(engine) as connection:
        connection.execute(text(change.format(**words) + on_table))
    lines = migrate.check(engine)
    assert said.format(**words) in lines[0]
    assert all("bi_status" in line for line in lines[1:])


def test_a_query_of_the_past_taken_away_by_hand_is_named(engine: Engine) -> None:
    if engine.dialect.name == "postgresql":
        with begin_write(engine) as connection:
            connection.execute(text("drop function bi_status_as_of"))
        assert migrate.check(engine) == ["missing function: bi_status_as_of"]


def test_a_condition_taken_away_by_hand_is_named(engine: Engine) -> None:
    name = "ck_run_state"
    with begin_write(engine) as connection:
        if engine.dialect.name == "postgresql":
            connection.execute(text(f"alter table run drop constraint {name}"))
        else:
            connection.exec_driver_sql("pragma writable_schema = on")
            made = connection.exec_driver_sql("select sql from sqlite_master where name = 'run'").scalar_one()
            without = re.sub(rf",\s*CONSTRAINT {name} CHECK \(.*?\)\)", "", made)
            assert without != made
            connection.exec_driver_sql("update sqlite_master set sql = ? where name = 'run'", (without,))
    assert migrate.check(engine) == [f"missing condition: {name}"]


def test_the_conditions_say_what_the_models_say(engine: Engine) -> None:
    for table in all_tables().sorted_tables:
        wanted = {str(c.name): str(c.sqltext) for c in table.constraints if hasattr(c, "sqltext")}
        found = {c["name"]: c["sqltext"] for c in inspect(engine).get_check_constraints(table.name)}
        assert found.keys() == wanted.keys()
        for name, condition in wanted.items():
            assert words(found[name]) == words(condition)


def words(condition: str) -> set[str]:
    """The words of a condition; PostgreSQL rewrites its form (``in (…)`` becomes ``= any (array[…])``)."""
    noise = {"in", "any", "array", "text", "or", "is", "not", "null"}
    return set(re.findall(r"\w+", condition.lower())) - noise


def test_a_failed_migration_leaves_nothing(empty: Engine) -> None:
    with begin_write(empty) as connection:
        connection.execute(text("create view bi_finding as select 1 as mine"))
    with pytest.raises(DBAPIError):
        migrate.upgrade(empty)
    assert names(empty) == {"bi_finding"}


def test_two_processes_that_upgrade_at_once(empty_url: str) -> None:
    gate, answers = PROCESSES.Barrier(3), PROCESSES.Queue()
    children = [started(upgrade_when_told, empty_url, gate, answers) for _ in range(3)]
    assert [answers.get(timeout=60) for _ in children] == ["done"] * 3
    for child in children:
        child.join(30)
    assert migrate.check(open_warehouse(empty_url)) == []


def test_another_schema_is_refused_in_plain_words(empty: Engine) -> None:
    with pytest.raises(SchemaMismatch, match=r"intet varehus endnu.*afrapport warehouse upgrade"):
        require_current(empty)
    migrate.upgrade(empty)
    require_current(empty)
    with begin_write(empty) as connection:
        connection.execute(text("update alembic_version set version_num = '9999'"))
    with pytest.raises(SchemaMismatch, match=r"nyere opbygning \(9999\).*Opdatér programmet") as refused:
        require_current(empty)
    assert (refused.value.found, refused.value.needed) == ("9999", migrate.head())


def test_an_older_schema_is_told_from_a_newer_one(empty: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    migrate.upgrade(empty)
    known = ["9999", migrate.head()]
    for module in ("revisions", "schema_version"):
        monkeypatch.setattr(f"warehouse.{module}.known_revisions", lambda: known)
    with pytest.raises(SchemaMismatch, match=rf"ældre opbygning \({known[1]}\) end programmet \(9999\).*upgrade"):
        require_current(empty)


@pytest.mark.parametrize("step", [migrate.upgrade, lambda e: migrate.downgrade(e, "base")], ids=["up", "down"])
def test_a_newer_warehouse_is_left_alone(engine: Engine, step) -> None:
    with begin_write(engine) as connection:
        connection.execute(text("update alembic_version set version_num = '9999'"))
    before = names(engine)
    with pytest.raises(SchemaMismatch, match="nyere"):
        step(engine)
    assert names(engine) == before


def test_the_revisions_that_the_program_knows_are_those_of_the_migrations() -> None:
    scripts = ScriptDirectory.from_config(alembic_config()).walk_revisions()
    assert known_revisions() == [script.revision for script in scripts]


def test_it_works_from_any_folder(empty: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    migrate.upgrade(empty)
    assert migrate.check(empty) == []
