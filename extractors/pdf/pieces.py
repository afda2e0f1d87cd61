"""A table's part on one page: a grid with the lines of text in each of its cells."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from extractors.pdf.chunks import ChunkLine, chunk_lines
from extractors.pdf.grid import Grid, Span
from extractors.pdf.page import Char, Fill
from extractors.pdf.rows import number_columns, row_groups
from extractors.pdf.words import TextLine, Word, box_of, lines_of, make_word
from extractors.place import Place

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
    notes: list[str] = field(default_factory=list)

    @property
    def place(self) -> Place:
        """The box of the grid."""
        return Place(self.page, *(round(v, 2) for v in self.grid.box))


def make_piece(page: int, grid: Grid, words: Sequence[Word], fills: Sequence[Fill], ruled: bool) -> Piece:
    """Words put into the cells of a grid by where their middle lies; a word over an edge is cut there."""
    x0, top, x1, bottom = grid.box
    own = [w for w in words if x0 - OVER <= w.middle[0] <= x1 + OVER and top - OVER <= w.middle[1] <= bottom + OVER]
    boxes = [_box(grid, s) for s in grid.spans]
    content: list[list[Word]] = [[] for _ in boxes]
    for word in own:
        for i, piece in _cells_of(word, boxes):
            content[i].append(piece)
    cells = [
        GridCell(s, [(page, lines_of(ws))] if ws else [], Place(page, *(round(v, 2) for v in b)), None, _fill(b, fills))
        for s, b, ws in zip(grid.spans, boxes, content, strict=True)
    ]
    _set_right_edges(cells, ruled)
    return Piece(page, grid, cells, ruled)


def _box(grid: Grid, s: Span) -> tuple[float, float, float, float]:
    return grid.xs[s.col], grid.ys[s.row], grid.xs[s.col + s.colspan], grid.ys[s.row + s.rowspan]


def _cells_of(word: Word, boxes: list[tuple[float, float, float, float]]) -> list[tuple[int, Word]]:
    i = _cell_at(*word.middle, boxes)
    if i is None:
        return []
    x0, _, x1, _ = boxes[i]
    if word.turned or (word.x0 >= x0 - OVER and word.x1 <= x1 + OVER) or len(word.chars) < 2:
        return [(i, word)]
    return _cut(word, boxes, i)


def _cut(word: Word, boxes: list[tuple[float, float, float, float]], home: int) -> list[tuple[int, Word]]:
    """A word that lies over the edge between two cells, cut character by character."""
    y = word.middle[1]
    groups: list[tuple[int, list[Char]]] = []
    for char in word.chars:
        i = _cell_at((char.x0 + char.x1) / 2, y, boxes)
        i = home if i is None else i
        if groups and groups[-1][0] == i:
            groups[-1][1].append(char)
        else:
            groups.append((i, [char]))
    if len(groups) == 1:
        return [(home, word)]
    return [(i, make_word(chars, word.spaced and n == len(groups) - 1)) for n, (i, chars) in enumerate(groups)]


def _cell_at(x: float, y: float, boxes: list[tuple[float, float, float, float]]) -> int | None:
    best, best_distance = None, OVER + 0.01
    for i, (x0, top, x1, bottom) in enumerate(boxes):
        distance = max(x0 - x, x - x1, top - y, y - bottom, 0.0)
        if distance < best_distance:
            best, best_distance = i, distance
            if distance == 0.0:
                break
    return best


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
    for c in cells:
        if c.blank or c.box.x0 is None or c.box.x1 is None:
            continue
        if drawn:
            c.right = c.box.x1 - min(max(min(line.x0 for line in c.lines) - c.box.x0, 0.0), 8.0)
        else:
            ends = sorted((line.x1 for other in cells if other.span.col == c.span.col for line in other.lines), reverse=True)
            c.right = ends[0] if len(ends) > 2 and ends[0] - ends[1] < 1.5 else None


def split_tall_rows(grid: Grid, words: Sequence[Word]) -> Grid:
    """A ruled grid whose rows hold several lines of numbers, cut into one row a line of numbers."""
    plain = {s.row for s in grid.spans} - {r for s in grid.spans if s.rowspan > 1 for r in range(s.row, s.row + s.rowspan)}
    ys: list[float] = [grid.ys[0]]
    origin: list[int] = []
    for r in range(grid.rows):
        cuts = _cuts(grid, r, words) if r in plain else []
        ys += [*cuts, grid.ys[r + 1]]
        origin += [r] * (len(cuts) + 1)
    if len(origin) == grid.rows:
        return grid
    return Grid(grid.xs, ys, _respan(grid, origin))


def _cuts(grid: Grid, r: int, words: Sequence[Word]) -> list[float]:
    x0, x1 = grid.xs[0], grid.xs[-1]
    own = [w for w in words if x0 <= w.middle[0] <= x1 and grid.ys[r] <= w.middle[1] <= grid.ys[r + 1]]
    lines = chunk_lines(own, grid.xs[1:-1])
    if len(lines) < 2 or not _stands_in_lines(lines, grid.xs):
        return []
    groups = row_groups(lines, grid.xs, [])
    bottoms = [max(x.bottom for x in g) for g in groups]
    tops = [min(x.top for x in g) for g in groups]
    return [(bottoms[i] + tops[i + 1]) / 2 for i in range(len(groups) - 1)]


def _stands_in_lines(lines: list[ChunkLine], xs: list[float]) -> bool:
    """Whether two columns or more have numbers on the same lines, at least two of them."""
    numbers = number_columns(lines, xs)
    if len(numbers) < 2 and not (numbers and len(xs) == 3):
        return False
    full = sum(len(line.chunks) > 1 and sum(c.is_number for c in line.chunks) >= min(2, len(numbers)) for line in lines)
    return full >= 2


def _respan(grid: Grid, origin: list[int]) -> list[Span]:
    spans = []
    for s in grid.spans:
        rows = [i for i, r in enumerate(origin) if s.row <= r < s.row + s.rowspan]
        if s.rowspan == 1:
            spans += [Span(i, s.col, 1, s.colspan) for i in rows]
        else:
            spans.append(Span(rows[0], s.col, len(rows), s.colspan))
    return sorted(spans, key=lambda s: (s.row, s.col))


def place_of(lines: list[TextLine], page: int, box: Place) -> Place:
    """The box around the text of a cell, or the cell's own where it has none."""
    words = [w for line in lines for w in line.words]
    return box_of(words, page) if words else box
