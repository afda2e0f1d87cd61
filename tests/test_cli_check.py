"""``afrapport check`` and ``afrapport tables``: one file, nothing written."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from rich.console import Console

from extractors.kinds.registry import KINDS
from extractors.model import Cell, Table
from extractors.place import Place
from flows import as_json
from flows.show.tables import tables
from flows.words import kind_name
from program import afrapport

REPORT_FIELDS = {
    "kind",
    "title",
    "period_year",
    "period_end_year",
    "published_on",
    "case_number",
    "figures",
    "findings",
    "checks",
}
PLACE = {"page", "x0", "top", "x1", "bottom", "sheet", "cell"}


def test_a_report_is_told_in_words(tmp_path: Path, samples: list[Path]) -> None:
    done = afrapport(tmp_path, "check", samples[0])
    assert done.returncode == 0, done.stderr
    assert samples[0].name in done.stdout
    assert any(kind_name(kind, "da") in done.stdout for kind in KINDS)
    assert re.search(r"\d+ kontroller: \d+ bestået, \d+ ikke bestået", done.stdout)
    assert "Der er ikke skrevet noget" in done.stdout
    assert list(tmp_path.iterdir()) == []


def test_json_has_the_report_its_figures_and_their_places(tmp_path: Path, samples: list[Path]) -> None:
    told = json.loads(afrapport(tmp_path, "check", samples[0], "--json").stdout)
    assert told.keys() >= REPORT_FIELDS
    assert told["kind"] in KINDS
    assert told["figures"]
    assert {check["rule"] for check in told["checks"] if check["failed"]} == {f["rule"] for f in told["findings"]}
    for figure in told["figures"]:
        assert figure.keys() >= PLACE | {"view", "state", "raw_text"}
        assert figure["page"] or figure["sheet"]


@pytest.mark.parametrize("content", [b"", b"Ikke en rapport", b"%PDF-1.7\n%%EOF"])
def test_a_file_that_cannot_be_read_is_a_finding_in_words(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "brev.pdf").write_bytes(content)
    told = json.loads(afrapport(tmp_path, "check", "brev.pdf", "--json").stdout)
    assert (told["kind"], told["state"], told["figures"]) == (None, "held", [])
    assert [f["rule"].split(".")[0] for f in told["findings"]] == ["report"]
    shown = afrapport(tmp_path, "check", "brev.pdf")
    assert shown.returncode == 0
    assert "FEJL" in shown.stdout
    assert told["findings"][0]["message"].split()[0] in shown.stdout


def test_tables_as_json_is_a_list_of_cells_with_places(tmp_path: Path, samples: list[Path]) -> None:
    done = afrapport(tmp_path, "tables", samples[0], "--json")
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert found
    for table in found:
        assert "page" in table or "sheet" in table
        for cell in table["cells"]:
            assert cell.keys() >= {"row", "col", "rowspan", "colspan", "text", "bbox"}


def test_tables_of_an_unreadable_file_is_not_completed(tmp_path: Path) -> None:
    (tmp_path / "tom.pdf").write_bytes(b"")
    done = afrapport(tmp_path, "tables", "tom.pdf")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("Filen kan ikke læses")


def cell(row: int, col: int, text: str) -> Cell:
    return Cell(row, col, text, Place(1, 0.0, 0.0, 1.0, 1.0))


def test_cell_text_is_neither_obeyed_nor_read_as_markup() -> None:
    table = Table([cell(0, 0, "[red]rød[/red]"), cell(0, 1, "\x1b]0;titel\x07"), cell(1, 0, "\u202elæs")], [Place(1)])
    console = Console(width=100, record=True, file=open("/dev/null", "w"))  # noqa: SIM115  rich closes nothing either
    with console.file:
        console.print(tables([table], "da"))
        shown = console.export_text()
    assert "[red]rød[/red]" in shown
    assert not {"\x1b", "\x07", "\u202e"} & set(shown)


def test_amounts_stay_exact_in_json() -> None:
    from decimal import Decimal

    told = as_json.written([Decimal("78486.06"), Decimal("150000"), Decimal("-61.6"), Decimal("99999999999.99")])
    assert [Decimal(line.strip(" ,")) for line in told.splitlines()[1:-1]] == [
        Decimal("78486.06"),
        Decimal("150000"),
        Decimal("-61.6"),
        Decimal("99999999999.99"),
    ]
