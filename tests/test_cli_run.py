"""``afrapport run --direct``: a night on real files, and what it leaves in the warehouse."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path

import pytest

from program import COMMAND, afrapport, counts, environment

COUNTS = {
    "run_id",
    "reports_seen",
    "reports_new",
    "reports_loaded",
    "reports_held",
    "figures_loaded",
    "figures_held",
    "findings_open",
}
# everything of a warehouse but clocks, run ids and numbers given out in the order of loading
DIGEST = """
    select report_file, report_kind, sha256, title, period_year, state, figures_loaded, figures_held from bi_report;
    select report_file, effort_key, status, remark, page, cell from bi_status;
    select report_file, effort_key, line, year, source, measure, amount_dkk, page, cell from bi_budget;
    select report_file, rule, severity, state, effort, message, page, cell from bi_finding"""


@pytest.fixture
def inbox(tmp_path: Path, samples: list[Path]) -> Path:
    """Two sample reports, one of them in a folder below."""
    folder = tmp_path / "indbakke"
    (folder / "2023").mkdir(parents=True)
    shutil.copy(samples[0], folder)
    shutil.copy(samples[1], folder / "2023")
    return folder


def asked(database: Path, sql: str) -> list[tuple]:
    with closing(sqlite3.connect(database)) as connection:
        return connection.execute(sql).fetchall()


def digest(database: Path) -> list[list[tuple]]:
    return [sorted(asked(database, query), key=repr) for query in DIGEST.split(";")]


def test_a_night_loads_what_is_right_and_a_wrong_file_does_not_stop_it(tmp_path: Path, inbox: Path) -> None:
    (inbox / "a ' <b>ødelagt\n.pdf").write_bytes(b"%PDF-1.7 og saa ikke mere")
    told = counts(tmp_path, inbox)
    assert told.keys() >= COUNTS
    assert (told["reports_seen"], told["reports_new"]) == (3, 3)
    assert told["reports_loaded"] == 2
    assert told["reports_held"] == 1
    assert told["figures_loaded"] > 0
    states = dict(asked(tmp_path / "var" / "warehouse.db", "select report_file, state from bi_report"))
    assert states.pop("a ' <b>ødelagt\n.pdf") == "held"
    assert set(states.values()) <= {"loaded", "partial", "superseded"}


def test_every_file_is_kept_under_its_hash(tmp_path: Path, inbox: Path) -> None:
    counts(tmp_path, inbox)
    kept = {p.name: p.read_bytes() for p in (tmp_path / "var" / "archive").rglob("*") if p.is_file()}
    assert sorted(kept.values()) == sorted(p.read_bytes() for p in inbox.rglob("*") if p.is_file())
    hashes = {row[0] for row in asked(tmp_path / "var" / "warehouse.db", "select sha256 from bi_report")}
    assert kept.keys() == hashes


def test_a_second_run_is_a_no_op_also_under_other_names(tmp_path: Path, inbox: Path) -> None:
    first = counts(tmp_path, inbox)
    before = digest(tmp_path / "var" / "warehouse.db")
    for path in [p for p in inbox.rglob("*") if p.is_file()]:
        shutil.copy(path, inbox / f"kopi af {path.name}")
    second = counts(tmp_path, inbox)
    assert (second["reports_seen"], second["reports_new"], second["figures_loaded"]) == (4, 0, 0)
    assert second["run_id"] != first["run_id"]
    assert digest(tmp_path / "var" / "warehouse.db") == before


def test_an_empty_inbox_is_a_completed_night(tmp_path: Path) -> None:
    (tmp_path / "tom").mkdir()
    done = afrapport(tmp_path, "run", "--direct", "--inbox", "tom")
    assert done.returncode == 0
    assert "Der var ingen filer i mappen." in done.stdout


def test_the_summary_tells_a_person_what_was_found(tmp_path: Path, inbox: Path) -> None:
    (inbox / "[red]tom.xlsx").write_bytes(b"")
    done = afrapport(tmp_path, "run", "--direct", "--inbox", inbox)
    assert done.returncode == 0, done.stderr
    assert "Natkørslen er færdig." in done.stdout
    assert "3 filer set, 3 nye: 2 rapporter indlæst, 1 holdt tilbage." in done.stdout
    assert "FEJL  [red]tom.xlsx" in done.stdout
    assert "Gør sådan: " in done.stdout
    assert "1/3" in done.stderr
    assert "Natkørslen" not in done.stderr


def test_environment_names_inbox_warehouse_and_language(tmp_path: Path, inbox: Path) -> None:
    url = f"sqlite:///{tmp_path}/andet.db"
    done = afrapport(
        tmp_path,
        *("run", "--direct"),
        AFRAPPORT_INBOX=str(inbox),
        AFRAPPORT_WAREHOUSE=url,
        AFRAPPORT_ARCHIVE=str(tmp_path / "arkiv"),
        AFRAPPORT_LANGUAGE="en",
    )
    assert done.returncode == 0, done.stderr
    assert "The nightly run is done." in done.stdout
    assert len(asked(tmp_path / "andet.db", "select * from bi_report")) == 2
    assert (tmp_path / "arkiv").is_dir()
    assert not (tmp_path / "var").exists()


def killed_after(folder: Path, inbox: Path, word: str) -> None:
    """A night that is killed as soon as its log says the word."""
    command = [*COMMAND, "run", "--direct", "--inbox", inbox]
    with subprocess.Popen(command, cwd=folder, env=environment(folder), stderr=subprocess.PIPE, text=True) as run:
        assert run.stderr is not None
        assert any(word in line for line in run.stderr)
        run.kill()


def test_a_night_that_is_killed_is_made_good_by_the_next(tmp_path: Path, inbox: Path) -> None:
    whole, torn = tmp_path / "hel", tmp_path / "revet"
    whole.mkdir()
    torn.mkdir()
    counts(whole, inbox)
    killed_after(torn, inbox, "1/2")
    database = torn / "var" / "warehouse.db"
    assert len(asked(database, "select * from bi_report")) in (1, 2)
    assert [row[0] for row in asked(database, "select state from run")] == ["running"]
    assert counts(torn, inbox)["reports_seen"] == 2
    assert digest(database) == digest(whole / "var" / "warehouse.db")


def test_a_second_run_at_the_same_time_steps_back(tmp_path: Path, inbox: Path) -> None:
    from warehouse.engine import open_warehouse
    from warehouse.runs import run_lock

    (tmp_path / "var").mkdir()
    engine = open_warehouse(f"sqlite:///{tmp_path}/var/warehouse.db")
    with run_lock(engine):
        done = afrapport(tmp_path, "run", "--direct", "--inbox", inbox)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == "En anden kørsel er i gang på det samme varehus. Prøv igen, når den er færdig.\n"


def test_a_warehouse_that_is_none_ends_with_1_and_a_sentence(tmp_path: Path, inbox: Path) -> None:
    (tmp_path / "w.db").write_bytes(b"this is not a database" * 100)
    done = afrapport(tmp_path, "run", "--direct", "--inbox", inbox, "--warehouse", f"sqlite:///{tmp_path}/w.db")
    assert (done.returncode, done.stdout) == (1, "")
    assert "Varehuset svarer ikke" in done.stderr
    assert "Traceback" not in done.stderr


def test_the_commands_for_the_structure_of_the_warehouse(tmp_path: Path) -> None:
    url = ("--warehouse", f"sqlite:///{tmp_path}/w.db")
    assert afrapport(tmp_path, "warehouse", "check", *url).returncode == 1
    assert afrapport(tmp_path, "warehouse", "upgrade", *url).returncode == 0
    assert afrapport(tmp_path, "warehouse", "check", *url).returncode == 0
    assert asked(tmp_path / "w.db", "select * from bi_report") == []
    assert afrapport(tmp_path, "warehouse", "downgrade", "base", *url).returncode == 0
    assert afrapport(tmp_path, "warehouse", "check", *url).returncode == 1
    assert afrapport(tmp_path, "warehouse", "downgrade", "findes-ikke", *url).returncode == 2


def test_json_stands_alone_on_stdout_whatever_locale(tmp_path: Path, inbox: Path) -> None:
    (inbox / os.fsdecode(b"\xff.pdf")).write_bytes(b"")
    done = afrapport(tmp_path, "run", "--direct", "--json", "--inbox", inbox, LC_ALL="C", PYTHONIOENCODING="latin-1")
    assert json.loads(done.stdout)["reports_seen"] == 3
