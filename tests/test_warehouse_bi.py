"""The views as BI tools read them: over ODBC, through pandas, in DuckDB, and with the questions of docs/bi.md."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any, NoReturn

import pandas as pd
import pytest
from sqlalchemy import Engine, text

from schemas.columns import BI_VIEWS
from warehouse.engine import begin_write, open_warehouse
from warehouse.load import load
from warehouse.migrate import upgrade
from warehouse.readers import READER
from warehouse_samples import budget, finding, indicator, report, run, status, submission

pytest_plugins = ["databases"]

ROOT = Path(__file__).parents[1]
DANISH = "Tryghed på Østerbro – »Æblegården« i Ærøgade, Ålholm ½"
LONG = "å" * 20_000
ODBC_TYPES = {
    "text": {"text"},
    "integer": {"int4", "int8"},
    "money": {"numeric"},
    "number": {"numeric", "float8"},
    "flag": {"bool"},
    "date": {"date"},
    "time": {"timestamptz"},
}


def fill(engine: Engine) -> None:
    """A budget of 300.50 kr. that is told four ways: by line and year, as sums, by who pays, and once more as added."""
    amounts = (
        budget("100.25", "a", effort=DANISH, effort_key="tryghed", line="Løn", year=2023, note=LONG),
        budget("200.25", "b", effort=DANISH, effort_key="tryghed", line="Drift", year=2023),
        budget("300.50", "sum", effort=DANISH, effort_key="tryghed", line="I alt", year=2023, is_total=True),
        budget("300.50", "lbf", effort=DANISH, effort_key="tryghed", line="Løn", year=None, source="LBF"),
        budget("11", "more", effort=DANISH, effort_key="tryghed", year=2023, measure="added"),
        budget(None, "held", "held", effort=DANISH, effort_key="tryghed", year=2023),
    )
    warning = finding("w", severity="warning", figure_keys=["b"], message=DANISH)
    about = report(*amounts, status(effort=DANISH), indicator("30.2"), findings=(warning,), kind="budget_sheet")
    load(engine, submission(run(engine)), about)


@pytest.fixture
def filled(engine: Engine) -> Engine:
    """A warehouse with a report, on each database."""
    fill(engine)
    return engine


@pytest.fixture
def for_bi(postgresql_warehouse: Engine) -> Engine:
    """The same in PostgreSQL, as the role for BI tools sees it."""
    upgrade(postgresql_warehouse)
    fill(postgresql_warehouse)
    with begin_write(postgresql_warehouse) as connection:
        connection.execute(text(f"alter role {READER} login"))
    return open_warehouse(postgresql_warehouse.url.set(username=READER))


@pytest.fixture
def odbc(for_bi: Engine, require: Callable[[str, str], NoReturn]) -> Iterator[Any]:
    """A cursor of psqlODBC, with the settings of docs/bi.md."""
    try:
        import pyodbc
    except ImportError as problem:
        require("odbc", f"unixODBC is not installed ({problem})")
    if "PostgreSQL Unicode" not in pyodbc.drivers():
        require("odbc", "psqlODBC is not installed (Debian: apt-get install unixodbc odbc-postgresql)")
    where = f"SERVER={for_bi.url.query['host']};DATABASE={for_bi.url.database};UID={READER}"
    settings = re.findall(r"`(ReadOnly=1;.*?)`", (ROOT / "docs" / "bi.md").read_text(encoding="utf-8"))[0]
    pyodbc.pooling = False
    connection = pyodbc.connect(f"DRIVER={{PostgreSQL Unicode}};{where};{settings}", autocommit=True)
    yield connection.cursor()
    connection.close()


def test_odbc_lists_the_views_with_their_columns_and_types(odbc: Any) -> None:
    assert {t.table_name for t in odbc.tables(tableType="VIEW")} >= set(BI_VIEWS)
    for view in BI_VIEWS.values():
        found = {c.column_name: c.type_name for c in odbc.columns(table=view.name)}
        assert list(found) == [c.name for c in view.columns]
        assert all(found[c.name] in ODBC_TYPES[c.type] for c in view.columns), found
    money = odbc.columns(table="bi_budget", column="amount_dkk").fetchone()
    assert (money.column_size, money.decimal_digits) == (18, 2)


def test_odbc_reads_every_view(odbc: Any) -> None:
    for view in BI_VIEWS.values():
        found = odbc.execute(f"select * from {view.name}").fetchall()
        assert found and len(found[0]) == len(view.columns)


def test_odbc_gives_exact_money_dates_flags_and_danish_text(odbc: Any) -> None:
    asked = (
        "select amount_dkk, is_total, effort, note, year, x0 from bi_budget where effort = ? and line = ? and year = ?"
    )
    (row,) = odbc.execute(asked, DANISH, "Løn", 2023).fetchall()
    assert tuple(row) == (Decimal("100.25"), False, DANISH, LONG, 2023, 70.5)
    assert [type(value) for value in row] == [Decimal, bool, str, str, int, float]
    (about,) = odbc.execute("select published_on, received_at from bi_report").fetchall()
    assert tuple(about) == (date(2023, 5, 9), datetime(2026, 11, 22, 4, 0)), "03:00 UTC is 04:00 in Copenhagen"


def test_odbc_takes_an_amount_as_a_parameter(odbc: Any) -> None:
    asked = "select line from bi_budget where amount_dkk > ? and not is_total and source is null"
    assert [row.line for row in odbc.execute(asked, Decimal("200.24")).fetchall()] == ["Drift"]


@pytest.mark.parametrize("statement", ["delete from bi_budget", "create table a (b int)", "select * from finding"])
def test_odbc_is_refused_what_is_not_for_bi(odbc: Any, statement: str) -> None:
    import pyodbc

    with pytest.raises(pyodbc.Error, match=r"readonly|read-only|permission denied"):
        odbc.execute(statement)


def test_pandas_reads_every_view(filled: Engine) -> None:
    with filled.connect() as connection:
        frames = {view: pd.read_sql(f"select * from {view}", connection) for view in BI_VIEWS}
    for name, frame in frames.items():
        assert list(frame.columns) == [c.name for c in BI_VIEWS[name].columns]
        assert len(frame) > 0
    amounts = frames["bi_budget"].set_index("figure_key")
    assert Decimal(str(amounts.loc["a", "amount_dkk"])) == Decimal("100.25")
    assert (amounts.loc["a", "effort"], amounts.loc["a", "note"]) == (DANISH, LONG)
    assert [key for key in amounts.index if amounts.loc[key, "is_total"]] == ["sum"]
    assert [key for key in amounts.index if amounts.loc[key, "has_warning"]] == ["b"]
    received = pd.to_datetime(frames["bi_report"]["received_at"], utc=True)
    assert received[0] == pd.Timestamp("2026-11-22T03:00Z")


def test_pandas_takes_parameters(filled: Engine) -> None:
    asked = text("select amount_dkk from bi_budget where effort = :effort and amount_ore < :most and not is_total")
    with filled.connect() as connection:
        frame = pd.read_sql(asked, connection, params={"effort": DANISH, "most": 2_000})
    assert [Decimal(str(amount)) for amount in frame["amount_dkk"]] == [Decimal(11)]


def test_duckdb_adds_up_exactly_over_an_arrow_table_handed_to_it(filled: Engine) -> None:
    """Not over its own connectors: these are extensions that it would have to download."""
    import duckdb
    import pyarrow as pa

    with filled.connect() as connection:
        found = [dict(row) for row in connection.execute(text("select * from bi_budget")).mappings()]
    amounts = pa.table(  # noqa: F841 (DuckDB finds it by its name)
        {
            "effort": [row["effort"] for row in found],
            "amount_dkk": pa.array([Decimal(str(row["amount_dkk"])) for row in found], pa.decimal128(18, 2)),
            "is_total": [bool(row["is_total"]) for row in found],
        }
    )
    with duckdb.connect(config={"autoinstall_known_extensions": False}) as own:
        answer = own.execute("select effort, sum(amount_dkk) from amounts where is_total group by effort").fetchall()
    assert answer == [(DANISH, Decimal("300.50"))]


def test_duckdb_reads_a_frame_of_pandas(filled: Engine) -> None:
    import duckdb

    with filled.connect() as connection:
        frame = pd.read_sql("select effort, unit, value from bi_indicator", connection)  # noqa: F841
    with duckdb.connect(config={"autoinstall_known_extensions": False}) as own:
        (row,) = own.execute("select effort, unit, cast(value as decimal(9, 1)) from frame").fetchall()
    assert row == (None, "percent", Decimal("30.2"))


def questions() -> dict[str, str]:
    """The SQL of docs/bi.md, by the comment on its first line."""
    page = (ROOT / "docs" / "bi.md").read_text(encoding="utf-8")
    found = re.findall(r"```sql\n-- (.*?)\n(.*?)```", page, re.DOTALL)
    return {head: body.strip().rstrip(";") for head, body in found}


@pytest.mark.parametrize("head", questions())
def test_the_questions_of_the_page_are_answered(for_bi: Engine, filled: Engine, head: str) -> None:
    for engine in {for_bi, filled}:
        with engine.connect() as connection:
            connection.execute(text(questions()[head])).fetchall()


@pytest.mark.parametrize("head", ["Udgifter pr. år", "Hvem der betaler"])
def test_the_sums_of_the_page_count_nothing_twice(filled: Engine, head: str) -> None:
    with filled.connect() as connection:
        (row,) = connection.execute(text(questions()[head])).mappings()
    assert Decimal(str(row["kroner"])) == Decimal("300.50")
