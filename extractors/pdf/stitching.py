"""Tables that go over pages: the pieces put together, the seam known."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from extractors.pdf.grid import Span
from extractors.pdf.pieces import GridCell, Piece
from extractors.pdf.splitting import cell_key, rows_of, same_header
from extractors.place import Place

SAME_EDGE = 6.0  # points that the edges of a column may differ from page to page
ALWAYS = 0.7  # share of the rows: a column filled this often is filled in every row of its kind
MAX_HEADER = 4  # rows


@dataclass(slots=True)
class Sheet:
    """A table over all its pages, row by row."""

    rows: list[list[GridCell]]
    xs: list[float]
    places: list[Place]
    page: int  # of the last piece


def begin(piece: Piece) -> Sheet:
    """A table with its first piece."""
    return Sheet(rows_of(piece), piece.grid.xs, [piece.place], piece.page)


def continues(sheet: Sheet, piece: Piece) -> bool:
    """Whether a piece at the top of the next page goes on with the table: the same columns or the same header.

    The table may have ended on that page already, with the rest of a row that was broken.
    """
    if piece.page - sheet.page not in (0, 1) or len(piece.grid.xs) != len(sheet.xs):
        return False
    if same_header(sheet.rows[0], rows_of(piece)[0]):
        return True
    shift = piece.grid.xs[0] - sheet.xs[0]
    if all(abs(a - b - shift) <= SAME_EDGE for a, b in zip(piece.grid.xs, sheet.xs, strict=True)):
        return True
    return not piece.ruled and _stands_in_columns(piece, [x + shift for x in sheet.xs])


def _stands_in_columns(piece: Piece, xs: list[float]) -> bool:
    """Whether all text of a piece without lines, whose edges are estimates, stands in the columns of the table."""
    if abs(piece.grid.xs[-1] - xs[-1]) > 3 * SAME_EDGE:
        return False
    for c in piece.cells:
        left, right = xs[c.span.col], xs[c.span.col + c.span.colspan]
        if any(line.x1 < left or line.x0 > right or not left <= (line.x0 + line.x1) / 2 <= right for line in c.lines):
            return False
    return True


def append(sheet: Sheet, piece: Piece) -> None:
    """Adds a piece: a repeated or blank header is dropped, a row that was broken by the page is joined."""
    rows = rows_of(piece)
    rows = rows[_repeated(sheet.rows, rows) :]
    if rows and sheet.rows and _broken(sheet.rows, rows[0]):
        _join(sheet.rows[-1], rows[0])
        rows = rows[1:]
    sheet.rows += rows
    sheet.places.append(piece.place)
    sheet.page = piece.page


def is_new_table(sheet: Sheet, piece: Piece) -> bool:
    """Whether the piece begins with a header of its own that differs from the table's: then it does not go on."""
    first = rows_of(piece)[0]
    header = sheet.rows[0]
    return _looks_like_header(first) and _looks_like_header(header) and not same_header(header, first)


def _looks_like_header(row: list[GridCell]) -> bool:
    filled = [c for c in row if not c.blank]
    return (
        len(filled) > 1
        and all(c.bold for c in filled)
        and not any(re.search(r"\d{3}", cell_key(c.lines)) for c in filled)
    )


def _repeated(before: list[list[GridCell]], rows: list[list[GridCell]]) -> int:
    """How many leading rows repeat the table's header, or are blank where the header would be."""
    n = 0
    while n < min(MAX_HEADER, len(rows), len(before)) and (
        same_header(before[n], rows[n]) or _same_spanning(before[n], rows[n])
    ):
        n += 1
    if n == 0 and rows and len(rows) > 1 and all(c.blank for c in rows[0]):
        return 1
    return n


def _same_spanning(a: list[GridCell], b: list[GridCell]) -> bool:
    one, two = [cell_key(c.lines) for c in a if not c.blank], [cell_key(c.lines) for c in b if not c.blank]
    return len(one) == 1 and one == two and [c.span.colspan for c in a] == [c.span.colspan for c in b] and a[0].bold


def _broken(before: list[list[GridCell]], first: list[GridCell]) -> bool:
    """Whether the first row of a page goes on with the row before it.

    Columns that are filled in nearly every row (a number, a code, a status) are blank in the second half of
    a broken row, because their text ended on the page before.
    """
    filled = {c.span.col for c in first if not c.blank}
    if not filled or any(c.bold for c in first if not c.blank) != any(c.bold for c in before[-1] if not c.blank):
        return False
    if any(c.span.colspan > 1 and not c.blank for c in first):
        return False
    last = {c.span.col for c in before[-1] if not c.blank}
    short = _always_filled(before) - filled
    if last and 0 not in last and not last & filled:
        return True  # each of its cells stands on one of the pages
    if len(last) < 2:
        return False
    if 0 not in filled or 0 not in last:  # one half has no label: it stands on the other page
        return bool(short - {0})
    if not filled <= last:
        return False
    beyond = {c for c in short if c != 0}
    return (
        len(beyond) >= 1
        and (_always_filled(before) & filled) <= _long_columns(before) | {0}
        and _reads_on(before[-1], first)
    )


def _always_filled(rows: list[list[GridCell]]) -> set[int]:
    counts = Counter(c.span.col for row in rows for c in row if not c.blank and c.span.colspan == 1)
    full = [row for row in rows if sum(not c.blank for c in row) > 1]
    return {col for col, n in counts.items() if n >= ALWAYS * len(full)}


def _long_columns(rows: list[list[GridCell]]) -> set[int]:
    """Columns whose cells often have several lines."""
    many = Counter(c.span.col for row in rows for c in row if len(c.lines) > 1)
    return {col for col, n in many.items() if n >= 0.25 * len(rows)}


def _reads_on(last: list[GridCell], first: list[GridCell]) -> bool:
    """Whether the texts of the second half begin as the middle of a sentence or a name."""
    begin = {c.span.col: c.lines[0].text for c in first if not c.blank}
    end = {c.span.col: c.lines[-1].text for c in last if not c.blank}
    lower = sum(t[:1].islower() for t in begin.values())
    open_end = sum(not end.get(col, ".").rstrip().endswith((".", "!", "?", ":")) for col in begin if col != 0)
    return lower > 0 and (lower >= len(begin) / 2 or open_end > 0)


def _join(last: list[GridCell], first: list[GridCell]) -> None:
    by_col = {c.span.col: c for c in last}
    for c in first:
        if c.blank:
            continue
        home = by_col.get(c.span.col)
        if home is None:
            last.append(GridCell(Span(last[0].span.row, c.span.col), list(c.parts), c.box, c.right, c.fill))
        else:
            home.parts = home.parts + c.parts
