"""A day as people write it in a sentence."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def day_in(language: str, day: date) -> str:
    """``31-12-2027`` in Danish, as the forms ask for it; ``31 Dec 2027`` in English, where that could be misread."""
    return f"{day.day}-{day.month}-{day.year}" if language == "da" else f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def days_in(language: str, facts: Mapping[str, Any]) -> dict[str, Any]:
    """The facts of a sentence, each day among them in words."""
    return {name: day_in(language, it) if isinstance(it, date) else it for name, it in facts.items()}
