"""What a self-check has found stays, tells since when, and decides about publication; asked for by nobody but one."""

from __future__ import annotations

import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine, create_engine, inspect, make_url, text
from sqlalchemy.exc import DBAPIError

from flows import self_check_child
from flows.self_check_child import check_in_child
from program import ROOT, environment
from self_check_samples import outcome, recorded
from warehouse.expectations.address import read_only
from warehouse.expectations.expected import about, expected
from warehouse.expectations.last_check import failing_since, last_check
from warehouse.expectations.outcome import only_keys
from warehouse.publication import NOT_FINISHED, Stopped, require_published
from warehouse_samples import NOW, rows

pytest_plugins = ["databases"]

DAY = timedelta(days=1)


def test_the_last_self_check_is_read_back(engine: Engine) -> None:
    assert last_check(engine) is None
    recorded(engine, outcome(), number=1)
    check = recorded(engine, outcome(False), outcome(object="fact_status"), number=2, at=NOW + DAY)
    assert last_check(engine) == check


def test_since_when_it_fails_is_since_it_held_last(engine: Engine) -> None:
    for number, success in enumerate([False, True, False, False]):
        check = recorded(
            engine, outcome(success), outcome(False, object="fact_status"), number=number, at=NOW + number * DAY
        )
    assert failing_since(engine, check) == {
        ("provenance", "place_known", "fact_budget"): NOW + 2 * DAY,
        ("provenance", "place_known", "fact_status"): NOW,
    }


def test_only_a_critical_failure_stops_publication_and_only_until_it_holds(engine: Engine) -> None:
    require_published(engine)  # never checked
    recorded(engine, outcome(False, "warning"), number=1)
    require_published(engine)
    recorded(engine, outcome(False), outcome(False, "warning", object="run"), number=2)
    with pytest.raises(Stopped) as stopped:
        require_published(engine)
    assert stopped.value.reason == "provenance.place_known (fact_budget)"
    recorded(engine, outcome(), number=3)
    require_published(engine)


@pytest.mark.parametrize("program", ["print('ikke JSON')", "import os; os._exit(3)", "raise SystemExit"])
def test_a_self_check_that_does_not_finish_stops_publication(
    engine: Engine, monkeypatch: pytest.MonkeyPatch, program: str
) -> None:
    monkeypatch.setattr(self_check_child, "COMMAND", [sys.executable, "-c", program])
    told = check_in_child(engine.url.render_as_string(hide_password=False))
    assert (told["state"], told["reason"]) == ("stopped", NOT_FINISHED)
    with pytest.raises(Stopped, match=NOT_FINISHED):
        require_published(engine)
    (row,) = rows(engine, "publication")
    assert row["check_id"] is None


def test_keys_are_numbers_and_code_words() -> None:
    told = [{"report_id": 3, "label": "Jens Hansen"}, {"kind": "status_note", "x": "<b>", "flag": True}]
    assert only_keys(told) == ({"report_id": 3}, {"kind": "status_note"})
    assert len(only_keys({"n": n} for n in range(100))) == 5


def test_every_expectation_is_complete_and_about_something_that_is_there(engine: Engine) -> None:
    there = {*inspect(engine).get_table_names(), *inspect(engine).get_view_names()}
    every = expected(datetime.now(UTC), 36)
    assert len({(it.suite, it.name, it.object) for it in every}) == len(every) > 50
    for it in every:
        assert it.object in there
        assert it.severity in ("critical", "warning")
        assert "{" not in f"{it.query}{it.arguments.get('unexpected_rows_query')}{it.key}"
        texts = [about(it.suite, it.name, it.object, language, 36) for language in ("da", "en")]
        assert texts[0] != texts[1] and "{" not in texts[0].says


def test_what_an_earlier_program_expected_keeps_its_name() -> None:
    assert about("gone", "was_here", "run", "da", 36).says == "was_here"
    assert about("keys", "was_here", "run", "da", 36).says == "was_here"


def test_the_address_for_reading_refuses_to_write(engine: Engine) -> None:
    reader = create_engine(read_only(engine.url))
    with reader.connect() as connection:
        assert connection.execute(text("select count(*) from run")).scalar_one() == 0
        with pytest.raises(DBAPIError, match=r"read-?only"):
            connection.execute(text("delete from run"))
    reader.dispose()


def test_an_address_keeps_its_options_and_signs() -> None:
    given = make_url("postgresql+psycopg://u:a%24b@h/d$x?options=-c search_path=lager")
    told = read_only(given)
    assert make_url(told.replace("\\$", "$")).query["options"] == (
        "-c search_path=lager -c default_transaction_read_only=on"
    )
    assert make_url(told.replace("\\$", "$")).password == "a$b"
    assert "d\\$x" in told


def test_great_expectations_is_imported_by_one_module_and_by_nobody_else(tmp_path: Path) -> None:
    modules = [
        ".".join(path.relative_to(ROOT).with_suffix("").parts)
        for room in ("warehouse", "flows")
        for path in (ROOT / room).rglob("*.py")
        if "migrations" not in path.parts and path.stem not in ("__init__", "validate")
    ]
    look = f"import importlib, sys; [importlib.import_module(m) for m in {modules}]; print(*sys.modules)"
    around = environment(tmp_path)
    done = subprocess.run([sys.executable, "-c", look], cwd=tmp_path, env=around, capture_output=True, text=True)
    assert "flows.self_check" in done.stdout.split(), done.stderr
    assert "great_expectations" not in done.stdout.split()
