"""What the command line gives to other programs: the same facts as lists and dictionaries for JSON."""

from __future__ import annotations

import dataclasses
import json
from datetime import date
from decimal import Decimal
from typing import Any

from extractors.model import Cell, Table
from extractors.place import Place
from schemas.report import CheckedReport, Figure, Finding


def written(value: object) -> str:
    """The value as JSON on several lines, Danish letters as they are."""
    return json.dumps(value, ensure_ascii=False, indent=2, default=_plain_value)


def _plain_value(value: object) -> int | float | str:
    if isinstance(value, Decimal):
        return _number(value)
    if isinstance(value, date):
        return value.isoformat()
    return str(value)


def _number(value: Decimal) -> int | float | str:
    """The number to the digit: as text where a JSON reader's binary number could not hold it."""
    if value.is_finite() and value == value.to_integral_value():
        return int(value)
    return float(value) if Decimal(repr(float(value))) == value else str(value)


def report(checked: CheckedReport) -> dict[str, Any]:
    """A checked report: its own fields, its figures as the views name them, its findings."""
    inner = ("reading", "uses")  # what was read before any check, and what decisions did: not for others
    own = {f.name: getattr(checked, f.name) for f in dataclasses.fields(checked) if f.name not in inner}
    return own | {
        "figures": [figure(f) for f in checked.figures],
        "findings": [finding(f) for f in checked.findings],
        "checks": [dataclasses.asdict(tally) for tally in checked.checks],
    }


def figure(it: Figure) -> dict[str, Any]:
    """A figure: the columns of its view, whether it passed or is held, and its place."""
    return {"view": it.view, "state": it.state, **it.values, **place(it.place), "raw_text": it.raw_text}


def finding(it: Finding) -> dict[str, Any]:
    """A finding: rule, severity, message in both languages, and its place."""
    own = {f.name: getattr(it, f.name) for f in dataclasses.fields(it) if f.name not in ("place", "figure_keys", "key")}
    return own | place(it.place)


def place(it: Place) -> dict[str, Any]:
    """A place: page and box, or sheet and cell, every name present."""
    return dataclasses.asdict(it)


def table(it: Table) -> dict[str, Any]:
    """A table as it stands. One that goes over pages has its first part as ``page`` and ``bbox``, all in ``parts``."""
    first = it.places[0] if it.places else Place()
    return {
        **_where(first),
        "title": it.title,
        "cells": [cell(c) for c in it.cells],
        "parts": [_where(p) for p in it.places],
    }


def cell(it: Cell) -> dict[str, Any]:
    """A cell: position, span, text, and its box on the page (or its name in the sheet)."""
    own = {"row": it.row, "col": it.col, "rowspan": it.rowspan, "colspan": it.colspan, "text": it.text}
    return own | _where(it.place)


def _where(it: Place) -> dict[str, Any]:
    if it.sheet is not None:
        return {"sheet": it.sheet, "cell": it.cell, "bbox": None}
    return {"page": it.page, "bbox": it.bbox}
