"""One definition of each column: models, tables, views of both databases and the dictionary, compared both ways."""

from __future__ import annotations

import re
import subprocess
import sys
from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, inspect, types
from sqlalchemy.engine.reflection import ObjectKind

from schemas.columns import BI_VIEWS, PROVENANCE, VIEWS
from schemas.models.budget import BudgetModel
from schemas.models.indicator import IndicatorModel
from schemas.models.status import StatusModel
from warehouse.data_dictionary import data_dictionary
from warehouse.dictionary import dictionary, type_word
from warehouse.load import load
from warehouse.tables import texts
from warehouse.tables.catalogue import all_tables
from warehouse.views import definitions
from warehouse_children import whole_report
from warehouse_samples import rows, run, submission

pytest_plugins = ["databases"]

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "data-dictionary.md"
MODELS = {"status": StatusModel, "budget": BudgetModel, "indicator": IndicatorModel}
# what a view works out by itself: no table has a column of that name
WORKED_OUT = {"amount_dkk", "has_warning", "superseded_by", "settled_by", "settled_at"}
OTHER_NAMES = {
    "report_kind": "kind",
    "report_file": "file_name",
    "period_year": "year",
    "effort": "label",
    "reopened": "cause",
}
ON_POSTGRESQL: dict[str, tuple[type, ...]] = {
    "text": (types.Text,),
    "integer": (types.Integer,),
    "money": (types.Numeric,),
    "number": (types.Numeric, types.Float),
    "flag": (types.Boolean,),
    "date": (types.Date,),
    "time": (types.TIMESTAMP,),
    "bytes": (types.LargeBinary,),
}
ON_SQLITE: dict[str, tuple[type, ...]] = {
    "text": (str,),
    "integer": (int,),
    "money": (int, float),
    "number": (int, float),
    "flag": (int,),
    "date": (str,),
    "time": (str,),
    "bytes": (bytes,),
}


def columns_of(engine: Engine, kind: ObjectKind) -> dict[str, list[Any]]:
    found = inspect(engine).get_multi_columns(kind=kind)
    return {name: columns for (_, name), columns in found.items() if name != "alembic_version"}


def on_the_page() -> dict[str, list[str]]:
    """The columns of each heading of the dictionary, as it lies in docs."""
    found, name = defaultdict[str, list[str]](list), ""
    for line in PAGE.read_text(encoding="utf-8").splitlines():
        name = line.removeprefix("### ") if line.startswith("### ") else name
        found[name] += re.findall(r"^\| `(\w+)` \|", line)
    return {name: columns for name, columns in found.items() if name}


def test_the_page_is_current() -> None:
    assert PAGE.read_text(encoding="utf-8") == data_dictionary(), "run `make dictionary`"


def test_the_command_prints_the_page() -> None:
    command = [sys.executable, "-m", "warehouse.data_dictionary"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, check=True, env={"LC_ALL": "C"})
    assert done.stdout.decode("utf-8") == data_dictionary()


def test_the_page_has_the_tables_and_views_of_the_database(engine: Engine) -> None:
    there = {name: [c["name"] for c in columns] for name, columns in columns_of(engine, ObjectKind.ANY).items()}
    page = on_the_page()
    assert {name: sorted(columns) for name, columns in page.items()} == {n: sorted(there[n]) for n in there}
    views = inspect(engine).get_view_names()
    assert [page[name] for name in views] == [there[name] for name in views]


def test_the_views_for_bi_are_those_of_the_list(engine: Engine) -> None:
    there = {name: [c["name"] for c in columns] for name, columns in columns_of(engine, ObjectKind.VIEW).items()}
    assert list(there) and set(there) == set(definitions.VIEWS)
    wanted = {name: [c.name for c in view.columns] for name, view in BI_VIEWS.items()}
    assert {name: columns for name, columns in there.items() if name.startswith("bi_")} == wanted


def test_the_models_have_the_columns_that_a_report_fills() -> None:
    for view, model in MODELS.items():
        described = {c.name: c for c in BI_VIEWS[f"bi_{view}"].columns}
        schema = model.to_schema().columns
        assert list(schema) == [c.name for c in VIEWS[view]] == list(described)[: len(schema)]
        rest = list(described)[len(schema) :]
        assert rest[: len(PROVENANCE)] == [c.name for c in PROVENANCE]
        for name, column in schema.items():
            assert column.description == described[name].en_about
            assert column.metadata == {"unit": described[name].unit, "da": described[name].da_about}


def test_every_column_for_bi_comes_from_a_table_with_its_type() -> None:
    held = defaultdict[str, set[str]](set)
    for table in all_tables().sorted_tables:
        for column in table.columns:
            held[column.name].add(type_word(column.type))
    for view in BI_VIEWS.values():
        for column in view.columns:
            if column.name in WORKED_OUT:
                assert column.name not in held, f"{column.name} is no longer worked out"
            else:
                assert column.type in held[OTHER_NAMES.get(column.name, column.name)], f"{view.name}.{column.name}"


def test_every_text_is_of_something_that_is_there() -> None:
    tables, inner = all_tables().tables, {name for name in definitions.VIEWS if name not in BI_VIEWS}
    assert set(texts.objects()) == set(tables) | inner
    for name in tables:
        assert set(texts.told(name)) <= set(tables[name].columns.keys()), name
    assert set(BI_VIEWS) == {name for name in definitions.VIEWS if name.startswith("bi_")}


def test_types_on_postgresql(both_engines: list[Engine]) -> None:
    words = {(e.object_name, e.column_name): e.data_type for e in dictionary()}
    for name, columns in columns_of(both_engines[1], ObjectKind.ANY).items():
        for column in columns:
            word, kind = words[name, column["name"]], column["type"]
            assert word and isinstance(kind, ON_POSTGRESQL[word]), f"{name}.{column['name']}: {kind!r} is no {word}"
            if word == "money":
                assert (kind.precision, kind.scale) == (18, 2)
            if word == "time":
                assert kind.timezone


def test_types_on_sqlite(both_engines: list[Engine]) -> None:
    engine = both_engines[0]
    load(engine, submission(run(engine)), whole_report())
    words = {(e.object_name, e.column_name): e.data_type for e in dictionary()}
    for name in columns_of(engine, ObjectKind.ANY):
        for row in rows(engine, name):
            for column, value in row.items():
                word = words[name, column]
                # a number in a table is its digits as text, so that none is lost
                fits = (str, float) if word == "number" and name.startswith("fact_") else ON_SQLITE[word or ""]
                assert value is None or isinstance(value, fits), f"{name}.{column}: {value!r} is no {word}"


@pytest.mark.parametrize(("name", "column"), [("report", "colour"), ("nowhere", "page")])
def test_what_has_no_text_is_named(name: str, column: str) -> None:
    with pytest.raises(texts.NotDescribed, match=rf"{name}\.{column} .*texts.yaml"):
        texts.about_column(name, column)
    with pytest.raises(texts.NotDescribed, match="nowhere"):
        texts.about_object("nowhere")
