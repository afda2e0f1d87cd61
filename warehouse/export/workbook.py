"""One Excel workbook of all views, written as a stream."""

from __future__ import annotations

from collections.abc import Callable, Generator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from xlsxwriter import Workbook

from schemas.published import View
from warehouse.export.excel_looks import Looks
from warehouse.export.excel_sheet import ExcelSheet

# what stands in a cell is what it is: nothing in it becomes a formula, a link or a number
AS_IT_STANDS = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


@contextmanager
def new_workbook(path: Path, created: datetime) -> Generator[Callable[[View], ExcelSheet]]:
    """A function that gives a view its sheet. The file is there once the block has ended well.

    Until then the rows wait in a folder beside ``path``, not in memory.
    """
    with TemporaryDirectory(dir=path.parent) as scratch:
        book = Workbook(path, {"constant_memory": True, "tmpdir": scratch, **AS_IT_STANDS})
        book.use_zip64()
        book.set_properties({"title": "Afrapporteringer", "author": "afrapport", "created": created})
        looks = Looks(book)
        try:
            yield lambda view: ExcelSheet(book.add_worksheet, view, looks)
        except BaseException:
            for sheet in book.worksheets():
                sheet._opt_close()
            raise
        book.close()
