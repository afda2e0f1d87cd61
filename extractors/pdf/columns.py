"""Where the columns of a table without vertical lines are: at the gaps that its lines have in common."""

from __future__ import annotations

from collections.abc import Sequence

from extractors.pdf.chunks import Chunk, ChunkLine

NARROW = 2.0  # points: a common gap must be this wide at least
WIDE_LINE = 0.55  # share of the region's width: one chunk this wide is a title or a group row, not a cell


def column_edges(lines: Sequence[ChunkLine], left: float, right: float, tolerance: float = 0.04) -> list[float]:
    """Edges of the columns between ``left`` and ``right``, in points; [left, right] where there is one column.

    A gap counts when hardly any line (``tolerance``, as a share) has text over it. Lines with one wide
    chunk do not count: they are titles or group rows.
    """
    telling = [line for line in lines if not _spans(line, right - left)] or list(lines)
    pieces = [(c.x0, c.x1) for line in telling for c in line.chunks]
    if not pieces:
        return [left, right]
    allowed = int(tolerance * len(telling))
    words = [(w.x0, w.x1) for line in lines for w in line.line.words]
    inner = [_clearest(a, b, words) for a, b in _gaps(pieces, allowed) if b - a >= NARROW]
    return [left, *[x for x in inner if left < x < right], right]


def _spans(line: ChunkLine, width: float) -> bool:
    return len(line.chunks) == 1 and line.chunks[0].x1 - line.chunks[0].x0 > WIDE_LINE * width


def _gaps(pieces: list[tuple[float, float]], allowed: int) -> list[tuple[float, float]]:
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


def _clearest(a: float, b: float, words: list[tuple[float, float]]) -> float:
    """The middle of the stretch within a gap over which the fewest words lie: header words may reach into a gap."""
    cuts = sorted({a, b, *[x for w in words for x in w if a < x < b]})
    stretches = list(zip(cuts, cuts[1:], strict=False))
    over = [sum(x0 < (p + q) / 2 < x1 for x0, x1 in words) for p, q in stretches]
    p, q = min(zip(stretches, over, strict=True), key=lambda s: (s[1], s[0][0] - s[0][1]))[0]
    return (p + q) / 2


def column_of(chunk: Chunk, edges: Sequence[float]) -> tuple[int, int]:
    """First and last column that a chunk's words lie in."""
    cols = [_index((w.x0 + w.x1) / 2, edges) for w in chunk.words]
    return min(cols), max(cols)


def _index(x: float, edges: Sequence[float]) -> int:
    for i in range(len(edges) - 2):
        if x < edges[i + 1]:
            return i
    return len(edges) - 2
