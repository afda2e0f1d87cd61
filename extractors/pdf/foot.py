"""A table's header left alone at the foot of a page, its rows on the next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from extractors.pdf.above import header_above
from extractors.pdf.chunks import ChunkLine, chunk_lines
from extractors.pdf.columns import column_edges, column_of
from extractors.pdf.layout import PageLayout
from extractors.pdf.pieces import Piece, make_piece
from extractors.pdf.roles import YEAR
from extractors.pdf.rows import row_groups
from extractors.pdf.textgrid import grid_of
from extractors.pdf.words import Word

FAR = 1.75  # times the font size: lines further apart do not belong together
TOP = 0.3  # share of the page's height within which the rows begin
FEW = 4  # lines: a header and rows that are too few to show which gaps part their columns
ROWS = 12  # lines that are tried as rows where they were not found to be a table


@dataclass(frozen=True, slots=True)
class HeaderAndRows:
    """A table of two pieces, and the words of the header on the page before."""

    header: Piece
    rows: Piece
    words: list[Word]


def header_and_rows(left: Sequence[Word], number: int, page: PageLayout) -> HeaderAndRows | None:
    """The table that begins with the last words ``left`` on the page ``number`` and goes on at the top of ``page``.

    None where these do not stand in the same columns, or where the rows have a header of their own. The words and
    the piece of the rows are taken out of the page.
    """
    above = chunk_lines(left)
    fitting = [
        (len(xs), header, rows, xs)
        for rows in _candidates(page)
        if (header := _header(above, rows)) and (xs := _columns(header, rows))
    ]
    if not fitting:
        return None
    _, header, rows, xs = max(fitting, key=lambda f: f[0])  # the longest of those with most columns
    words = [w for line in header for w in line.line.words]
    own = {id(w) for line in rows for w in line.line.words}
    page.pieces = [p for p in page.pieces if not any(id(w) in own for w in _words(p))]
    page.words = [w for w in page.words if id(w) not in own]
    return HeaderAndRows(_piece(number, header, xs, []), _piece(page.number, rows, xs, page.walls), words)


def _candidates(page: PageLayout) -> list[list[ChunkLine]]:
    """The lines at the top of the page that may be rows: those of its first table, or the first lines of its text."""
    first = page.pieces[0] if page.pieces else None
    if first is not None and not any(w.my < first.grid.ys[0] for w in page.words):
        return [] if first.ruled else [chunk_lines(_words(first))]
    end = first.grid.ys[0] if first is not None else page.height
    lines: list[ChunkLine] = []
    for line in chunk_lines(w for w in page.words if w.my < end):
        near = line.top - lines[-1].bottom < FAR * line.size if lines else line.top < TOP * page.height
        if not near or len(lines) == ROWS:
            break
        lines.append(line)
    return [lines[:n] for n in range(len(lines), 0, -1)]


def _words(piece: Piece) -> list[Word]:
    return [w for c in piece.cells for line in c.lines for w in line.words]


def _header(above: Sequence[ChunkLine], rows: Sequence[ChunkLine]) -> list[ChunkLine]:
    if not above or not rows or not any(len(line.chunks) > 1 for line in rows):
        return []
    x0, x1 = min(x.line.x0 for x in rows), max(x.line.x1 for x in rows)
    return header_above(list(above), above[-1].bottom, x1 - x0, rows)


def _columns(header: Sequence[ChunkLine], rows: Sequence[ChunkLine]) -> list[float] | None:
    """The columns that header and rows have in common; None where they do not fit each other."""
    both = [*header, *rows]
    left, right = min(x.line.x0 for x in both) - 1, max(x.line.x1 for x in both) + 1
    apart = _stretches(both)
    clean = len(both) <= FEW and len(apart) == max(len(line.chunks) for line in both)
    xs = [left, *((a[1] + b[0]) / 2 for a, b in pairwise(apart)), right] if clean else column_edges(both, left, right)
    named = {c for line in header for c in _filled(line, xs)}
    filled = {c for line in rows for c in _filled(line, xs)}
    if len(xs) < 3 or not named | {0} >= set(range(len(xs) - 1)) or not filled | {0} >= named:
        return None
    first = row_groups(rows, xs, [])[0]
    if _figures(header, xs) or not _figures(first, xs) or any(_goes_over(line, xs) for line in rows):
        return None
    return xs


def _stretches(lines: Sequence[ChunkLine]) -> list[tuple[float, float]]:
    """The stretches over which text lies, from left to right."""
    out: list[tuple[float, float]] = []
    for x0, x1 in sorted((c.x0, c.x1) for line in lines for c in line.chunks):
        if out and x0 <= out[-1][1]:
            out[-1] = (out[-1][0], max(out[-1][1], x1))
        else:
            out.append((x0, x1))
    return out


def _filled(line: ChunkLine, xs: Sequence[float]) -> set[int]:
    return {c for chunk in line.chunks for a, b in [column_of(chunk, xs)] for c in range(a, b + 1)}


def _goes_over(line: ChunkLine, xs: Sequence[float]) -> bool:
    return any(a < b for chunk in line.chunks for a, b in [column_of(chunk, xs)])


def _figures(lines: Sequence[ChunkLine], xs: Sequence[float]) -> bool:
    """Whether a number that is no year stands in another column than the first."""
    return any(c.is_number and not YEAR.match(c.text) and c.x0 > xs[1] for line in lines for c in line.chunks)


def _piece(number: int, lines: Sequence[ChunkLine], xs: list[float], walls: Sequence[float]) -> Piece:
    walls = [w for w in walls if lines[0].top <= w <= lines[-1].bottom]
    grid = grid_of(row_groups(lines, xs, walls), xs, walls)
    return make_piece(number, grid, [w for line in lines for w in line.line.words], [], ruled=False)
