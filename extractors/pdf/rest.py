"""The end of a table that went over to the next page: too little to be found there as a table of its own."""

from __future__ import annotations

from collections.abc import Sequence

from extractors.pdf.above import is_beside
from extractors.pdf.blocks import in_one
from extractors.pdf.cellblocks import cell_step
from extractors.pdf.chunks import ChunkLine, chunk_lines
from extractors.pdf.layout import PageLayout
from extractors.pdf.page import Fill
from extractors.pdf.pieces import Piece, make_piece
from extractors.pdf.roles import CAPTION
from extractors.pdf.rows import row_groups
from extractors.pdf.stitching import Sheet, continues
from extractors.pdf.textgrid import grid_of
from extractors.pdf.words import Word

SLACK = 3.0  # points that a text may reach over the edge of its column
FAR = 2.5  # times the font size: lines further apart do not belong together
TOP = 0.3  # share of the page's height within which the rest of a table begins


def take_rest(page: PageLayout, sheet: Sheet) -> Piece | None:
    """The lines at the top of a page that stand in the columns of the table before, as a piece; None where none do.

    A table without lines that was found there is read again in these columns: a few rows alone do not show
    where their columns are. The words are taken out of the page.
    """
    first = page.pieces[0] if page.pieces and not page.pieces[0].ruled else None
    if first is not None and continues(sheet, first):
        first = None  # it is read well as it stands
    own = [] if first is None else [w for c in first.cells for line in c.lines for w in line.words]
    lines = _leading(page, own, sheet)
    taken = {id(w) for line in lines for w in line.line.words}
    if first is not None and not all(id(w) in taken for w in own):
        lines = [line for line in lines if not any(id(w) in {id(o) for o in own} for w in line.line.words)]
        first = None
    rows = [line for line in lines if not _of_header(line, sheet)]
    if not _is_rest(rows, sheet.xs):
        return None
    taken = {id(w) for line in lines for w in line.line.words}
    words = [w for line in rows for w in line.line.words]
    page.words = [w for w in page.words if id(w) not in taken]
    page.pieces = [p for p in page.pieces if p is not first]
    xs = [*sheet.xs[:-1], max(sheet.xs[-1], *(w.x1 for w in words))]
    walls = [w for w in page.walls if rows[0].top <= w <= rows[-1].bottom]
    groups = row_groups(rows, xs, walls, cell_step(sheet.rows))
    return make_piece(page.number, grid_of(groups, xs, walls), words, [], ruled=False)


def in_known_rows(piece: Piece, sheet: Sheet, walls: Sequence[float]) -> Piece:
    """A piece that goes on with a table, its lines put into rows by the step that the table's cells have shown."""
    step = cell_step(sheet.rows)
    if piece.ruled or step is None:
        return piece
    xs = piece.grid.xs
    words = [w for c in piece.cells for line in c.lines for w in line.words]
    groups = row_groups(chunk_lines(words, xs[1:-1]), xs, walls, step)
    if len(groups) == piece.grid.rows:
        return piece
    fills = [Fill(*c.box.bbox, c.fill) for c in piece.cells if c.fill and c.box.bbox]
    return make_piece(piece.page, grid_of(groups, xs, walls), words, fills, ruled=False)


def _leading(page: PageLayout, own: list[Word], sheet: Sheet) -> list[ChunkLine]:
    """The lines at the top of a page that stand in the columns, as far as they stand together."""
    found = {id(w) for w in own}
    end = min((p.grid.ys[0] for p in page.pieces if not own or p is not page.pieces[0]), default=page.height)
    above = [w for w in page.words if w.my < end and id(w) not in found]
    lines = chunk_lines([*above, *own], sheet.xs[1:-1])
    out: list[ChunkLine] = []
    for i, line in enumerate(lines):
        following = lines[i + 1] if i + 1 < len(lines) else None
        near = line.top - out[-1].bottom < FAR * line.size if out else line.top < TOP * page.height
        if not near or _begins_another(line, following, sheet):
            break
        if not (_fits(line, sheet.xs) or (out and _names_group(line, following, sheet.xs))):
            break
        out.append(line)
    return out


def _begins_another(line: ChunkLine, following: ChunkLine | None, sheet: Sheet) -> bool:
    """Whether a line is the caption of another table: it says so, or stands alone above the header, repeated."""
    if CAPTION.match(line.line.text):
        return True
    alone = len(line.chunks) == 1 and line.line.x0 < sheet.xs[1] and not _of_header(line, sheet)
    header = following is not None and len(following.chunks) > 1 and _of_header(following, sheet)
    return alone and header and not (following is not None and is_beside(line, following))


def _fits(line: ChunkLine, xs: Sequence[float]) -> bool:
    return all(in_one(c.x0, c.x1, xs) for c in line.chunks)


def _names_group(line: ChunkLine, following: ChunkLine | None, xs: Sequence[float]) -> bool:
    """Whether a line is the name of a group between two rows: alone, from the first column on."""
    alone = len(line.chunks) == 1 and line.line.x0 < xs[1]
    return alone and following is not None and len(following.chunks) > 1 and _fits(following, xs)


def _of_header(line: ChunkLine, sheet: Sheet) -> bool:
    """Whether a line says nothing but words of the table's header: it is repeated on the page."""
    header = {w.text for cell in sheet.rows[0] for own in cell.lines for w in own.words}
    return all(w.text in header for w in line.line.words)


def _is_rest(lines: Sequence[ChunkLine], xs: Sequence[float]) -> bool:
    """Whether the lines are no heading or paragraph: text in several columns, or in another than the first."""
    if not lines or (lines[0].line.bold and len(lines[0].chunks) == 1):
        return False
    return any(len(line.chunks) > 1 for line in lines) or all(line.line.x0 > xs[1] - SLACK for line in lines)
