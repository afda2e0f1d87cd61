"""Our tables in the form that the scoring script of the ICDAR 2013 set asks for."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))

from extractors.model import Cell, Table
from extractors.pdf.read import read_pdf


def tables(path: str) -> list[dict[str, Any]]:
    """The tables of a file; each page's part of a table is a table of its own, as the set has it."""
    found = read_pdf(Path(path).read_bytes()).tables
    return [_part(table, place.page, place.bbox) for table in found for place in table.places]


def _part(table: Table, page: int | None, bbox: object) -> dict[str, Any]:
    cells = [c for c in table.cells if page in _pages(c)]
    rows = {row: n for n, row in enumerate(sorted({c.row for c in cells}))}
    told = [_told(c, rows[c.row]) for c in cells]
    return {"page": page, "bbox": bbox, "cells": told}


def _pages(cell: Cell) -> set[int | None]:
    return {p.page for p in cell.parts} or {cell.place.page}


def _told(cell: Cell, row: int) -> dict[str, Any]:
    return {"row": row, "col": cell.col, "rowspan": cell.rowspan, "colspan": cell.colspan, "text": cell.text}
