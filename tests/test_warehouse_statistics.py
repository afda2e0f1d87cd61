"""After a night the database knows what its tables hold."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import Engine, text

from flows.ingest import Desk, Outcome
from flows.night import run_night
from flows.settings import Settings
from warehouse.load import load
from warehouse.migrate import check
from warehouse.statistics import gather_statistics
from warehouse_children import whole_report
from warehouse_samples import run, submission

pytest_plugins = ["databases"]

COUNTED = {
    "sqlite": "select count(*) from sqlite_stat1 where tbl = 'fact_budget'",
    "postgresql": "select count(*) from pg_stats where tablename = 'fact_budget'",
}


def counted(engine: Engine) -> int:
    with engine.connect() as connection:
        return connection.execute(text(COUNTED[engine.dialect.name])).scalar_one()


def test_statistics_are_there_and_the_structure_is_as_it_was(engine: Engine) -> None:
    load(engine, submission(run(engine)), whole_report())
    gather_statistics(engine)
    assert counted(engine) > 0
    assert check(engine) == []


@pytest.mark.parametrize("reports", [0, 1])
def test_a_night_that_brought_something_renews_them(tmp_path: Path, engine: Engine, reports: int) -> None:
    (tmp_path / "inbox").mkdir()

    def bring(paths: list[Path], desk: Desk) -> list[Outcome]:
        for n in range(reports):
            load(desk.engine, submission(desk.run_id, str(n)), whole_report())
        return []

    url = engine.url.render_as_string(hide_password=False)
    run_night(Settings(tmp_path / "inbox", url, tmp_path / "archive", "da"), bring)
    if engine.dialect.name == "sqlite" and not reports:
        with engine.connect() as connection:
            assert not connection.execute(text("select 1 from sqlite_master where name = 'sqlite_stat1'")).all()
    else:
        assert (counted(engine) > 0) == bool(reports)
