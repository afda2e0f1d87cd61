"""One file's way in: what is wrong with it is held, what is wrong with the warehouse stops the night."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, text, update
from sqlalchemy.exc import OperationalError

from flows import ingest as ingesting
from flows.ingest import Desk, Outcome, ingest
from flows.night import one_after_the_other, run_night
from flows.settings import Settings
from schemas import check
from schemas.report import CheckedReport
from warehouse.archive import Archive
from warehouse.engine import begin_write, open_warehouse
from warehouse.load import Loaded, Submission
from warehouse.migrate import upgrade
from warehouse.runs import start_run
from warehouse.tables.run import Run

NUMBER = "010203-" + "1234"


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    opened = open_warehouse(f"sqlite:///{tmp_path}/w.db")
    upgrade(opened)
    yield opened
    opened.dispose()


@pytest.fixture
def desk(tmp_path: Path, engine: Engine) -> Desk:
    now = datetime.now(UTC)
    return Desk(engine, Archive(tmp_path / "archive"), start_run(engine, now), now, now.date())


def test_a_fault_in_the_program_holds_the_report_and_logs_no_content(
    desk: Desk, samples: list[Path], monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fault(*_: object, **__: object) -> None:
        raise KeyError(f"Jens Hansen {NUMBER}")

    monkeypatch.setattr(check, "check_reading", fault)
    with caplog.at_level(logging.ERROR, "afrapport"):
        assert ingest(samples[0], desk) == Outcome(samples[0].name, "held")
    assert "KeyError in test_flow_ingest.py" in caplog.text
    assert NUMBER not in caplog.text
    assert "Jens" not in caplog.text


def test_a_report_that_the_warehouse_cannot_hold_is_held(
    desk: Desk, samples: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    load = ingesting.load

    def refuse(engine: Engine, submission: Submission, checked: CheckedReport) -> Loaded:
        if checked.figures:
            raise ValueError("a number out of range")
        return load(engine, submission, checked)

    monkeypatch.setattr(ingesting, "load", refuse)
    assert ingest(samples[0], desk).state == "held"
    assert ingest(samples[0], desk).state == "known"


def test_a_database_that_is_away_is_not_blamed_on_the_report(
    desk: Desk, samples: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    load, calls = ingesting.load, []

    def away_at_first(*given: Any) -> Loaded:
        calls.append(given)
        if len(calls) == 1:
            raise OperationalError("select 1", {}, Exception("server closed the connection"))
        return load(*given)

    monkeypatch.setattr(ingesting, "load", away_at_first)
    with pytest.raises(OperationalError):
        ingest(samples[0], desk)
    assert ingest(samples[0], desk).state in ("loaded", "partial")


def test_a_file_over_the_limit_is_held_and_not_kept(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ingesting, "MAX_BYTES", 10)
    (tmp_path / "stor.pdf").write_bytes(b"%PDF" * 10)
    assert ingest(tmp_path / "stor.pdf", desk).state == "held"
    with desk.engine.connect() as connection:
        assert connection.execute(text("select rule from bi_finding")).scalars().all() == ["report.too_large"]
    assert not (tmp_path / "archive").exists()


def test_a_file_that_went_away_is_left(desk: Desk, tmp_path: Path) -> None:
    assert ingest(tmp_path / "væk.pdf", desk).state == "left"


def night_settings(tmp_path: Path) -> Settings:
    (tmp_path / "inbox").mkdir(exist_ok=True)
    return Settings(tmp_path / "inbox", f"sqlite:///{tmp_path}/w.db", tmp_path / "archive", "da")


def received(engine: Engine) -> list[str]:
    with engine.connect() as connection:
        return list(connection.execute(text("select distinct received_at from bi_report")).scalars())


@pytest.mark.parametrize(("state", "hours", "continued"), [("running", 1, 1), ("completed", 1, 0), ("running", 30, 0)])
def test_a_night_that_was_killed_is_continued_as_the_same_night(
    tmp_path: Path, engine: Engine, state: str, hours: int, continued: int
) -> None:
    earlier = datetime.now(UTC) - timedelta(hours=hours)
    run_id = start_run(engine, earlier)
    with begin_write(engine) as connection:
        connection.execute(update(Run).where(Run.run_id == run_id).values(state=state))
    seen = []

    def look(paths: list[Path], desk: Desk) -> list[Outcome]:
        seen.append(desk.received_at)
        return []

    run_night(night_settings(tmp_path), look)
    assert (seen[0] == earlier) == bool(continued)


def test_all_files_of_a_night_are_received_together(tmp_path: Path, engine: Engine, samples: list[Path]) -> None:
    chosen = night_settings(tmp_path)
    for sample in samples[:2]:
        (chosen.inbox / sample.name).write_bytes(sample.read_bytes())
    night = run_night(chosen, one_after_the_other)
    assert night.summary["reports_new"] == len(night.reports) == 2
    assert len(received(engine)) == 1
