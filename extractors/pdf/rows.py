"""Where the rows of a table are that has no full set of ruled lines."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from extractors.pdf.chunks import ChunkLine, leading
from extractors.pdf.columns import column_of

YEAR = re.compile(r"^(19|20)\d\d\*?$")
APART = 1.28  # times the leading: lines further apart than this belong to different rows
BESIDE = 0.8  # of the font size: lines less than this apart stand beside each other
ALWAYS = 0.8  # share of the rows: a column filled this often is filled in every row


def row_groups(lines: Sequence[ChunkLine], edges: Sequence[float], walls: Sequence[float]) -> list[list[ChunkLine]]:
    """Lines put into rows. ``walls`` are the heights (ruled lines, edges of shading) that part rows."""
    bands = _bands(lines, walls)
    if not _explains(bands, edges):
        head, bands = _header(bands, edges, number_columns(lines, edges))
        return [*head, *(row for band in bands for row in _by_text(band, edges, lines))]
    anchors = _anchor_columns(bands, edges)
    step = leading(lines)
    return [row for band in bands for row in _split_at_anchors(band, edges, anchors, step)]


def _header(
    bands: list[list[ChunkLine]], edges: Sequence[float], numbers: set[int]
) -> tuple[list[list[ChunkLine]], list[list[ChunkLine]]]:
    """The header's rows and the bands without it: the lines above the first numbers.

    Its lines are one row; a line with text over several columns is a row of its own.
    """
    if not numbers or not bands:
        return [], bands
    count = 0
    first = bands[0]
    while count < len(first) and not _has_numbers(first[count], edges, numbers):
        if count and len(first[count].chunks) < 2 and not first[count].chunks[0].text[:1].islower():
            break  # the name of a group
        count += 1
    if count < 2 or (count == len(first) and len(bands) < 2):
        return [], bands
    rows: list[list[ChunkLine]] = []
    for line in first[:count]:
        over = any(a < b for chunk in line.chunks for a, b in [column_of(chunk, edges)])
        if rows and not over and not any(a < b for x in rows[-1] for c in x.chunks for a, b in [column_of(c, edges)]):
            rows[-1].append(line)
        else:
            rows.append([line])
    return rows, [band for band in (first[count:], *bands[1:]) if band]


def _has_numbers(line: ChunkLine, edges: Sequence[float], numbers: set[int]) -> bool:
    return any(c.is_number and column_of(c, edges)[0] in numbers and not YEAR.match(c.text) for c in line.chunks)


def _bands(lines: Sequence[ChunkLine], walls: Sequence[float]) -> list[list[ChunkLine]]:
    out: dict[int, list[ChunkLine]] = {}
    for line in lines:
        middle = (line.top + line.bottom) / 2
        out.setdefault(sum(w < middle for w in walls), []).append(line)
    return [out[k] for k in sorted(out)]


def _explains(bands: list[list[ChunkLine]], edges: Sequence[float]) -> bool:
    """Whether the drawn lines part (nearly) all rows: most bands look like one row."""
    full = [band for band in bands if len(band) > 1]
    if len(bands) < 3:
        return False
    many = sum(_fullness(band, edges) > 1.6 for band in full)
    return many < 0.2 * len(bands)


def _fullness(band: list[ChunkLine], edges: Sequence[float]) -> float:
    """How many lines of the band are filled in most of its columns, counted by the second-most filled column."""
    counts = Counter(c for line in band for c in {column_of(chunk, edges)[0] for chunk in line.chunks if chunk.is_number})
    return max(counts.values(), default=0)


def _filled(line: ChunkLine, edges: Sequence[float]) -> set[int]:
    return {column_of(chunk, edges)[0] for chunk in line.chunks}


def _anchor_columns(bands: list[list[ChunkLine]], edges: Sequence[float]) -> set[int]:
    """Columns that are filled in nearly every band."""
    counts = Counter(c for band in bands for c in set().union(*(_filled(line, edges) for line in band)))
    return {c for c, n in counts.items() if n >= ALWAYS * len(bands)}


def _split_at_anchors(band: list[ChunkLine], edges: Sequence[float], anchors: set[int], step: float) -> list[list[ChunkLine]]:
    """A band cut where lines stand apart and all anchor columns are filled above and below the gap."""
    rows = [[band[0]]]
    for line in band[1:]:
        row = rows[-1]
        above = set().union(*(_filled(x, edges) for x in row))
        if anchors and line.base - row[-1].base > APART * step and anchors <= above and anchors <= _filled(line, edges):
            rows.append([line])
        else:
            row.append(line)
    return rows


def _by_text(band: list[ChunkLine], edges: Sequence[float], lines: Sequence[ChunkLine]) -> list[list[ChunkLine]]:
    """A band cut into rows by its text alone.

    A new row begins where lines stand further apart than lines of a paragraph, or where a column of numbers
    that the row has filled is filled again. In a table set solid a line without numbers goes on with the row
    above when its first column is empty, or opens a new row otherwise.
    """
    step = leading(lines)
    numbers = number_columns(lines, edges)
    if (centred := _centred(band, edges, numbers)) is not None:
        return centred
    roomy = _is_roomy(lines, edges, numbers, step)
    rows = [[band[0]]]
    for line in band[1:]:
        row = rows[-1]
        filled = _filled(line, edges)
        above = set().union(*(_filled(x, edges) for x in row))
        apart = line.base - row[-1].base > APART * step
        again = bool(filled & numbers & above)
        solid = not roomy and (0 in filled or not (filled <= above)) and not _wraps(row, line, edges, numbers)
        if apart or again or solid:
            rows.append([line])
        else:
            row.append(line)
    return rows


def _centred(band: list[ChunkLine], edges: Sequence[float], numbers: set[int]) -> list[list[ChunkLine]] | None:
    """Rows whose numbers stand half-way down labels of several lines: each line goes to the nearest numbers.

    None where no two labels are set like that.
    """
    beside = sum(
        b.base - a.base < BESIDE * b.size and not _filled(a, edges) & _filled(b, edges) for a, b in zip(band, band[1:], strict=False)
    )
    anchors = [i for i, line in enumerate(band) if _filled(line, edges) & numbers]
    if beside < 2 or len(anchors) < 2:
        return None
    rows: dict[int, list[ChunkLine]] = {}
    for i, line in enumerate(band):
        nearest = min(anchors, key=lambda a: abs(band[a].base - line.base))
        near = abs(band[nearest].base - line.base) < 2.2 * line.size
        rows.setdefault(nearest if near else i, []).append(line)
    return [rows[k] for k in sorted(rows)]


def number_columns(lines: Sequence[ChunkLine], edges: Sequence[float]) -> set[int]:
    """Columns in which most chunks are numbers, by index."""
    total: Counter[int] = Counter()
    numbers: Counter[int] = Counter()
    for line in lines:
        for chunk in line.chunks:
            first, last = column_of(chunk, edges)
            if first == last:
                total[first] += 1
                numbers[first] += chunk.is_number
    return {c for c, n in total.items() if numbers[c] >= 0.6 * n}


def _is_roomy(lines: Sequence[ChunkLine], edges: Sequence[float], numbers: set[int], step: float) -> bool:
    """Whether rows stand apart from each other by more than the lines within them do."""
    pairs = list(zip(lines, lines[1:], strict=False))
    opening = [(a, b) for a, b in pairs if _filled(a, edges) & _filled(b, edges) & numbers]
    if len(opening) >= 3:
        return sum(b.base - a.base > APART * step for a, b in opening) > 0.5 * len(opening)
    wide = sum(b.base - a.base > APART * step for a, b in pairs)
    return len(pairs) > 2 and 0.15 * len(pairs) <= wide <= 0.9 * len(pairs)


def _wraps(row: list[ChunkLine], line: ChunkLine, edges: Sequence[float], numbers: set[int]) -> bool:
    """Whether a line without numbers reads on from the row above: it begins in lower case."""
    if _filled(line, edges) & numbers or not numbers:
        return False
    return all(chunk.text[:1].islower() for chunk in line.chunks)
