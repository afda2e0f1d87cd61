"""One pass over a sheet of an xlsx file: cells, merges, what is hidden; ``plain_rows`` reads what is plain of it."""

from __future__ import annotations

from extractors.model import Cell
from extractors.workbook.addresses import COLUMN_LIMIT, ROW_LIMIT, address, parse_address, parse_range
from extractors.workbook.cell_values import Content, Shared, empty_content, reader_of
from extractors.workbook.package import Package
from extractors.workbook.plain_rows import BEGIN, END, PlainRows
from extractors.workbook.plain_xml import Feed, NotPlain, Shortcut, elements_of
from extractors.workbook.shared_strings import RichText
from extractors.workbook.sheet import MAX_CELLS, Sheet, check_cell_count
from extractors.workbook.styles import PLAIN
from extractors.workbook.xml_stream import is_on, local, stream


def read_sheet(package: Package, member: str, sheet: Sheet, shared: Shared, by_patterns: bool = True) -> None:
    """Fill a sheet from its member. Raises Unreadable where it is damaged or holds too many cells."""
    reader = _SheetReader(sheet, shared)
    shortcut = Shortcut(BEGIN, END, reader.scan) if by_patterns else None
    stream(package, member, reader.start, reader.end, reader.text, shortcut)


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
        self.plain = PlainRows(sheet, shared)

    def scan(self, rows: str, feed: Feed) -> None:
        """Read whole rows in a row by patterns where they are plain; the others come back to the handlers."""
        if self.collecting or self.rich is not None:
            feed(rows)
            return
        end = END.decode()
        for raw, row in elements_of(rows, end):
            try:
                self.row = self.plain.take(row)
            except NotPlain:
                self.plain.make_cells()
                feed(raw + end)
        self.plain.make_cells()

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
        self.style = self.shared.style(attributes.get("s"))
        self.value = ""
        self.formula = False
        self.rich = None

    def _go_to(self, named: str | None) -> None:
        """Take up the cell's address: nearly always the row at hand and a column seen before."""
        if named is not None:
            letters = named.rstrip("0123456789")
            if letters in self.columns and named[len(letters) :] == self.row_name != "":
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
            self.sheet.framed[self.row] = self.sheet.framed.get(self.row, 0) + 1
        text, marks, native, problem = self._value()
        self.rich = None
        if not text and native is None and problem is None:
            if style.fill:
                self.sheet.add_fill(self.row, self.col, style.fill)
            return
        self.shared.cell_count += 1
        if self.shared.cell_count > MAX_CELLS:
            check_cell_count(self.shared.cell_count)
        at, code = f"{self.sheet.name}!{self.address}", style.number.code
        cell = Cell(self.row, self.col, text, at, 1, 1, marks, native, code, problem, style.bold, style.fill)
        self.sheet.add(cell)
        if self.formula and problem is None:
            self.shared.results.append(cell)

    def _value(self) -> Content:
        """Text, note marks, typed value and problem of the cell that ends here."""
        if self.kind == "inlineStr" and self.rich is not None:
            return *self.rich.finish(), None, None
        if not self.value:
            return empty_content(self.kind, self.formula)
        return reader_of(self.kind)(self.value, self.style, self.shared)
