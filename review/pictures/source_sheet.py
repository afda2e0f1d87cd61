"""The one entrance to the sheets of workbooks: a window of cells for a template, personal numbers masked."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, replace
from functools import cache

from pydantic import TypeAdapter

from extractors.sheet_grid import sheet_window
from extractors.workbook.window import SheetWindow
from review.pictures.cache import PictureCache
from review.pictures.grid import SheetGrid, grid_of
from review.pictures.making import made_in_turn
from review.pictures.original import check_present, whole_file
from review.pictures.trouble import NoSheet
from review.pictures.version import code_version
from schemas.cpr_cells import spellings_in
from schemas.cpr_spelling import NAME
from schemas.masking import without_numbers
from schemas.personal_data import mask
from warehouse.archive import Archive

ROWS, COLUMNS = 60, 26


@dataclass(frozen=True, slots=True)
class Wanted:
    """A part of a sheet: around a cell (``C14``), or from a corner on. ``sheet`` None is the first one shown."""

    sheet: str | None = None
    around: str | None = None
    corner: str | None = None
    rows: int = ROWS
    columns: int = COLUMNS


class SourceSheets:
    """The sheets of the archive's workbooks. Its methods may be called from any thread; they raise ``CannotShow``."""

    def __init__(self, archive: Archive, cache: PictureCache) -> None:
        self.archive = archive
        self.cache = cache

    def grid(self, sha256: str, wanted: Wanted) -> SheetGrid:
        """The cells of a part of a sheet, the wanted cell marked. A sheet may be named as it is shown, masked."""
        check_present(self.archive, sha256)
        key = _key(sha256, wanted)
        kept = self.cache.get(key, lambda: _kept().dump_json(self._made(sha256, wanted)))
        return _kept().validate_json(kept)

    def etag(self, sha256: str, wanted: Wanted) -> str:
        """The mark of a part of a sheet; it changes when what is shown may."""
        return hashlib.sha256(_key(sha256, wanted).encode()).hexdigest()[:32]

    def _made(self, sha256: str, wanted: Wanted) -> SheetGrid:
        path, size = whole_file(self.archive, sha256), (wanted.rows, wanted.columns)

        def window(sheet: str | int | None) -> SheetWindow:
            with made_in_turn():
                return sheet_window(path, sheet, wanted.around, wanted.corner, size, NAME.pattern)

        try:
            found = window(wanted.sheet)
        except NoSheet:
            found = window(_masked_name(window(0), wanted.sheet))
        return grid_of(_without_numbers(found), wanted.around)


def _key(sha256: str, wanted: Wanted) -> str:
    asked = [wanted.sheet, wanted.around, wanted.corner, wanted.rows, wanted.columns]
    return json.dumps(["sheet", code_version(), sha256, *asked])


@cache
def _kept() -> TypeAdapter[SheetGrid]:
    return TypeAdapter(SheetGrid)


def _masked_name(window: SheetWindow, wanted: str | None) -> int:
    """The sheet whose name is that one once personal numbers in it are masked, by its number."""
    for number, sheet in enumerate(window.sheets):
        if mask(sheet.name) == wanted:
            return number
    raise NoSheet


def _without_numbers(window: SheetWindow) -> SheetWindow:
    """The window with its numbers masked, those too that only the head of their column gives away."""
    spelled = {text for text, _ in spellings_in([*window.heads, *window.cells])}
    clean = without_numbers(window, spelled)
    return replace(clean, heads=[])
