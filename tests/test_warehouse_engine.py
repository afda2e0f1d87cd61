"""Opening a warehouse: which databases, and what an SQLite file promises."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import IntegrityError, OperationalError

from warehouse.engine import begin_write, open_warehouse
from warehouse.load import load
from warehouse_samples import budget, report, rows, run, submission

pytest_plugins = ["databases"]


@pytest.fixture
def lite(tmp_path: Path) -> Engine:
    return open_warehouse(f"sqlite:///{tmp_path}/a/ny mappe/varehus æøå.db")


def pragma(engine: Engine, name: str) -> object:
    with engine.connect() as connection:
        return connection.exec_driver_sql(f"pragma {name}").scalar()


def test_an_sqlite_file_is_safe_against_power_cuts_and_loose_rows(lite: Engine) -> None:
    assert [pragma(lite, p) for p in ("journal_mode", "synchronous", "foreign_keys")] == ["wal", 2, 1]
    assert pragma(lite, "busy_timeout") == 60_000


@pytest.mark.parametrize("url", ["postgresql://u@h/d", "postgres://u@h/d", "postgresql+psycopg://u@h/d"])
def test_postgresql_has_one_driver(url: str) -> None:
    assert open_warehouse(url).url.drivername == "postgresql+psycopg"


@pytest.mark.parametrize("url", ["sqlite://", "sqlite:///:memory:", "mysql://h/d"])
def test_what_cannot_be_a_warehouse_is_refused(url: str) -> None:
    with pytest.raises(ValueError, match="SQLite"):
        open_warehouse(url)


def test_tables_and_rows_go_together_or_not_at_all(lite: Engine) -> None:
    with pytest.raises(ZeroDivisionError), begin_write(lite) as connection:
        connection.execute(text("create table one (a integer)"))
        connection.execute(text("insert into one values (1)"))
        _ = 1 / 0
    with lite.connect() as connection:
        assert connection.execute(text("select count(*) from sqlite_master")).scalar() == 0


def test_a_reader_is_not_held_up_by_a_writer_and_sees_whole_reports_only(engine: Engine) -> None:
    run_id = run(engine)
    load(engine, submission(run_id, "a"), report(budget("1")))
    with begin_write(engine) as connection:
        connection.execute(
            text(
                "insert into report_revision select report_id, 1, recorded_at, 'settled', 'rejected', 0, 0 "
                "from report_revision"
            )
        )
        assert len(rows(engine, "bi_budget")) == 1
    assert rows(engine, "bi_budget") == []


def test_a_second_writer_waits_for_the_first(lite: Engine) -> None:
    impatient = open_warehouse(lite.url)
    with begin_write(lite), impatient.connect() as connection:
        connection.exec_driver_sql("pragma busy_timeout = 50")
        connection.rollback()
        with pytest.raises(OperationalError, match="locked"):
            connection.execution_options(afrapport_write=True).begin()


def test_rows_that_others_refer_to_cannot_go(engine: Engine) -> None:
    load(engine, submission(run(engine)), report(budget("1")))
    with pytest.raises(IntegrityError), begin_write(engine) as connection:
        connection.execute(text("delete from dim_effort"))
