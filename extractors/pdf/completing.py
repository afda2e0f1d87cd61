"""Ruled grids completed by their text: columns that no line parts, rows that no line parts, notes that are no rows."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractors.pdf.chunks import ChunkLine, chunk_lines
from extractors.pdf.columns import column_edges, column_of
from extractors.pdf.grid import Grid, Span, shared_out
from extractors.pdf.roles import number_columns
from extractors.pdf.rows import row_groups
from extractors.pdf.textgrid import with_hints
from extractors.pdf.words import Word

CROWDED = 0.25  # share of the filled cells with text in several columns from which the lines are not all the columns
BAND = 1.5  # times the font size: a blank band this high over all columns parts rows
NOTE_LENGTH = 100  # characters
NOTE = re.compile(r"^(note|noter|anm|anmærkning|kilde|source|exhibit reads|\*|¹|1\))", re.IGNORECASE)
CAPTION = re.compile(r"^(tabel|table|skema|oversigt|exhibit|bilag|figur|figure)\s*[\dA-Z]", re.IGNORECASE)


def complete(grid: Grid, words: Sequence[Word]) -> Grid:
    """The grid with the columns and rows that its text shows and its lines do not."""
    x0, top, x1, bottom = grid.box
    own = [w for w in words if x0 - 1 <= w.mx <= x1 + 1 and top - 1 <= w.my <= bottom + 1]
    grid = without_notes(grid, own)
    return split_tall_rows(complete_columns(grid, own), own)


def _inside(words: Sequence[Word], box: tuple[float, float, float, float]) -> list[Word]:
    x0, top, x1, bottom = box
    return [w for w in words if x0 <= w.mx <= x1 and top <= w.my <= bottom]


def _box(grid: Grid, s: Span) -> tuple[float, float, float, float]:
    return grid.xs[s.col], grid.ys[s.row], grid.xs[s.col + s.colspan], grid.ys[s.row + s.rowspan]


def without_notes(grid: Grid, words: Sequence[Word]) -> Grid:
    """The grid without a caption in its first row or notes in its last, where these go over all columns."""
    first, last = 0, grid.rows
    while first < last - 2 and _is_aside(grid, first, words, CAPTION):
        first += 1
    while last > first + 2 and _is_aside(grid, last - 1, words, NOTE):
        last -= 1
    if (first, last) == (0, grid.rows):
        return grid
    spans = [Span(s.row - first, s.col, s.rowspan, s.colspan) for s in grid.spans if first <= s.row < last]
    return Grid(grid.xs, grid.ys[first : last + 1], spans)


def _is_aside(grid: Grid, row: int, words: Sequence[Word], pattern: re.Pattern[str]) -> bool:
    """Whether a row is a caption or a note: its text goes over the columns, and says so or is long."""
    if grid.cols < 2 or any(s.row == row and s.rowspan > 1 for s in grid.spans):
        return False
    lines = chunk_lines(_inside(words, (grid.xs[0] - 1, grid.ys[row], grid.xs[-1] + 1, grid.ys[row + 1])))
    if not lines or any(len(line.chunks) > 1 for line in lines):
        return False
    own = [s for s in grid.spans if s.row == row]
    if sum(bool(_inside(words, _box(grid, s))) for s in own) > 1:
        return False
    over = len(own) == 1 or any(_reaches_over(line.line.x0, line.line.x1, grid.xs[1:-1]) for line in lines)
    text = " ".join(line.line.text for line in lines)
    return over and (bool(pattern.match(text)) or len(text) > NOTE_LENGTH)


def complete_columns(grid: Grid, words: Sequence[Word]) -> Grid:
    """Columns that only the text shows: many cells hold text in several columns side by side."""
    contents = [(s, chunk_lines(own)) for s, own in zip(grid.spans, shared_out(grid, words), strict=True)]
    filled = [(s, lines) for s, lines in contents if lines]
    crowded = [s for s, lines in filled if _is_crowded(lines)]
    if len(crowded) < max(2, CROWDED * len(filled)):
        return grid
    lines = chunk_lines(words, grid.xs[1:-1])
    xs = with_hints(column_edges(lines, grid.xs[0], grid.xs[-1]), lines, grid.xs[1:-1])
    if len(xs) <= len(grid.xs):
        xs = grid.xs
    return Grid(
        xs, grid.ys, sorted((n for s, own in contents for n in _cut(s, own, grid, xs)), key=lambda s: (s.row, s.col))
    )


def _is_crowded(lines: Sequence[ChunkLine]) -> bool:
    several = [line for line in lines if len(line.chunks) > 1]
    return len(several) >= 0.5 * len(lines)


def _cut(s: Span, lines: Sequence[ChunkLine], grid: Grid, xs: list[float]) -> list[Span]:
    """A cell of the ruled grid as cells of the completed one."""
    left, right = grid.xs[s.col], grid.xs[s.col + s.colspan]
    first = min(range(len(xs)), key=lambda i: abs(xs[i] - left))
    last = min(range(len(xs)), key=lambda i: abs(xs[i] - right))
    last = max(last, first + 1)
    chunks = [c for line in lines for c in line.chunks]
    whole = not chunks or (max(len(line.chunks) for line in lines) == 1 and not all(c.is_number for c in chunks))
    if whole and chunks and (s.colspan == 1 or _reaches_over(chunks[0].x0, chunks[0].x1, xs)):
        return [Span(s.row, first, s.rowspan, last - first)]
    joined = {c for chunk in chunks for a, b in [column_of(chunk, xs)] for c in range(a, b)}
    out, col = [], first
    while col < last:
        end = col
        while end in joined and end + 1 < last:
            end += 1
        out.append(Span(s.row, col, s.rowspan, end - col + 1))
        col = end + 1
    return out


def _reaches_over(x0: float, x1: float, xs: Sequence[float]) -> bool:
    return any(x0 + 2 < x < x1 - 2 for x in xs)


def split_tall_rows(grid: Grid, words: Sequence[Word]) -> Grid:
    """Rows that hold several lines of numbers, or blank bands between their texts, cut at these."""
    plain = {s.row for s in grid.spans} - {
        r for s in grid.spans if s.rowspan > 1 for r in range(s.row, s.row + s.rowspan)
    }
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
    lines = chunk_lines(_inside(words, (grid.xs[0], grid.ys[r], grid.xs[-1], grid.ys[r + 1])), grid.xs[1:-1])
    if len(lines) < 2:
        return []
    if not _stands_in_lines(lines, grid.xs):
        return _bands(lines, grid.xs)
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


def _bands(lines: Sequence[ChunkLine], xs: Sequence[float]) -> list[float]:
    """Heights of blank bands over the whole row below which the first column and another one begin anew."""
    cuts = []
    bottom = lines[0].bottom
    for line in lines[1:]:
        filled = {column_of(c, xs)[0] for c in line.chunks}
        if line.top - bottom > (BAND - 0.9) * line.size and 0 in filled and len(filled) > 1:
            cuts.append((bottom + line.top) / 2)
        bottom = max(bottom, line.bottom)
    return cuts


def _respan(grid: Grid, origin: list[int]) -> list[Span]:
    spans = []
    for s in grid.spans:
        rows = [i for i, r in enumerate(origin) if s.row <= r < s.row + s.rowspan]
        if s.rowspan == 1:
            spans += [Span(i, s.col, 1, s.colspan) for i in rows]
        else:
            spans.append(Span(rows[0], s.col, len(rows), s.colspan))
    return sorted(spans, key=lambda s: (s.row, s.col))
