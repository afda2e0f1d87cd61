"""``afrapport export`` and ``afrapport publish``, started as a user does."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from sqlalchemy import Engine

from export_samples import VIEWS, fill, parquet
from program import afrapport
from warehouse.export.files import PACKAGE, data_files

pytest_plugins = ["databases"]

ALL = sorted([*data_files(), PACKAGE])


@pytest.fixture
def url(engine: Engine) -> str:
    """The address of the sample warehouse."""
    fill(engine)
    return engine.url.render_as_string(hide_password=False).replace("+psycopg", "")


@pytest.fixture
def empty(tmp_path: Path, sqlite_template: Path) -> str:
    """The address of an empty warehouse."""
    (tmp_path / "tomt.db").write_bytes(sqlite_template.read_bytes())
    return f"sqlite:///{tmp_path}/tomt.db"


def names(folder: Path) -> list[str]:
    return sorted(p.name for p in folder.iterdir())


def test_an_export_is_written_and_told(tmp_path: Path, url: str) -> None:
    done = afrapport(tmp_path, "export", "ud", "--warehouse", url)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines()[0] == "Eksporten ligger nu i ud:"
    assert "  bi_budget: 7 rækker" in done.stdout.splitlines()
    assert names(tmp_path / "ud") == ALL


def test_publishing_gives_the_same_rows(tmp_path: Path, url: str) -> None:
    done = afrapport(tmp_path, "publish", f"file://{tmp_path}/der", "--csv-decimal", "point", "--warehouse", url)
    assert (done.returncode, done.stderr) == (0, "")
    afrapport(tmp_path, "export", "ud", "--csv-decimal", "point", "--warehouse", url)
    assert names(tmp_path / "der") == ALL
    for view in VIEWS:
        assert parquet(tmp_path / "der", view) == parquet(tmp_path / "ud", view)
        assert (tmp_path / "der" / f"{view}.csv").read_bytes() == (tmp_path / "ud" / f"{view}.csv").read_bytes()
    assert ";-12.50;" in (tmp_path / "ud" / "bi_budget.csv").read_text(encoding="utf-8")


def test_settings_come_from_the_environment_and_words_in_english(tmp_path: Path, empty: str) -> None:
    done = afrapport(tmp_path, "export", "out", "--no-excel", AFRAPPORT_WAREHOUSE=empty, AFRAPPORT_LANGUAGE="en")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines()[:2] == ["The export now lies in out:", "  bi_report: 0 rows"]
    assert names(tmp_path / "out") == [name for name in ALL if name != "afrapport.xlsx"]


def test_a_warehouse_that_is_not_there_is_not_made(tmp_path: Path) -> None:
    done = afrapport(tmp_path, "export", "ud", "--warehouse", f"sqlite:///{tmp_path}/mangler.db")
    assert (done.returncode, done.stdout) == (1, "")
    assert "Databasen har intet varehus endnu" in done.stderr
    assert not (tmp_path / "mangler.db").exists()
    assert not (tmp_path / "ud").exists()


def test_files_in_the_way_are_named_and_left(tmp_path: Path, empty: str) -> None:
    (tmp_path / "ud").mkdir()
    (tmp_path / "ud" / "bi_report.csv").write_text("mine")
    done = afrapport(tmp_path, "export", "ud", "--warehouse", empty)
    assert (done.returncode, done.stdout) == (2, "")
    assert "bi_report.csv" in done.stderr
    assert (tmp_path / "ud" / "bi_report.csv").read_text() == "mine"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("export",), "DIR"),
        (("export", "tomt.db"), "det er en fil, ikke en mappe"),
        (("export", "ud", "--csv-decimal", "prik"), "--csv-decimal"),
        (("export", "ud", "--warehouse", "mysql://x/y"), "Varehusets adresse kan ikke bruges"),
        (("publish",), "TARGET"),
        (("publish", "findesikke://bruger:kode@x/y"), "kendes ikke: findesikke://x/y"),
        (("publish", "s3://bruger:kode@spand/x"), "Der mangler en driver til s3"),
    ],
)
def test_wrong_usage_ends_with_2_and_says_why(
    tmp_path: Path, empty: str, arguments: tuple[str, ...], message: str
) -> None:
    done = afrapport(tmp_path, *arguments, AFRAPPORT_WAREHOUSE=empty)
    assert (done.returncode, done.stdout) == (2, "")
    assert message in done.stderr
    assert "kode" not in done.stderr
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "ud").exists()


@pytest.mark.parametrize(
    ("target", "message"),
    [
        ("file://{here}/stavefjel/ud", "stedet findes ikke"),
        ("{here}/tomt.db", "stedet er ikke en mappe"),
        ("ftp://bruger:kode@127.0.0.1:9/ud", "der er ingen forbindelse"),
    ],
)
def test_a_target_that_refuses_is_told_without_its_secrets(
    tmp_path: Path, empty: str, target: str, message: str
) -> None:
    done = afrapport(tmp_path, "publish", target.format(here=tmp_path), "--warehouse", empty)
    assert (done.returncode, done.stdout) == (1, "")
    assert message in done.stderr
    assert "kode" not in done.stderr
    assert "Traceback" not in done.stderr


def test_the_package_of_others_at_a_target_is_left(tmp_path: Path, empty: str) -> None:
    (tmp_path / "der").mkdir()
    (tmp_path / "der" / PACKAGE).write_text(json.dumps({"name": "en anden"}))
    done = afrapport(tmp_path, "publish", tmp_path / "der", "--warehouse", empty)
    assert done.returncode == 2
    assert PACKAGE in done.stderr
    assert names(tmp_path / "der") == [PACKAGE]
