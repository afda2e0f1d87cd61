"""What a figure is called where a person reads of it."""

from __future__ import annotations

from typing import Any

from schemas.report import Figure

# the column that holds what a figure says
VALUE = {"status": "status", "budget": "amount_dkk", "indicator": "value"}
# what tells a figure apart for a reader, in the order of reading
TELLS = ("effort", "partnership", "area", "topic", "indicator", "breakdown", "line", "line_type", "source")
WHEN = ("year", "period_year", "period_label", "measure")


def named_by(figure: Figure) -> list[tuple[str, Any]]:
    """The columns that tell a figure apart from the others of its report, those that are filled, with their values."""
    pairs = [(name, figure.values.get(name)) for name in (*TELLS, *WHEN)]
    return [(name, value) for name, value in pairs if value is not None]
