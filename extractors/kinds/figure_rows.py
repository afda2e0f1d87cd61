"""The rows of a table of figures, one raw figure a value."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from extractors.kinds.effort_table import value_of
from extractors.kinds.figure_table import FigureColumn, Shape, is_one_of, is_sum, is_value, says_nothing
from extractors.kinds.headers import Row
from extractors.kinds.kind import Kind
from extractors.kinds.periods import Period, period_of, year_in
from extractors.kinds.signed_change import change_text
from extractors.kinds.units import PLAIN, unit_of
from extractors.kinds.values import CellValue, read_values, split_label
from extractors.labels import kept
from extractors.model import Cell, Table
from extractors.raw import RawFigure, RawValue

SIGNED = ("target", "change")  # measures that words may tell: "reduceret med 61,6%"
GROUPED = re.compile(r"\d\s*(?:-|–|til)\s*\d")  # a label such as 15-17 år: a group, whose header tells no unit


@dataclass(slots=True)
class FigureTable:
    """A table with its shape, what it is about (effort, topic) and its number in the report.

    Where it is a part of a table, ``offset`` is the row of the whole that it begins with.
    """

    table: Table
    number: int
    shape: Shape
    about: dict[str, RawValue]
    topic: str | None
    offset: int = 0


@dataclass(frozen=True, slots=True)
class Names:
    """What one value is called: the contract's indicator, breakdown, area and period."""

    indicator: str | None
    breakdown: str | None = None
    area: str | None = None
    period: Period | None = None


@dataclass(slots=True)
class RowLabel:
    """The label of a row and of the group that it stands in; ``unit`` is that of an outcome's plain values."""

    text: str | None
    cell: Cell | None
    is_sum: bool = False
    group: str | None = None
    unit: str | None = None


def read_figures(found: FigureTable, kind: Kind) -> Iterator[RawFigure]:
    """Every value of the table; a cell in a column of values that is no number comes out as it stands."""
    grid = found.table.grid()
    group: str | None = None
    for r in range(found.shape.first_row, len(grid)):
        label = _label(grid[r], found.shape, kind)
        cells = [(column, cell) for column in found.shape.columns if (cell := _at(grid[r], column.col, r)) is not None]
        if not cells and label.cell is not None and _names_group(label.cell, grid, found.shape):
            group = label.text
        label.group = group
        label.unit = _unit_of_row(cells, kind)
        for column, cell in cells:
            if not says_nothing(cell.text, kind) or cell.native is not None or cell.problem:
                yield from _figures(found, column, cell, label, r, kind)


def _at(row: Row, col: int, r: int) -> Cell | None:
    """The filled cell that begins in this row and column."""
    cell = row[col]
    return cell if cell is not None and cell.row == r and cell.col == col and not cell.blank else None


def _label(row: Row, shape: Shape, kind: Kind) -> RowLabel:
    cell = row[shape.label_col] if shape.label_col is not None else None
    text = kept(cell.text) if cell is not None else None
    return RowLabel(text, cell, is_sum(text, kind))


def _names_group(cell: Cell, grid: Sequence[Row], shape: Shape) -> bool:
    """Whether a label without values is set apart from the others: it spans columns, or is bold where they are not."""
    labels = [row[shape.label_col or 0] for row in grid[shape.first_row :]]
    return cell.colspan > 1 or (cell.bold and not all(c.bold for c in labels if c is not None))


def _unit_of_row(cells: Sequence[tuple[FigureColumn, Cell]], kind: Kind) -> str | None:
    """Percent where the plain values of an outcome's row are shares."""
    plain = [v for column, cell in cells if column.measure not in (None, *SIGNED) for v in read_values(cell.text)]
    return "percent" if plain and all(v.is_percent for v in plain) else None


def _figures(
    found: FigureTable, column: FigureColumn, cell: Cell, label: RowLabel, r: int, kind: Kind
) -> Iterator[RawFigure]:
    for value, names in _named(_values(column, cell, kind), _names(found, column, label)):
        unit = _unit(value, names, found, column, label, kind)
        columns = {**found.about, **_columns(found, column, cell, label, names)}
        columns |= {"value": _value(value, cell), "unit": RawValue(unit, cell.place)}
        total = label.is_sum or column.is_sum
        yield RawFigure("indicator", columns, cell.place, cell.text, found.number, found.offset + r, is_total=total)


def _values(column: FigureColumn, cell: Cell, kind: Kind) -> list[CellValue]:
    if column.measure in SIGNED and cell.native is None:
        text = change_text(cell.text, kind)
        return [CellValue(text)] if text is not None else []
    values = read_values(cell.text) if is_value(cell.text) else []
    return values or [CellValue(cell.text)]


def _value(value: CellValue, cell: Cell) -> RawValue:
    if cell.native is not None or cell.problem:
        return value_of(cell)
    return RawValue(value.text, cell.place)


def _names(found: FigureTable, column: FigureColumn, label: RowLabel) -> Names:
    """The names of a column's values in a row, before a cell with several values is taken apart."""
    shape, header = found.shape, column.name
    if shape.labels == "indicator" and shape.label_col is not None:
        indicator = label.text or (kept(shape.label_header.text) if shape.label_header is not None else None)
        if indicator is None:
            return Names(header or found.topic, None, None, column.period)
        return Names(indicator, header if header != indicator else None, None, column.period)
    area = label.text if shape.labels == "place" else None
    return Names(header or found.topic, None, area, _row_period(found, column, label) or column.period)


def _row_period(found: FigureTable, column: FigureColumn, label: RowLabel) -> Period | None:
    """The period that a row is about; its year may stand in a header alone (``Måned (2023)``)."""
    if found.shape.labels != "period" or label.text is None:
        return None
    header = found.shape.label_header
    own = period_of(label.text) or Period(None, label.text)
    above = column.period.year if column.period else year_in(header.text) if header is not None else None
    return replace(own, year=own.year or above or year_in(found.topic))


def _named(values: Sequence[CellValue], names: Names) -> Iterator[tuple[CellValue, Names]]:
    """Each value of a cell with its own names: by the parts of the header, else by those of the row's label."""
    main = [v for v in values if not v.aside]
    several = _split(names, len(main))
    if len(main) > 1 and several is None and not all(v.label or v.words for v in main):
        yield CellValue(" / ".join(v.text for v in main)), names
        return
    rest = iter(several or [names] * len(main))
    mine = names
    for value in values:
        if not value.aside:
            mine = next(rest)
        own = value.label if not value.aside else value.words or value.label
        if own is None and len(main) > 1 and several is None:
            own = value.words
        yield value, replace(mine, breakdown=_joined(mine.breakdown, own)) if own else mine


def _split(names: Names, count: int) -> list[Names] | None:
    if count < 2:
        return None
    if names.breakdown and (parts := split_label(names.breakdown, count)):
        return [replace(names, breakdown=part) for part in parts]
    if names.indicator and (parts := split_label(names.indicator, count)):
        return [replace(names, indicator=part) for part in parts]
    if names.area and (parts := split_label(names.area, count)):
        return [replace(names, area=part) for part in parts]
    return None


def _joined(first: str | None, second: str) -> str:
    return f"{first} / {second}" if first else second


def _columns(
    found: FigureTable, column: FigureColumn, cell: Cell, label: RowLabel, names: Names
) -> dict[str, RawValue]:
    header = column.path[-1].place if column.path else cell.place
    at = label.cell.place if label.cell is not None and not label.cell.blank else header
    labelled = found.shape.labels == "indicator" and found.shape.label_col is not None
    period = names.period or Period(None, None)
    period_place = at if found.shape.labels == "period" else header
    named = {
        "topic": (_topic(found, label), found.table.places[0]),
        "indicator": (names.indicator, at if labelled else header),
        "breakdown": (names.breakdown, header),
        "area": (names.area, at),
        "year": (period.year, period_place),
        "period_label": (period.label, period_place),
        "measure": (column.measure or "value", header),
    }
    return {name: RawValue(kept(text), place) for name, (text, place) in named.items() if text}


def _topic(found: FigureTable, label: RowLabel) -> str | None:
    caption = found.shape.caption
    words = [found.topic, caption.text if caption is not None else None, label.group]
    return " / ".join(w for w in words if w) or None


def _unit(value: CellValue, names: Names, found: FigureTable, column: FigureColumn, label: RowLabel, kind: Kind) -> str:
    """The unit by the value's own words, a header that names one, the label, its header, the topic.

    A whole number that nothing tells of is a count. What people a column is about is asked last.
    """
    if column.measure in SIGNED and label.unit and not value.is_percent:
        return label.unit
    explicit = re.compile("|".join(kind.words["unit_headers"]), re.IGNORECASE)
    header = names.breakdown if names.breakdown and explicit.search(names.breakdown) else None
    above = found.shape.label_header
    timed = above is not None and is_one_of(above.text, "period_headers", kind)
    around = [above.text if above is not None and not timed else None, found.topic]
    if names.indicator and GROUPED.search(names.indicator):
        around = []
    unit = unit_of(value, [header, names.indicator, *around, names.breakdown], kind)
    return "count" if unit == PLAIN and re.fullmatch(r"-?\d{1,3}(?:[. ]?\d{3})*|\d+", value.text) else unit
