"""Every column of the views, once: name, type, unit, and what it is in Danish and English (``columns.yaml``)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from extractors.data_file import data_file


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a view.

    ``type`` is ``text``, ``integer``, ``money``, ``number``, ``flag``, ``date`` or ``time``; ``unit`` is that of the
    data. ``da`` and ``en`` name the column as messages do (`beløbet`); ``da_about`` and ``en_about`` say what it holds.
    """

    name: str
    type: str
    da: str
    en: str
    da_about: str
    en_about: str
    unit: str | None = None


@dataclass(frozen=True, slots=True)
class View:
    """What one view holds, and its columns in their order."""

    name: str
    da_about: str
    en_about: str
    columns: tuple[Column, ...]


_LISTS = data_file("schemas", "columns.yaml")
_FIGURES = ("status", "budget", "indicator")


def _columns(entries: Mapping[str, Any]) -> tuple[Column, ...]:
    return tuple(Column(name=name, **(text or _LISTS["shared"][name])) for name, text in entries.items())


def _view(name: str, entry: Mapping[str, Any]) -> View:
    rest = dict.fromkeys(_LISTS["figure"]) if name.removeprefix("bi_") in _FIGURES else {}
    columns = _columns(entry["columns"] | rest | entry.get("more", {}))
    return View(name, entry["da_about"], entry["en_about"], columns)


BI_VIEWS = {name: _view(name, entry) for name, entry in _LISTS["views"].items()}
# the columns of a figure that a report fills: the view's own, before those that say where it was read
VIEWS = {figure: _columns(_LISTS["views"][f"bi_{figure}"]["columns"]) for figure in _FIGURES}
PROVENANCE = _columns(dict.fromkeys(_LISTS["figure"]))


def column(view: str, name: str) -> Column:
    """The column that a report fills in ``status``, ``budget`` or ``indicator``; KeyError where there is none."""
    for candidate in VIEWS[view]:
        if candidate.name == name:
            return candidate
    raise KeyError(f"{view}.{name}")
