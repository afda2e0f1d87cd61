"""The night's last step: what came in is compared, whatever fails on the way."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, text

from extractors.raw import RawFigure
from flows import compare as comparing
from flows.ingest import Desk, Outcome
from flows.night import Night, run_night
from flows.settings import Settings
from raw_samples import figure, report
from schemas.check import check_reading
from schemas.reading import Reading
from warehouse.engine import open_warehouse
from warehouse.load import load
from warehouse_samples import submission


def users(shown: str) -> RawFigure:
    return figure("indicator", shown, effort="Ny Start", indicator="Brugere", year="2021", unit="count")


def night(tmp_path: Path, **given: str) -> Night:
    """A night in which reports of some years come with a number of users in 2021."""

    def take_in(_paths: list[Path], desk: Desk) -> Iterator[Outcome]:
        for period, shown in given.items():
            reading = Reading(report(users(shown), kind="programme_report", period=period[1:]))
            load(desk.engine, submission(desk.run_id, period, received_at=desk.received_at), check_reading(reading))
            yield Outcome(period, "loaded")

    (tmp_path / "inbox").mkdir(exist_ok=True)
    return run_night(Settings(tmp_path / "inbox", f"sqlite:///{tmp_path}/w.db", tmp_path / "archive", "da"), take_in)


def told(tmp_path: Path) -> list[tuple[Any, ...]]:
    engine = open_warehouse(f"sqlite:///{tmp_path}/w.db")
    asked = "select report_file, value, expected from bi_finding where rule = 'indicator.restated' and state = 'open'"
    with engine.connect() as connection:
        return sorted(tuple(row) for row in connection.execute(text(asked)))


def test_a_backlog_is_compared_in_one_night_and_counted(tmp_path: Path):
    done = night(tmp_path, y2023="47", y2021="45", y2022="46")
    assert told(tmp_path) == [("y2022.pdf", "46", "45"), ("y2023.pdf", "47", "46")]
    assert done.summary["findings_open"] == 2
    assert {r.report_file: r.warnings for r in done.reports} == {"y2021.pdf": 0, "y2022.pdf": 1, "y2023.pdf": 1}
    assert night(tmp_path).summary["findings_open"] == 2


def test_a_report_of_a_later_night_may_be_the_earlier_one(tmp_path: Path):
    night(tmp_path, y2023="47")
    night(tmp_path, y2022="46")
    assert told(tmp_path) == [("y2023.pdf", "47", "46")]


def test_a_comparison_that_fails_is_logged_and_holds_nobody_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
):
    def fault(_engine: Engine, *_: object) -> bool:
        raise KeyError("Jens Hansen")

    monkeypatch.setattr(comparing, "compare", fault)
    with caplog.at_level(logging.ERROR, "afrapport"):
        assert night(tmp_path, y2021="45", y2022="46").summary["reports_loaded"] == 2
    assert "was not compared: KeyError" in caplog.text
    assert "Jens" not in caplog.text
    monkeypatch.undo()
    night(tmp_path, y2023="46")
    assert told(tmp_path) == [("y2022.pdf", "46", "45")]
