"""Rows of an xlsx sheet read by patterns: the plain form in which programs write nearly all of them."""

from __future__ import annotations

import re
from functools import lru_cache

from extractors.workbook.addresses import COLUMN_LIMIT, ROW_LIMIT, column_number
from extractors.workbook.cell_values import Shared
from extractors.workbook.columns import EMPTY, INLINE, MAX_REMEMBERED, STORED, CellForm, Column, Look
from extractors.workbook.plain_xml import NotPlain, attributes_of
from extractors.workbook.row_shapes import FORMULA, ROW_TAG, RowShapes, Shape
from extractors.workbook.sheet import Sheet, check_cell_count
from extractors.workbook.xml_stream import is_on

BEGIN = re.compile(rb"<sheetData>")
END = b"</row>"

_ROW = re.compile(ROW_TAG)
_CELL = re.compile(
    rf'<c r="([A-Z]{{1,3}}+)([0-9]++)"([^<>/]*+)(?:/>|>({FORMULA})?+'
    r'(?:<v>([^<]*+)</v>|<v ?/>|<is><t(?: xml:space="preserve")?+>([^<]*+)</t></is>)?+'
    r"</c>)|[\s\S]"  # anything else comes without letters, and so is no cell of a known column
)


class PlainRows:
    """Takes rows one by one, each wholly or not at all, and makes their cells together, column by column."""

    def __init__(self, sheet: Sheet, shared: Shared) -> None:
        self.sheet = sheet
        self.shared = shared
        self.shapes = RowShapes()
        self.columns: dict[CellForm, Column] = {}
        self.looks: dict[str, Look] = {}
        self.begun: dict[Column, None] = {}  # those with cells of single rows, in the order in which they came
        self.last = -1  # row that was taken

    def take(self, element: str) -> int:
        """Keep a row until ``make_cells``; ``element`` is the row without its end tag. Returns its number from 0.

        Raises NotPlain, and has kept nothing, where the row is of another form or not below the one before.
        """
        if known := self.shapes.match(element):
            shape, texts = known
            self.last = self._row(*texts[:3])
            shape.taken.append(texts)
        else:
            self._take_apart(element)
        return self.last

    def make_cells(self) -> None:
        """Add the cells of the rows that were taken to the sheet."""
        for shape in self.shapes.known:
            if shape.taken:
                self._add_rows(shape)
        for column in self.begun:
            self._add_column(column)
        check_cell_count(self.shared.cell_count)
        self.begun, self.last = {}, -1
        if len(self.columns) > MAX_REMEMBERED:
            self.columns = {}

    def _take_apart(self, element: str) -> None:
        tag = _ROW.match(element)
        if tag is None:
            raise NotPlain
        found = _CELL.findall(element, tag.end())
        if any(digits != tag[2] for _, digits, *_ in found):  # one of them stands in another row
            raise NotPlain
        forms = [
            CellForm(letters, attributes, bool(formula), STORED if stored else INLINE if inline else EMPTY)
            for letters, _, attributes, formula, stored, inline in found
        ]
        columns = [self._column(form) for form in forms]
        positions = [column.col for column in columns]
        if positions != sorted(set(positions)):  # not from left to right, or one of them twice
            raise NotPlain
        self.last = self._row(*tag.groups())
        for column, (*_, stored, inline) in zip(columns, found, strict=True):
            self.begun[column] = None
            column.taken.append((self.last, tag[2], stored or inline))
        self.shapes.note(columns)

    def _row(self, before: str, name: str, after: str) -> int:
        """A row's number from 0 by the texts of its tag; a hidden one is noted. Raises NotPlain, and notes none."""
        row = int(name) - 1
        if not self.last < row < ROW_LIMIT or row in self.sheet.rows:
            raise NotPlain
        if _is_hidden(before + after):
            self.sheet.hidden_rows.append((row, row))
        return row

    def _column(self, form: CellForm) -> Column:
        column = self.columns.get(form)
        if column is None:
            col = column_number(form.letters)
            if not 0 <= col < COLUMN_LIMIT:
                raise NotPlain
            column = self.columns[form] = Column(col, form, self._look(form))
        return column

    def _look(self, form: CellForm) -> Look:
        look = self.looks.get(form.attributes)
        if look is None:
            look = self.looks[form.attributes] = Look(form.attributes, self.shared)
        if form.content == EMPTY:
            may_be = not (look.is_inline and form.has_formula)
        else:
            may_be = look.is_inline == (form.content == INLINE)
        if not may_be:  # type and place of the text disagree
            raise NotPlain
        return look

    def _add_rows(self, shape: Shape) -> None:
        _, names, _, *texts = zip(*shape.taken, strict=True)
        shape.taken = []
        rows = [int(name) - 1 for name in names]
        below = [column.cells(self.sheet, rows, names, each) for column, each in zip(shape.columns, texts, strict=True)]
        for row, across in zip(rows, zip(*below, strict=True), strict=True):
            if cells := list(filter(None, across)):
                self.sheet.rows[row] = cells
                self.shared.cell_count += len(cells)

    def _add_column(self, column: Column) -> None:
        cells = column.cells(self.sheet, *zip(*column.taken, strict=True))
        column.taken = []
        for cell in filter(None, cells):
            self.sheet.add(cell)
            self.shared.cell_count += 1


@lru_cache(MAX_REMEMBERED)
def _is_hidden(attributes: str) -> bool:
    return is_on(attributes_of(attributes).get("hidden"))
