"""``datapackage.json``: it describes every file as it is, and promises nothing that is not so."""

from __future__ import annotations

import csv
import hashlib
import json
from datetime import datetime
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from sqlalchemy import Engine

import export_samples as samples
from warehouse.export.files import PACKAGE, data_files
from warehouse.export.write import write_export

pytest_plugins = ["databases"]


@pytest.fixture
def folder(engine: Engine, tmp_path: Path) -> Path:
    """The export of the sample warehouse."""
    samples.fill(engine)
    (tmp_path / "ud").mkdir()
    write_export(engine, tmp_path / "ud")
    return tmp_path / "ud"


@pytest.fixture
def package(folder: Path) -> dict[str, Any]:
    """Its datapackage.json."""
    return json.loads((folder / PACKAGE).read_text(encoding="utf-8"))


def resources(package: dict[str, Any], format: str) -> list[dict[str, Any]]:
    return [r for r in package["resources"] if r["format"] == format]


def test_it_lists_every_file_with_its_bytes_and_hash(folder: Path, package: dict[str, Any]) -> None:
    assert {r["path"] for r in package["resources"]} == set(data_files())
    assert {p.name for p in folder.iterdir()} == {*data_files(), PACKAGE}
    for resource in package["resources"]:
        content = (folder / resource["path"]).read_bytes()
        assert resource["bytes"] == len(content)
        assert resource["hash"] == "sha256:" + hashlib.sha256(content).hexdigest()


def test_names_are_unique_and_no_licence_is_made_up(package: dict[str, Any]) -> None:
    names = [r["name"] for r in package["resources"]]
    assert len(set(names)) == len(names)
    assert package["name"] == "afrapport"
    assert "licenses" not in package
    assert datetime.fromisoformat(package["created"]).tzinfo is not None


def test_a_csv_is_as_its_description_says(folder: Path, package: dict[str, Any]) -> None:
    for resource in resources(package, "csv"):
        dialect = resource["dialect"]
        with (folder / resource["path"]).open(encoding=resource["encoding"] + "-sig", newline="") as file:
            header, *rows = csv.reader(file, delimiter=dialect["delimiter"], quotechar=dialect["quoteChar"])
        assert [f["name"] for f in resource["schema"]["fields"]] == header
        assert resource["rows"] == len(rows)
        assert resource["schema"]["missingValues"] == [""]


def test_fields_say_what_they_hold_in_danish(package: dict[str, Any]) -> None:
    (budget,) = (r for r in package["resources"] if r["name"] == "bi_budget")
    fields = {f["name"]: f for f in budget["schema"]["fields"]}
    assert fields["amount_dkk"] == {
        "name": "amount_dkk",
        "type": "number",
        "title": "Beløbet",
        "description": "Beløbet i hele kroner og øre",
        "unit": "DKK",
        "decimalChar": ",",
        "groupChar": "",
    }
    assert [fields[n]["type"] for n in ("year", "is_total", "effort")] == ["integer", "boolean", "string"]
    for resource in resources(package, "csv"):
        assert all(f["title"] and f["description"] for f in resource["schema"]["fields"])


def test_a_decimal_point_is_told_too(engine: Engine, tmp_path: Path) -> None:
    write_export(engine, tmp_path, decimal=".")
    package = json.loads((tmp_path / PACKAGE).read_text(encoding="utf-8"))
    signs = {f.get("decimalChar") for r in resources(package, "csv") for f in r["schema"]["fields"]}
    assert signs == {".", None}


def test_keys_hold_and_point_to_reports_that_are_there(folder: Path, package: dict[str, Any]) -> None:
    by_name = {r["name"]: r for r in package["resources"]}
    for resource in resources(package, "parquet"):
        rows = pq.read_table(folder / resource["path"]).to_pylist()
        named = [tuple(row[n] for n in resource["schema"]["primaryKey"]) for row in rows]
        assert len(set(named)) == len(rows) > 0
        for key in resource["schema"]["foreignKeys"]:
            target = by_name[key["reference"]["resource"] or resource["name"]]
            there = {r["report_id"] for r in pq.read_table(folder / target["path"]).to_pylist()}
            assert {row[key["fields"][0]] for row in rows} - {None} <= there
    assert [k["fields"] for k in by_name["bi_report"]["schema"]["foreignKeys"]] == [["superseded_by"]]
    assert by_name["bi_budget"]["schema"]["foreignKeys"][0]["reference"]["resource"] == "bi_report"


def test_what_was_done_to_text_is_told_to_people_and_programs(package: dict[str, Any]) -> None:
    for resource in resources(package, "csv"):
        texts = [f["name"] for f in resource["schema"]["fields"] if f["type"] == "string"]
        assert resource["harmlessText"] == {"mark": "'", "fields": texts}
        assert "Fjern det første '" in resource["description"]


def test_what_excel_could_not_hold_is_told(folder: Path, package: dict[str, Any]) -> None:
    assert resources(package, "xlsx")[0]["excelLimits"] == {}


def test_without_excel_there_is_no_workbook_and_none_is_described(engine: Engine, tmp_path: Path) -> None:
    folder = tmp_path / "ud"
    folder.mkdir()
    write_export(engine, folder, excel=False)
    package = json.loads((folder / PACKAGE).read_text(encoding="utf-8"))
    assert resources(package, "xlsx") == []
    assert {p.suffix for p in folder.iterdir()} == {".csv", ".parquet", ".json"}
