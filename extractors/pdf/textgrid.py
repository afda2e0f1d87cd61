"""A grid out of lines of text: rows and columns where none or few lines are drawn."""

from __future__ import annotations

from collections.abc import Sequence

from extractors.pdf.chunks import Chunk, ChunkLine, chunk_lines
from extractors.pdf.columns import column_edges, column_of
from extractors.pdf.grid import Grid, Span
from extractors.pdf.rows import row_groups

OVER = 0.1  # share of the lines that may have text over a hint
HEADER_LINES = 3  # at the most


def text_grid(
    lines: Sequence[ChunkLine], left: float, right: float, walls: Sequence[float] = (), hints: Sequence[float] = ()
) -> Grid | None:
    """The grid of a region, None where it has fewer than two columns or rows.

    ``hints`` are x positions at which drawn lines end or shading changes; they part columns where no text
    lies over them.
    """
    xs = with_hints(column_edges(lines, left, right), lines, hints)
    if len(xs) < 3:
        return None
    lines = chunk_lines([w for line in lines for w in line.line.words], xs[1:-1])
    groups = row_groups(lines, xs, walls)
    return grid_of(groups, xs, walls) if len(groups) > 1 else None


def grid_of(groups: list[list[ChunkLine]], xs: list[float], walls: Sequence[float] = ()) -> Grid:
    """The grid of some rows of lines between known edges of columns."""
    return Grid(xs, _heights(groups, walls), _spans(groups, xs))


def with_hints(xs: list[float], lines: Sequence[ChunkLine], hints: Sequence[float]) -> list[float]:
    """Column edges moved to the hint in the same gap, and completed by hints that hardly any text lies over."""
    chunks = [c for line in lines for c in line.chunks]
    out = list(xs)
    for hint in hints:
        if _text_over(hint, lines) > OVER * len(lines):
            continue
        inner = [x for x in out[1:-1] if not _between(chunks, x, hint)]
        out = [x for x in out if x not in inner]
        out.append(hint)
    return sorted(set(out))


def _text_over(hint: float, lines: Sequence[ChunkLine]) -> int:
    """How many lines have text over a hint; a header over several columns does not count."""
    over = [any(c.x0 < hint - 1 and c.x1 > hint + 1 for c in line.chunks) for line in lines]
    spanning = len(lines) > HEADER_LINES and over[0] and len(lines[0].chunks) > 1
    return sum(over) - spanning


def _between(chunks: Sequence[Chunk], a: float, b: float) -> bool:
    """Whether text stands between two positions."""
    low, high = min(a, b), max(a, b)
    return any(low < (c.x0 + c.x1) / 2 < high for c in chunks)


def _heights(groups: list[list[ChunkLine]], walls: Sequence[float]) -> list[float]:
    """Edges of the rows: a drawn line between two rows, or half-way between their text."""
    tops = [min(x.top for x in g) for g in groups]
    bottoms = [max(x.bottom for x in g) for g in groups]
    ys = [_outer(tops[0], walls, up=True)]
    for i in range(len(groups) - 1):
        between = [w for w in walls if bottoms[i] - 3 <= w <= tops[i + 1] + 3]
        ys.append(between[0] if between else (bottoms[i] + tops[i + 1]) / 2)
    ys.append(_outer(bottoms[-1], walls, up=False))
    return ys


def _outer(edge: float, walls: Sequence[float], up: bool) -> float:
    near = [w for w in walls if (edge - 14 <= w <= edge + 2 if up else edge - 2 <= w <= edge + 14)]
    if near:
        return max(near) if up else min(near)
    return edge - 1 if up else edge + 1


def _spans(groups: list[list[ChunkLine]], xs: list[float]) -> list[Span]:
    """A span a cell; a chunk that lies over several columns makes a cell over these."""
    cols = len(xs) - 1
    spans = []
    for r, group in enumerate(groups):
        joined = set()
        for line in group:
            for chunk in line.chunks:
                first, last = column_of(chunk, xs)
                joined |= set(range(first, last))  # column i hangs together with i + 1
        c = 0
        while c < cols:
            end = c
            while end in joined:
                end += 1
            spans.append(Span(r, c, 1, end - c + 1))
            c = end + 1
    return spans
