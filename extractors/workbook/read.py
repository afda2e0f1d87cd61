"""A workbook of any kind as a document."""

from __future__ import annotations

from extractors.model import Document, Line, Table
from extractors.place import Place
from extractors.resting import collector_resting
from extractors.unreadable import Unreadable
from extractors.workbook.addresses import address
from extractors.workbook.by_calamine import read_by_calamine
from extractors.workbook.container import container_of, is_encrypted_package
from extractors.workbook.extents import check_ods_extents, check_xlsb_extents
from extractors.workbook.layout import parts_of
from extractors.workbook.package import Package
from extractors.workbook.sheet import Sheet
from extractors.workbook.unshown import beside_the_cells
from extractors.workbook.visible import Shown, hidden_sheet, take_out_hidden
from extractors.workbook.xlsx import read_xlsx

__all__ = ["container_of", "read_sheets", "read_workbook"]


def read_workbook(data: bytes) -> Document:
    """The visible text and tables of an xlsx, xlsm, xls, xlsb or ods file, sheet by sheet.

    What is hidden is left out and named in ``hidden``. Raises Unreadable: damaged, encrypted, with no filled
    cell, or beyond the limits. For xls, xlsb and ods see ``by_calamine`` for what is not known.
    """
    container = container_of(data)
    if container is None:
        raise Unreadable("report.corrupt", "no workbook")
    try:
        with collector_resting():
            sheets, title, unshown = read_sheets(data, container)
            document = _document(container, sheets, title)
            document.unshown += unshown
            return document
    except MemoryError as error:
        raise Unreadable("report.too_large", "out of memory") from error


def read_sheets(data: bytes, container: str) -> tuple[list[Sheet], str | None, list[tuple[str, Place]]]:
    """The sheets as they stand in the file, hidden parts and all, its title, and texts beside the cells."""
    if is_encrypted_package(data):
        raise Unreadable("report.encrypted", "an office file behind a password")
    if container == "xls":
        return read_by_calamine(data), None, []
    package = Package(data)
    if container == "xlsx":
        return *read_xlsx(package), list(beside_the_cells(package))
    if "META-INF/manifest.xml" in package.names and b"encryption-data" in package.read("META-INF/manifest.xml"):
        raise Unreadable("report.encrypted", "an ods file behind a password")
    if container == "xlsb":
        check_xlsb_extents(package)
    else:
        check_ods_extents(package)
    return read_by_calamine(data), None, []


def _document(container: str, sheets: list[Sheet], title: str | None) -> Document:
    if not any(sheet.rows for sheet in sheets):
        raise Unreadable("report.empty", "no filled cell", "et regneark med tekst eller tal")
    document = Document(container, [], metadata_title=title)
    for sheet in sheets:
        if sheet.hidden:
            hidden = hidden_sheet(sheet)
            document.hidden += [hidden] if hidden else []
        else:
            document.hidden += take_out_hidden(sheet)
            document.parts += _parts(sheet)
    return document


def _parts(sheet: Sheet) -> list[Line | Table]:
    rows, cols = Shown(sheet.hidden_rows), Shown(sheet.hidden_cols)
    return parts_of(sheet, lambda row, col: address(rows.original(row), cols.original(col)))
