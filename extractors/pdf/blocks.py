"""Blocks of lines that stand in columns: tables without any drawn line."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from extractors.pdf.above import OTHER_SIZE, has_figures, is_beside
from extractors.pdf.chunks import ChunkLine, leading
from extractors.pdf.columns import column_edges
from extractors.pdf.roles import CAPTION

FAR = 2.6  # times the leading: lines further apart than this do not belong to one table
SETTLED = 5  # lines from which a further line may close no gap
LOOK_BACK = 12  # lines that a further line's columns are compared with
LOOK_AHEAD = 14  # lines of wrapped text that may stand between two lines in columns


def blocks_of(lines: Sequence[ChunkLine]) -> list[list[ChunkLine]]:
    """Runs of lines that share gaps, from top to bottom."""
    out: list[list[ChunkLine]] = []
    i = 0
    while i < len(lines):
        if len(lines[i].chunks) < 2:
            i += 1
            continue
        end = _grow(lines, i)
        if end - i >= 2:
            out.append(list(lines[i:end]))
        i = max(end, i + 1)
    return out


def _grow(lines: Sequence[ChunkLine], start: int) -> int:
    """The end (exclusive) of the run that begins at ``start``; it ends with a line in columns or wrapped text."""
    step = leading(lines)
    end = start + 1
    i = start + 1
    while i < len(lines):
        if lines[i].base - lines[i - 1].base > FAR * max(step, lines[i].size):
            break
        run = lines[max(start, i - LOOK_BACK) : i]
        if CAPTION.match(lines[i].line.text) or (i + 1 < len(lines) and _heads_another(run, lines[i], lines[i + 1])):
            break
        if not _fits(run, lines[i]):
            if i + 1 < len(lines) and i - end < 2 and _group_row(run, lines[i], lines[i + 1]):
                i += 1
                continue
            break
        i += 1
        if len(lines[i - 1].chunks) > 1 or _within_column(run, lines[i - 1]):
            end = i
        elif i - end > LOOK_AHEAD:
            break
    return end


def _heads_another(run: Sequence[ChunkLine], line: ChunkLine, following: ChunkLine) -> bool:
    """Whether a line alone below figures is the title of another table: its type differs, or a header follows it."""
    if len(line.chunks) != 1 or not any(map(has_figures, run)):
        return False
    if is_beside(run[-1], line) or is_beside(line, following):
        return False
    bold = line.line.bold and not run[-1].line.bold
    other = abs(line.size - run[-1].size) > OTHER_SIZE
    if len(following.chunks) < 2:
        return bold and other
    return (other and abs(line.size - following.size) > OTHER_SIZE) or (bold and not has_figures(following))


def _columns(lines: Sequence[ChunkLine]) -> list[float]:
    left = min(x.line.x0 for x in lines)
    right = max(x.line.x1 for x in lines)
    return column_edges([x for x in lines if len(x.chunks) > 1] or lines, left, right)


def _fits(run: Sequence[ChunkLine], line: ChunkLine) -> bool:
    """Whether a line leaves the gaps of the run open, or nearly all of them."""
    xs = _columns(run)
    if len(xs) > 2 and all(in_one(chunk.x0, chunk.x1, xs) for chunk in line.chunks):
        return True
    if len(line.chunks) == 1:
        return False
    after = len(_columns([*run, line]))
    return after >= 3 and after >= len(xs) - (len(run) < SETTLED)


def in_one(x0: float, x1: float, xs: Sequence[float]) -> bool:
    """Whether a stretch lies in one column; the last one may go on to the right of what was seen of it."""
    inner = any(a - 3 <= x0 and x1 <= b + 3 for a, b in itertools.pairwise(xs))
    return inner or xs[-2] - 3 <= x0


def _within_column(run: Sequence[ChunkLine], line: ChunkLine) -> bool:
    xs = _columns(run)
    return len(xs) > 2 and in_one(line.chunks[0].x0, line.chunks[0].x1, xs)


def _group_row(run: Sequence[ChunkLine], line: ChunkLine, following: ChunkLine) -> bool:
    """A single line across, followed by a line in columns: the name of a group."""
    return len(line.chunks) == 1 and len(following.chunks) > 1 and _fits(run, following)
