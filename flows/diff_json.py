"""What ``afrapport diff --json`` tells: the versions, what changed, and the totals that move."""

from __future__ import annotations

import dataclasses
from typing import Any

from flows import as_json
from flows.versions_compared import Version
from schemas.report import Figure
from warehouse.compare import Change, Comparison
from warehouse.totals import Move


def difference(old: Version, new: Version, found: Comparison, totals: list[Move]) -> dict[str, Any]:
    """``figures`` are those that were added, removed or changed; ``totals`` those that move."""
    counts = {kind: found.count(kind) for kind in ("added", "removed", "changed")}
    return {
        "old": _version(old),
        "new": _version(new),
        "same_report": old.is_same_report(new),
        **counts,
        "same": found.same,
        "moved": found.moved,
        "rewritten": found.rewritten,
        "figures": [_change(change) for change in found.changes],
        "totals": [_move(move) for move in totals],
    }


def _version(it: Version) -> dict[str, Any]:
    return {f.name: getattr(it, f.name) for f in dataclasses.fields(it) if f.name != "figures"}


def _change(it: Change) -> dict[str, Any]:
    columns = {name: {"old": old, "new": new} for name, (old, new) in it.columns.items()}
    own = {"change": it.kind, "view": it.figure.view, "figure_key": it.figure.key, "columns": columns}
    return own | {"old": _figure(it.old), "new": _figure(it.new)}


def _figure(it: Figure | None) -> dict[str, Any] | None:
    return None if it is None else as_json.figure(it) | {"corrected": it.corrected}


def _move(it: Move) -> dict[str, Any]:
    return {"of": it.of, **it.about, "old": it.old, "new": it.new, "by": it.by}
