"""The workbook: how it looks, and what it does where Excel cannot hold something."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from schemas.columns import Column
from schemas.published import View
from warehouse.export.excel_looks import WIDEST
from warehouse.export.excel_sheet import CUT, ExcelSheet
from warehouse.export.workbook import new_workbook

NOW = datetime(2026, 11, 22, 3, 0, 5, tzinfo=UTC)


def view(*types: str) -> View:
    columns = tuple(Column(f"{t}_{n}", t, t, t, f"Om {t}", f"About {t}") for n, t in enumerate(types))
    return View("bi_test", "Test", "Test", "Test", columns, ())


def written(path: Path, described: View, *chunks: list[list[Any]], most_rows: int | None = None) -> ExcelSheet:
    """A workbook of one view; ``most_rows`` instead of Excel's own million."""
    with new_workbook(path, NOW) as sheet_of:
        sheet = sheet_of(described)
        if most_rows:
            sheet._most_rows = most_rows
        for columns in chunks:
            sheet.write(columns)
        sheet.close()
    return sheet


def read(path: Path) -> dict[str, list[tuple[Any, ...]]]:
    return {sheet.title: list(sheet.values) for sheet in openpyxl.load_workbook(path).worksheets}


def test_a_sheet_has_a_header_that_stays_a_filter_and_widths(tmp_path: Path) -> None:
    written(tmp_path / "b.xlsx", view("text", "text", "integer"), [["x" * 30, "y"], ["z" * 500, None], [1, 2]])
    sheet = openpyxl.load_workbook(tmp_path / "b.xlsx")["bi_test"]
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == "A1:C3"
    assert sheet["A1"].font.bold
    assert sheet["A1"].comment.text == "Om text"
    widths = [sheet.column_dimensions[c].width for c in "ABC"]
    assert widths == [pytest.approx(31, abs=1), pytest.approx(WIDEST, abs=1), pytest.approx(12, abs=1)]


def test_values_are_numbers_days_and_flags_with_formats(tmp_path: Path) -> None:
    row = [[Decimal("-1234567.89")], [30.2], [2024], [date(2024, 2, 29)], [NOW], [True]]
    written(tmp_path / "b.xlsx", view("money", "number", "integer", "date", "time", "flag"), row)
    cells = openpyxl.load_workbook(tmp_path / "b.xlsx")["bi_test"][2]
    assert [c.value for c in cells] == [
        -1234567.89, 30.2, 2024, datetime(2024, 2, 29), datetime(2026, 11, 22, 3, 0, 5), True,
    ]  # fmt: skip
    assert [c.number_format for c in cells] == [
        "#,##0.00", "General", "0", "dd-mm-yyyy", "dd-mm-yyyy hh:mm:ss", "General",
    ]  # fmt: skip


def test_rows_beyond_a_sheet_go_on_in_another_and_are_told(tmp_path: Path) -> None:
    sheet = written(tmp_path / "b.xlsx", view("integer"), [[1, 2]], [[3, 4, 5, 6, 7]], most_rows=4)
    found = {name: [row[0] for row in rows[1:]] for name, rows in read(tmp_path / "b.xlsx").items()}
    assert found == {"bi_test": [1, 2, 3], "bi_test (2)": [4, 5, 6], "bi_test (3)": [7]}
    assert sheet.limits == {"sheets": 3}


def test_rows_that_just_fill_a_sheet_need_no_other(tmp_path: Path) -> None:
    sheet = written(tmp_path / "b.xlsx", view("integer"), [[1, 2, 3]], most_rows=4)
    assert list(read(tmp_path / "b.xlsx")) == ["bi_test"]
    assert not sheet.limits


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("x" * 32_767, 32_767),
        ("x" * 32_768, 32_767 - len(CUT)),
        ("🙂" * 16_383, 16_383),
        ("🙂" * 16_384, (32_767 - len(CUT)) // 2),
        ("x" * 100_000, 32_767 - len(CUT)),
    ],
)
def test_a_text_longer_than_a_cell_is_cut_with_a_mark_and_told(tmp_path: Path, text: str, kept: int) -> None:
    sheet = written(tmp_path / "b.xlsx", view("text"), [[text]])
    found = read(tmp_path / "b.xlsx")["bi_test"][1][0]
    cut = kept < len(text)
    assert found == text[:kept] + (CUT if cut else "")
    assert len(found.encode("utf-16-le")) // 2 <= 32_767
    assert sheet.limits == ({"cells_cut": 1} if cut else {})


@pytest.mark.parametrize(
    ("type", "value", "shown"),
    [
        ("money", Decimal("12345678901234.56"), "12345678901234.56"),
        ("integer", -(2**63 - 1), "-9223372036854775807"),
        ("money", Decimal("9999999999999.99"), 9999999999999.99),
        ("integer", 10**17, 10**17),
    ],
)
def test_a_number_with_more_digits_than_excel_has_is_text(tmp_path: Path, type: str, value: Any, shown: Any) -> None:
    sheet = written(tmp_path / "b.xlsx", view(type), [[value]])
    assert read(tmp_path / "b.xlsx")["bi_test"][1] == (shown,)
    assert sheet.limits == ({"numbers_as_text": 1} if isinstance(shown, str) else {})


def test_a_day_before_excel_s_calendar_is_text(tmp_path: Path) -> None:
    sheet = written(tmp_path / "b.xlsx", view("date"), [[date(1899, 12, 31), date(1900, 3, 1)]])
    assert [row[0] for row in read(tmp_path / "b.xlsx")["bi_test"][1:]] == ["1899-12-31", datetime(1900, 3, 1)]
    assert sheet.limits == {"dates_as_text": 1}


def test_an_export_that_fails_leaves_no_workbook_and_no_scratch(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError), new_workbook(tmp_path / "b.xlsx", NOW) as sheet_of:
        sheet_of(view("text")).write([["a"]])
        raise ZeroDivisionError
    assert list(tmp_path.iterdir()) == []
