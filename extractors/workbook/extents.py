"""How far the filled cells of an xlsb or ods file reach, found before calamine lays out the whole rectangle.

calamine takes memory for every cell between the first and the last one, and where there is not enough it ends the
whole process.
"""

from __future__ import annotations

from extractors.unreadable import Unreadable
from extractors.workbook.package import Package
from extractors.workbook.xml_stream import local, stream

MAX_AREA = 5_000_000  # cells of a sheet's rectangle, most of them empty
_ROW_RECORD = 0
_CELL_RECORDS = range(2, 12)


def check_xlsb_extents(package: Package) -> None:
    """Raises Unreadable where a sheet of an xlsb file reaches beyond ``MAX_AREA``."""
    for name in package.names:
        if name.startswith("xl/worksheets/") and name.endswith(".bin"):
            _check_area(name, *_binary_extent(package.read(name)))


def check_ods_extents(package: Package) -> None:
    """Raises Unreadable where a sheet of an ods file reaches beyond ``MAX_AREA``, repeated cells counted in full."""
    extent = _OdsExtent()
    stream(package, "content.xml", extent.start, extent.end, extent.text)


def _check_area(name: str, rows: int, cols: int) -> None:
    if rows * cols > MAX_AREA:
        raise Unreadable("report.too_large", f"{name}: {rows} x {cols} cells", f"ark på højst {MAX_AREA} felter")


def _binary_extent(data: bytes) -> tuple[int, int]:
    """Rows and columns down to the last filled cell. A record is its number, its size and its content."""
    row = rows = cols = at = 0
    while at < len(data):
        kind, at = _packed_number(data, at, 2)
        size, at = _packed_number(data, at, 4)
        if kind == _ROW_RECORD:
            row = int.from_bytes(data[at : at + 4], "little")
        elif kind in _CELL_RECORDS:
            rows, cols = max(rows, row + 1), max(cols, int.from_bytes(data[at : at + 4], "little") + 1)
        at += size
    return rows, cols


def _packed_number(data: bytes, at: int, longest: int) -> tuple[int, int]:
    """A number of at most ``longest`` bytes of seven bits each, and where it ends."""
    number = 0
    for place in range(longest):
        byte = data[at + place] if at + place < len(data) else 0
        number |= (byte & 0x7F) << (7 * place)
        if byte < 0x80:
            return number, at + place + 1
    return number, at + longest


class _OdsExtent:
    """Handlers of a pass over an ods file's content; what is empty at the end of a row or sheet does not count."""

    def __init__(self) -> None:
        self.rows = self.filled_rows = self.filled_cols = self.col = 0
        self.repeat = self.filled_until = 0
        self.in_cell = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        name = local(name)
        if name == "table":
            self.rows = self.filled_rows = self.filled_cols = 0
        elif name == "table-row":
            self.repeat = _count(attributes, "table:number-rows-repeated")
            self.col = self.filled_until = 0
        elif name in ("table-cell", "covered-table-cell"):
            self.col += _count(attributes, "table:number-columns-repeated")
            self.in_cell = True
            if any(local(key) in ("value-type", "value") for key in attributes):
                self.filled_until = self.col

    def text(self, _: str) -> None:
        if self.in_cell:
            self.filled_until = self.col

    def end(self, name: str) -> None:
        name = local(name)
        if name in ("table-cell", "covered-table-cell"):
            self.in_cell = False
        elif name == "table-row":
            self.rows += self.repeat
            if self.filled_until:
                self.filled_rows, self.filled_cols = self.rows, max(self.filled_cols, self.filled_until)
                _check_area("content.xml", self.filled_rows, self.filled_cols)


def _count(attributes: dict[str, str], name: str) -> int:
    text = attributes.get(name, "1")
    return int(text) if text.isdecimal() and len(text) < 10 else 1
