"""Answers that stay the same until something in the warehouse changes: asked once, and not for each look at a page."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Any, TypeVar

from sqlalchemy import Connection

from review.stamp import Stamp, stamp_of

T = TypeVar("T")
MOST = 300  # answers; those that nobody has asked for longest go
_kept: OrderedDict[Hashable, tuple[Stamp, Any]] = OrderedDict()
_lock = threading.Lock()


def remembered(connection: Connection, what: Hashable, ask: Callable[[], T]) -> T:
    """The answer to ``what``; ``ask`` gives it where reports or decisions have come since it was last given.

    What it gives must follow from reports, findings and the register alone, and is shared: nobody may change it.
    """
    key, stamp = (str(connection.engine.url), what), stamp_of(connection)
    with _lock:
        known = _kept.get(key)
        if known is not None and known[0] == stamp:
            _kept.move_to_end(key)
            return known[1]
    answer = ask()
    with _lock:
        _kept[key] = (stamp, answer)
        _kept.move_to_end(key)
        while len(_kept) > MOST:
            _kept.popitem(last=False)
    return answer
