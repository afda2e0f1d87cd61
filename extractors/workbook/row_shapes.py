"""Rows of one shape: the same columns, looks and kinds of content. One pattern reads such a row in a single step."""

from __future__ import annotations

import re
from collections import Counter
from typing import NamedTuple

TIMES_SEEN = 20  # before a pattern is made for a shape: making one takes as long as reading some hundred rows
MAX_SHAPES = 8
MAX_CELLS = 100  # of a row that gets a pattern of its own

ROW_TAG = r'<row([^<>/]*?) r="([1-9][0-9]{0,6})"([^<>/]*+)>'
FORMULA = r'<f(?: [A-Za-z:]++="[^"<>&]*+")*+(?: ?/>|>[^<]*+</f>)'
STORED, INLINE, EMPTY = "stored", "inline", "empty"
_CONTENT = {
    STORED: r">{}<v>([^<]++)</v></c>",
    INLINE: r'>{}<is><t(?: xml:space="preserve")?+>([^<]++)</t></is></c>',
    EMPTY: r"(?:/>|>{}(?:<v></v>|<v ?/>)?+</c>)()",
}


class CellForm(NamedTuple):
    """What the cells of one column have in common in rows of one shape."""

    letters: str
    attributes: str  # as they stand in the tag after the address
    has_formula: bool
    content: str  # STORED, INLINE or EMPTY


RowMatch = tuple[tuple[CellForm, ...], "re.Match[str]"]


class RowShapes:
    """The shapes that come again and again in a sheet, the one seen last in front."""

    def __init__(self) -> None:
        self._patterns: list[tuple[tuple[CellForm, ...], re.Pattern[str]]] = []
        self._seen: Counter[tuple[CellForm, ...]] = Counter()

    def match(self, element: str) -> RowMatch | None:
        """The shape of a row, with the match whose groups are three of ``ROW_TAG`` and each cell's content."""
        for index, (forms, pattern) in enumerate(self._patterns):
            if found := pattern.fullmatch(element):
                if index:
                    self._patterns.insert(0, self._patterns.pop(index))
                return forms, found
        return None

    def note(self, forms: tuple[CellForm, ...]) -> None:
        """Count a row that no pattern matched; a shape that was seen often enough gets a pattern."""
        if len(self._patterns) == MAX_SHAPES or not 0 < len(forms) <= MAX_CELLS:
            return
        self._seen[forms] += 1
        if self._seen[forms] == TIMES_SEEN:
            self._patterns.insert(0, (forms, re.compile(ROW_TAG + "".join(map(_cell_pattern, forms)))))


def _cell_pattern(form: CellForm) -> str:
    content = _CONTENT[form.content].replace("{}", FORMULA if form.has_formula else "")
    return rf'<c r="{form.letters}\2"{re.escape(form.attributes)}{content}'
