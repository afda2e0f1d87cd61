"""Rows of an xlsx sheet read by patterns: the plain form in which programs write nearly all of them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractors.model import Cell
from extractors.place import Place
from extractors.workbook.addresses import COLUMN_LIMIT, ROW_LIMIT, column_number
from extractors.workbook.cell_values import Content, Shared, empty_content, reader_of
from extractors.workbook.plain_xml import NotPlain, attributes_of, resolve
from extractors.workbook.row_shapes import EMPTY, FORMULA, INLINE, ROW_TAG, STORED, CellForm, RowShapes
from extractors.workbook.sheet import MAX_CELLS, Sheet, check_cell_count
from extractors.workbook.text import text_and_marks
from extractors.workbook.xml_stream import is_on

BEGIN = re.compile(rb"<sheetData>")
END = b"</row>"
MAX_REMEMBERED = 5_000  # contents of one look: years, dates and status words come again and again

_ROW = re.compile(ROW_TAG)
_CELL = re.compile(
    rf'<c r="([A-Z]{{1,3}}+)([0-9]++)"([^<>/]*+)(?:/>|>({FORMULA})?+'
    r'(?:<v>([^<]*+)</v>|<v ?/>|<is><t(?: xml:space="preserve")?+>([^<]*+)</t></is>)?+'
    r"</c>)|[\s\S]"  # anything else comes without letters, and so is no cell of a known column
)


class PlainRows:
    """Reads rows into a sheet, one at a time and each wholly or not at all."""

    def __init__(self, sheet: Sheet, shared: Shared) -> None:
        self.sheet = sheet
        self.shared = shared
        self.shapes = RowShapes()
        self.columns: dict[tuple[CellForm, ...], list[_Column]] = {}
        self.looks: dict[str, _Look] = {}
        self.hidden: dict[str, bool] = {}

    def read(self, element: str) -> int:
        """Add a row's cells to the sheet; ``element`` is the row without its end tag. Returns its number from 0.

        Raises NotPlain, and has added nothing, where the row is of another form.
        """
        if known := self.shapes.match(element):
            forms, tag = known
            contents = tag.groups()[3:]
        elif tag := _ROW.match(element):
            forms, contents = _taken_apart(_CELL.findall(element, tag.end()), tag[2])
            self.shapes.note(forms)
        else:
            raise NotPlain
        row = int(tag[2]) - 1
        if row >= ROW_LIMIT:
            raise NotPlain
        columns = self.columns.get(forms) or self._columns(forms)
        hidden = self._is_hidden(tag[1] + tag[3])
        self._fill(row, tag[2], columns, contents)
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

    def _columns(self, forms: tuple[CellForm, ...]) -> list[_Column]:
        columns = []
        for form in forms:
            col = column_number(form.letters)
            if not 0 <= col < COLUMN_LIMIT:
                raise NotPlain
            look = self._look(form)
            columns.append((form.letters, col, look, form.has_formula, empty_content(look.kind, form.has_formula)))
        if len(self.columns) < MAX_REMEMBERED:
            self.columns[forms] = columns
        return columns

    def _look(self, form: CellForm) -> _Look:
        look = self.looks.get(form.attributes)
        if look is None:
            look = self.looks[form.attributes] = _Look(attributes_of(form.attributes), self.shared)
        if form.content == EMPTY:
            may_be = not (look.is_inline and form.has_formula)
        else:
            may_be = look.is_inline == (form.content == INLINE)
        if not may_be:  # type and place of the text disagree
            raise NotPlain
        return look

    def _fill(self, row: int, name: str, columns: list[_Column], contents: Sequence[str]) -> None:
        sheet = self.sheet.name
        cells: list[Cell] = []
        results: list[Cell] = []
        framed: list[tuple[int, str | None]] = []  # columns, and the fill of empty cells
        for (letters, col, look, has_formula, empty), stored in zip(columns, contents, strict=True):
            text, marks, native, problem = look[stored] if stored else empty
            if not text and native is None and problem is None:
                if look.framed:
                    framed.append((col, look.fill))
                continue
            place = Place(None, None, None, None, None, sheet, letters + name)
            cell = Cell(row, col, text, place, 1, 1, marks, native, look.code, problem, look.bold, look.fill)
            cells.append(cell)
            if look.framed:
                framed.append((col, None))
            if has_formula and problem is None:
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


def _taken_apart(found: list[tuple[str, ...]], name: str) -> tuple[tuple[CellForm, ...], list[str]]:
    """The forms and the contents of a row's cells. Raises NotPlain where one of them stands in another row."""
    if any(digits != name for _, digits, *_ in found):
        raise NotPlain
    forms = tuple(
        CellForm(letters, attributes, bool(formula), STORED if stored else INLINE if inline else EMPTY)
        for letters, _, attributes, formula, stored, inline in found
    )
    return forms, [stored or inline for *_, stored, inline in found]


class _Look(dict[str, Content]):
    """Cells that share type and style; the keys are stored texts, and what they mean is found out once."""

    __slots__ = ("bold", "code", "fill", "framed", "is_inline", "kind", "reader", "shared", "style")

    def __init__(self, attributes: dict[str, str], shared: Shared) -> None:
        super().__init__()
        self.shared = shared
        self.kind = attributes.get("t", "n")
        self.is_inline = self.kind == "inlineStr"
        self.reader = reader_of(self.kind)
        self.style = shared.style(attributes.get("s"))
        self.code, self.bold, self.fill = self.style.number.code, self.style.bold, self.style.fill
        self.framed = self.style.framed

    def __missing__(self, stored: str) -> Content:
        if self.is_inline:
            content = *text_and_marks(resolve(stored)), None, None
        else:
            content = self.reader(resolve(stored), self.style, self.shared)
        if len(self) < MAX_REMEMBERED:
            self[stored] = content
        return content


_Column = tuple[str, int, _Look, bool, Content]  # letters, number from 0, look, has formulas, what an empty cell means
