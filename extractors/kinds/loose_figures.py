"""Numbers beside other text that no table holds: rows of a table that was not found, or not all of it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from extractors.kinds.beside import beside
from extractors.kinds.figure_table import is_value
from extractors.model import Line, Table
from extractors.raw import Drift

MONEY = re.compile(r"-?(?:\d{1,3}(?:[.\s]\d{3})+(?:,\d+)?|\d+(?:,\d+)?\s*(?:mio\.?\s*|t\.?\s?)?kr\b)", re.IGNORECASE)
BETWEEN = re.compile(r"(?:\s|kr\b|[.,–-])*", re.IGNORECASE)  # what may stand between amounts


def loose_figures(parts: Sequence[Line | Table], is_loose: Callable[[str], bool] = is_value) -> Iterator[Drift]:
    """table.number_unread: once for the lines between two tables, with the first number and how many there are."""
    lines: list[Line] = []
    for part in [*parts, None]:
        if isinstance(part, Line):
            lines.append(part)
            continue
        loose = [x for x in lines if is_loose(x.text) and any(beside(x, y) for y in lines if y is not x)]
        lines = []
        if loose:
            yield Drift("table.number_unread", loose[0].place, loose[0].text, str(len(loose)))


def are_amounts(text: str) -> bool:
    """Whether a text is nothing but an amount of money, or several."""
    return MONEY.search(text) is not None and BETWEEN.fullmatch(MONEY.sub("", text)) is not None
