"""The figures of one report, standing or not, and what a report can be called by."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import Engine

from extractors.place import Place
from history import corrected, first, lived, second
from schemas.report import CheckedReport
from warehouse.as_held import as_held
from warehouse.compare import compare
from warehouse.figures import figures_of
from warehouse.find_report import Ambiguous, find_report
from warehouse.load import load
from warehouse_children import whole_report
from warehouse_samples import NOW, budget, indicator, report, run, status, submission

pytest_plugins = ["databases"]


def put(engine: Engine, run_id: str, content: str, checked: CheckedReport, **changes: Any) -> int:
    return load(engine, submission(run_id, content, **changes), checked).report_id


def figures(engine: Engine, report_id: int) -> dict[str, Any]:
    with engine.connect() as connection:
        found = figures_of(connection, report_id)
    assert len({f.key for f in found}) == len(found)
    return {f.key: f for f in found}


@pytest.mark.parametrize("make", [first, second, whole_report])
def test_what_was_loaded_comes_back_to_the_digit(engine: Engine, make) -> None:
    checked = make()
    number = put(engine, run(engine), "a", checked)
    with engine.connect() as connection:
        found = compare(as_held(checked.figures, connection), figures_of(connection, number))
    assert (found.changes, found.same, found.moved, found.rewritten) == ([], len(checked.figures), 0, 0)


def test_odd_values_come_back_as_they_are_held(engine: Engine) -> None:
    odd = [
        budget("0.10", "øre", is_total=None, partnership="", reported_unit="t.kr.", price_level=2022),
        budget(None, "none", "held", effort=None, effort_key=None, year=None),
        indicator("1234567890.1234567890123456789", "long", area="UP", effort="Nyt \x00 navn", effort_key="nytnavn"),
        status("sheet\x00", place=Place(sheet="Ark1", cell="C14")),
    ]
    number = put(engine, run(engine), "a", report(*odd))
    with engine.connect() as connection:
        found = figures_of(connection, number)
        assert compare(as_held(odd, connection), found).changes == []
    by_key = {f.key: f for f in found}
    assert by_key["øre"].values["amount_dkk"] == Decimal("0.10")
    assert by_key["long"].values["value"] == Decimal("1234567890.1234567890123456789")
    assert by_key["none"].values["amount_dkk"] is None


def test_superseded_and_revised_reports_are_read_in_their_last_state(engine: Engine) -> None:
    lived(engine)
    assert {key: f.state for key, f in figures(engine, 1).items()} == {
        "s": "passed",
        "b": "passed",
        "x": "held",
        "i": "passed",
    }
    now = figures(engine, 2)
    assert len(now) == len(corrected().figures)
    assert (now["h"].values["amount_dkk"], now["h"].state, now["h"].corrected) == (90, "passed", True)
    assert now["n"].values["effort_key"] == "nystart"  # the register says so by now
    assert figures(engine, 3)["b"].state == "held"
    assert figures(engine, 4) == {}


def test_a_file_s_efforts_are_those_of_the_register(engine: Engine) -> None:
    lived(engine)
    read = [
        budget("1", "n", effort="Ungeværter", effort_key="ungeværter"),
        budget("1", "m", effort="UNGEVÆRTER!", effort_key="ungeværter"),
        budget("1", "o", effort="Ukendt", effort_key="ukendt"),
        budget("1", "p", effort=None, effort_key=None),
    ]
    with engine.connect() as connection:
        keys = [f.values["effort_key"] for f in as_held(read, connection)]
    assert keys == ["nystart", "nystart", "ukendt", None]
    assert [f.values["effort_key"] for f in as_held(read)] == ["ungeværter", "ungeværter", "ukendt", None]


def called(engine: Engine, named: str) -> int | None:
    with engine.connect() as connection:
        found = find_report(connection, named)
        return None if found is None else found.report_id


def test_a_report_is_found_by_number_name_and_hash(engine: Engine) -> None:
    run_id = run(engine)
    later = {"received_at": NOW + timedelta(days=1)}
    new = put(engine, run_id, "new", report(budget("2")), file_name="Året.pdf", sha256="abcdef" + "1" * 58, **later)
    old = put(engine, run_id, "old", report(budget("1")), file_name="Året.pdf", sha256="abcdee" + "1" * 58)
    other = put(engine, run_id, "b", report(identity="x|y|1"), file_name="abcdef", sha256="123456" + "0" * 58)
    assert called(engine, str(old)) == old
    assert called(engine, "Året.pdf") == called(engine, "A\u030aret.pdf") == new
    assert called(engine, "ABCDEE1") == old
    assert called(engine, "abcdef") == other  # a file's name goes before a hash
    assert called(engine, "123456") == other
    for nothing in ("abcde", "9999", "mangler.pdf", "%", "abcde_", "", "1" * 40, "٣"):
        assert called(engine, nothing) is None


def test_a_name_that_several_reports_have_is_not_guessed(engine: Engine) -> None:
    run_id = run(engine)
    numbers = [
        put(engine, run_id, f"{n}", report(identity=identity), file_name="notat.pdf", sha256=f"abcdef{n}" + "0" * 57)
        for n, identity in enumerate(["status_note|amager|2022", "status_note|amager|2023", None])
    ]
    for named in ("notat.pdf", "abcdef"):
        with pytest.raises(Ambiguous) as told:
            called(engine, named)
        assert sorted(r.report_id for r in told.value.found) == numbers
