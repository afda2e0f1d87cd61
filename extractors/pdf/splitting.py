"""Two tables that were found as one: the header stands again under a heading of its own."""

from __future__ import annotations

import re
from difflib import SequenceMatcher

from extractors.pdf.grid import Grid, Span
from extractors.pdf.lines import TextLine
from extractors.pdf.pieces import GridCell, Piece
from extractors.pdf.words import Word

CAPTION = re.compile(r"^(tabel|skema|oversigt|figur|table)\s*\d+", re.IGNORECASE)
FIGURE = re.compile(r"^[\d.,%()+\-−–]+(kr\.?|mio\.?)?$")
YEAR = re.compile(r"^(19|20)\d\d$")
ALIKE = 0.85  # likeness of two header rows, 0 to 1


def split_at_headings(piece: Piece) -> tuple[list[Piece], list[Word]]:
    """The tables of a piece, and the words of the headings between them."""
    rows = rows_of(piece)
    starts = [0]
    headings: set[int] = set()
    for r in range(1, len(rows) - 1):
        if _is_heading(rows[r]) and _new_header(rows, r + 1, starts[-1]):
            starts.append(r + 1)
            headings.add(r)
    if rows and _is_heading(rows[0]) and len(rows) > 2 and CAPTION.match(row_text(rows[0])):
        headings.add(0)
        starts[0] = 1
    if not headings:
        return [piece], []
    ends = [min([h for h in headings if h >= s] or [len(rows)]) for s in starts]
    words = [w for r in headings for c in rows[r] for line in c.lines for w in line.words]
    return [_part(piece, s, e) for s, e in zip(starts, ends, strict=True) if e > s], words


def rows_of(piece: Piece) -> list[list[GridCell]]:
    """The cells by the row that they begin in."""
    rows: list[list[GridCell]] = [[] for _ in range(piece.grid.rows)]
    for c in piece.cells:
        rows[c.span.row].append(c)
    return rows


def row_text(row: list[GridCell]) -> str:
    """All text of a row."""
    return " ".join(line.text for c in row for line in c.lines)


def cell_key(lines: list[TextLine]) -> str:
    """A text to compare cells by: no case, spaces or hyphens."""
    return re.sub(r"[\s\-\u00ad\u2010]", "", "".join(line.text for line in lines)).casefold()


def same_header(a: list[GridCell], b: list[GridCell]) -> bool:
    """Whether two rows say (nearly) the same in the same columns."""
    one, two = (
        {c.span.col: cell_key(c.lines) for c in a if not c.blank},
        {c.span.col: cell_key(c.lines) for c in b if not c.blank},
    )
    if len(one) < 2 or set(one) != set(two) or any(FIGURE.match(t) and not YEAR.match(t) for t in one.values()):
        return False
    return SequenceMatcher(None, "|".join(one.values()), "|".join(two.values())).ratio() >= ALIKE


def _is_heading(row: list[GridCell]) -> bool:
    return sum(not c.blank for c in row) == 1 and not row_text(row)[:1].islower()


def _new_header(rows: list[list[GridCell]], r: int, start: int) -> bool:
    if same_header(rows[start], rows[r]):
        return True
    bold = all(c.bold for c in rows[r] if not c.blank) and sum(not c.blank for c in rows[r]) > 1
    return bool(CAPTION.match(row_text(rows[r - 1]))) and bold


def _part(piece: Piece, start: int, end: int) -> Piece:
    cells = [
        GridCell(
            Span(c.span.row - start, c.span.col, min(c.span.rowspan, end - c.span.row), c.span.colspan),
            c.parts,
            c.box,
            c.right,
            c.fill,
        )
        for c in piece.cells
        if start <= c.span.row < end
    ]
    grid = Grid(piece.grid.xs, piece.grid.ys[start : end + 1], [c.span for c in cells])
    return Piece(piece.page, grid, cells, piece.ruled)
