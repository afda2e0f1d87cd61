"""The end of a table that went over to the next page: too little to be found there as a table of its own."""

from __future__ import annotations

from collections.abc import Sequence

from extractors.pdf.chunks import ChunkLine, chunk_lines
from extractors.pdf.layout import PageLayout
from extractors.pdf.pieces import Piece, make_piece
from extractors.pdf.rows import row_groups
from extractors.pdf.stitching import Sheet
from extractors.pdf.textgrid import grid_of
from extractors.pdf.words import Word

SLACK = 3.0  # points that a text may reach over the edge of its column
FAR = 2.5  # times the font size: lines further apart do not belong together
TOP = 0.3  # share of the page's height within which the rest of a table begins


def take_rest(page: PageLayout, sheet: Sheet) -> Piece | None:
    """The lines at the top of a page that stand in the columns of the table before, as a piece; None where none do.

    Their words are taken out of the page.
    """
    lines = _leading(page, sheet)
    if not lines or not _is_rest(lines, sheet.xs):
        return None
    words = [w for line in lines for w in line.line.words]
    taken = {id(w) for w in words}
    page.words = [w for w in page.words if id(w) not in taken]
    return make_piece(page.number, grid_of(row_groups(lines, sheet.xs, []), sheet.xs), words, [], ruled=False)


def _leading(page: PageLayout, sheet: Sheet) -> list[ChunkLine]:
    """The lines above the first table of a page that stand in the columns, as far as they stand together."""
    end = min((p.grid.ys[0] for p in page.pieces), default=page.height)
    above: list[Word] = [w for w in page.words if w.my < end]
    out: list[ChunkLine] = []
    for line in chunk_lines(above, sheet.xs[1:-1]):
        near = line.top - out[-1].bottom < FAR * line.size if out else line.top < TOP * page.height
        if not near or not all(_in_one(c.x0, c.x1, sheet.xs) for c in line.chunks):
            break
        out.append(line)
    return out


def _in_one(x0: float, x1: float, xs: Sequence[float]) -> bool:
    return any(a - SLACK <= x0 and x1 <= b + SLACK for a, b in zip(xs, xs[1:], strict=False))


def _is_rest(lines: Sequence[ChunkLine], xs: Sequence[float]) -> bool:
    """Whether the lines are no heading or paragraph: text in several columns, or in another than the first."""
    if any(line.line.bold and len(line.chunks) == 1 for line in lines):
        return False
    return any(len(line.chunks) > 1 for line in lines) or all(line.line.x0 > xs[1] - SLACK for line in lines)
