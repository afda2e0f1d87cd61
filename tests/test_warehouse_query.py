"""SQL over the views, as they are and as they were known: the same on both databases, and nothing but the views."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, text

from history import EVENTS, lived
from warehouse import migrate
from warehouse.engine import begin_write, open_warehouse
from warehouse.query.ask import ask
from warehouse.query.refusal import Failed, NoAnswer, Refused, TooSlow, WrongQuery
from warehouse.readonly import open_readonly
from warehouse.schema_version import SchemaMismatch
from warehouse.views.definitions import BI_VIEWS
from warehouse_samples import rows

pytest_plugins = ["databases"]

Asked = Callable[..., list[tuple[Any, ...]]]
AMOUNTS = "select figure_key, amount_ore, effort_key, corrected, has_warning from bi_budget order by figure_key"


@pytest.fixture
def then(engine: Engine) -> dict[str, datetime]:
    """The moments of a warehouse to which something has happened."""
    return lived(engine)


@pytest.fixture
def asked(engine: Engine, then: dict[str, datetime]) -> Asked:
    """Asks that warehouse: ``asked(sql, event)`` is what was known after the event."""
    reader = open_readonly(engine.url)
    return lambda sql, event=None: ask(reader, sql, then[event] if event else None).rows


@pytest.mark.parametrize("view", BI_VIEWS)
def test_as_of_now_is_what_the_views_show(engine: Engine, asked: Asked, view: str) -> None:
    now = asked(f"select * from {view}")
    assert len(now) == len(rows(engine, view)) > 0
    assert sorted(map(repr, asked(f"select * from {view}", "held"))) == sorted(map(repr, now))


@pytest.mark.parametrize("view", BI_VIEWS)
def test_before_the_first_load_there_was_nothing(asked: Asked, view: str) -> None:
    assert asked(f"select * from {view}", "nothing") == []


def test_each_event_changes_what_was_known_from_then_on(asked: Asked) -> None:
    first = [("b", 10000, "nystart", False, False)]
    superseded = [("b", 25050, "nystart", False, True), ("n", 4000, "ungeværter", False, False)]
    corrected = [superseded[0], ("h", 9000, "nystart", True, False), superseded[1]]
    renamed = [*corrected[:2], ("n", 4000, "nystart", False, False)]
    expected = dict(zip(EVENTS, ([], first, superseded, corrected, renamed, renamed), strict=True))
    assert {event: asked(AMOUNTS, event) for event in EVENTS} == expected
    assert asked(AMOUNTS) == renamed


def test_reports_and_findings_are_as_they_were_known(asked: Asked) -> None:
    reports = "select report_file, state, revision, figures_held from bi_report order by report_id"
    assert asked(reports, "first") == [("first.pdf", "partial", 0, 1)]
    assert asked(reports, "superseded") == [("first.pdf", "superseded", 0, 1), ("second.pdf", "partial", 0, 1)]
    assert asked(reports, "corrected")[1] == ("second.pdf", "loaded", 1, 0)
    states = "select state from bi_finding where severity = 'error' order by finding_id"
    assert [asked(states, event) for event in EVENTS[1:4]] == [
        [("open",)],
        [("obsolete",), ("open",)],
        [("obsolete",), ("corrected",)],
    ]


@pytest.mark.parametrize("event", [None, "first"])
@pytest.mark.parametrize(
    ("sql", "answer"),
    [
        ("with bi as (select * from bi_report) select count(*) from bi", None),
        ("-- hvor mange\n/* og så */ select count(*) from bi_report -- her", None),
        ("select 'a%', '%s', ':x' where 'ab' like 'a%'", [("a%", "%s", ":x")]),
        ("values (1), (2)", [(1,), (2,)]),
        ("select x from (select 3 as x union select 1 union select 2) t order by x desc", [(3,), (2,), (1,)]),
        ("with recursive t(n) as (select 1 union all select n + 1 from t where n < 3) select max(n) from t", [(3,)]),
        ("select exists (select 1 from bi_budget b join bi_report r on r.report_id = b.report_id)", [(True,)]),
    ],
)
def test_what_can_be_asked(asked: Asked, event: str | None, sql: str, answer: list | None) -> None:
    assert asked(sql, event) == (answer or [(1 if event else 3,)])


def test_days_times_and_names_come_alike(asked: Asked, engine: Engine) -> None:
    found = ask(open_readonly(engine.url), "select published_on, received_at, 1 as a, 2 as a from bi_report")
    assert found.rows[0] == ("2023-05-09", "2026-11-22T03:00:00.000000Z", 1, 2)
    assert (found.columns, found.twice) == (("published_on", "received_at", "a", "a"), ["a"])


REFUSED = {
    "a table": "select * from report",
    "the rows of a table": "select count(*) from decision",
    "a table by another name": "with bi_report as (select * from report) select * from bi_report",
    "a table in a condition": "select 1 from bi_report where exists (select 1 from audit)",
    "a helper": "select * from known_report",
    "two statements": "select 1; select 2",
    "a change after a query": "select 1; delete from run",
    "a change": "delete from run",
    "a change of a view": "update bi_report set title = ''",
    "a new table": "create table mine (a integer)",
    "a change within": "with gone as (select 1) delete from run",
    "a transaction's end": "commit",
    "a hidden change": "/* select */ drop view bi_report",
    "half a word": "selec 1",
}
ONLY_HERE = {
    "sqlite": {
        "settings": "pragma user_version",
        "settings as a table": "select * from pragma_table_info('report')",
        "the catalogue": "select sql from sqlite_master",
        "another file": "attach 'mine.db' as mine",
        "a copy": "vacuum into 'mine.db'",
        "by its schema": "select * from main.report",
        "an extension": "select load_extension('mine')",
    },
    "postgresql": {
        "the role": "select set_config('role', 'postgres', true)",
        "SQL as text": "select query_to_xml('select * from report', true, true, '')",
        "a program": "copy run to program 'cat'",
        "a file": "select pg_read_file('PG_VERSION')",
        "a change that answers": "with gone as (delete from run returning 1) select * from gone",
        "a new table from a query": "select 1 as a into mine",
        "by its schema": "select * from public.report",
        "a prepared query": "execute mine",
    },
}


def refused(reader: Engine, sql: str, moment: datetime | None) -> str:
    """The kind of the refusal."""
    with pytest.raises(NoAnswer) as told:
        ask(reader, sql, moment)
    assert str(told.value)
    return type(told.value).__name__


@pytest.mark.parametrize("known", ["now", "then"])
def test_nothing_but_the_views_and_nothing_but_reading(
    engine: Engine, then: dict[str, datetime], known: str, tmp_path: Path
) -> None:
    reader, before = open_readonly(engine.url), rows(engine, "run")
    moment = then["held"] if known == "then" else None
    statements = REFUSED | ONLY_HERE[engine.dialect.name]
    answered = {about: refused(reader, sql, moment) for about, sql in statements.items()}
    assert set(answered.values()) <= {"Refused", "WrongQuery"}
    named = [about for about in REFUSED if about.startswith(("a table", "the rows", "a helper"))]
    assert {answered[about] for about in named} == {"Refused"}
    assert rows(engine, "run") == before
    assert not list(tmp_path.glob("mine*"))


@pytest.mark.parametrize(
    "sql", ["select nix from bi_report", "select * from bi_report where", "", "-- nix", "select '\0'"]
)
def test_what_is_wrong_is_told_by_the_database(engine: Engine, sql: str) -> None:
    with pytest.raises(WrongQuery):
        ask(open_readonly(engine.url), sql)


def test_what_takes_too_long_is_stopped(engine: Engine) -> None:
    endless = "with recursive t(n) as (select 1 union all select n + 1 from t) select max(n) from t"
    for moment in (None, datetime.now(UTC)):
        with pytest.raises(TooSlow):
            ask(open_readonly(engine.url), endless, moment, seconds=0.2)


def test_a_database_that_cannot_answer_is_no_wrong_query(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/w.db"
    engine = open_warehouse(url)
    migrate.upgrade(engine)
    with pytest.raises(Failed):
        ask(open_readonly(url), "select cast(x'ff' as text)")


def test_infinity_is_text(engine: Engine) -> None:
    value = "9e999" if engine.dialect.name == "sqlite" else "cast('inf' as float)"
    assert ask(open_readonly(engine.url), f"select {value}").rows == [("inf",)]


def test_a_view_with_its_schema_is_never_one_of_now_by_mistake(engine: Engine) -> None:
    schema = "main" if engine.dialect.name == "sqlite" else "public"
    with pytest.raises(Refused):
        ask(open_readonly(engine.url), f"select * from {schema}.bi_report", datetime.now(UTC))


def test_a_reader_writes_nothing_even_if_asked_past_the_rules(engine: Engine) -> None:
    with open_readonly(engine.url).connect() as connection, pytest.raises(Exception, match=r"read-?only"):
        connection.execute(text("delete from run"))


def test_no_warehouse_is_made_where_there_is_none(empty_url: str, tmp_path: Path) -> None:
    with pytest.raises(SchemaMismatch) as told:
        open_readonly(empty_url)
    assert told.value.found is None
    assert not list(tmp_path.glob("*.db"))


def test_an_older_warehouse_is_not_asked(engine: Engine) -> None:
    migrate.downgrade(engine, "0002")
    with pytest.raises(SchemaMismatch) as told:
        open_readonly(engine.url)
    assert told.value.found == "0002"


def test_a_file_with_odd_signs_in_its_name(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/ær ?x=1#50%25.db"
    path = open_warehouse(url).url.database
    assert path
    migrate.upgrade(open_warehouse(url))
    assert ask(open_readonly(url), "select count(*) from bi_report").rows == [(0,)]
    as_uri = f"sqlite:///{Path(path).as_uri()}?uri=true"
    assert ask(open_readonly(as_uri), "select count(*) from bi_report").rows == [(0,)]


def as_login(engine: Engine, name: str, *rights: str) -> Engine:
    """The database through a login of its own."""
    with begin_write(engine) as connection:
        connection.execute(text(f"create role {name} login"))
        for right in rights:
            connection.execute(text(right))
    return open_readonly(engine.url.set(username=name))


def test_a_login_of_the_bi_tools_asks_too(postgresql_warehouse: Engine) -> None:
    migrate.upgrade(postgresql_warehouse)
    then = lived(postgresql_warehouse)
    name = f"tool_{postgresql_warehouse.url.database}"
    reader = as_login(postgresql_warehouse, name, f"grant afrapport_bi to {name}")
    assert len(ask(reader, AMOUNTS, then["first"]).rows) == 1
    assert len(ask(reader, AMOUNTS).rows) == 3
    assert refused(reader, "select * from report", None) == "Refused"


def test_an_owner_who_may_not_take_the_role_is_kept_to_the_views_likewise(postgresql_warehouse: Engine) -> None:
    migrate.upgrade(postgresql_warehouse)
    then = lived(postgresql_warehouse)
    database = postgresql_warehouse.url.database
    name = f"owner_{database}"
    rights = (f"grant select on all tables in schema public to {name}", f"alter database {database} owner to {name}")
    reader = as_login(postgresql_warehouse, name, *rights)
    assert len(ask(reader, AMOUNTS, then["first"]).rows) == 1
    assert len(ask(reader, f"select b.*, r.* from bi_budget b join bi_report r on true -- {name}").rows) == 9
    for about, sql in (REFUSED | ONLY_HERE["postgresql"]).items():
        assert refused(reader, sql, None) in ("Refused", "WrongQuery"), about
    for event in (None, then["first"]):
        assert refused(reader, "with bi_report as (select * from report) select * from bi_report", event) == "Refused"


def test_a_role_without_rights_here_is_not_taken(postgresql_warehouse: Engine) -> None:
    with begin_write(postgresql_warehouse) as connection:
        connection.execute(text("revoke all on bi_report from afrapport_bi"))
    reader = open_readonly(postgresql_warehouse.url)
    assert ask(reader, "select count(*) from bi_report").rows == [(0,)]
    assert refused(reader, "select count(*) from report", None) == "Refused"
