"""The views that BI tools read: what each is called, its columns in their order, and those that name a row."""

from __future__ import annotations

from dataclasses import dataclass

from schemas.columns import BI_VIEWS, Column


@dataclass(frozen=True, slots=True)
class View:
    """A view: what it is called in Danish, what a row is (``da``, ``en``), its columns, and those that name a row."""

    name: str
    title: str
    da: str
    en: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]


_FIGURE = ("report_id", "figure_key")
_TITLES: dict[str, tuple[str, tuple[str, ...]]] = {
    "bi_report": ("Rapporter", ("report_id",)),
    "bi_status": ("Status", _FIGURE),
    "bi_budget": ("Beløb", _FIGURE),
    "bi_indicator": ("Indikatorer", _FIGURE),
    "bi_finding": ("Fund", ("finding_id",)),
    "bi_check": ("Kontroller", ("report_id", "rule")),
}


def _view(name: str, title: str, key: tuple[str, ...]) -> View:
    described = BI_VIEWS[name]
    return View(name, title, described.da_about, described.en_about, described.columns, key)


PUBLISHED = tuple(_view(name, title, key) for name, (title, key) in _TITLES.items())
