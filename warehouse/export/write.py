"""Writing an export into an empty folder: every view as Parquet, CSV and sheets of one workbook, and what they are."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, ExitStack, closing, nullcontext
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Protocol

from sqlalchemy import Engine

from schemas.published import PUBLISHED, View
from warehouse.export.csv_file import CsvFile
from warehouse.export.excel_sheet import ExcelSheet
from warehouse.export.files import EXCEL, csv_name, parquet_name
from warehouse.export.package import write_package
from warehouse.export.parquet_file import ParquetFile
from warehouse.export.snapshot import chunks, snapshot
from warehouse.export.workbook import new_workbook


@dataclass(frozen=True, slots=True)
class Exported:
    """``rows`` of each view; ``limits`` of Excel that were met, ``{view: {limit: how many}}`` (see ``ExcelSheet``)."""

    rows: Mapping[str, int]
    limits: Mapping[str, Mapping[str, int]]


class Writer(Protocol):
    """Takes a view chunk by chunk, each a list of columns."""

    def write(self, columns: list[list[Any]]) -> None:
        """Add rows."""

    def close(self) -> None:
        """No more rows come."""


def write_export(engine: Engine, folder: Path, decimal: str = ",", excel: bool = True) -> Exported:
    """Fill a folder with all views as they are at this moment; ``decimal`` is that of the CSV files.

    Without ``excel`` there is no workbook, which takes most of the time.

    Memory does not grow with the rows. Raises SQLAlchemyError where the warehouse fails, OSError where the disk does.
    """
    created = datetime.now(UTC)
    rows, sheets = dict[str, int](), dict[str, ExcelSheet]()
    with snapshot(engine) as connection, _workbook(folder, created, excel) as sheet_of:
        for view in PUBLISHED:
            files: list[Writer] = [
                ParquetFile(folder / parquet_name(view.name), view),
                CsvFile(folder / csv_name(view.name), view, decimal),
            ]
            if sheet_of:
                files.append(sheets.setdefault(view.name, sheet_of(view)))
            rows[view.name] = _write_view(chunks(connection, view), files)
    exported = Exported(rows, {view: dict(sheet.limits) for view, sheet in sheets.items() if sheet.limits})
    write_package(folder, created, decimal, exported.rows, exported.limits if excel else None)
    return exported


def _workbook(
    folder: Path, created: datetime, wanted: bool
) -> AbstractContextManager[Callable[[View], ExcelSheet] | None]:
    return new_workbook(folder / EXCEL, created) if wanted else nullcontext()


def _write_view(chunks: Iterator[list[list[Any]]], files: list[Writer]) -> int:
    rows = 0
    with ExitStack() as stack:
        for file in files:
            stack.enter_context(closing(file))
        for columns in chunks:
            for file in files:
                file.write(columns)
            rows += len(columns[0])
    return rows
