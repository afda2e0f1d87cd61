"""Rows of one shape: the same columns, looks and kinds of content. One pattern reads such a row in a single step."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field

from extractors.workbook.columns import EMPTY, INLINE, STORED, CellForm, Column

TIMES_SEEN = 20  # before a pattern is made for a shape: making one takes as long as reading some hundred rows
MAX_SHAPES = 8
MAX_CELLS = 100  # of a row that gets a pattern of its own

ROW_TAG = r'<row([^<>/]*?) r="([1-9][0-9]{0,6})"([^<>/]*+)>'
FORMULA = r'<f(?: [A-Za-z:]++="[^"<>&]*+")*+(?: ?/>|>[^<]*+</f>)'
_CONTENT = {
    STORED: r">{}<v>([^<]++)</v></c>",
    INLINE: r'>{}<is><t(?: xml:space="preserve")?+>([^<]++)</t></is></c>',
    EMPTY: r"(?:/>|>{}(?:<v></v>|<v ?/>)?+</c>)()",
}


@dataclass(slots=True)
class Shape:
    """A shape that has a pattern; ``taken`` are its rows: three texts of ``ROW_TAG`` and each cell's stored text."""

    pattern: re.Pattern[str]
    columns: list[Column]
    taken: list[tuple[str, ...]] = field(default_factory=list)


class RowShapes:
    """The shapes that come again and again in a sheet, the one seen last in front."""

    def __init__(self) -> None:
        self.known: list[Shape] = []
        self._seen: Counter[tuple[CellForm, ...]] = Counter()

    def match(self, element: str) -> tuple[Shape, tuple[str, ...]] | None:
        """The shape of a row and its texts, as the shape takes them."""
        for index, shape in enumerate(self.known):
            if found := shape.pattern.fullmatch(element):
                if index:
                    self.known.insert(0, self.known.pop(index))
                return shape, found.groups()
        return None

    def note(self, columns: list[Column]) -> None:
        """Count a row that no pattern matched; a shape that was seen often enough gets a pattern."""
        if len(self.known) == MAX_SHAPES or not 0 < len(columns) <= MAX_CELLS:
            return
        forms = tuple(column.form for column in columns)
        self._seen[forms] += 1
        if self._seen[forms] == TIMES_SEEN:
            self.known.insert(0, Shape(re.compile(ROW_TAG + "".join(map(_cell_pattern, forms))), columns))


def _cell_pattern(form: CellForm) -> str:
    content = _CONTENT[form.content].replace("{}", FORMULA if form.has_formula else "")
    return rf'<c r="{form.letters}\2"{re.escape(form.attributes)}{content}'
