"""Reading without the garbage collector."""

from __future__ import annotations

import gc
from collections.abc import Generator
from contextlib import contextmanager


@contextmanager
def collector_resting() -> Generator[None, None, None]:
    """The collector switched off: it would look for circles among a document's cells and words, which make none.

    What was made meanwhile is old to it afterwards, so that it does not go through all of it at once.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
        _make_old()
    finally:
        if was_on:
            gc.enable()


def _make_old() -> None:
    """Move every object to the collector's oldest generation, or to what is never looked at if a process has that."""
    is_used = gc.get_freeze_count() > 0
    gc.freeze()
    if not is_used:
        gc.unfreeze()
