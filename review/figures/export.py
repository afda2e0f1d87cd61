"""What is shown as a file: the rows of a view that the filters leave, as the nightly export writes them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import Connection, Engine, TextClause, bindparam, text

from review.figures.asked import Asked
from review.figures.budgets import PARTS
from review.figures.effort_walk import keys_like
from review.figures.listed import YEAR
from schemas.published import PUBLISHED
from schemas.published import View as PublishedView
from warehouse.export.csv_file import CsvFile
from warehouse.export.snapshot import query, snapshot
from warehouse.export.values import same_on_both
from warehouse.export.workbook import new_workbook

AT_ONCE = 5_000
MOST = 50_000  # rows; more than that is for the export of the whole warehouse
VIEWS = {view.name.removeprefix("bi_"): view for view in PUBLISHED}
TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


class TooMuch(Exception):
    """More rows than a browser should wait for."""


def as_file(engine: Engine, view: str, asked: Asked, form: str, now: datetime) -> bytes:
    """The rows as ``csv`` or ``xlsx``. Raises TooMuch."""
    described = VIEWS[f"{view}"]
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"{view}.{form}"
        if form == "xlsx":
            with new_workbook(path, now) as sheet_of:
                sheet = sheet_of(described)
                _write(engine, described, asked, sheet.write)
                sheet.close()
        else:
            file = CsvFile(path, described, ",")
            _write(engine, described, asked, file.write)
            file.close()
        return path.read_bytes()


def what_is_shown(connection: Connection, view: str, asked: Asked) -> TextClause:
    """The condition for the rows that a page with these filters is about."""
    conditions, values = asked.conditions(YEAR[view], view != "indicator")
    if view == "budget" and asked.part:
        conditions = " and ".join((conditions, "measure = 'budget'", PARTS[asked.part]))
    if not asked.search:
        return text(conditions).bindparams(**values)
    keys = bindparam("keys", keys_like(connection, asked.search), expanding=True)
    return text(conditions + " and effort_key in :keys").bindparams(keys, **values)


def _write(engine: Engine, view: PublishedView, asked: Asked, write: Callable[[list[list]], None]) -> None:
    written = 0
    with snapshot(engine) as connection:
        shown = what_is_shown(connection, view.name.removeprefix("bi_"), asked)
        rows_of = query(view, connection.dialect.name).where(shown).limit(MOST + 1)
        with connection.execute(rows_of, execution_options={"yield_per": AT_ONCE}) as rows:
            for part in rows.partitions():
                written += len(part)
                if written > MOST:
                    raise TooMuch
                by_column = zip(*part, strict=True)
                write([same_on_both(column, cells) for column, cells in zip(view.columns, by_column, strict=True)])
