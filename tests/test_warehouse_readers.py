"""The role for BI tools on PostgreSQL: through a login of that role, each view can be read and nothing else touched."""

from __future__ import annotations

import logging

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import DBAPIError

from warehouse import migrate, readers
from warehouse.engine import begin_write, open_warehouse
from warehouse.load import load
from warehouse_children import whole_report
from warehouse_samples import run, submission

pytest_plugins = ["databases"]

RELATIONS = """
select quote_ident(n.nspname) || '.' || quote_ident(c.relname), c.relkind::text, c.relname ~ '^bi_'
from pg_class c join pg_namespace n on n.oid = c.relnamespace
where c.relkind in ('r', 'p', 'v', 'm', 'f', 'S') and n.nspname not in ('pg_catalog', 'information_schema', 'pg_toast')
""".replace("::", "\\:\\:")
FIRST_COLUMN = """
select quote_ident(attname) from pg_attribute where attrelid = cast(:name as regclass) and attnum = 1
"""
NOT_FOR_VIEWS = ("cannot insert into view", "cannot update view", "cannot delete from view", "is not a table")
DENIED = ("permission denied", "must be owner", "read-only transaction", *NOT_FOR_VIEWS)
MORE_WRITES = (
    "create table mine (a integer)",
    "create temporary table mine (a integer)",
    "create view mine as select 1 as a",
    "create schema mine",
    "create function mine() returns integer language sql as 'select 1'",
    "create role mine",
    "comment on view bi_budget is 'x'",
    "drop view bi_budget",
    "alter view bi_budget rename to mine",
    "set role postgres",
    "alter role afrapport_bi superuser",
)


def as_admin(engine: Engine, *statements: str) -> None:
    with begin_write(engine) as connection:
        for statement in statements:
            connection.execute(text(statement))


@pytest.fixture
def owner(postgresql_warehouse: Engine) -> Engine:
    """A warehouse with a report in it, as its owner sees it."""
    migrate.upgrade(postgresql_warehouse)  # a copied database has not the rights of the one that it was copied from
    load(postgresql_warehouse, submission(run(postgresql_warehouse)), whole_report())
    return postgresql_warehouse


@pytest.fixture
def reader(owner: Engine) -> Engine:
    """The same warehouse through a login of the reading role."""
    as_admin(owner, f"alter role {readers.READER} login")
    return open_warehouse(owner.url.set(username=readers.READER))


def relations(engine: Engine) -> list[tuple[str, str, bool]]:
    with engine.connect() as connection:
        return [tuple(row) for row in connection.execute(text(RELATIONS))]


def refusal(engine: Engine, statement: str, writable: bool = False) -> str:
    """Why a statement is refused; an empty text where it is not."""
    with engine.connect() as connection, connection.begin() as transaction:
        if writable:
            connection.execute(text("set transaction read write"))
        try:
            connection.execute(text(statement))
        except DBAPIError as problem:
            return str(problem.orig)
        finally:
            transaction.rollback()
    return ""


def rights_said(caplog: pytest.LogCaptureFixture) -> list[str]:
    return [record.getMessage() for record in caplog.records if record.levelno >= logging.WARNING]


def test_each_view_can_be_read_and_no_table(reader: Engine, owner: Engine) -> None:
    seen = relations(owner)
    assert len([name for name, _, is_open in seen if is_open]) >= 5
    assert len([name for name, kind, is_open in seen if kind == "r" and not is_open]) >= 10
    for name, _, is_open in seen:
        said = refusal(reader, f"select * from {name}")
        assert (said == "") == is_open, f"{name}: {said}"
        assert is_open or "permission denied" in said


def test_what_it_reads_is_what_stands_there(reader: Engine, owner: Engine) -> None:
    for name in (name for name, _, is_open in relations(owner) if is_open):
        counts = []
        for engine in (reader, owner):
            with engine.connect() as connection:
                counts.append(connection.execute(text(f"select count(*) from {name}")).scalar_one())
        assert counts[0] == counts[1] > 0, name


@pytest.mark.parametrize("writable", [False, True], ids=["as it logs in", "having switched to writing"])
def test_nothing_can_be_written(reader: Engine, owner: Engine, writable: bool) -> None:
    with owner.connect() as connection:
        first = {name: connection.execute(text(FIRST_COLUMN), {"name": name}).scalar() for name, *_ in relations(owner)}
    for name, kind, _ in relations(owner):
        writes = [
            f"insert into {name} select * from {name}",
            f"update {name} set {first[name]} = {first[name]}",
            f"delete from {name}",
            f"truncate {name}",
            f"alter table {name} owner to {readers.READER}",
        ]
        for statement in writes if kind != "S" else [f"select nextval('{name}')"]:
            said = refusal(reader, statement, writable)
            assert any(word in said for word in DENIED), f"{statement}: {said}"


@pytest.mark.parametrize("statement", MORE_WRITES)
def test_nothing_can_be_made_or_changed(reader: Engine, statement: str) -> None:
    said = refusal(reader, statement, writable=True)
    assert any(word in said for word in (*DENIED, "must be superuser", "must be member")), said


def test_the_catalogue_knows_of_no_other_right(reader: Engine, owner: Engine) -> None:
    every = "insert, update, delete, truncate, references, trigger"
    for name, kind, is_open in relations(owner):
        if kind == "S":
            asked = f"select has_sequence_privilege('{readers.READER}', '{name}', 'usage, select, update')"
        else:
            asked = f"select has_table_privilege('{readers.READER}', '{name}', '{every}')"
            columns = f"select has_any_column_privilege('{readers.READER}', '{name}', 'select')"
            with owner.connect() as connection:
                assert connection.execute(text(columns)).scalar() is is_open
        with owner.connect() as connection:
            assert connection.execute(text(asked)).scalar() is False, name


def test_it_reads_only_by_default(reader: Engine) -> None:
    with reader.connect() as connection:
        assert connection.execute(text("show transaction_read_only")).scalar() == "on"


def test_views_and_functions_to_come_are_open_and_tables_are_not(reader: Engine, owner: Engine) -> None:
    as_admin(
        owner,
        "create view bi_later as select 1 as a",
        "create view later as select 1 as a",
        "create table bi_table (a integer)",
        "create function bi_one() returns integer language sql as 'select 1'",
        "revoke execute on function bi_one() from public",
    )
    assert refusal(reader, "select * from bi_later") and refusal(reader, "select bi_one()")
    migrate.upgrade(owner)
    assert refusal(reader, "select * from bi_later") == refusal(reader, "select bi_one()") == ""
    assert refusal(reader, "select * from later") and refusal(reader, "select * from bi_table")


def test_rights_given_by_hand_are_taken_back(reader: Engine, owner: Engine) -> None:
    as_admin(
        owner,
        f"grant all on all tables in schema public to {readers.READER}",
        f"grant select (title) on report to {readers.READER}",
        f"grant all on all sequences in schema public to {readers.READER}",
        f"grant create on schema public to {readers.READER}",
        f"alter role {readers.READER} reset default_transaction_read_only",
    )
    assert refusal(reader, "delete from meta_column") == ""
    migrate.upgrade(owner)
    test_each_view_can_be_read_and_no_table(reader, owner)
    test_the_catalogue_knows_of_no_other_right(reader, owner)
    test_it_reads_only_by_default(reader)


def test_what_cannot_be_taken_back_is_told(owner: Engine, caplog: pytest.LogCaptureFixture) -> None:
    as_admin(owner, "grant select on finding to public")
    migrate.upgrade(owner)
    assert rights_said(caplog) == [readers.OTHER_RIGHTS % f"revoke all on table public.finding from {readers.READER}"]


def test_nothing_is_written_or_said_where_all_is_right(owner: Engine, caplog: pytest.LogCaptureFixture) -> None:
    with begin_write(owner) as connection:
        assert [s for q in readers.RIGHTS for s in readers._asked(connection, q)] == []
    migrate.upgrade(owner)
    assert rights_said(caplog) == []


def test_views_made_anew_are_open_again(reader: Engine, owner: Engine) -> None:
    migrate.downgrade(owner, "base")
    migrate.upgrade(owner)
    test_each_view_can_be_read_and_no_table(reader, owner)


@pytest.fixture
def plain_owner(postgresql_empty: Engine, monkeypatch: pytest.MonkeyPatch) -> Engine:
    """A database that belongs to a role which may not make roles, where the reading role is not there yet."""
    name = postgresql_empty.url.database
    monkeypatch.setattr(readers, "READER", f"reader of {name}")
    as_admin(postgresql_empty, f"create role owner_{name} login", f"alter database {name} owner to owner_{name}")
    return open_warehouse(postgresql_empty.url.set(username=f"owner_{name}"))


def test_without_the_right_to_make_roles_the_warehouse_is_ready_and_a_hint_is_given(
    plain_owner: Engine, caplog: pytest.LogCaptureFixture
) -> None:
    migrate.upgrade(plain_owner)
    assert migrate.check(plain_owner) == []
    assert rights_said(caplog) == [readers.NO_ROLE % f'create role "{readers.READER}" nologin']


def test_a_role_that_an_administrator_made_gets_its_rights(
    plain_owner: Engine, caplog: pytest.LogCaptureFixture
) -> None:
    admin = open_warehouse(plain_owner.url.set(username="postgres"))
    as_admin(admin, f'create role "{readers.READER}" login')
    migrate.upgrade(plain_owner)
    only_left = f'alter role "{readers.READER}" set default_transaction_read_only = on'
    assert rights_said(caplog) == [readers.OTHER_RIGHTS % only_left]
    as_admin(admin, only_left)
    caplog.clear()
    migrate.upgrade(plain_owner)
    assert rights_said(caplog) == []
    test_each_view_can_be_read_and_no_table(open_warehouse(plain_owner.url.set(username=readers.READER)), plain_owner)


def test_on_sqlite_there_is_nothing_to_do(tmp_path, caplog: pytest.LogCaptureFixture) -> None:
    migrate.upgrade(open_warehouse(f"sqlite:///{tmp_path}/w.db"))
    assert rights_said(caplog) == []
