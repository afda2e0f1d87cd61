"""What stands on a page: pieces of tables, and the lines around them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from extractors.pdf.above import has_figures, header_above
from extractors.pdf.blocks import blocks_of
from extractors.pdf.chunks import Chunk, ChunkLine, chunk_lines
from extractors.pdf.completing import complete, without_notes
from extractors.pdf.grid import Grid, ruled_grids
from extractors.pdf.headed import unfilled_columns
from extractors.pdf.judge import is_chart, is_drawn_table, is_strip, is_text_table
from extractors.pdf.page import PageContent
from extractors.pdf.pieces import Piece, joined, make_piece
from extractors.pdf.stacks import AWAY, Stack, stacks_of, stands_out_from
from extractors.pdf.textgrid import text_grid
from extractors.pdf.words import Word

EDGE = 1.5  # points that a word's middle may lie outside of its table
SOLID = 0.5  # of the font size: lines this close read on from each other
WIDE = 0.9  # share of a stack's width from which another is a table of its own
ROW_LINES = 4  # drawn lines from which they stand between rows
FAR = 2.6  # times the usual gap between a drawn line and the text below it
CLOSE = 0.6  # of the font size
REACH_DOWN = 1.75  # times the font size: how far apart the lines may stand that go on below a stack


@dataclass(slots=True)
class PageLayout:
    """The tables of a page, the words outside them, and the heights at which lines and shading part rows."""

    number: int
    height: float
    pieces: list[Piece]
    words: list[Word]
    walls: list[float]


def layout(page: PageContent, words: list[Word]) -> PageLayout:
    """Finds the tables of a page: ruled ones first, then those with some lines or shading, then bare ones."""
    found = Found(page, list(words))
    for grid in ruled_grids(page.horizontal, page.vertical):
        found.take_ruled(grid)
    lines = chunk_lines(found.words)
    free = [h for h in page.horizontal if not found.covers(h.start, h.at, h.end)]
    fills = [f for f in page.fills if not found.covers(f.x0, f.top + 1, f.x1)]
    stacks = stacks_of(free, fills, lines, page.width)
    for stack in sorted(stacks, key=lambda s: s.x0 - s.x1):
        if not found.meets(stack):
            found.take_stack(stack, _without_those_of(stacks, stack, chunk_lines(found.words)))
    lines = chunk_lines(found.words)
    for block in blocks_of(lines):
        found.take_block(block, lines)
    walls = sorted(y for stack in stacks for y in stack.walls)
    return PageLayout(page.number, page.height, joined(found.pieces), found.words, walls)


class Found:
    """The pieces found so far and the words that are still free."""

    def __init__(self, page: PageContent, words: list[Word]) -> None:
        self.page = page
        self.words = words
        self.pieces: list[Piece] = []

    def covers(self, x0: float, y: float, x1: float) -> bool:
        """Whether a piece that was found lies around the stretch x0..x1 at height y."""
        middle = (x0 + x1) / 2
        return any(
            g.xs[0] - 3 <= middle <= g.xs[-1] + 3 and g.ys[0] - 3 <= y <= g.ys[-1] + 3
            for g in (p.grid for p in self.pieces)
        )

    def meets(self, stack: Stack) -> bool:
        """Whether a piece that was found lies over a part of a stack: the stack is the piece's own inner lines."""
        boxes = [p.grid.box for p in self.pieces]
        return any(
            x0 < stack.x1 and stack.x0 < x1 and top < stack.bottom and stack.top < bottom
            for x0, top, x1, bottom in boxes
        )

    def take_ruled(self, grid: Grid) -> None:
        """Takes a grid of crossing lines if it is a table."""
        grid = complete(grid, self.words)
        piece = make_piece(self.page.number, grid, self.words, self.page.fills, ruled=True)
        found = is_drawn_table(piece) or is_strip(piece, self.page.height)
        if found and not is_chart(piece, self.page.slants, self.page.fills):
            self._take(piece)

    def take_stack(self, stack: Stack, lines: list[ChunkLine]) -> None:
        """Takes the table that a stack of lines or bands belongs to, with the lines of text that go on below it."""
        inside = [line for line in lines if stack.holds(line)]
        if stack.drawn == 1 and not inside:
            return
        region = _extended(stack, inside, _beside(lines, stack))
        if len(region) < 2:
            return
        region = chunk_lines(
            [w for line in region for w in line.line.words], stack.hints if _clear(stack, region) else ()
        )
        grid = text_grid(region, stack.x0, stack.x1, stack.walls, stack.hints)
        if grid is None:
            return
        words = [w for x in region for w in x.line.words]
        grid = without_notes(grid, words)
        piece = make_piece(self.page.number, grid, words, self.page.fills, ruled=False)
        if is_drawn_table(piece) and not is_chart(piece, self.page.slants, self.page.fills):
            self._take(piece)

    def take_block(self, block: list[ChunkLine], lines: list[ChunkLine]) -> None:
        """Takes lines in columns if they are a table, with the header right above them."""
        left, right = min(x.line.x0 for x in block) - 1, max(x.line.x1 for x in block) + 1
        above = [
            x for x in lines if x.base < block[0].base and x.line.x1 > left and x.line.x0 < right and self._is_free(x)
        ]
        block = [*header_above(above, block[0].top, right - left, block), *block]
        left, right = min(left, *(x.line.x0 - 1 for x in block)), max(right, *(x.line.x1 + 1 for x in block))
        grid = text_grid(block, left, right, hints=unfilled_columns(block))
        if grid is None:
            return
        piece = make_piece(
            self.page.number, grid, [w for x in block for w in x.line.words], self.page.fills, ruled=False
        )
        if is_text_table(piece, block) and not is_chart(piece, self.page.slants, self.page.fills):
            self._take(piece)

    def _is_free(self, line: ChunkLine) -> bool:
        """Whether no piece that was found holds the line."""
        return not any(self._holds(p, line.line.words[0]) for p in self.pieces)

    @staticmethod
    def _holds(piece: Piece, word: Word) -> bool:
        x0, top, x1, bottom = piece.grid.box
        return x0 - EDGE <= word.mx <= x1 + EDGE and top - EDGE <= word.my <= bottom + EDGE

    def _take(self, piece: Piece) -> None:
        self.pieces.append(piece)
        self.words = [w for w in self.words if not self._holds(piece, w)]


def _without_those_of(stacks: Sequence[Stack], own: Stack, lines: list[ChunkLine]) -> list[ChunkLine]:
    """The lines without those within the stacks above and below a stack; a narrower one is a part of its header."""
    others = [s for s in stacks if s.drawn > 1 and (s.bottom < own.top or s.top > own.bottom)]
    held = {id(s): [x for x in lines if s.holds(x)] for s in others}
    others = [s for s in others if s.x1 - s.x0 > WIDE * (own.x1 - own.x0) or any(map(has_figures, held[id(s)]))]
    taken = {id(x) for s in others for x in held[id(s)]}
    return [x for x in lines if id(x) not in taken]


def _beside(lines: list[ChunkLine], stack: Stack) -> list[ChunkLine]:
    return [x for x in lines if x.line.x1 > stack.x0 - 3 and x.line.x0 < stack.x1 + 3]


def _extended(stack: Stack, inside: list[ChunkLine], lines: list[ChunkLine]) -> list[ChunkLine]:
    """The lines of the stack, with a header right above it and rows that go on below it."""
    region = list(inside)
    above = [x for x in lines if x.base < (region[0].base if region else stack.top) and x not in region]
    region = [*header_above(above, region[0].top if region else stack.top, stack.x1 - stack.x0, inside), *region]
    below = [x for x in lines if x.base > (region[-1].base if region else stack.bottom)]
    if below and _closes(stack, inside, below[0]):
        return region
    for line in below:
        last = region[-1] if region else None
        edge = max(stack.bottom, last.bottom) if last else stack.bottom
        if line.top - edge > REACH_DOWN * line.size or not _goes_on(region, line, stack):
            break
        region.append(line)
    return region


def _closes(stack: Stack, inside: Sequence[ChunkLine], line: ChunkLine) -> bool:
    """Whether the last line of a stack is drawn below its last row: text stands far below it, close below others."""
    if stack.shaded or stack.drawn < ROW_LINES or line.top < stack.bottom:
        return False
    gaps = [min((x.top - wall for x in inside if x.top >= wall - 1), default=0.0) for wall in stack.walls[:-1]]
    return line.top - stack.bottom > max(FAR * sorted(gaps)[len(gaps) // 2], CLOSE * line.size)


def _goes_on(region: list[ChunkLine], line: ChunkLine, stack: Stack) -> bool:
    """Whether a line below the stack stands in its columns."""
    if stack.hints:
        line = chunk_lines(line.line.words, stack.hints)[0]
    if line.line.x0 < stack.x0 - 3 or line.line.x1 > stack.x1 + 3:
        return False
    columns = [c for x in region for c in x.chunks]
    if stack.shaded and _is_heading(region, line):
        return False
    if any(c.x0 < h - 1 and c.x1 > h + 1 for c in line.chunks for h in stack.hints):
        return False
    if len(line.chunks) > 1:
        return True
    solid = bool(region) and line.top - region[-1].bottom < SOLID * line.size
    return (bool(stack.hints) or solid) and any(_aligned(line.chunks[0], c) for c in columns)


def _is_heading(region: Sequence[ChunkLine], line: ChunkLine) -> bool:
    """Whether a line below some rows is alone, away from them, and of another type."""
    away = bool(region) and line.top - region[-1].bottom > AWAY * line.size
    return away and len(line.chunks) == 1 and stands_out_from(region, line)


def _aligned(a: Chunk, b: Chunk) -> bool:
    return abs(a.x0 - b.x0) < 2.0 or abs(a.x1 - b.x1) < 2.0


def _clear(stack: Stack, region: Sequence[ChunkLine]) -> bool:
    """Whether the stack's hints are really the edges of columns: hardly any word lies over them."""
    words = [w for x in region for w in x.line.words]
    over = sum(w.x0 < h - 1 and w.x1 > h + 1 for w in words for h in stack.hints)
    return over <= 0.02 * max(len(words), 1)
