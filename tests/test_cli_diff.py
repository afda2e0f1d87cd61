"""``afrapport diff``: two versions of a report from the warehouse or from files, and what moves."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from history import lived
from program import afrapport
from warehouse.engine import open_warehouse
from warehouse.load import load
from warehouse_samples import budget, report, run, submission

pytest_plugins = ["databases"]


def told(folder: Path, *arguments: object, **more: str) -> dict[str, Any]:
    done = afrapport(folder, "diff", *arguments, "--json", **more)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_two_versions_figure_by_figure_on_both_databases(tmp_path: Path, warehouse_url: str) -> None:
    lived(open_warehouse(warehouse_url))
    found = told(tmp_path, "first.pdf", "2", "--warehouse", warehouse_url)
    assert (found["old"]["state"], found["new"]["state"], found["same_report"]) == ("superseded", "loaded", True)
    assert {name: found[name] for name in ("added", "removed", "changed", "same", "moved", "rewritten")} == {
        "added": 2,
        "removed": 1,
        "changed": 2,
        "same": 1,
        "moved": 0,
        "rewritten": 0,
    }
    changes = {figure["figure_key"]: figure for figure in found["figures"]}
    assert {key: figure["change"] for key, figure in changes.items()} == {
        "s": "changed",
        "b": "changed",
        "x": "removed",
        "n": "added",
        "h": "added",
    }
    assert changes["b"]["columns"] == {"amount_dkk": {"old": 100, "new": 250.5}}
    assert (changes["b"]["old"]["raw_text"], changes["b"]["new"]["raw_text"]) == ("100 kr.", "250.50 kr.")
    assert (changes["h"]["new"]["corrected"], changes["x"]["new"]) == (True, None)
    # `Ungeværter` means Ny Start by now
    assert [(t["of"], t["old"], t["new"], t["by"]) for t in found["totals"]] == [
        ("budget", 100, 380.5, 280.5),
        ("status", 1, None, -1),
        ("status", None, 1, 1),
    ]
    shown = afrapport(tmp_path, "diff", "1", "second.pdf", "--warehouse", warehouse_url).stdout
    for words in ("2 nye tal, 1 væk, 2 ændret, 1 som før", "»100 kr.«", "250.5", "+280.5", "Afløst", "beløb"):
        assert words in shown
    assert "OBS" not in shown


def test_a_held_version_and_another_report_are_told(tmp_path: Path, warehouse_url: str) -> None:
    engine = open_warehouse(warehouse_url)
    lived(engine)
    load(engine, submission(run(engine), "other"), report(budget("1"), identity="status_note|amager|2023"))
    for language, words in (
        ("da", ("OBS: Det er to forskellige", "OBS: Den nye er holdt")),
        ("en", ("NOTE: These", "NOTE: The new")),
    ):
        shown = afrapport(tmp_path, "diff", "4", "3", AFRAPPORT_WAREHOUSE=warehouse_url, AFRAPPORT_LANGUAGE=language)
        assert [word in shown.stdout for word in words] == [True, True], shown


@pytest.mark.parametrize("named", ["9999", "mangler.pdf", "./mangler.pdf", "abcdef"])
def test_a_version_that_is_not_there(tmp_path: Path, sqlite_template: Path, named: str) -> None:
    done = afrapport(tmp_path, "diff", named, named, "--warehouse", f"sqlite:///{sqlite_template}")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(f"Der er ingen rapport og ingen fil, der hedder {named}.")


def test_a_name_of_several_reports_lists_them(tmp_path: Path, warehouse_url: str) -> None:
    engine = open_warehouse(warehouse_url)
    run_id = run(engine)
    for year in (2022, 2023):
        about = report(budget(str(year)), identity=f"status_note|amager|{year}", published_on=date(year, 1, 1))
        load(engine, submission(run_id, str(year), file_name="notat.pdf"), about)
    done = afrapport(tmp_path, "diff", "notat.pdf", "1", "--warehouse", warehouse_url)
    assert (done.returncode, done.stdout) == (2, "")
    assert "1 notat.pdf (Status på tryghedspartnerskabet, " in done.stderr
    assert "; 2 notat.pdf (" in done.stderr


def test_a_file_is_compared_without_being_loaded(tmp_path: Path, samples: list[Path]) -> None:
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    (inbox / samples[0].name).write_bytes(samples[0].read_bytes())
    done = afrapport(tmp_path, "run", "--direct", "--json", "--inbox", inbox)
    loaded = json.loads(done.stdout)["figures_loaded"]
    same = told(tmp_path, samples[0].name, inbox / samples[0].name)
    assert (same["figures"], same["totals"], same["same_report"]) == ([], [], True)
    assert (same["old"]["report_id"], same["new"]["report_id"], same["moved"]) == (1, None, 0)
    assert same["same"] >= loaded > 0
    other = told(tmp_path, inbox / samples[0].name, samples[1])
    assert not other["same_report"]
    assert other["added"] and other["removed"] and other["totals"]


def test_two_files_need_no_warehouse(tmp_path: Path, samples: list[Path]) -> None:
    found = told(tmp_path, samples[0], samples[0])
    assert found["same"] > 0
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_cannot_be_read_is_not_compared(tmp_path: Path, samples: list[Path]) -> None:
    (tmp_path / "tom.pdf").write_bytes(b"")
    done = afrapport(tmp_path, "diff", samples[0], "tom.pdf")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("Filen kan ikke læses: ")
