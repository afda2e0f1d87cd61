"""``datapackage.json``: what is in an export, so that people and programs can read it without asking.

A Frictionless data package (https://datapackage.org). No licence is stated: that is for whoever publishes.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from schemas.published import PUBLISHED, View
from warehouse.export.checksum import checksum
from warehouse.export.csv_file import DELIMITER, ENDING
from warehouse.export.files import EXCEL, PACKAGE, PACKAGE_NAME, csv_name, parquet_name
from warehouse.export.formula import MARK
from warehouse.export.table_schema import table_schema

HARMLESS = (
    "Tekst, som et regneark kunne udføre som en formel (begynder med = + - @, tabulator eller linjeskift), har et ' "
    "foran; det har også tekst, der selv begynder med ', og tom tekst. Fjern det første ' i en tekst, og den er som "
    "før. Tal er ikke ændret. / Text that a spreadsheet could run as a formula has a ' before it, as has text that "
    "begins with ' and empty text. Take the first ' of a text away to have it back. Numbers are as they are."
)


def write_package(
    folder: Path,
    created: datetime,
    decimal: str,
    rows: Mapping[str, int],
    limits: Mapping[str, Mapping[str, int]] | None,
) -> None:
    """Describe the files that lie in the folder: types, keys, bytes and SHA-256 of each.

    ``limits`` are those of Excel that were met (``Exported``); None where there is no workbook.
    """
    described = {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": PACKAGE_NAME,
        "title": "Afrapporteringer",
        "description": "Rapporter, tal og fund fra varehuset, alle som de stod på samme tidspunkt.",
        "created": created.isoformat(timespec="seconds").replace("+00:00", "Z"),
        "resources": [*_tables(folder, decimal, rows), *_workbook(folder, limits)],
    }
    (folder / PACKAGE).write_text(json.dumps(described, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


def _tables(folder: Path, decimal: str, rows: Mapping[str, int]) -> Iterator[dict[str, Any]]:
    for view in PUBLISHED:
        yield _csv(view, decimal) | {"rows": rows[view.name]} | checksum(folder / csv_name(view.name))
    for view in PUBLISHED:
        yield _parquet(view) | checksum(folder / parquet_name(view.name))


def _workbook(folder: Path, limits: Mapping[str, Mapping[str, int]] | None) -> Iterator[dict[str, Any]]:
    if limits is not None:
        yield _excel(limits) | checksum(folder / EXCEL)


def _csv(view: View, decimal: str) -> dict[str, Any]:
    return {
        "name": view.name,
        "type": "table",
        "title": view.title,
        "description": f"{view.da}. {HARMLESS}",
        "path": csv_name(view.name),
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": {"delimiter": DELIMITER, "lineTerminator": ENDING, "quoteChar": '"', "doubleQuote": True},
        "harmlessText": {"mark": MARK, "fields": [c.name for c in view.columns if c.type == "text"]},
        "schema": table_schema(view, decimal),
    }


def _parquet(view: View) -> dict[str, Any]:
    return {
        "name": f"{view.name}-parquet",
        "type": "file",  # as a table, Frictionless' own program reads it by way of floating numbers and finds faults
        "title": view.title,
        "description": f"{view.da}.",
        "path": parquet_name(view.name),
        "format": "parquet",
        "mediatype": "application/vnd.apache.parquet",
        "schema": table_schema(view),
    }


def _excel(limits: Mapping[str, Mapping[str, int]]) -> dict[str, Any]:
    return {
        "name": "excel",
        "type": "file",
        "title": "Regneark",
        "description": "Et ark pr. visning. excelLimits tæller, hvad Excel ikke kan rumme; det står i CSV og Parquet.",
        "path": EXCEL,
        "format": "xlsx",
        "mediatype": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "excelLimits": limits,
    }
