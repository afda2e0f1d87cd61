"""Where the rows of a table are that has no full set of ruled lines."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Sequence

from extractors.pdf.cellblocks import rows_by_cells
from extractors.pdf.chunks import ChunkLine
from extractors.pdf.roles import ALWAYS, APART, Roles

BESIDE = 0.8  # of the font size: lines less than this apart stand beside each other
NEAR = 2.2  # times the font size: a line this near to numbers belongs to them
UNEXPLAINED = 0.2  # share of the bands that may look like several rows where the drawn lines part the rows

Rows = list[list[ChunkLine]]


def row_groups(
    lines: Sequence[ChunkLine], edges: Sequence[float], walls: Sequence[float], step: float | None = None
) -> Rows:
    """Lines put into rows. ``walls`` are the heights (ruled lines, edges of shading) that part rows.

    ``step`` is that from line to line within a cell, in points, where it is known.
    """
    if is_header_and_row(lines):
        return [[line] for line in lines]
    roles = Roles(lines, edges)
    bands = _bands(lines, walls)
    if _explains(bands, roles):
        anchors = _anchor_columns(bands, roles)
        head, bands = _header(bands, roles, least=2 if 0 in roles.filled(bands[0][0]) else 1)  # a blank corner
        return [*head, *(row for band in bands for row in _split_at_anchors(band, roles, anchors))]
    if (rows := rows_by_cells(lines, roles, step)) is not None:
        return [*_header_rows(rows[0], roles), *rows[1:]] if not any(map(roles.has_numbers, rows[0])) else rows
    head, bands = _header(bands, roles, least=2)
    return [*head, *(row for band in bands for row in _by_text(band, roles))]


def is_header_and_row(lines: Sequence[ChunkLine]) -> bool:
    """Whether two lines are a header and numbers below it, one of them perhaps with a label before."""
    if len(lines) != 2:
        return False
    header, row = (line.chunks for line in lines)
    numbers = [c for c in row if c.is_number]
    alone = len(row) - len(numbers) <= 1 and len(numbers) > 1 and not any(c.is_number for c in header)
    return alone and len(header) in (len(numbers), len(numbers) + 1) and row[-1].is_number


def _bands(lines: Sequence[ChunkLine], walls: Sequence[float]) -> Rows:
    out: dict[int, list[ChunkLine]] = {}
    for line in lines:
        middle = (line.top + line.bottom) / 2
        out.setdefault(sum(w < middle for w in walls), []).append(line)
    return [out[k] for k in sorted(out)]


def _explains(bands: Rows, roles: Roles) -> bool:
    """Whether the drawn lines part (nearly) all rows: hardly any band has numbers on several lines."""
    if len(bands) < 3:
        return False
    if roles.has_one_line_column(bands):
        return True
    several = sum(_most_numbers(band, roles) > 1 for band in bands)
    return several < UNEXPLAINED * len(bands)


def _most_numbers(band: list[ChunkLine], roles: Roles) -> int:
    counts = Counter(roles.column(c) for line in band for c in line.chunks if c.is_number)
    return max(counts.values(), default=0)


def _anchor_columns(bands: Rows, roles: Roles) -> set[int]:
    """Columns that are filled in nearly every band."""
    counts = Counter(c for band in bands for c in _filled(band, roles))
    return {c for c, n in counts.items() if n >= ALWAYS * len(bands)}


def _filled(row: list[ChunkLine], roles: Roles) -> set[int]:
    return set().union(*(roles.filled(line) for line in row))


def _split_at_anchors(band: list[ChunkLine], roles: Roles, anchors: set[int]) -> Rows:
    """A band cut around headings, and where lines stand apart and all anchor columns are filled above and below."""
    rows = [[band[0]]]
    for line in band[1:]:
        row = rows[-1]
        apart = line.base - row[-1].base > APART * roles.step
        anew = bool(anchors) and anchors <= _filled(row, roles) and anchors <= roles.filled(line)
        label_alone = roles.filled(line) == {0} and _filled(row, roles) != {0}
        if apart and (anew or label_alone or _is_title(row, roles)):
            rows.append([line])
        else:
            row.append(line)
    return rows


def _is_title(row: list[ChunkLine], roles: Roles) -> bool:
    """Whether a row is nothing but a heading."""
    return all(roles.is_heading(line) for line in row)


def _header(bands: Rows, roles: Roles, least: int) -> tuple[Rows, Rows]:
    """The header's rows and the bands without it: the lines above the first numbers, where they are that many.

    Its lines are one row; a line with text over several columns is a row of its own.
    """
    if not roles.numbers or not bands or bands[0][0].chunks[0].text[:1].islower():
        return [], bands
    first, count = bands[0], 0
    while count < len(first) and not roles.has_numbers(first[count]):
        if first[0].line.bold and not first[count].line.bold:
            break  # the first row, though it has no number
        if count and len(first[count].chunks) < 2 and not first[count].chunks[0].text[:1].islower():
            break  # the name of a group
        count += 1
    if count < least or (count == len(first) and len(bands) < 2):
        return [], bands
    return _header_rows(first[:count], roles), [band for band in (first[count:], *bands[1:]) if band]


def _header_rows(lines: Sequence[ChunkLine], roles: Roles) -> Rows:
    """The lines of a header as one row; a line with text over several columns is a row of its own."""
    rows: Rows = []
    for line in lines:
        if rows and not roles.goes_over(line) and not any(roles.goes_over(x) for x in rows[-1]):
            rows[-1].append(line)
        else:
            rows.append([line])
    return rows


def _by_text(band: list[ChunkLine], roles: Roles) -> Rows:
    """A band cut into rows by its text alone.

    A new row begins where lines stand further apart than those of a paragraph, where a column with one line
    a row is filled again, and around headings. Where a column of text wraps, other lines go on with the row
    above; in a table set solid without one a line with a label opens a row.
    """
    if (centred := _centred(band, roles)) is not None:
        return centred
    rows = [[band[0]]]
    for line in band[1:]:
        row = rows[-1]
        apart = line.base - row[-1].base > APART * roles.step
        heading = roles.is_heading(line) != _is_title(row, roles)
        if apart or heading or roles.opens(line, _filled(row, roles)) or _opens_solid(line, row, roles):
            rows.append([line])
        else:
            row.append(line)
    return rows


def _opens_solid(line: ChunkLine, row: list[ChunkLine], roles: Roles) -> bool:
    """Whether a line opens a row in a table whose rows stand as close as the lines of a paragraph."""
    if roles.roomy or roles.wrapping:
        return False
    reads_on = (
        roles.numbers and not roles.filled(line) & roles.numbers and all(c.text[:1].islower() for c in line.chunks)
    )
    return not reads_on and (0 in roles.filled(line) or not roles.filled(line) <= _filled(row, roles))


def _centred(band: list[ChunkLine], roles: Roles) -> Rows | None:
    """Rows whose numbers stand half-way down labels of several lines: each line goes to the nearest numbers.

    None where no two labels are set like that.
    """
    beside = sum(
        b.base - a.base < BESIDE * b.size and not roles.filled(a) & roles.filled(b) for a, b in itertools.pairwise(band)
    )
    anchors = [i for i, line in enumerate(band) if roles.filled(line) & roles.numbers]
    if beside < 2 or len(anchors) < 2:
        return None
    rows: dict[int, list[ChunkLine]] = {}
    for i, line in enumerate(band):
        nearest = min(anchors, key=lambda a: abs(band[a].base - line.base))
        near = abs(band[nearest].base - line.base) < NEAR * line.size
        rows.setdefault(nearest if near else i, []).append(line)
    return [rows[k] for k in sorted(rows)]
