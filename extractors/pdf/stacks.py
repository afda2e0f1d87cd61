"""Stacks of horizontal lines and of shaded bands: what a table without a full grid draws."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from extractors.pdf.above import OTHER_SIZE
from extractors.pdf.chunks import ChunkLine
from extractors.pdf.grid import edges, merged
from extractors.pdf.page import Fill, Rule
from extractors.pdf.roles import CAPTION, YEAR

LONG = 40.0  # points: a shorter line is an underline or a check box
OVERLAP = 0.75  # share of the wider of two that must lie side by side for them to belong together
PROSE = 0.7  # share of the width: a single chunk this wide is running text
LABEL = 0.5  # share of the width: a single chunk no wider names a group
NEAR = 60.0  # points between a header's band and the next one, with the name of a group between them
AWAY = 0.9  # of the font size: how far from the line above it a heading stands at the least
FAR = 2.6  # times the usual gap between a drawn line and its text: twice it is what parts the texts of two rows
FURTHER = 1.2  # times the usual gap: how far a heading of another type stands at the least
LARGER = 1.1  # times the size of the rows: a heading in larger type
HEADER_LINES = 4
MARGIN = 3.0


@dataclass(slots=True)
class Stack:
    """Lines and bands over each other: its box, the heights that part rows and the hints where columns part.

    ``drawn`` counts them; ``shaded`` tells that all are bands.
    """

    x0: float
    x1: float
    top: float
    bottom: float
    walls: list[float]
    hints: list[float] = field(default_factory=list)
    drawn: int = 0
    shaded: bool = False

    def holds(self, line: ChunkLine) -> bool:
        """Whether a line stands within the stack."""
        middle = (line.top + line.bottom) / 2
        return (
            self.top - 1 <= middle <= self.bottom + 1
            and line.line.x1 > self.x0 - MARGIN
            and line.line.x0 < self.x1 + MARGIN
        )


@dataclass(slots=True)
class _Item:
    x0: float
    x1: float
    top: float
    bottom: float
    hints: list[float]


def stacks_of(
    horizontal: Sequence[Rule], fills: Sequence[Fill], lines: Sequence[ChunkLine], width: float
) -> list[Stack]:
    """The stacks of a page, from top to bottom; ``lines`` are its lines of text, ``width`` that of the page."""
    items = _rule_items(horizontal) + _band_items(
        [f for f in fills if f.x1 - f.x0 < 0.97 * width or f.bottom - f.top < 60]
    )
    groups: list[list[_Item]] = []
    for item in sorted(items, key=lambda i: (i.top, i.x0)):
        home = next((g for g in reversed(groups) if _beside(g[-1], item) and not _prose_between(g, item, lines)), None)
        if home is None:
            groups.append([item])
        else:
            home.append(item)
    return [_stack(g) for g in groups if len(g) > 1 or g[0].bottom - g[0].top > 5]


def _rule_items(horizontal: Sequence[Rule]) -> list[_Item]:
    out = []
    for r in merged(horizontal):
        if r.end - r.start >= LONG:
            ends = [x for h in horizontal if abs(h.at - r.at) <= 2 for x in (h.start, h.end)]
            out.append(_Item(r.start, r.end, r.at, r.at, edges(ends, 3.0)))
    return out


def _band_items(fills: Sequence[Fill]) -> list[_Item]:
    """Fills that stand side by side in one band made one item."""
    out: list[_Item] = []
    for f in sorted(fills, key=lambda f: (f.top, f.x0)):
        if f.bottom - f.top < 6 or f.colour == "ffffff":
            continue
        band = next(
            (b for b in out if abs(b.top - f.top) < 2 and abs(b.bottom - f.bottom) < 2 and f.x0 <= b.x1 + 4), None
        )
        if band is None:
            out.append(_Item(f.x0, f.x1, f.top, f.bottom, [f.x0, f.x1]))
        else:
            band.hints += [f.x0, f.x1]
            band.x0, band.x1 = min(band.x0, f.x0), max(band.x1, f.x1)
    return [b for b in out if b.x1 - b.x0 >= LONG]


def _beside(a: _Item, b: _Item) -> bool:
    shared = min(a.x1, b.x1) - max(a.x0, b.x0)
    return shared >= OVERLAP * max(a.x1 - a.x0, b.x1 - b.x0)


def _prose_between(group: list[_Item], item: _Item, lines: Sequence[ChunkLine]) -> bool:
    """Whether running text or a caption stands between the group and the item: then they are not one table."""
    low, high = max(i.bottom for i in group), item.top
    left, right = group[-1].x0, group[-1].x1
    between = [x for x in lines if low <= (x.top + x.bottom) / 2 <= high and x.line.x1 > left and x.line.x0 < right]
    if not between:
        return high - low > 120
    if any(CAPTION.match(x.line.text) for x in between) or _heading_between(group, item, between, lines, low):
        return True
    widths = [x.chunks[0].x1 - x.chunks[0].x0 for x in between if len(x.chunks) == 1]
    parted = len(widths) < len(between)
    wide = sum(w > PROSE * (right - left) for w in widths)
    label = len(between) <= 2 and (
        len(group) > 1 or (max(widths, default=0.0) < LABEL * (right - left) and high - low < NEAR)
    )
    return wide >= 2 or not (parted or label)


def _heading_between(
    group: list[_Item], item: _Item, between: Sequence[ChunkLine], lines: Sequence[ChunkLine], low: float
) -> bool:
    """Whether a line stands alone, further from what is above it than the rows stand from each other.

    It stands out from the rows by its type; or what follows it is the header of a table, or text where it is the
    first line below the drawn one. Between lines of different width it need not stand that far.
    """
    other = len(group) > 1 and max(abs(item.x0 - group[-1].x0), abs(item.x1 - group[-1].x1)) > MARGIN
    usual = _usual_gap(group, lines)
    rows = [x for x in lines if group[0].top <= x.bottom <= low]
    above = low
    for i, line in enumerate(between):
        gap = line.top - above
        alone = len(line.chunks) == 1 and line.chunks[0].x0 < group[-1].x0 + MARGIN * 4
        stands_out = _is_shaded(group) and gap > FAR * usual and stands_out_from([*rows, *between[:i]], line)
        text_follows = i + 1 < len(between) and len(between[i + 1].chunks) == 1 and above == low
        titled = other and _is_header(between[i + 1 :]) and stands_out_from(rows, line)
        if (
            alone
            and gap > FURTHER * usual
            and (titled or _is_of_other_type(line, [*rows[-1:], *between[i + 1 : i + 2]]))
        ):
            return True
        if (
            alone
            and gap > max(AWAY * line.size, 1.6 * usual)
            and (stands_out or text_follows or _is_header(between[i + 1 :]))
        ):
            return True
        above = line.bottom
    return False


def _is_of_other_type(line: ChunkLine, around: Sequence[ChunkLine]) -> bool:
    """Whether a bold line is of another size than the lines above and below it."""
    return line.line.bold and len(around) > 1 and all(abs(line.size - x.size) > OTHER_SIZE for x in around)


def _is_shaded(group: Sequence[_Item]) -> bool:
    return all(item.bottom > item.top for item in group)


def stands_out_from(rows: Sequence[ChunkLine], line: ChunkLine) -> bool:
    """Whether a line below some rows is larger than all of them, or bold where the last one is not."""
    if not rows:
        return False
    return line.size > LARGER * max(x.size for x in rows) or (line.line.bold and not rows[-1].line.bold)


def _is_header(lines: Sequence[ChunkLine]) -> bool:
    """Whether lines may be the header of a table: few, and without numbers but years."""
    numbers = [c for x in lines for c in x.chunks if c.is_number and not YEAR.match(c.text)]
    return len(lines) <= HEADER_LINES and not numbers


def _usual_gap(group: list[_Item], lines: Sequence[ChunkLine]) -> float:
    """How far below a drawn line of the group its text begins, at the median."""
    gaps = []
    for item in group[:-1]:
        below = [
            x.top - item.bottom
            for x in lines
            if x.top >= item.bottom - 1 and x.line.x1 > item.x0 and x.line.x0 < item.x1
        ]
        if below:
            gaps.append(min(below))
    return sorted(gaps)[len(gaps) // 2] if gaps else 0.0


def _stack(group: list[_Item]) -> Stack:
    walls = edges([y for i in group for y in (i.top, i.bottom)], 1.5)
    hints = edges([x for i in group for x in i.hints], 3.0)
    x0, x1 = min(i.x0 for i in group), max(i.x1 for i in group)
    hints = [h for h in hints if x0 + 3 < h < x1 - 3]
    return Stack(x0, x1, walls[0], walls[-1], walls, hints, len(group), _is_shaded(group))
