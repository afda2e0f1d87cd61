"""What an export holds: the same typed rows in Parquet, CSV and Excel, whichever database they come from."""

from __future__ import annotations

import math
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from sqlalchemy import Engine, text

import export_samples as samples
from schemas.published import PUBLISHED, View
from warehouse.export.csv_file import CsvFile
from warehouse.export.snapshot import chunks, query, snapshot
from warehouse.export.write import write_export
from warehouse.load import load
from warehouse_samples import budget, indicator, report, run, submission

pytest_plugins = ["databases"]

each_view = pytest.mark.parametrize("view", PUBLISHED, ids=lambda view: view.name)


@pytest.fixture
def folder(engine: Engine, tmp_path: Path) -> Path:
    """The export of the sample warehouse."""
    samples.fill(engine)
    return exported(engine, tmp_path / "ud")


def exported(engine: Engine, folder: Path, **how: Any) -> Path:
    folder.mkdir()
    write_export(engine, folder, **how)
    return folder


@each_view
def test_every_column_of_a_view_is_known_in_its_order(engine: Engine, view: View) -> None:
    with engine.connect() as connection:
        found = list(connection.execute(text(f"select * from {view.name}")).keys())
    assert [column.name for column in view.columns] == found
    assert set(view.key) <= set(found)


def test_both_databases_give_the_same_files(both_engines: list[Engine], tmp_path: Path) -> None:
    one, other = (tmp_path / engine.dialect.name for engine in both_engines)
    for engine in both_engines:
        samples.fill(engine)
        exported(engine, tmp_path / engine.dialect.name)
    for view in samples.VIEWS:
        assert pq.read_schema(one / f"{view}.parquet") == pq.read_schema(other / f"{view}.parquet")
        assert samples.parquet(one, view) == samples.parquet(other, view)
        assert samples.excel(one, view) == samples.excel(other, view)
        if view != "bi_report":
            assert (one / f"{view}.csv").read_bytes() == (other / f"{view}.csv").read_bytes()


def test_rows_stand_in_the_order_of_their_key(folder: Path) -> None:
    for view in PUBLISHED:
        rows = samples.parquet(folder, view.name)
        keys = [tuple(row[name] for name in view.key) for row in rows]
        assert keys == sorted(set(keys))
        assert rows


def test_the_order_is_that_of_characters_whatever_the_server_s_language() -> None:
    asked = query(samples.VIEWS["bi_status"], "postgresql")
    assert str(asked).endswith('ORDER BY report_id, figure_key COLLATE "C"')


def test_parquet_has_types_that_say_what_a_column_is(folder: Path) -> None:
    types = {v: dict(zip(s.names, s.types, strict=True)) for v in samples.VIEWS for s in [schema(folder, v)]}
    assert types["bi_budget"]["amount_dkk"] == pa.decimal128(20, 2)
    assert types["bi_budget"]["is_total"] == pa.bool_()
    assert types["bi_budget"]["year"] == types["bi_budget"]["amount_ore"] == pa.int64()
    assert types["bi_indicator"]["value"] == types["bi_status"]["x0"] == pa.float64()
    assert types["bi_report"]["published_on"] == pa.date32()
    assert types["bi_finding"]["settled_at"] == pa.timestamp("us", tz="UTC")
    assert schema(folder, "bi_budget").field("amount_dkk").metadata[b"description"].decode().startswith("Beløbet i")


def schema(folder: Path, view: str) -> pa.Schema:
    return pq.read_schema(folder / f"{view}.parquet")


def test_money_is_exact_and_measured_numbers_are_kept(folder: Path) -> None:
    amounts = samples.by_key("bi_budget", samples.parquet(folder, "bi_budget"))
    numbers = samples.by_key("bi_indicator", samples.parquet(folder, "bi_indicator"))
    assert {key[1][1:]: row["amount_dkk"] for key, row in amounts.items()} == {a: Decimal(a) for a in samples.AMOUNTS}
    assert {key[1][1:]: row["value"] for key, row in numbers.items()} == {n: float(n) for n in samples.NUMBERS}


def test_a_measured_number_has_fifteen_digits_on_both_databases(engine: Engine, tmp_path: Path) -> None:
    load(engine, submission(run(engine)), report(indicator("33.333333333333336"), indicator("1234567890.123456", "j")))
    rows = samples.parquet(exported(engine, tmp_path / "ud"), "bi_indicator")
    assert [row["value"] for row in rows] == [33.3333333333333, 1234567890.12346]


def test_days_moments_and_flags_are_what_they_are(folder: Path) -> None:
    first, second = samples.parquet(folder, "bi_report")
    assert (first["published_on"], second["published_on"]) == (date(2023, 5, 9), None)
    assert first["received_at"] == datetime(2026, 11, 22, 3, 0, tzinfo=UTC)
    (warned,) = (row for row in samples.parquet(folder, "bi_budget") if row["has_warning"])
    assert (warned["figure_key"], warned["is_total"], warned["page"], warned["cell"]) == ("b0", False, None, "C14")


def test_duckdb_reads_parquet_with_exact_sums(folder: Path) -> None:
    asked = f"select sum(amount_dkk), count(distinct report_id) from '{folder}/bi_budget.parquet'"
    assert duckdb.sql(asked).fetchone() == (sum(map(Decimal, samples.AMOUNTS)), 1)


def test_duckdb_reads_the_csv_too(folder: Path) -> None:
    csv = f"read_csv('{folder}/bi_status.csv', delim=';', header=true, decimal_separator=',', all_varchar=true)"
    found = duckdb.sql(f"select effort from {csv} where report_id = '1' order by figure_key").fetchall()
    assert [text.removeprefix("'") for (text,) in found] == list(samples.PAYLOADS)


@pytest.mark.parametrize("decimal", [",", "."])
@each_view
def test_csv_read_as_documented_is_what_parquet_is(engine: Engine, tmp_path: Path, view: View, decimal: str) -> None:
    samples.fill(engine)
    folder = exported(engine, tmp_path / "ud", decimal=decimal)
    frame, rows = samples.csv(folder, view.name, decimal), samples.parquet(folder, view.name)
    assert list(frame.columns) == [column.name for column in view.columns]
    for column in (c for c in view.columns if c.name != samples.CLOCK):
        found = [None if pd.isna(v) else v for v in frame[column.name].astype(object)]
        assert found == [in_csv(row[column.name]) for row in rows], column.name


def in_csv(value: Any) -> Any:
    """What pandas makes of a value's text, where it is told the types of text, whole numbers and flags only."""
    if isinstance(value, Decimal):
        return float(value)
    if isinstance(value, datetime):
        return value.isoformat(timespec="microseconds").replace("+00:00", "Z")
    return value.isoformat() if isinstance(value, date) else value


def test_csv_is_for_danish_excel(folder: Path) -> None:
    raw = (folder / "bi_budget.csv").read_bytes()
    assert raw.startswith(b"\xef\xbb\xbfyear;partnership;effort;effort_key;")
    assert raw.count(b"\r\n") == raw.count(b"\n") == 1 + len(samples.AMOUNTS)
    assert b";-12,50;" in raw
    assert b";99999999999,99;" in raw
    values = (folder / "bi_indicator.csv").read_text(encoding="utf-8-sig")
    assert all(f";{shown};percent;" in values for shown in ("-61,6", "375", "0,000001", "1000", "0"))


@pytest.mark.parametrize(
    ("number", "shown"),
    [(1e-7, "0,0000001"), (1e22, "1" + "0" * 22), (-0.5, "-0,5"), (2.0, "2"), (1e16, "1" + "0" * 16)],
)
def test_a_number_is_written_without_exponent(tmp_path: Path, number: float, shown: str) -> None:
    view = View("v", "v", "v", "v", tuple(c for c in samples.VIEWS["bi_indicator"].columns if c.name == "value"), ())
    file = CsvFile(tmp_path / "v.csv", view, ",")
    file.write([[number]])
    file.close()
    assert (tmp_path / "v.csv").read_text(encoding="utf-8-sig").splitlines() == ["value", shown]


@each_view
def test_excel_holds_the_same_rows(folder: Path, view: View) -> None:
    wanted = samples.parquet(folder, view.name)
    found = samples.excel(folder, view.name)
    assert len(found) == len(wanted)
    for row, expected in zip(found, wanted, strict=True):
        for name, value in expected.items():
            assert in_excel(row[name]) == in_excel(value), name


def in_excel(value: Any) -> Any:
    if isinstance(value, bool) or value in (None, ""):
        return value or None
    if isinstance(value, int | float | Decimal):
        return pytest.approx(float(value), rel=1e-15) if not math.isnan(float(value)) else value
    if isinstance(value, datetime):
        return value.replace(tzinfo=None)
    return datetime(value.year, value.month, value.day) if isinstance(value, date) else value


def test_an_empty_warehouse_gives_files_with_headers(engine: Engine, tmp_path: Path) -> None:
    folder = exported(engine, tmp_path / "ud")
    for view in PUBLISHED:
        names = [column.name for column in view.columns]
        assert pq.read_table(folder / f"{view.name}.parquet").to_pydict() == {name: [] for name in names}
        assert list(samples.csv(folder, view.name).columns) == names
        assert len(samples.csv(folder, view.name)) == 0
        assert samples.excel(folder, view.name) == []
    assert duckdb.sql(f"select count(*) from '{folder}/bi_budget.parquet'").fetchone() == (0,)


def test_what_is_loaded_meanwhile_is_in_no_file(engine: Engine) -> None:
    samples.fill(engine)
    views = {view.name: view for view in PUBLISHED}
    with snapshot(engine) as connection:
        before = sum(len(part[0]) for part in chunks(connection, views["bi_report"]))
        load(engine, submission(run(engine), "ny"), report(budget("7", "ny"), identity="status_note|ny|2022"))
        key = [column.name for column in views["bi_budget"].columns].index("figure_key")
        amounts = [name for part in chunks(connection, views["bi_budget"]) for name in part[key]]
    assert before == 2
    assert sorted(amounts) == sorted(f"b{a}" for a in samples.AMOUNTS)


@pytest.mark.parametrize("size", [1, 3, 1000])
def test_the_size_of_a_chunk_changes_nothing(engine: Engine, size: int) -> None:
    samples.fill(engine)
    view = samples.VIEWS["bi_status"]
    with snapshot(engine) as connection:
        parts = list(chunks(connection, view, size))
    assert max(len(part[0]) for part in parts) <= size
    effort = [column.name for column in view.columns].index("effort")
    assert [text for part in parts for text in part[effort]] == [*samples.PAYLOADS, "Ny Start"]


def test_an_export_writes_nothing_into_the_warehouse(engine: Engine) -> None:
    if engine.dialect.name == "postgresql":
        with snapshot(engine) as connection, pytest.raises(Exception, match="read-only"):
            connection.execute(text("create table t (i integer)"))
