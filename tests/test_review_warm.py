"""What is made ready as the app starts."""

from __future__ import annotations

import logging
from dataclasses import replace
from pathlib import Path

import pytest

from review.desk import Desk
from review.figures.status_counts import status_counts
from review.templates_of import environment
from review.warm import warm_up
from warehouse.engine import open_warehouse

pytest_plugins = ["databases", "review_app"]


def test_counts_and_templates_are_there_before_anybody_asks(desk: Desk) -> None:
    warm_up(desk).join(60)
    assert status_counts(desk.engine)._stamp is not None
    assert {name for _, name in environment("da").cache or ()} >= {"base.html", "figures/status.html"}


def test_what_cannot_be_made_ready_keeps_nobody_out(
    desk: Desk, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    empty = replace(desk, engine=open_warehouse(f"sqlite:///{tmp_path}/nothing.db"))
    with caplog.at_level(logging.WARNING, "afrapport"):
        warm_up(empty).join(60)
    assert "not everything could be made ready" in caplog.text
