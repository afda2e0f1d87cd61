"""Rows of an xlsx sheet read by patterns: the plain form in which programs write nearly all of them."""

from __future__ import annotations

import re

from extractors.model import Cell
from extractors.place import Place
from extractors.workbook.addresses import COLUMN_LIMIT, ROW_LIMIT, column_number
from extractors.workbook.cell_values import Content, Shared, content_of, empty_content
from extractors.workbook.plain_xml import NotPlain, attributes_of, resolve
from extractors.workbook.sheet import MAX_CELLS, Sheet, check_cell_count
from extractors.workbook.text import text_and_marks
from extractors.workbook.xml_stream import is_on

BEGIN = re.compile(rb"<sheetData>")
END = b"</row>"
MAX_REMEMBERED = 5_000  # contents of one look: years, dates and status words come again and again

_ROW = re.compile(r'<row([^<>/]*?) r="([1-9][0-9]{0,6})"([^<>/]*+)>')
_CELL = re.compile(
    r'<c r="([A-Z]{1,3}+)([0-9]++)"([^<>/]*+)(?:/>|>'
    r'(<f(?: [A-Za-z:]++="[^"<>&]*+")*+(?: ?/>|>[^<]*+</f>))?+'
    r'(?:<v>([^<]*+)</v>|<v ?/>|<is><t(?: xml:space="preserve")?+>([^<]*+)</t></is>)?+'
    r"</c>)|[\s\S]"  # anything else comes without letters, and so is no cell of a known column
)


class PlainRows:
    """Reads rows into a sheet, one at a time and each wholly or not at all."""

    def __init__(self, sheet: Sheet, shared: Shared) -> None:
        self.sheet = sheet
        self.shared = shared
        self.columns: dict[str, int] = {}
        self.looks: dict[str, _Look] = {}
        self.hidden: dict[str, bool] = {}

    def read(self, element: str) -> int:
        """Add a row's cells to the sheet; ``element`` is the row without its end tag. Returns its number from 0.

        Raises NotPlain, and has added nothing, where the row is of another form.
        """
        tag = _ROW.match(element)
        if tag is None or int(tag[2]) > ROW_LIMIT:
            raise NotPlain
        row = int(tag[2]) - 1
        hidden = self._is_hidden(tag[1] + tag[3])
        self._cells(row, tag[2], _CELL.findall(element, tag.end()))
        if hidden:
            self.sheet.hidden_rows.append((row, row))
        return row

    def _is_hidden(self, attributes: str) -> bool:
        if attributes not in self.hidden:
            hidden = is_on(attributes_of(attributes).get("hidden"))
            if len(self.hidden) >= MAX_REMEMBERED:
                return hidden
            self.hidden[attributes] = hidden
        return self.hidden[attributes]

    def _cells(self, row: int, name: str, found: list[tuple[str, ...]]) -> None:
        sheet = self.sheet.name
        columns, looks = self.columns, self.looks
        cells: list[Cell] = []
        results: list[Cell] = []
        framed: list[tuple[int, str | None]] = []  # columns, and the fill of empty cells
        for letters, digits, attributes, formula, stored, inline in found:
            if digits != name:
                raise NotPlain
            try:
                col, look = columns[letters], looks[attributes]
            except KeyError:
                col, look = self._column(letters), self._look(attributes)
            if look.is_inline if stored else inline and not look.is_inline:
                raise NotPlain
            if content := stored or inline:
                text, marks, native, problem = look[content]
            else:
                text, marks, native, problem = empty_content(look.kind, bool(formula))
            if not text and native is None and problem is None:
                if look.framed:
                    framed.append((col, look.fill))
                continue
            place = Place(None, None, None, None, None, sheet, letters + digits)
            cell = Cell(row, col, text, place, 1, 1, marks, native, look.code, problem, look.bold, look.fill)
            cells.append(cell)
            if look.framed:
                framed.append((col, None))
            if formula and problem is None:
                results.append(cell)
        self._add(row, cells, results, framed)

    def _add(self, row: int, cells: list[Cell], results: list[Cell], framed: list[tuple[int, str | None]]) -> None:
        self.sheet.cells += cells
        self.shared.results += results
        self.shared.cell_count += len(cells)
        check_cell_count(self.shared.cell_count)
        if framed:
            self.sheet.framed[row] = self.sheet.framed.get(row, 0) + len(framed)
            for col, fill in framed:
                if fill and len(self.sheet.fills) < MAX_CELLS:
                    self.sheet.fills[row, col] = fill

    def _column(self, letters: str) -> int:
        col = column_number(letters)
        if not 0 <= col < COLUMN_LIMIT:
            raise NotPlain
        self.columns[letters] = col
        return col

    def _look(self, attributes: str) -> _Look:
        look = _Look(attributes_of(attributes), self.shared)
        if len(self.looks) < MAX_REMEMBERED:
            self.looks[attributes] = look
        return look


class _Look(dict[str, Content]):
    """Cells that share type and style; the keys are stored texts, and what they mean is found out once."""

    __slots__ = ("bold", "code", "fill", "framed", "is_inline", "kind", "shared", "style")

    def __init__(self, attributes: dict[str, str], shared: Shared) -> None:
        super().__init__()
        self.shared = shared
        self.kind = attributes.get("t", "n")
        self.is_inline = self.kind == "inlineStr"
        self.style = shared.style(attributes.get("s"))
        self.code, self.bold, self.fill = self.style.number.code, self.style.bold, self.style.fill
        self.framed = self.style.framed

    def __missing__(self, stored: str) -> Content:
        if self.is_inline:
            content = *text_and_marks(resolve(stored)), None, None
        else:
            content = content_of(self.kind, resolve(stored), self.style, self.shared)
        if len(self) < MAX_REMEMBERED:
            self[stored] = content
        return content
