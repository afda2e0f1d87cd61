"""Natural keys: what a figure and a report are called, however often they are read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from schemas.draft import Draft
from schemas.labels import label_key
from schemas.parsers.period import Period

_PARTS = {
    "status": ("partnership", "effort"),
    "budget": ("partnership", "effort", "line", "line_type", "year", "source", "measure", "counterpart"),
    "indicator": (
        *("partnership", "effort", "area", "goal", "topic", "indicator", "breakdown"),
        *("year", "period_label", "measure", "unit"),
    ),
}


def name_figures(drafts: Sequence[Draft]) -> None:
    """Give every figure its key: `budget|partnership=amager|effort=borgertilborger|year=2023|measure=budget`.

    The effort's own label is taken, not the register's key, so that a key outlives a change of the register.
    Figures that nothing tells apart are numbered in reading order (`#2`).
    """
    seen: Counter[str] = Counter()
    for draft in drafts:
        key = _natural_key(draft)
        seen[key] += 1
        draft.key = key if seen[key] == 1 else f"{key}#{seen[key]}"


def _natural_key(draft: Draft) -> str:
    # a column that could not be read is named by its text, so that its figure keeps its key when it is corrected
    named = [(part, draft.values[part] or draft.text_of(part)) for part in _PARTS[draft.view]]
    parts = [f"{part}={label_key(str(value))}" for part, value in named if value not in (None, "")]
    return "|".join([draft.view, *parts, *(["total"] if draft.values.get("is_total") else [])])


def figure_of(rule: str, finding_key: str, figures: Iterable[str]) -> str | None:
    """The figure that a finding's own key names, of those that it is about: the others are held along with it."""
    rest = finding_key.removeprefix(f"{rule}|")
    return max((key for key in figures if rest.startswith(f"{key}|")), key=len, default=None)


def identity(kind: str | None, about: Sequence[str], period: Period | None) -> str | None:
    """What makes two files the same report: kind, what it is about, period; None where kind or period is missing."""
    if kind is None or period is None:
        return None
    subjects = sorted({key for key in map(label_key, about) if key})
    years = f"{period.year}-{period.end_year}" if period.end_year else str(period.year)
    return "|".join([kind, "+".join(subjects), years])
