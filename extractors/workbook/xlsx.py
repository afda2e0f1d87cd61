"""An xlsx or xlsm file as sheets, with its title."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass, field

from extractors.model import Cell
from extractors.unreadable import Unreadable
from extractors.workbook.cell_values import Shared
from extractors.workbook.package import Package
from extractors.workbook.shared_strings import read_shared_strings
from extractors.workbook.sheet import Sheet
from extractors.workbook.sheet_xml import read_sheet
from extractors.workbook.styles import read_styles
from extractors.workbook.xml_stream import is_on, local, stream

MAX_SHEETS = 500


@dataclass(slots=True)
class _Workbook:
    sheets: list[dict[str, str]] = field(default_factory=list)  # attributes, prefixes taken off
    since_1904: bool = False
    calculates_on_load: bool = False


def read_xlsx(package: Package, by_patterns: bool = True) -> tuple[list[Sheet], str | None]:
    """The worksheets in the order of their tabs, and the title that the file gives itself.

    Without patterns each element is read by itself, which tells the same and takes several times as long.
    Raises Unreadable where a part that the workbook names is absent or damaged.
    """
    main = _target(package, "", "officeDocument") or "xl/workbook.xml"
    workbook = _read_workbook_part(package, main)
    parts = _relations(package, main)
    shared = Shared(_strings(package, parts, by_patterns), _styles(package, parts), workbook.since_1904)
    sheets = []
    for entry in workbook.sheets:
        kind, member = parts.get(entry.get("id", ""), ("", ""))
        if kind == "worksheet":
            sheet = Sheet(entry.get("name", ""), entry.get("state", "visible") != "visible")
            read_sheet(package, member, sheet, shared, by_patterns)
            sheets.append(sheet)
    if workbook.calculates_on_load and all(cell.native == 0 for cell in shared.results):
        _forget_results(shared.results)
    return sheets, _title(package)


def _forget_results(results: list[Cell]) -> None:
    """Programs that cannot calculate store 0 for every formula and ask the next one to calculate: no result."""
    for cell in results:
        cell.text, cell.native, cell.problem = "", None, "formula"


def _read_workbook_part(package: Package, member: str) -> _Workbook:
    workbook = _Workbook()

    def start(name: str, attributes: dict[str, str]) -> None:
        name = local(name)
        if name == "sheet":
            workbook.sheets.append({local(key): value for key, value in attributes.items()})
        elif name == "workbookPr":
            workbook.since_1904 = is_on(attributes.get("date1904"))
        elif name == "calcPr":
            workbook.calculates_on_load = is_on(attributes.get("fullCalcOnLoad"))

    stream(package, member, start)
    if len(workbook.sheets) > MAX_SHEETS:
        raise Unreadable("report.too_large", f"{len(workbook.sheets)} sheets", f"højst {MAX_SHEETS} ark")
    return workbook


def _relations(package: Package, member: str) -> dict[str, tuple[str, str]]:
    """Kind and member name of each part that a part names, by the id it uses; parts outside the file are left out."""
    folder, name = posixpath.split(member)
    source = posixpath.join(folder, "_rels", f"{name}.rels")
    found: dict[str, tuple[str, str]] = {}

    def start(element: str, attributes: dict[str, str]) -> None:
        if local(element) == "Relationship" and attributes.get("TargetMode") != "External":
            target = attributes.get("Target", "")
            path = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
            found[attributes.get("Id", "")] = (attributes.get("Type", "").rpartition("/")[2], path)

    if source in package.names:
        stream(package, source, start)
    return found


def _target(package: Package, member: str, kind: str) -> str | None:
    return next((path for each, path in _relations(package, member).values() if each == kind), None)


def _strings(package: Package, parts: dict[str, tuple[str, str]], by_patterns: bool) -> list[tuple[str, str]]:
    member = next((path for kind, path in parts.values() if kind == "sharedStrings"), None)
    return read_shared_strings(package, member, by_patterns) if member in package.names and member else []


def _styles(package: Package, parts: dict[str, tuple[str, str]]) -> list:
    member = next((path for kind, path in parts.values() if kind == "styles"), None)
    return read_styles(package, member) if member in package.names and member else []


def _title(package: Package) -> str | None:
    pieces: list[str] = []
    inside = False

    def start(name: str, _: dict[str, str]) -> None:
        nonlocal inside
        inside = local(name) == "title"

    def text(piece: str) -> None:
        if inside:
            pieces.append(piece)

    def end(_: str) -> None:
        nonlocal inside
        inside = False

    member = _target(package, "", "core-properties") or "docProps/core.xml"
    if member in package.names:
        stream(package, member, start, end, text)
    return " ".join("".join(pieces).split()) or None
