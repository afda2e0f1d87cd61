"""``afrapport query``: rows on the terminal or as JSON, and a plain word where there is no answer."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path

import pytest
from rich.console import Console

from flows import as_json
from flows.show.answer import MOST_ROWS, answer
from history import lived
from program import afrapport
from warehouse.engine import open_warehouse
from warehouse.query.answer import Answer

pytest_plugins = ["databases"]

AMOUNTS = "select effort, amount_dkk, is_total from bi_budget order by amount_dkk"


def test_rows_now_and_then_on_both_databases(tmp_path: Path, warehouse_url: str) -> None:
    then = lived(open_warehouse(warehouse_url))
    now = afrapport(tmp_path, "query", AMOUNTS, "--json", AFRAPPORT_WAREHOUSE=warehouse_url)
    assert now.returncode == 0, now.stderr
    assert [(row["effort"], row["amount_dkk"]) for row in json.loads(now.stdout)] == [
        ("Ungeværter", 40),
        ("Ny Start", 90),
        ("Ny Start", 250.5),
    ]
    before = ("--as-of", then["first"].isoformat(), "--warehouse", warehouse_url)
    assert [
        row["amount_dkk"] for row in json.loads(afrapport(tmp_path, "query", AMOUNTS, "--json", *before).stdout)
    ] == [100]
    shown = afrapport(tmp_path, "query", AMOUNTS, *before).stdout
    assert [word in shown for word in ("Ny Start", "100", "Rækker: 1.", "Som det var kendt")] == [True] * 4
    nothing = afrapport(tmp_path, "query", AMOUNTS, "--json", "--as-of", "2020-01-01", "--warehouse", warehouse_url)
    assert json.loads(nothing.stdout) == []
    refused = afrapport(tmp_path, "query", "select * from report", "--warehouse", warehouse_url)
    assert (refused.returncode, refused.stdout) == (2, "")
    assert refused.stderr.startswith("Forespørgslen afvises: ")


@pytest.fixture
def empty(sqlite_template: Path) -> str:
    """The URL of an empty warehouse, only to be read."""
    return f"sqlite:///{sqlite_template}"


@pytest.mark.parametrize(
    ("arguments", "status", "danish", "english"),
    [
        (("delete from run",), 2, "Forespørgslen afvises: delete", "The query is refused: delete"),
        (
            ("select nix from bi_report",),
            2,
            "Databasen forstår ikke forespørgslen: no such column: nix",
            "The database",
        ),
        (("select 1", "--as-of", "igår"), 2, "Tidspunktet kan ikke bruges: igår", "The time cannot be used"),
        (("select 1 as a, 2 as a", "--json"), 2, "Flere kolonner hedder det samme: a", "Several columns"),
        (("select 1", "--warehouse", "sqlite:///mangler/w.db"), 1, "Databasen har intet varehus endnu", "There is no"),
        (("select 1", "--warehouse", "sqlite://"), 2, "Varehusets adresse kan ikke bruges", "The address"),
        (("select 1", "--warehouse", "postgresql://x@127.0.0.1:1/y"), 1, "Varehuset kan ikke læses", "The warehouse"),
    ],
)
def test_why_there_is_no_answer(
    tmp_path: Path, empty: str, arguments: tuple[str, ...], status: int, danish: str, english: str
) -> None:
    for language, message in (("da", danish), ("en", english)):
        done = afrapport(tmp_path, "query", *arguments, AFRAPPORT_WAREHOUSE=empty, AFRAPPORT_LANGUAGE=language)
        assert (done.returncode, done.stdout) == (status, "")
        assert done.stderr.startswith(message)
    assert list(tmp_path.iterdir()) == []


def test_another_structure_is_told(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/w.db"
    afrapport(tmp_path, "warehouse", "upgrade", "--warehouse", url)
    afrapport(tmp_path, "warehouse", "downgrade", "0002", "--warehouse", url)
    done = afrapport(tmp_path, "query", "select 1", "--warehouse", url)
    assert (done.returncode, done.stderr.split("(")[0]) == (1, "Varehuset har en ældre opbygning ")


def drawn(found: Answer, language: str = "da") -> str:
    console = Console(width=80)
    with console.capture() as shown:
        console.print(answer(found, None, language), highlight=False, markup=False)
    return shown.get()


def test_text_from_a_report_is_shown_and_not_obeyed() -> None:
    shown = drawn(Answer(("[red]a", "b"), [("\x1b[31mrød\n", Decimal("150000.00")), (None, Decimal("NaN"))]))
    assert "[red]a" in shown
    assert "�[31mrød" in shown
    assert " 150000 " in shown
    assert "\x1b" not in shown


def test_only_so_many_rows_are_drawn_and_the_rest_is_told() -> None:
    shown = drawn(Answer(("a",), [(n,) for n in range(MOST_ROWS + 1)]), "en")
    assert f"The first {MOST_ROWS} of {MOST_ROWS + 1} rows" in shown
    assert f" {MOST_ROWS - 1} " in shown
    assert f" {MOST_ROWS} \n" not in shown


@pytest.mark.parametrize(
    ("number", "written"),
    [
        ("150000.00", "150000"),
        ("78486.06", "78486.06"),
        ("1234567890.1234567890123456789", '"1234567890.1234567890123456789"'),
        ("NaN", '"NaN"'),
    ],
)
def test_json_has_each_digit(number: str, written: str) -> None:
    assert as_json.written(Decimal(number)) == written
