"""Two versions of a report as ``afrapport diff`` shows them."""

from __future__ import annotations

from typing import Any

from rich import box
from rich.console import Group, RenderableType
from rich.table import Table as Grid
from rich.text import Text

from flows.show.changes import changes
from flows.show.moves import moves
from flows.show.text import text
from flows.versions_compared import Version
from flows.words import kind_name, words
from warehouse.compare import Comparison
from warehouse.totals import Move

NOT_SHOWN = ("held", "rejected")


def difference(old: Version, new: Version, found: Comparison, totals: list[Move], language: str) -> RenderableType:
    """Both versions, what is odd about comparing them, each change, and the totals that move."""
    say = words(language)
    parts: list[RenderableType] = [_versions(old, new, language), *_warnings(old, new, say), _counts(found, say)]
    if found.changes:
        parts.append(changes(found.changes, language))
    parts += [Text(), text(say["totals_move" if totals else "no_total_moves"], "bold")]
    return Group(*parts, *([moves(totals, language)] if totals else []))


def _versions(old: Version, new: Version, language: str) -> Grid:
    say = words(language)
    grid = Grid(box=box.SIMPLE)
    for name in ("", say["old_version"], say["new_version"]):
        grid.add_column(name, overflow="fold")
    rows = [
        ("column_file", old.report_file, new.report_file),
        ("report_number", old.report_id, new.report_id),
        ("report", kind_name(old.report_kind, language), kind_name(new.report_kind, language)),
        ("published_on", old.published_on, new.published_on),
        ("column_state", _state(old, say), _state(new, say)),
    ]
    for label, *both in rows:
        if any(value is not None for value in both):
            grid.add_row(text(say[label], "dim"), *map(text, both))
    return grid


def _state(it: Version, say: dict[str, Any]) -> str:
    return say["would_be" if it.report_id is None else "state"].get(it.state, it.state)


def _warnings(old: Version, new: Version, say: dict[str, Any]) -> list[Text]:
    found = [] if old.is_same_report(new) else ["other_report"]
    found += ["new_is_not_shown"] if new.state in NOT_SHOWN else []
    return [text(say[name], "yellow") for name in found]


def _counts(found: Comparison, say: dict[str, Any]) -> Text:
    counts = {kind: found.count(kind) for kind in ("added", "removed", "changed")}
    return text(
        say["changes_line"].format(**counts, same=found.same, moved=found.moved, rewritten=found.rewritten), "bold"
    )
