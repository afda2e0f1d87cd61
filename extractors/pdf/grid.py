"""A grid of rows and columns on a page, and the ruled lines that make one."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from extractors.pdf.page import Rule
from extractors.pdf.words import Word

SNAP = 2.0  # points: lines this close are one line
REACH = 3.0  # points: lines that end this close to another meet it
COVER = 0.6  # share of a cell's side that must be drawn for the side to part two cells


@dataclass(frozen=True, slots=True)
class Span:
    """A cell of a grid: its first row and column and how many of each it covers."""

    row: int
    col: int
    rowspan: int = 1
    colspan: int = 1


@dataclass(slots=True)
class Grid:
    """Edges of columns (``xs``) and rows (``ys``) from left to right and top to bottom, and the cells between."""

    xs: list[float]
    ys: list[float]
    spans: list[Span]
    index: dict[tuple[int, int], int] | None = field(default=None, repr=False, compare=False)

    @property
    def box(self) -> tuple[float, float, float, float]:
        """x0, top, x1, bottom."""
        return self.xs[0], self.ys[0], self.xs[-1], self.ys[-1]

    def at(self, x: float, y: float, reach: float) -> int | None:
        """The number of the cell at a point; a point up to ``reach`` outside belongs to the nearest cell."""
        xs, ys = self.xs, self.ys
        if not (xs[0] - reach <= x <= xs[-1] + reach and ys[0] - reach <= y <= ys[-1] + reach):
            return None
        col = min(max(bisect_right(xs, x) - 1, 0), len(xs) - 2)
        row = min(max(bisect_right(ys, y) - 1, 0), len(ys) - 2)
        return self._index().get((row, col))

    def _index(self) -> dict[tuple[int, int], int]:
        """The number of the cell that covers each position."""
        if self.index is None:
            self.index = {
                (r, c): i
                for i, s in enumerate(self.spans)
                for r in range(s.row, s.row + s.rowspan)
                for c in range(s.col, s.col + s.colspan)
            }
        return self.index

    @property
    def rows(self) -> int:
        """Number of rows."""
        return len(self.ys) - 1

    @property
    def cols(self) -> int:
        """Number of columns."""
        return len(self.xs) - 1


def shared_out(grid: Grid, words: Sequence[Word], reach: float = 0.0) -> list[list[Word]]:
    """The words of each cell of a grid, by where their middle lies."""
    content: list[list[Word]] = [[] for _ in grid.spans]
    for w in words:
        i = grid.at(w.mx, w.my, reach)
        if i is not None:
            content[i].append(w)
    return content


def merged(rules: Iterable[Rule]) -> list[Rule]:
    """Rules that continue or lie on each other made one."""
    out: list[Rule] = []
    for line in _by_position(rules):
        line.sort(key=lambda r: r.start)
        at = sum(r.at for r in line) / len(line)
        start, end = line[0].start, line[0].end
        for r in line[1:]:
            if r.start <= end + REACH:
                end = max(end, r.end)
            else:
                out.append(Rule(at, start, end))
                start, end = r.start, r.end
        out.append(Rule(at, start, end))
    return out


def _by_position(rules: Iterable[Rule]) -> list[list[Rule]]:
    groups: list[list[Rule]] = []
    for r in sorted(rules, key=lambda r: r.at):
        if groups and r.at - groups[-1][0].at <= SNAP:
            groups[-1].append(r)
        else:
            groups.append([r])
    return groups


def ruled_grids(horizontal: list[Rule], vertical: list[Rule]) -> list[Grid]:
    """The grids that crossing lines draw, from top to bottom."""
    hs, vs = merged(horizontal), merged(vertical)
    grids = [grid for hs_, vs_ in _crossing(hs, vs) if (grid := _grid(hs_, vs_)) is not None]
    return sorted(grids, key=lambda g: (g.ys[0], g.xs[0]))


def _crossing(hs: list[Rule], vs: list[Rule]) -> list[tuple[list[Rule], list[Rule]]]:
    """Groups of lines that hang together by crossing."""
    parent = list(range(len(hs) + len(vs)))

    def root(i: int) -> int:
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    for i, h in enumerate(hs):
        for j, v in enumerate(vs):
            if h.start - REACH <= v.at <= h.end + REACH and v.start - REACH <= h.at <= v.end + REACH:
                parent[root(i)] = root(len(hs) + j)
    groups: dict[int, tuple[list[Rule], list[Rule]]] = {}
    for i, h in enumerate(hs):
        groups.setdefault(root(i), ([], []))[0].append(h)
    for j, v in enumerate(vs):
        groups.setdefault(root(len(hs) + j), ([], []))[1].append(v)
    return [g for g in groups.values() if g[0] and g[1]]


def edges(values: Iterable[float], within: float = SNAP) -> list[float]:
    """Positions that differ by more than ``within``, each the mean of those that are closer."""
    groups: list[list[float]] = []
    for v in sorted(values):
        if groups and v - groups[-1][-1] <= within:
            groups[-1].append(v)
        else:
            groups.append([v])
    return [sum(g) / len(g) for g in groups]


def _grid(hs: list[Rule], vs: list[Rule]) -> Grid | None:
    x_values = [v.at for v in vs]
    y_values = [h.at for h in hs]
    # lines that stick out: the outer side is not drawn, but the lines end where it would be
    for ends, at, low in (([h.start for h in hs], min(x_values), True), ([h.end for h in hs], max(x_values), False)):
        _add_outer(x_values, ends, at, low)
    for ends, at, low in (([v.start for v in vs], min(y_values), True), ([v.end for v in vs], max(y_values), False)):
        _add_outer(y_values, ends, at, low)
    xs, ys = edges(x_values), edges(y_values)
    if len(xs) < 2 or len(ys) < 2 or (len(xs) - 1) * (len(ys) - 1) > 100_000:
        return None
    return Grid(xs, ys, _spans(xs, ys, hs, vs))


def _add_outer(values: list[float], ends: list[float], at: float, low: bool) -> None:
    out = [e for e in ends if (e < at - 2 * REACH if low else e > at + 2 * REACH)]
    if len(out) >= 2 or (out and len(out) == len(ends)):
        values.append(min(out) if low else max(out))


def _spans(xs: list[float], ys: list[float], hs: list[Rule], vs: list[Rule]) -> list[Span]:
    rows, cols = len(ys) - 1, len(xs) - 1
    right = _walls(xs, ys, vs)
    below = _walls(ys, xs, hs)
    taken = [[False] * cols for _ in range(rows)]
    spans = []
    for r in range(rows):
        for c in range(cols):
            if taken[r][c]:
                continue
            span = _grow(r, c, rows, cols, right, below, taken)
            for i in range(r, r + span.rowspan):
                for j in range(c, c + span.colspan):
                    taken[i][j] = True
            spans.append(span)
    return spans


def _walls(across: list[float], along: list[float], rules: list[Rule]) -> set[tuple[int, int]]:
    """(i, j): the edge number i is drawn along the stretch number j."""
    walls = set()
    for i, at in enumerate(across):
        own = [r for r in rules if abs(r.at - at) <= SNAP]
        for j in range(len(along) - 1):
            a, b = along[j], along[j + 1]
            drawn = sum(max(0.0, min(b, r.end) - max(a, r.start)) for r in own)
            if drawn >= COVER * (b - a):
                walls.add((i, j))
    return walls


def _grow(
    r: int,
    c: int,
    rows: int,
    cols: int,
    right: set[tuple[int, int]],
    below: set[tuple[int, int]],
    taken: list[list[bool]],
) -> Span:
    """The rectangle of positions from (r, c) that no drawn line parts."""
    wide = 1
    while c + wide < cols and (c + wide, r) not in right and not taken[r][c + wide]:
        wide += 1
    high = 1
    while r + high < rows and _open_below(r + high, c, wide, right, below, taken, cols):
        high += 1
    return Span(r, c, high, wide)


def _open_below(
    row: int,
    c: int,
    wide: int,
    right: set[tuple[int, int]],
    below: set[tuple[int, int]],
    taken: list[list[bool]],
    cols: int,
) -> bool:
    """Whether the next row goes on with the cell: no line above it, none within it, and it ends where the cell ends."""
    if any((row, j) in below or taken[row][j] for j in range(c, c + wide)):
        return False
    if any((j, row) in right for j in range(c + 1, c + wide)):
        return False
    ends = c + wide == cols or (c + wide, row) in right
    begins = c == 0 or (c, row) in right
    return ends and begins
