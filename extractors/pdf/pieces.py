"""A table's part on one page: a grid with the lines of text in each of its cells."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from extractors.pdf.grid import Grid, Span
from extractors.pdf.lines import TextLine, lines_of
from extractors.pdf.page import Fill
from extractors.pdf.words import Word, part_of
from extractors.place import Place

TOUCH = 4.0  # points between two parts of one table
OVER = 1.5  # points that a word may reach over the edge of its cell


@dataclass(slots=True)
class GridCell:
    """A cell with its lines of text; ``parts`` has one entry a page, in reading order."""

    span: Span
    parts: list[tuple[int, list[TextLine]]]
    box: Place
    right: float | None = None  # where its room for text ends
    fill: str | None = None

    @property
    def lines(self) -> list[TextLine]:
        """All lines of the cell."""
        return [line for _, lines in self.parts for line in lines]

    @property
    def blank(self) -> bool:
        """Whether it has no text."""
        return not any(lines for _, lines in self.parts)

    @property
    def bold(self) -> bool:
        """Whether all its text is bold."""
        return not self.blank and all(line.bold for line in self.lines)


@dataclass(slots=True)
class Piece:
    """The part of a table on one page."""

    page: int
    grid: Grid
    cells: list[GridCell]
    ruled: bool

    @property
    def place(self) -> Place:
        """The box of the grid."""
        return box_place(self.page, self.grid.box)


def box_place(page: int, box: tuple[float, float, float, float]) -> Place:
    """A box on a page, to a hundredth of a point."""
    x0, top, x1, bottom = box
    return Place(page, round(x0, 2), round(top, 2), round(x1, 2), round(bottom, 2))


def make_piece(page: int, grid: Grid, words: Sequence[Word], fills: Sequence[Fill], ruled: bool) -> Piece:
    """Words put into the cells of a grid by where their middle lies; a word over a ruled edge is cut there."""
    boxes = [_box(grid, s) for s in grid.spans]
    content: list[list[Word]] = [[] for _ in boxes]
    for word in words:
        home = grid.at(word.mx, word.my, OVER)
        if home is None:
            continue
        for i, piece in _cells_of(word, grid, home, boxes[home]) if ruled else [(home, word)]:
            content[i].append(piece)
    cells = [
        GridCell(s, [(page, lines_of(ws))] if ws else [], box_place(page, b), None, _fill(b, fills))
        for s, b, ws in zip(grid.spans, boxes, content, strict=True)
    ]
    _set_right_edges(cells, ruled)
    return Piece(page, grid, cells, ruled)


def _box(grid: Grid, s: Span) -> tuple[float, float, float, float]:
    return grid.xs[s.col], grid.ys[s.row], grid.xs[s.col + s.colspan], grid.ys[s.row + s.rowspan]


def _cells_of(word: Word, grid: Grid, home: int, box: tuple[float, float, float, float]) -> list[tuple[int, Word]]:
    """The cell that a word belongs to; the cells, where it lies over the edge between two."""
    within = word.x0 >= box[0] - OVER and word.x1 <= box[2] + OVER
    if within or word.turned or word.edges is None or not 1 < len(word.text) == len(word.edges[0]):
        return [(home, word)]
    middles = ((word.edges[0] + word.edges[1]) / 2).tolist()
    owners = [grid.at(x, word.my, OVER) for x in middles]
    owners = [home if o is None else o for o in owners]
    starts = [0, *(i for i in range(1, len(owners)) if owners[i] != owners[i - 1])]
    if len(starts) == 1:
        return [(home, word)]
    return [(owners[s], part_of(word, s, e)) for s, e in zip(starts, [*starts[1:], len(owners)], strict=True)]


def _fill(box: tuple[float, float, float, float], fills: Sequence[Fill]) -> str | None:
    x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    for f in reversed(fills):
        if f.x0 <= x <= f.x1 and f.top <= y <= f.bottom:
            return f.colour
    return None


def _set_right_edges(cells: Sequence[GridCell], drawn: bool) -> None:
    """Where the room for text ends.

    In a drawn cell that is as far from its right side as the text begins from its left; elsewhere it is
    where several lines of the column end.
    """
    ends: dict[int, list[float]] = {}
    for c in cells:
        ends.setdefault(c.span.col, []).extend(line.x1 for line in c.lines)
    full = {col: sorted(values)[-2:] for col, values in ends.items() if len(values) > 2}
    for c in cells:
        if c.blank or c.box.x0 is None or c.box.x1 is None:
            continue
        if drawn:
            c.right = c.box.x1 - min(max(min(line.x0 for line in c.lines) - c.box.x0, 0.0), 8.0)
        elif c.span.col in full and full[c.span.col][1] - full[c.span.col][0] < 1.5:
            c.right = full[c.span.col][1]


def joined(pieces: Sequence[Piece]) -> list[Piece]:
    """Pieces from top to bottom; two that touch and have the same columns are one: a header outside the grid."""
    out: list[Piece] = []
    for piece in sorted(pieces, key=lambda p: (p.grid.ys[0], p.grid.xs[0])):
        above = next((p for p in reversed(out) if _touch(p, piece)), None)
        if above is None:
            out.append(piece)
        else:
            _append(above, piece)
    return out


def _touch(above: Piece, below: Piece) -> bool:
    one, two = above.grid, below.grid
    same = len(one.xs) == len(two.xs) and all(abs(a - b) <= TOUCH * 3 for a, b in zip(one.xs, two.xs, strict=True))
    return same and abs(two.ys[0] - one.ys[-1]) <= TOUCH


def _append(above: Piece, below: Piece) -> None:
    shift = above.grid.rows
    above.cells += [
        GridCell(Span(c.span.row + shift, c.span.col, c.span.rowspan, c.span.colspan), c.parts, c.box, c.right, c.fill)
        for c in below.cells
    ]
    above.grid = Grid(above.grid.xs, [*above.grid.ys, *below.grid.ys[1:]], [c.span for c in above.cells])
    above.ruled = above.ruled and below.ruled
