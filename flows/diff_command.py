"""The command ``afrapport diff``: two versions of a report, and what the newer does to the totals."""

from __future__ import annotations

from pathlib import Path

from flows.reading_warehouse import has_warehouse, reading
from flows.settings import language
from flows.versions_compared import Version, version
from warehouse.compare import compare
from warehouse.totals import moves


def diff(url: str, old: str, new: str, *, as_json: bool) -> None:
    """Compare and show; ends with a sentence where a version cannot be found or read."""
    one, other = _versions(url, old, new)
    comparison, totals = compare(one.figures, other.figures), moves(one.figures, other.figures)
    if as_json:
        from flows.as_json import written
        from flows.diff_json import difference as told

        print(written(told(one, other, comparison, totals)))
        return
    from flows.show.difference import difference
    from flows.show.text import show

    show(difference(one, other, comparison, totals, language()))


def _versions(url: str, old: str, new: str) -> tuple[Version, Version]:
    if all(Path(named).is_file() for named in (old, new)) and not has_warehouse(url):
        return version(old, None), version(new, None)
    with reading(url) as engine:
        return version(old, engine), version(new, engine)
