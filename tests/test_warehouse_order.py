"""The same files in whatever order end in the same views, and in the same ones on both databases."""

from __future__ import annotations

import shutil
import tempfile
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine

from conftest import ROOT
from schemas.efforts import program_register
from schemas.examine import Examined, examine
from schemas.report import CheckedReport, Figure
from warehouse.engine import open_warehouse
from warehouse.load import load
from warehouse.tables.types import utc_text
from warehouse_samples import budget, finding, indicator, report, rows, run, seen_by_readers, status, submission

pytest_plugins = ["databases"]

BI_VIEWS = {
    "bi_report": "report_id",
    "bi_status": "report_id, figure_key",
    "bi_budget": "report_id, figure_key",
    "bi_indicator": "report_id, figure_key",
    "bi_finding": "report_id, finding_key",
    "bi_check": "report_id, rule",
}
# the same effort spelt in several ways, one by two names that the program knows, one without letters
EFFORTS = ("Ny Start", "NY START", "Ny-start", "Lektiecafé", "lektiecafe\u0301", "Fædrenetværk", "Fædretnetværk", "–")
DATES = (None, date(2023, 5, 9), date(2023, 6, 1))


@st.composite
def figures(draw: st.DrawFn) -> list[Figure]:
    """Up to four figures of all views, some of them held."""
    made = []
    for n in range(draw(st.integers(1, 4))):
        effort = draw(st.sampled_from(EFFORTS))
        named: dict[str, Any] = {"effort": effort, "effort_key": program_register().key(effort)}
        named |= {"partnership": draw(st.sampled_from((None, "Amager", "Folehaven")))}
        make = draw(st.sampled_from((status, lambda **k: budget("78486.06", **k), lambda **k: indicator("30.2", **k))))
        made.append(make(key=f"f{n}", state=draw(st.sampled_from(("passed", "passed", "held"))), **named))
    return made


@st.composite
def files(draw: st.DrawFn) -> tuple[CheckedReport, str]:
    """A version of one of three reports, or a report that has no identity; what file it came in."""
    made = draw(figures())
    held = [finding(f"e{f.key}", figure=f.view, figure_keys=[f.key]) for f in made if f.state == "held"]
    odd = [finding("w", "warning", figure_keys=["f0"])] * draw(st.integers(0, 2))
    identity = draw(st.sampled_from((None, "status_note|amager|2022", "status_note|amager|2023", "safety_plan||2022")))
    published = draw(st.sampled_from(DATES))
    checked = report(*made, findings=(*held, *odd), identity=identity, published_on=published)
    return checked, draw(st.sampled_from(("pdf", "xlsx")))


@settings(max_examples=40, deadline=None)
@given(inbox=st.lists(files(), min_size=2, max_size=6), data=st.data())
def test_the_order_of_files_makes_no_difference(
    sqlite_template: Path, inbox: list[tuple[CheckedReport, str]], data: st.DataObject
) -> None:
    numbers = list(range(len(inbox)))
    again = data.draw(st.lists(st.sampled_from(numbers), max_size=2))
    other = data.draw(st.permutations([*numbers, *again]))
    assert after(sqlite_template, inbox, numbers) == after(sqlite_template, inbox, other)


def after(template: Path, inbox: list[tuple[CheckedReport, str]], order: list[int]) -> dict[str, list[str]]:
    """What readers see after the files came in an order."""
    with tempfile.TemporaryDirectory() as folder:
        engine = open_warehouse(f"sqlite:///{shutil.copy(template, folder)}")
        run_id = run(engine)
        for n in order:
            checked, container = inbox[n]
            load(engine, submission(run_id, f"{n}", container=container), checked)
        return seen_by_readers(engine)


@pytest.fixture(scope="module")
def samples_read() -> dict[str, Examined]:
    """The sample reports, read and checked once."""
    return {p.name: examine(p, p.name) for p in sorted((ROOT / "samples" / "inbox").iterdir()) if p.is_file()}


def test_both_databases_show_the_samples_alike(both_engines: list[Engine], samples_read: dict[str, Examined]) -> None:
    for engine in both_engines:
        run_id = run(engine)
        for name, examined in samples_read.items():
            given = submission(run_id, name, file_name=name, container=examined.container)
            load(engine, given, examined.checked)
    for view, key in BI_VIEWS.items():
        small, large = ([in_common_words(row) for row in rows(e, view, key)] for e in both_engines)
        assert len(small) > 5
        assert sorted(small, key=repr) == sorted(large, key=repr), view


def in_common_words(row: dict[str, Any]) -> dict[str, Any]:
    """A row with numbers (yes and no too) as exact decimals and times as text; without the clock of loading."""
    return {name: _common(value) for name, value in row.items() if name != "loaded_at"}


def _common(value: Any) -> Any:
    if isinstance(value, bool | int | float | Decimal):
        return Decimal(str(int(value) if isinstance(value, bool) else value)).normalize()
    if isinstance(value, datetime):
        return utc_text(value)
    return value.isoformat() if isinstance(value, date) else value
