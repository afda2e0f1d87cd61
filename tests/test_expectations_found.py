"""The warehouse checks itself: a sound one passes, and each damage is found by the expectation that is meant for it."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine

from damaged_warehouses import GROUPS, PLANTED, damage
from program import ROOT, environment
from schemas.examine import examine
from warehouse.engine import open_warehouse
from warehouse.load import load
from warehouse.runs import end_run
from warehouse_samples import rows, run, submission

pytest_plugins = ["databases"]
# all of them look at what one process has found

MAKES = ("sqlite", "postgresql")


def address(engine: Engine) -> str:
    return engine.url.render_as_string(hide_password=False)


@pytest.fixture(scope="module")
def sound(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Engine]:
    """The sample inbox in a warehouse of each make, read once."""
    folder = tmp_path_factory.mktemp("sound")
    from databases import url_of_new

    made = {make: open_warehouse(url_of_new(request, make, folder)) for make in MAKES}
    runs = {make: run(engine) for make, engine in made.items()}
    files = sorted(p for p in (ROOT / "samples" / "inbox").iterdir() if p.is_file())
    for path in files:
        checked = examine(path).checked
        for make, engine in made.items():
            load(engine, submission(runs[make], path.name, received_at=datetime.now(UTC)), checked)
    for make, engine in made.items():
        end_run(engine, runs[make], {"reports_seen": len(files)})
    return made


@pytest.fixture(scope="module")
def warehouses(
    sound: dict[str, Engine], request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> dict[tuple[str, str], Engine]:
    """The sound ones and, of each, a copy with every group of damages."""
    folder = tmp_path_factory.mktemp("damaged")
    made = {(make, "sound"): engine for make, engine in sound.items()}
    for group, (statements, _) in GROUPS.items():
        for make, engine in sound.items():
            made[make, group] = copied(engine, folder / f"{group}.db", request)
            damage(made[make, group], statements)
    return made


def copied(engine: Engine, file: Path, request: pytest.FixtureRequest) -> Engine:
    if engine.dialect.name == "postgresql":
        server = request.getfixturevalue("postgresql_server")
        return open_warehouse(server.new_database(str(engine.url.database)))
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql("pragma wal_checkpoint(truncate)")
    return open_warehouse(f"sqlite:///{shutil.copy(str(engine.url.database), file)}")


@pytest.fixture(scope="module")
def found(
    warehouses: dict[tuple[str, str], Engine], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[dict[tuple[str, str], Any]]:
    """What a self-check has found in each."""
    folder = tmp_path_factory.mktemp("child")
    command = [sys.executable, str(ROOT / "tests" / "expectation_children.py"), *map(address, warehouses.values())]
    done = subprocess.run(command, env=environment(folder), capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stderr
    yield dict(zip(warehouses, json.loads(done.stdout), strict=True))


def failing(check: dict[str, Any]) -> dict[tuple[str, str], str]:
    return {
        (f"{it['suite']}.{it['expectation']}", it["object"]): it["severity"]
        for it in check["outcomes"]
        if not it["success"]
    }


@pytest.mark.parametrize("make", MAKES)
def test_a_sound_warehouse_passes_everything(
    found: dict[tuple[str, str], Any], sound: dict[str, Engine], make: str
) -> None:
    assert failing(found[make, "sound"]) == {}
    assert len(found[make, "sound"]["outcomes"]) > 50
    (decided,) = rows(sound[make], "publication")
    (ended,) = rows(sound[make], "run")
    assert (decided["state"], decided["reason"], decided["run_id"]) == ("published", None, ended["run_id"])


@pytest.mark.parametrize("make", MAKES)
@pytest.mark.parametrize("group", GROUPS)
def test_each_damage_is_found_and_nothing_else(found: dict[tuple[str, str], Any], make: str, group: str) -> None:
    assert failing(found[make, group]) == GROUPS[group][1]


def test_both_databases_tell_the_same(found: dict[tuple[str, str], Any]) -> None:
    for group in ("sound", *GROUPS):
        # rows of a table made by hand are numbered in another way on each
        told = [[it | {"keys": len(it["keys"])} for it in found[make, group]["outcomes"]] for make in MAKES]
        assert [it for it in told[0] if it["failing"] is not None] == [
            it for it in told[1] if it["failing"] is not None
        ]


@pytest.mark.parametrize("make", MAKES)
def test_what_cannot_be_asked_has_failed_and_quotes_nothing(found: dict[tuple[str, str], Any], make: str) -> None:
    (told,) = [it for it in found[make, "views"]["outcomes"] if it["failing"] is None]
    assert (told["expectation"], told["success"]) == ("ledger_as_counted", False)
    assert told["observed"] in ("OperationalError", "ProgrammingError", "UndefinedColumn")


@pytest.mark.parametrize("make", MAKES)
def test_what_fails_is_named_by_numbers_and_never_by_its_value(
    found: dict[tuple[str, str], Any], warehouses: dict[tuple[str, str], Engine], make: str
) -> None:
    (row,) = [r for r in rows(warehouses[make, "figures"], "fact_status") if r["status"] == PLANTED]
    (told,) = [it for it in found[make, "figures"]["outcomes"] if it["expectation"] == "status_known"]
    assert told["keys"] == [{"report_id": row["report_id"], "status_id": row["status_id"]}]
    assert (told["failing"], told["observed"]) == (1, f"1 / {len(rows(warehouses[make, 'sound'], 'fact_status'))}")
    assert PLANTED not in json.dumps([found[make, group] for group in GROUPS])


@pytest.mark.parametrize("make", MAKES)
def test_what_was_found_is_kept_and_stops_publication(
    found: dict[tuple[str, str], Any], warehouses: dict[tuple[str, str], Engine], make: str
) -> None:
    engine, check = warehouses[make, "counts"], found[make, "counts"]
    kept = rows(engine, "expectation_result", "position")
    assert [(r["suite"], r["expectation"], r["object"], bool(r["success"]), r["failing"]) for r in kept] == [
        (it["suite"], it["expectation"], it["object"], it["success"], it["failing"]) for it in check["outcomes"]
    ]
    (decided,) = rows(engine, "publication")
    assert (decided["state"], decided["check_id"]) == ("stopped", check["check_id"])
    assert "audit.chain_whole (audit)" in decided["reason"]
    assert "run_completed_lately" not in decided["reason"]  # a warning
