"""Which findings somebody wants to see: read from the address, and written into the next one."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from urllib.parse import urlencode

from review.visit import Visit
from review.whole_number import whole_number

OPEN, SETTLED, OBSOLETE = "open", "settled", "obsolete"
STATES = (OPEN, SETTLED, "corrected", "accepted", "rejected", OBSOLETE)
# what each filter is called in the address
NAMES = {
    "rule": "regel",
    "report": "rapport",
    "kind": "slags",
    "department": "forvaltning",
    "year": "aar",
    "state": "tilstand",
    "mine": "mine",
    "text": "q",
}


@dataclass(frozen=True, slots=True)
class Wanted:
    """The filters of the queue; blank ones filter nothing. ``state`` is one of STATES, ``mine`` leaves what the person
    has taken.
    """

    rule: str = ""
    report: int | None = None
    kind: str = ""
    department: str = ""
    year: int | None = None
    state: str = OPEN
    mine: bool = False
    text: str = ""

    @property
    def filtered(self) -> bool:
        """Whether anything is left out of what is open."""
        return self != Wanted()

    def query(self, **changes: object) -> str:
        """The filters as the end of an address (``?regel=…``), some of them changed; others by their own names."""
        own = {name: value for name, value in changes.items() if name in NAMES}
        named = {NAMES[name]: value for name, value in self._set(own)}
        named |= {name: value for name, value in changes.items() if name not in NAMES and value is not None}
        return f"?{urlencode(named)}" if named else ""

    def sent(self) -> list[tuple[str, object]]:
        """The filters as fields of a form."""
        return [(NAMES[name], value) for name, value in self._set({})]

    def _set(self, changes: dict) -> list[tuple[str, object]]:
        changed = replace(self, **changes)
        plain = ((f.name, getattr(changed, f.name), f.default) for f in fields(Wanted))
        return [(name, 1 if value is True else value) for name, value, default in plain if value != default]


def wanted_of(visit: Visit) -> Wanted:
    """The filters in the address of a page; what makes no sense is left out."""
    asked = {name: visit.asked(NAMES[name]).strip() for name in NAMES}
    return Wanted(
        rule=asked["rule"],
        report=whole_number(asked["report"]),
        kind=asked["kind"],
        department=asked["department"],
        year=whole_number(asked["year"], 4),
        state=asked["state"] if asked["state"] in STATES else OPEN,
        mine=asked["mine"] == "1",
        text=asked["text"][:100],
    )
