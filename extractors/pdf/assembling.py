"""Pages put together into one document: paragraphs and tables in reading order, tables over pages made whole."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from extractors.model import Cell, Line, Table
from extractors.pdf.foot import header_and_rows
from extractors.pdf.joining import Joiner, learn
from extractors.pdf.layout import PageLayout
from extractors.pdf.lines import TextLine, box_of
from extractors.pdf.loose import has_gap, is_beside_text, is_in_columns
from extractors.pdf.paragraphs import Paragraph, paragraphs_of
from extractors.pdf.pieces import GridCell, Piece
from extractors.pdf.rest import in_known_rows, take_rest
from extractors.pdf.roles import CAPTION
from extractors.pdf.splitting import split_at_headings
from extractors.pdf.stitching import Sheet, append, begin, continues, is_new_table
from extractors.place import Place

TITLE_REACH = 48.0  # points: how far above a table its title may stand
TITLE_LENGTH = 200  # characters
FOOTNOTE = 0.93  # of the body's size: smaller text below a table is a footnote
FOOTNOTES = 4  # at the most below a table that goes on


@dataclass(slots=True)
class Assembly:
    """The document being put together."""

    parts: list[tuple[int, Paragraph] | Sheet] = field(default_factory=list)
    titles: dict[int, Paragraph] = field(default_factory=dict)  # by id of the table
    loose: set[int] = field(default_factory=set)  # ids of the tables that text in columns stands beside

    def add(self, page: PageLayout) -> None:
        """Adds a page: its first table may go on with the one that the page before ended with."""
        last = self._open_table()
        if last is not None and last.page == page.number - 1 and (rest := take_rest(page, last)) is not None:
            append(last, rest)
        else:
            self._take_header_before(page)
        above: Paragraph | None = None
        items = _items(page)
        around = [item for item in items if isinstance(item, Paragraph)]
        for n, item in enumerate(items):
            if isinstance(item, Paragraph):
                self.parts.append((page.number, item))
                above = item
                continue
            last = self._open_table() if n == 0 else None
            if last is not None and continues(last, item) and not is_new_table(last, item):
                append(last, in_known_rows(item, last, page.walls))
            else:
                left_alone = n == 0 and is_in_columns(self._foot(page.number - 1))
                caption = self._caption_before(page.number) if n == 0 else None
                last = self._begin(item, above)
                if caption is not None:
                    self.titles[id(last)] = caption
                if left_alone:
                    self.loose.add(id(last))
            if is_beside_text(item, around):
                self.loose.add(id(last))
            above = None

    def _take_header_before(self, page: PageLayout) -> None:
        """Begins the table whose header ends the page before and whose rows begin this one."""
        left = self._last_paragraphs(page.number - 1)
        found = header_and_rows([w for p in left for w in p.words], page.number - 1, page)
        if found is None:
            return
        taken = {id(w) for w in found.words}
        before = [rest for p in left for rest in _without(p, taken)]
        del self.parts[len(self.parts) - len(left) :]
        self.parts += [(page.number - 1, p) for p in before]
        append(self._begin(found.header, before[-1] if before else None), found.rows)

    def _caption_before(self, page: int) -> Paragraph | None:
        """The caption that the page before ended with: it belongs to the table that this page begins with."""
        left = self._last_paragraphs(page - 1)
        return left[-1] if left and CAPTION.match(left[-1].lines[0].text) else None

    def _last_paragraphs(self, page: int) -> list[Paragraph]:
        """The paragraphs that a page ended with."""
        out: list[Paragraph] = []
        for part in reversed(self.parts):
            if isinstance(part, Sheet) or part[0] != page:
                break
            out.insert(0, part[1])
        return out

    def _foot(self, page: int) -> list[TextLine]:
        """The lowest lines of a page that ended with text: those on the last base."""
        lines = [line for p in self._last_paragraphs(page) for line in p.lines]
        lowest = max(lines, key=lambda x: x.base, default=None)
        return [x for x in lines if lowest is not None and lowest.base - x.base < lowest.size]

    def _begin(self, piece: Piece, above: Paragraph | None) -> Sheet:
        sheet = begin(piece)
        self.parts.append(sheet)
        if above is not None and piece.grid.ys[0] - above.lines[-1].bottom <= TITLE_REACH:
            self.titles[id(sheet)] = above
        return sheet

    def _open_table(self) -> Sheet | None:
        """The table that a page ended with; footnotes below it do not close it."""
        notes: list[Paragraph] = []
        for part in reversed(self.parts):
            if isinstance(part, Sheet):
                return part if all(_is_footnote(p, part) for p in notes) else None
            notes.append(part[1])
            if len(notes) > FOOTNOTES:
                return None
        return None

    def finished(self) -> list[Line | Table]:
        """The lines and tables, their texts joined as the whole file shows that its lines are broken."""
        joiner = learn(self._texts())
        parts = [
            _table(part, joiner, self.titles.get(id(part)), id(part) in self.loose)
            if isinstance(part, Sheet)
            else _line(part[1], part[0], joiner)
            for part in self.parts
        ]
        return [p for p in parts if isinstance(p, Table) or p.text]

    def _texts(self) -> Iterator[list[TextLine]]:
        for part in self.parts:
            if isinstance(part, Sheet):
                yield from (cell.lines for row in part.rows for cell in row)
            else:
                yield part[1].lines


def _without(p: Paragraph, taken: set[int]) -> list[Paragraph]:
    """A paragraph without some of its words."""
    words = [w for w in p.words if id(w) not in taken]
    return [p] if len(words) == len(p.words) else paragraphs_of(words)


def _items(page: PageLayout) -> list[Paragraph | Piece]:
    """The paragraphs and tables of a page from top to bottom."""
    words = list(page.words)
    pieces: list[Piece] = []
    for piece in page.pieces:
        parts, freed = split_at_headings(piece)
        pieces += parts
        words += freed
    items: list[tuple[float, Paragraph | Piece]] = [(p.lines[0].top, p) for p in paragraphs_of(words)]
    items += [(p.grid.ys[0], p) for p in pieces]
    return [item for _, item in sorted(items, key=lambda i: i[0])]


def _is_footnote(p: Paragraph, sheet: Sheet) -> bool:
    if CAPTION.match(p.lines[0].text):
        return False
    body = max((line.size for row in sheet.rows for c in row for line in c.lines), default=10.0)
    return p.size < FOOTNOTE * body or bool(re.match(r"^[\d*¹²³]", p.lines[0].text or "*"))


def _line(p: Paragraph, page: int, joiner: Joiner) -> Line:
    return Line(joiner.join(p.lines), p.place(page), p.bold, round(p.size, 1))


def _table(sheet: Sheet, joiner: Joiner, title: Paragraph | None, loose: bool) -> Table:
    cells = [_cell(c, r, joiner) for r, row in enumerate(sheet.rows) for c in row]
    text = joiner.join(title.lines) if title else None
    return Table(cells, sheet.places, text if text and len(text) <= TITLE_LENGTH else None, loose=loose)


def _cell(c: GridCell, row: int, joiner: Joiner) -> Cell:
    parts = [box_of([w for line in lines for w in line.words], page) for page, lines in c.parts if lines]
    marks = " ".join(w.text for line in c.lines for w in line.words if w.mark)
    place: Place = parts[0] if parts else c.box
    return Cell(
        row,
        c.span.col,
        joiner.join(c.lines, c.right),
        place,
        c.span.rowspan,
        c.span.colspan,
        marks,
        bold=c.bold,
        fill=c.fill,
        parts=parts,
        gapped=has_gap(c.lines),
    )
