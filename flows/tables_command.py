"""The command ``afrapport tables``: what stands in the tables of a file, personal numbers masked."""

from __future__ import annotations

from pathlib import Path

from extractors.model import Table
from extractors.reading import read_file
from extractors.unreadable import Unreadable
from flows import as_json
from flows.ending import NOT_COMPLETED, stop
from flows.settings import language
from schemas.masking import only_here, without_numbers


def tables(file: Path, json: bool) -> None:
    """Print the tables of a file; status 1 where it cannot be read."""
    found = _tables(file)
    if json:
        print(as_json.written([as_json.table(t) for t in found]))
    else:
        from flows.show.tables import tables as drawn
        from flows.show.text import show

        show(drawn(found, language()))


def _tables(file: Path) -> list[Table]:
    try:
        document = read_file(file)
    except Unreadable as problem:
        stop("unreadable", NOT_COMPLETED, reason=f"{problem.rule} {problem.detail}")
    return without_numbers(document.tables, only_here(document))
