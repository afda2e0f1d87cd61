"""The command ``afrapport export DIR``, and what it shares with ``publish``."""

from __future__ import annotations

import sys
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError

from flows.ending import NOT_COMPLETED, WRONG_USAGE, stop
from flows.moments import shown
from flows.settings import Settings
from flows.words import words
from schemas.examine import without_content
from schemas.plain_text import plain
from warehouse.engine import open_warehouse
from warehouse.export.export import export_to
from warehouse.export.ours import InTheWay
from warehouse.export.write import Exported
from warehouse.publication import Stopped, require_published
from warehouse.revisions import head
from warehouse.schema_version import SchemaMismatch, require_current

DECIMAL_SIGNS = {"comma": ",", "point": "."}


def export(chosen: Settings, folder: Path, csv_decimal: str, excel: bool, anyway: bool) -> None:
    """Export to the folder and tell of it; ends with a sentence where that could not be done."""
    if folder.exists() and not folder.is_dir():
        stop("export_no_folder", WRONG_USAGE, name=folder)
    with opened(chosen.warehouse, anyway) as engine:
        done = export_to(engine, folder, DECIMAL_SIGNS[csv_decimal], excel)
    tell(done, str(folder), chosen.language)


@contextmanager
def opened(url: str, anyway: bool) -> Generator[Engine]:
    """A warehouse that may be exported from; what goes wrong in the block ends the program with a sentence.

    ``anyway``: also where its last self-check has found a critical error.
    """
    engine = open_warehouse(url)
    try:
        _require_warehouse(engine)
        if not anyway:
            require_published(engine)
        yield engine
    except Stopped as problem:
        stop("export_stopped", NOT_COMPLETED, moment=shown(problem.decided_at), reason=problem.reason)
    except InTheWay as problem:
        stop("export_in_the_way", WRONG_USAGE, names=problem)
    except SchemaMismatch as problem:
        stop("export_failed", NOT_COMPLETED, reason=str(problem).rstrip("."))
    except SQLAlchemyError as problem:
        stop("export_warehouse_failed", NOT_COMPLETED, reason=without_content(problem))
    except OSError as problem:
        stop("export_failed", NOT_COMPLETED, reason=problem.strerror or without_content(problem))
    except Exception as problem:
        stop("export_failed", NOT_COMPLETED, reason=without_content(problem))
    finally:
        engine.dispose()


def tell(done: Exported, place: str, language: str) -> None:
    """What was exported on stdout; what Excel could not hold on stderr."""
    said = words(language)
    print(said["export_done"].format(place=plain(place)))
    for view, rows in done.rows.items():
        print(said["export_rows"].format(view=view, rows=rows))
    for view, limits in done.limits.items():
        for limit, count in limits.items():
            print(said["excel_limit"][limit].format(view=view, count=count), file=sys.stderr)


def _require_warehouse(engine: Engine) -> None:
    file = engine.url.database
    # asking SQLite for a file that is not there would make it
    if engine.dialect.name == "sqlite" and file and not file.startswith("file:") and not Path(file).exists():
        raise SchemaMismatch(None, head())
    require_current(engine)
