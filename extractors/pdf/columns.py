"""Where the columns of a table without vertical lines are: at the gaps that its lines have in common."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from extractors.pdf.chunks import Chunk, ChunkLine
from extractors.pdf.number_columns import number_column_edges
from extractors.pdf.numbers import numbers_of

NARROW = 2.0  # points: a common gap must be this wide at least
WIDE_LINE = 0.55  # share of the region's width: one chunk this wide is a title or a group row, not a cell
OVER = 0.12  # share of the lines that may have text over a gap: headers over several columns
HEADER_LINES = 4  # at the most: a column filled on no more lines may be the header of the one beside it
FEW = 3  # lines from which those below a header show where the columns are

Interval = tuple[float, float]


def column_edges(lines: Sequence[ChunkLine], left: float, right: float) -> list[float]:
    """Edges of the columns between ``left`` and ``right``, in points; [left, right] where there is one column.

    A gap counts when hardly any line has text over it. Lines with one wide chunk do not count: they are
    titles or group rows. Numbers that stand close to each other are columns of their own when they do so
    on most lines.
    """
    if (edges := number_column_edges(lines, left, right)) is not None:
        return edges
    telling = _without_upper_headers([line for line in lines if not _spans(line, right - left)] or list(lines))
    pieces = [(c.x0, c.x1) for line in telling for c in line.chunks]
    if not pieces:
        return [left, right]
    allowed = int(OVER * len(telling)) if len(telling) < 25 else max(2, int(0.04 * len(telling)))
    words = [(w.x0, w.x1) for line in lines for w in line.line.words]
    gaps = [g for g in _gaps(pieces, allowed) if g[1] - g[0] >= NARROW and _parts_both(telling, g)]
    inner = [_clearest(a, b, words) for a, b in _beside_headers(gaps, telling)]
    edges = [left, *[x for x in inner if left < x < right], right]
    return _headers_joined(sorted({*edges, *_number_rivers(telling, edges)}), lines)


def _spans(line: ChunkLine, width: float) -> bool:
    return len(line.chunks) == 1 and line.chunks[0].x1 - line.chunks[0].x0 > WIDE_LINE * width


def _without_upper_headers(lines: list[ChunkLine]) -> list[ChunkLine]:
    """The lines without the first ones that have fewer chunks than those below: headers over several columns."""
    out = list(lines)
    while len(lines) - len(out) < 2 and len(out) > FEW and _is_over(out[0], out[1:]):
        out.pop(0)
    return out


def _is_over(line: ChunkLine, below: Sequence[ChunkLine]) -> bool:
    """Whether the chunks of a line lie over two or more of most lines below."""
    upper = line.chunks if len(line.chunks) > 1 else []
    under = [sum(c.x0 < u.x1 and c.x1 > u.x0 for c in x.chunks) for u in upper for x in below]
    return bool(under) and not any(c.is_number for c in upper) and sum(n > 1 for n in under) > 0.6 * len(under)


def _gaps(pieces: Sequence[Interval], allowed: int) -> list[Interval]:
    """The stretches between the leftmost and the rightmost text over which at most ``allowed`` pieces lie."""
    events = sorted([(a, 1) for a, _ in pieces] + [(b, -1) for _, b in pieces])
    gaps, depth, start = [], 0, None
    first, last = events[0][0], events[-1][0]
    for x, step in events:
        if start is not None and depth <= allowed < depth + step:
            gaps.append((start, x))
            start = None
        depth += step
        if start is None and depth <= allowed:
            start = x
    return [(a, b) for a, b in gaps if a > first and b < last]


def _parts_both(lines: Sequence[ChunkLine], gap: Interval) -> bool:
    """Whether some lines have text on both sides of a gap: else it only parts a title from the table."""
    middle = (gap[0] + gap[1]) / 2
    both = sum(any(c.x1 <= middle for c in line.chunks) and any(c.x0 >= middle for c in line.chunks) for line in lines)
    return both >= min(2, len(lines)) or (len(lines) == 2 and both == 1 and _has_blank_corner(lines, middle))


def _has_blank_corner(lines: Sequence[ChunkLine], gap: float) -> bool:
    """Whether of two lines one begins behind a gap, where a header stands over as many numbers."""
    header, row = ([c for c in line.chunks if c.x0 >= gap] for line in lines)
    over = 1 < len(header) == len(row) and all(c.is_number for c in row) and not any(c.is_number for c in header)
    return over and any(line.line.x0 >= gap for line in lines)


def _beside_headers(gaps: Sequence[Interval], lines: Sequence[ChunkLine]) -> list[Interval]:
    """The gaps without the headers that stand in them: each belongs to the side that has no other on its line."""
    out: list[Interval] = []
    given: set[int] = set()  # lines whose header in the gap before went to the column on its right
    for i, gap in enumerate(gaps):
        a, b = gap
        before = gaps[i - 1][1] if i else float("-inf")
        after = gaps[i + 1][0] if i + 1 < len(gaps) else float("inf")
        to_the_right: set[int] = set()
        for n, line in enumerate(lines):
            for chunk in line.chunks:
                if not (gap[0] <= chunk.x0 and chunk.x1 <= gap[1]):
                    continue
                left = n in given or any(c.x1 > before and c.x0 < gap[0] for c in line.chunks if c is not chunk)
                right = any(c.x1 > gap[1] and c.x0 < after for c in line.chunks if c is not chunk)
                if left and not right:
                    b = min(b, chunk.x0)
                    to_the_right.add(n)
                elif right and not left:
                    a = max(a, chunk.x1)
        given = to_the_right
        out.append((a, b) if a < b else gap)
    return out


def _clearest(a: float, b: float, words: Sequence[Interval]) -> float:
    """The middle of the stretch within a gap over which the fewest words lie: header words may reach into a gap."""
    words = [w for w in words if w[0] < b and w[1] > a]
    if not words:
        return (a + b) / 2
    cuts = sorted({a, b, *[x for w in words for x in w if a < x < b]})
    stretches = list(itertools.pairwise(cuts))
    over = [sum(x0 < (p + q) / 2 < x1 for x0, x1 in words) for p, q in stretches]
    p, q = min(zip(stretches, over, strict=True), key=lambda s: (s[1], s[0][0] - s[0][1]))[0]
    return (p + q) / 2


def _headers_joined(edges: list[float], lines: Sequence[ChunkLine]) -> list[float]:
    """Edges without those that part a header from the numbers below it, which begin further to the right."""
    rows: list[set[int]] = [set() for _ in range(len(edges) - 1)]  # the numbers of the lines that fill each column
    for n, line in enumerate(lines):
        for word in line.line.words:
            rows[_index(word.mx, edges)].add(n)
    out = list(edges)
    i = 0
    while i < len(rows) - 1:
        a, b = rows[i], rows[i + 1]
        over = a and b and (max(a) < min(b) or max(b) < min(a)) and min(len(a), len(b)) <= HEADER_LINES
        if over:
            rows[i : i + 2] = [a | b]
            del out[i + 1]
        else:
            i += 1
    return out


def _number_rivers(lines: Sequence[ChunkLine], edges: Sequence[float]) -> list[float]:
    """Edges between columns of numbers that stand closer than a chunk's gap."""
    out: list[float] = []
    for a, b in itertools.pairwise(edges):
        chunks = [c for line in lines for c in line.chunks if a - 1 <= c.x0 and c.x1 <= b + 1]
        several = [numbers for c in chunks if len(numbers := numbers_of(c)) > 1]
        if len(several) < 3 or len(several) < 0.5 * len(chunks):
            continue
        allowed = int(0.06 * len(several))
        gaps = _gaps([(n[0].x0, n[-1].x1) for numbers in several for n in numbers], allowed)
        out += [(p + q) / 2 for p, q in gaps if q - p >= NARROW]
    return out


def column_of(chunk: Chunk, edges: Sequence[float]) -> tuple[int, int]:
    """First and last column that a chunk's words lie in."""
    cols = [_index((w.x0 + w.x1) / 2, edges) for w in chunk.words]
    return min(cols), max(cols)


def _index(x: float, edges: Sequence[float]) -> int:
    for i in range(len(edges) - 2):
        if x < edges[i + 1]:
            return i
    return len(edges) - 2
