"""The register of efforts as the command line shows it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from rich import box
from rich.console import Group, RenderableType
from rich.table import Table as Grid

from flows.show.text import text
from flows.words import words
from warehouse.effort_list import EffortRow, Named, NameRow, Said
from warehouse.register import Changed
from warehouse.suggest import Suggestion


def efforts(rows: Sequence[EffortRow], language: str) -> RenderableType:
    """An effort a row, its names below each other."""
    say = words(language)
    grid = _grid(say["efforts_effort"], say["efforts_names"])
    for row in rows:
        mark = "" if row.confirmed else say["efforts_unconfirmed"]
        grid.add_row(text(f"{row.name} {mark}".strip()), _lines(_named(it) for it in row.names))
    return Group(grid, text(say["efforts_counted"].format(count=len(rows))))


def suggestions(found: Sequence[Suggestion], language: str) -> RenderableType:
    """The names that are like an effort, best first; the others are only counted."""
    say = words(language)
    likely = [one for one in found if one.efforts]
    grid = _grid(say["efforts_names"], say["efforts_like"])
    for one in likely:
        grid.add_row(_lines(one.labels), _lines(f"{it.name} ({it.score} %)" for it in one.efforts))
    rest = text(say["efforts_unlike"].format(count=len(found) - len(likely)))
    return Group(*([grid] if likely else []), rest, text(say["efforts_what_now"], "dim"))


def name(row: NameRow, rows: Sequence[Said], language: str) -> RenderableType:
    """What a name means now, and every change of that."""
    say = words(language)
    grid = _grid(say["efforts_number"], say["efforts_effort"], say["efforts_who"], say["efforts_when"])
    for said in rows:
        who = ": ".join(filter(None, [said.named.decided_by, said.named.reason]))
        effort = f"{said.effort_key} {_years(said.named)}".strip()
        grid.add_row(text(said.number), text(effort), text(who), text(_when(said)))
    return Group(text(" = ".join(row.labels), "bold"), efforts(row.efforts, language), grid)


def changed(done: Changed, rows: Sequence[NameRow], language: str) -> RenderableType:
    """What the names of a change mean now, its number, and what it did to findings."""
    say = words(language)
    lines = [say["efforts_means"].format(name=row.labels[0], efforts=_meant(row)) for row in rows]
    lines.append(say["efforts_done"].format(number=done.number))
    counted = {"closed": done.findings_closed, "reopened": done.findings_reopened}
    lines += [say[f"efforts_{what}"].format(count=count) for what, count in counted.items() if count]
    return _lines(lines)


def _meant(row: NameRow) -> str:
    parts = []
    for effort in row.efforts:
        spans = filter(None, (_years(it) for it in effort.names if it.label == row.labels[0]))
        parts.append(f"»{effort.name}« {', '.join(spans)}".strip())
    return ", ".join(parts)


def _named(it: Named) -> str:
    return f"{it.label} {_years(it)}".strip()


def _years(it: Named) -> str:
    return f"({it.from_year or ''}–{it.to_year or ''})" if it.from_year or it.to_year else ""


def _when(said: Said) -> str:
    first, last = said.recorded_from, said.recorded_to
    return f"{first:%Y-%m-%d %H:%M}" + (f" – {last:%Y-%m-%d %H:%M}" if last else "")


def _lines(several: Iterable[Any]) -> RenderableType:
    return Group(*map(text, several))


def _grid(*headers: str) -> Grid:
    grid = Grid(box=box.SIMPLE)
    for header in headers:
        grid.add_column(header, overflow="fold")
    return grid
