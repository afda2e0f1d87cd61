"""One pass over a sheet of an xlsx file: cells, merges, what is hidden."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from extractors.model import Cell, Native
from extractors.place import Place
from extractors.workbook.addresses import COLUMN_LIMIT, ROW_LIMIT, address, parse_address, parse_range
from extractors.workbook.package import Package
from extractors.workbook.shared_strings import RichText
from extractors.workbook.sheet import MAX_CELLS, Sheet, check_cell_count
from extractors.workbook.styles import PLAIN, Style
from extractors.workbook.text import clean, unescape
from extractors.workbook.values import exact, moment_value, number_or_moment, truth
from extractors.workbook.xml_stream import is_on, local, stream


@dataclass(slots=True)
class Shared:
    """What the sheets of one workbook have in common; ``cell_count`` and ``results`` grow from sheet to sheet."""

    strings: list[tuple[str, str]]
    styles: list[Style]
    since_1904: bool = False
    cell_count: int = 0
    results: list[Cell] = field(default_factory=list)  # cells with the stored result of a formula


def read_sheet(package: Package, member: str, sheet: Sheet, shared: Shared) -> None:
    """Fill a sheet from its member. Raises Unreadable where it is damaged or holds too many cells."""
    reader = _SheetReader(sheet, shared)
    stream(package, member, reader.start, reader.end, reader.text)


class _SheetReader:
    """Handlers of the pass. Where a cell does not say where it stands, it stands right of the one before."""

    def __init__(self, sheet: Sheet, shared: Shared) -> None:
        self.sheet = sheet
        self.shared = shared
        self.row = -1
        self.col = -1
        self.address = ""
        self.row_name = ""  # as it stands in the addresses of the row at hand
        self.columns: dict[str, int] = {}
        self.kind = "n"
        self.style = PLAIN
        self.value = ""
        self.formula = False
        self.collecting = False
        self.rich: RichText | None = None
        self.elements = {"row": self._row, "col": self._column, "mergeCell": self._merge}

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "c":
            self._cell(attributes)
            return
        if ":" in name:
            name = local(name)
        if name == "c":  # it had a prefix
            self._cell(attributes)
        elif name == "v":
            self.collecting = True
        elif name == "f":
            self.formula = True
        elif self.rich is not None:
            self.rich.start(name, attributes)
        elif name == "is":
            self.rich = RichText()
        elif handler := self.elements.get(name):
            handler(attributes)

    def text(self, piece: str) -> None:
        if self.collecting:
            self.value += piece
        elif self.rich is not None:
            self.rich.text(piece)

    def end(self, name: str) -> None:
        if ":" in name:
            name = local(name)
        if name == "v":
            self.collecting = False
        elif name == "c":
            self._finish_cell()
        elif self.rich is not None:
            self.rich.end(name)

    def _row(self, attributes: dict[str, str]) -> None:
        number = attributes.get("r", "")
        self.row = int(number) - 1 if number.isdecimal() and 0 < int(number[:9]) <= ROW_LIMIT else self.row + 1
        self.col = -1
        self.row_name = ""
        if is_on(attributes.get("hidden")):
            self.sheet.hidden_rows.append((self.row, self.row))

    def _column(self, attributes: dict[str, str]) -> None:
        first, last = attributes.get("min", ""), attributes.get("max", "")
        if is_on(attributes.get("hidden")) and first.isdecimal() and last.isdecimal():
            self.sheet.hidden_cols.append((int(first[:9]) - 1, min(int(last[:9]), COLUMN_LIMIT) - 1))

    def _merge(self, attributes: dict[str, str]) -> None:
        box = parse_range(attributes.get("ref", ""))
        if box is not None and len(self.sheet.merges) < MAX_CELLS:
            self.sheet.merges.append(box)

    def _cell(self, attributes: dict[str, str]) -> None:
        self._go_to(attributes.get("r"))
        self.kind = attributes.get("t", "n")
        style = attributes.get("s")
        self.style = self.shared.styles[int(style)] if style and int(style) < len(self.shared.styles) else PLAIN
        self.value = ""
        self.formula = False
        self.rich = None

    def _go_to(self, named: str | None) -> None:
        """Take up the cell's address: nearly always the row at hand and a column seen before."""
        if named is not None:
            letters = named.rstrip("0123456789")
            if letters in self.columns and named[len(letters) :] == self.row_name:
                self.address, self.col = named, self.columns[letters]
                return
            if at := parse_address(named):
                self.address, (self.row, self.col) = named, at
                self.columns[letters], self.row_name = self.col, named[len(letters) :]
                return
        self.row, self.col = max(self.row, 0), self.col + 1
        self.row_name = str(self.row + 1)
        self.address = address(self.row, self.col)

    def _finish_cell(self) -> None:
        style = self.style
        if style.framed:
            self._note_frame(style)
        text, marks, native, problem = self._value()
        self.rich = None
        if not text and native is None and problem is None:
            return
        self.shared.cell_count += 1
        if self.shared.cell_count > MAX_CELLS:
            check_cell_count(self.shared.cell_count)
        place = Place(sheet=self.sheet.name, cell=self.address)
        code = style.number.code
        cell = Cell(self.row, self.col, text, place, 1, 1, marks, native, code, problem, style.bold, style.fill)
        self.sheet.cells.append(cell)
        if self.formula and problem is None:
            self.shared.results.append(cell)

    def _note_frame(self, style: Style) -> None:
        sheet = self.sheet
        sheet.framed[self.row] = sheet.framed.get(self.row, 0) + 1
        if style.fill and not self.value and len(sheet.fills) < MAX_CELLS:
            sheet.fills[self.row, self.col] = style.fill

    def _value(self) -> tuple[str, str, Native, str | None]:
        """Text, note marks, typed value and problem of the cell that ends here."""
        if self.kind == "inlineStr" and self.rich is not None:
            text, marks = self.rich.finish()
            return text, marks, None, None
        raw = self.value
        if not raw:
            missing = self.formula and self.kind != "str"  # a formula whose result is an empty text is blank
            return "", "", None, "formula" if missing else None
        if self.kind == "s":
            text, marks = self._shared_string(raw)
            return text, marks, None, None
        if self.kind == "n":
            return self._number(raw)
        return self._other(raw)

    def _shared_string(self, raw: str) -> tuple[str, str]:
        index = int(raw) if raw.strip().isdecimal() and len(raw) < 10 else -1
        return self.shared.strings[index] if 0 <= index < len(self.shared.strings) else ("", "")

    def _number(self, raw: str) -> tuple[str, str, Native, str | None]:
        raw = raw.strip()
        number = exact(raw)
        if number is None:
            return raw, "", None, raw or "formula"
        native, text = number_or_moment(number, self.style.number, self.shared.since_1904)
        return text, "", native, None

    def _other(self, raw: str) -> tuple[str, str, Native, str | None]:
        raw = raw.strip()
        if self.kind == "b":
            return truth(is_on(raw)), "", is_on(raw), None
        if self.kind == "e":
            return raw, "", None, raw
        if self.kind == "d":
            try:
                native, text = moment_value(datetime.fromisoformat(raw).replace(tzinfo=None), "T" in raw)
                return text, "", native, None
            except ValueError:
                return raw, "", None, None
        return clean(unescape(raw)), "", None, None
