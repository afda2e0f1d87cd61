"""That somebody has looked at a source page, in the log."""

from __future__ import annotations

from collections import OrderedDict
from datetime import datetime, timedelta
from threading import Lock

from review.desk import Desk
from review.people.accounts import Person
from warehouse import audit
from warehouse.engine import begin_write

SEEN = "source.view"
ONE_LOOK = timedelta(minutes=5)  # a browser asks again for each zoom and each step back: that is one look
REMEMBERED = 5000
_lately: OrderedDict[tuple[str, int, int, int | str], datetime] = OrderedDict()
_lock = Lock()


def note_seen(desk: Desk, person: Person, report_id: int, page: int | str) -> None:
    """Write down that a person looks at a page or, by its name, a sheet; once for a look that lasts a while."""
    if _is_new((str(desk.engine.url), person.person_id, report_id, page), desk.clock()):
        with begin_write(desk.engine) as connection:
            detail = {"sheet" if isinstance(page, str) else "page": page}
            audit.append(connection, person.login, SEEN, f"report {report_id}", detail)


def _is_new(look: tuple[str, int, int, int | str], now: datetime) -> bool:
    with _lock:
        before = _lately.pop(look, None)
        _lately[look] = now if before is None or now - before > ONE_LOOK else before
        while len(_lately) > REMEMBERED:
            _lately.popitem(last=False)
        return _lately[look] == now
