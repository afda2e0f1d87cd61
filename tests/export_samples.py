"""A small warehouse with all that an export may stumble over, and the ways that README and docs tell to read one."""

from __future__ import annotations

import json
from collections.abc import Hashable
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd
import pyarrow.parquet as pq
from openpyxl.utils.escape import unescape
from sqlalchemy import Engine

from extractors.place import Place
from schemas.published import PUBLISHED, View
from warehouse.load import load
from warehouse_samples import budget, finding, indicator, report, run, status, submission

VIEWS = {view.name: view for view in PUBLISHED}
CLOCK = "loaded_at"  # the moment of the test
PAYLOADS = (
    "=cmd|'/C calc'!A0",
    "+1",
    "-2",
    "@SUM(A1:A9)",
    "\tTabulator",
    "\rVognretur",
    "  =1+1",
    '=HYPERLINK("http://example.org","Klik")',
    "＝1+1",
    "'citat",
    "''=1",
    "http://example.org/ikke-et-link",
    "<r><t>ikke XML</t></r>",
    '<r></t></is></c><c r="A9"><f>1+1</f></c></r>',
    "007",
    "1,5",
    "sandt",
    "NA",
    "_x0041_",
    'Han sagde »ja«; "nej"\r\nog gik',
    "Ærø, Østerbro og Åbenrå – æøåÆØÅ é ½ 🙂",
)
AMOUNTS = ("78486.06", "0.01", "99999999999.99", "0", "150000", "-12.5", "0.1")
NUMBERS = ("30.2", "-61.6", "375", "0.000001", "1E+3", "0", "1234567890.12345")


def fill(engine: Engine) -> None:
    """A report with an effort for each payload, a workbook with figures of its own, and findings."""
    load(engine, submission(run(engine), "a"), _report_of_payloads())
    second = report(
        *(budget(a, f"b{a}", place=Place(sheet="Ærø", cell="C14")) for a in AMOUNTS),
        *(indicator(n, f"i{n}") for n in NUMBERS),
        status("s", remark="", goals_met=2, goals_total=3),
        findings=(finding("w", "warning", figure_keys=["b0"]), finding("e", place=Place(), message="-1 er for lidt")),
        identity="budget_sheet|amager|2022",
        published_on=None,
    )
    load(engine, submission(run(engine), "=b", container="xlsx"), second)


def _report_of_payloads() -> Any:
    figures = (status(f"s{n:02}", effort=p, effort_key=f"k{n}", remark=p) for n, p in enumerate(PAYLOADS))
    return report(*figures, title="Status på Ærø; »æøå«", identity="status_note|payloads|2022")


def parquet(folder: Path, view: str) -> list[dict[str, Any]]:
    """The rows of a Parquet file, but for the clock."""
    return _timeless(pq.read_table(folder / f"{view}.parquet").to_pylist())


def csv(folder: Path, view: str, decimal: str = ",") -> pd.DataFrame:
    """A CSV file as docs/export.md says that pandas reads it, with the text undone."""
    path = folder / f"{view}.csv"
    frame = pd.read_csv(
        path, sep=";", decimal=decimal, encoding="utf-8-sig", keep_default_na=False, na_values=[""], dtype=_dtypes(view)
    )
    package = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    (resource,) = [r for r in package["resources"] if r["path"] == path.name]
    for name in resource["harmlessText"]["fields"]:
        frame[name] = frame[name].str.removeprefix(resource["harmlessText"]["mark"])
    return frame


def excel(folder: Path, view: str) -> list[dict[str, Any]]:
    """The rows of a sheet as openpyxl reads them, but for the clock."""
    book = openpyxl.load_workbook(folder / "afrapport.xlsx")
    names, *rows = book[view].values
    return _timeless([{n: _text(v) for n, v in zip(names, row, strict=True)} for row in rows])


def by_key(view: str, rows: list[dict[str, Any]]) -> dict[tuple[Any, ...], dict[str, Any]]:
    """Rows by the columns that name them."""
    return {tuple(row[name] for name in VIEWS[view].key): row for row in rows}


def of_type(view: View, *types: str) -> list[str]:
    """The columns of a view that have one of the types."""
    return [column.name for column in view.columns if column.type in types]


def _dtypes(view: str) -> dict[Hashable, Any]:
    kinds = {"text": "str", "integer": "Int64", "flag": "boolean"}
    return {c.name: kinds[c.type] for c in VIEWS[view].columns if c.type in kinds}


def _text(value: Any) -> Any:
    # Excel's own way to write control characters, which openpyxl leaves as it is
    return unescape(value) if isinstance(value, str) else value


def _timeless(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [{name: value for name, value in row.items() if name != CLOCK} for row in rows]
