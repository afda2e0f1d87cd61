"""Text from reports in files that spreadsheets open: nothing in it is ever run, and nothing of it is lost."""

from __future__ import annotations

import csv
import re
import textwrap
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Engine

import export_samples as samples
from program import ROOT
from schemas.published import View
from warehouse.export.csv_file import CsvFile
from warehouse.export.formula import harmless, like_a_formula, restored
from warehouse.export.write import write_export

pytest_plugins = ["databases"]

DANGEROUS = tuple("=+-@\t\r\n＝＋－＠")


@pytest.fixture
def folder(engine: Engine, tmp_path: Path) -> Path:
    """The export of the sample warehouse."""
    samples.fill(engine)
    (tmp_path / "ud").mkdir()
    write_export(engine, tmp_path / "ud")
    return tmp_path / "ud"


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("=1+1", "'=1+1"),
        ("-2", "'-2"),
        (" \t@SUM(A1)", "' \t@SUM(A1)"),
        ("\ufeff=1", "'\ufeff=1"),
        ("\xa0+1", "'\xa0+1"),
        ("'=1", "''=1"),
        ("'", "''"),
        ("", "'"),
        ("Ny Start", "Ny Start"),
        ("2-3 år", "2-3 år"),
        ("– streg", "– streg"),
        ("a\n=b", "a\n=b"),
    ],
)
def test_a_mark_stands_before_what_could_be_run(text: str, written: str) -> None:
    assert harmless(text) == written
    assert restored(written) == text


@given(st.text())
def test_any_text_is_harmless_and_comes_back(text: str) -> None:
    written = harmless(text)
    assert restored(written) == text
    assert written
    assert not written.lstrip().startswith(DANGEROUS)
    assert not like_a_formula(written)


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")), min_size=1))
def test_any_text_comes_back_from_a_csv_file(tmp_path_factory: pytest.TempPathFactory, texts: list[str]) -> None:
    path = tmp_path_factory.mktemp("csv") / "v.csv"
    column = samples.VIEWS["bi_report"].columns[4]
    file = CsvFile(path, View("v", "v", "v", "v", (column,), ()), ",")
    file.write([texts])
    file.close()
    with path.open(encoding="utf-8-sig", newline="") as written:
        _header, *rows = csv.reader(written, delimiter=";")
    assert [restored(row[0]) for row in rows] == texts


def test_no_text_cell_of_the_csv_files_begins_like_a_formula_and_numbers_stay_numbers(folder: Path) -> None:
    for view in samples.VIEWS.values():
        with (folder / f"{view.name}.csv").open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.DictReader(file, delimiter=";"))
        for name in samples.of_type(view, "text"):
            assert not [row[name] for row in rows if row[name].lstrip().startswith(DANGEROUS)]
        for name in samples.of_type(view, "money", "number"):
            assert all(re.fullmatch(r"(-?\d+(,\d+)?)?", row[name]) for row in rows)


def test_the_way_to_read_csv_that_the_docs_show_works(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page = (ROOT / "docs" / "export.md").read_text(encoding="utf-8")
    code = textwrap.dedent(page[page.index("    import json, pathlib") : page.index("## Parquet")])
    monkeypatch.chdir(folder)
    done: dict[str, Any] = {}
    exec(compile(code.replace("bi_budget", "bi_status"), "docs/export.md", "exec"), done)
    assert list(done["frame"]["remark"]) == [*samples.PAYLOADS, ""]


def test_every_text_comes_back_from_every_format(folder: Path) -> None:
    for found in (
        list(samples.csv(folder, "bi_status")["remark"]),
        [row["remark"] for row in samples.parquet(folder, "bi_status")],
        [row["remark"] or "" for row in samples.excel(folder, "bi_status")],
    ):
        assert found == [*samples.PAYLOADS, ""]


def test_a_workbook_has_no_formula_and_no_link(folder: Path) -> None:
    with zipfile.ZipFile(folder / "afrapport.xlsx") as book:
        names = book.namelist()
        xml = "".join(book.read(n).decode() for n in names if n.startswith("xl/worksheets/sheet"))
    assert not re.search(r"<f[ >]|<hyperlink", xml)
    assert not [name for name in names if "externalLink" in name or "calcChain" in name]


def test_text_in_a_workbook_stays_text_also_when_it_is_edited(folder: Path) -> None:
    sheet = openpyxl.load_workbook(folder / "afrapport.xlsx")["bi_status"]
    header = [cell.value for cell in sheet[1]]
    cells = [row[header.index("remark")] for row in sheet.iter_rows(min_row=2)][: len(samples.PAYLOADS)]
    assert {cell.data_type for cell in cells} == {"s"}
    assert {cell.hyperlink for cell in cells} == {None}
    for cell, text in zip(cells, samples.PAYLOADS, strict=True):
        assert cell.quotePrefix == like_a_formula(text), text


def test_a_negative_number_is_a_number_in_every_format(folder: Path) -> None:
    (amount,) = (r for r in samples.excel(folder, "bi_budget") if r["figure_key"] == "b-12.5")
    assert (amount["amount_dkk"], amount["amount_ore"], amount["raw_text"]) == (-12.5, -1250, "-12.5 kr.")
    assert -12.5 in list(samples.csv(folder, "bi_budget")["amount_dkk"])
