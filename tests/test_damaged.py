"""Reports damaged at random: each one ends as a report, and the night goes on. `bench/damaged.py` has more."""

from __future__ import annotations

import shutil
from collections import Counter
from pathlib import Path

import pytest

from documents.damaged import damaged_files
from nights import Night, night_on
from program import ROOT

COUNT, SEED = 60, 2026
MOST_MB = 400  # of the program itself, which reads no file


@pytest.fixture(scope="module")
def night(tmp_path_factory: pytest.TempPathFactory, samples: list[Path]) -> Night:
    folder = tmp_path_factory.mktemp("nat")
    inbox = folder / "ind"
    inbox.mkdir()
    for name, data in damaged_files(sorted((ROOT / "samples" / "inbox").iterdir()), COUNT, SEED):
        (inbox / name).write_bytes(data)
    shutil.copy(samples[0], inbox / "god.pdf")
    shutil.copy(samples[0], inbox / "kopi.pdf")
    return night_on(inbox, folder)


def test_every_file_is_accounted_for(night: Night) -> None:
    states = Counter(state for _, state in night.outcomes)
    assert states["known"] == 1
    assert states["left"] == 0
    [(reports,)] = night.asked("select count(*) from bi_report")
    assert night.counts["reports_seen"] == len(night.outcomes) == COUNT + 2
    assert reports + states["known"] + states["left"] == COUNT + 2


def test_each_ends_with_figures_or_with_a_finding_in_words(night: Night) -> None:
    allowed = {"loaded", "partial", "held", "superseded"}
    silent = """select report_file, state from bi_report r where figures_loaded = 0 and not exists
        (select 1 from bi_finding f where f.report_id = r.report_id and f.severity = 'error' and f.message <> '')"""
    assert night.asked(silent) == []
    assert {state for (state,) in night.asked("select state from bi_report")} <= allowed
    assert {state for name, state in night.outcomes if name == "god.pdf"} == {"loaded"}
    [(short,)] = night.asked("select min(length(message)) from bi_finding")
    assert short > 20


def test_nothing_is_left_and_memory_is_bounded(night: Night) -> None:
    assert night.left == []
    assert 0 < night.most_mb < MOST_MB
    assert "Traceback" not in night.log
