"""What somebody wants to see of the published figures: read from the address, and written into the next one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from typing import Any
from urllib.parse import urlencode

from review.visit import Visit

NONE = "-"  # in an address: where a figure names none
# what each filter is called in the address
NAMES = {
    "year": "aar",
    "partnership": "partnerskab",
    "effort": "indsats",
    "department": "forvaltning",
    "kind": "slags",
    "part": "del",
    "search": "q",
}
PARTS = ("effort", "line", "source", "total")


@dataclass(frozen=True, slots=True)
class Asked:
    """The filters; blank ones filter nothing. ``effort`` is a key of the register, ``search`` a part of its name.

    ``part`` is which telling of the same money is meant: the effort's own amount (``effort``), its lines (``line``),
    who pays (``source``), or the stated sums (``total``).
    """

    year: str = ""
    partnership: str = ""
    effort: str = ""
    department: str = ""
    kind: str = ""
    part: str = ""
    search: str = ""

    @property
    def filtered(self) -> bool:
        """Whether anything is left out."""
        return replace(self, part="") != Asked()

    def query(self, **changes: Any) -> str:
        """The filters as the end of an address (``?aar=…``), some of them changed; others by their own names."""
        own = {name: str(value) for name, value in changes.items() if name in NAMES}
        changed = replace(self, **own)
        named = {NAMES[f.name]: getattr(changed, f.name) for f in fields(Asked) if getattr(changed, f.name)}
        named |= {name: value for name, value in changes.items() if name not in NAMES and value not in (None, "")}
        return f"?{urlencode(named)}" if named else ""

    def conditions(self, year_column: str = "year", department: bool = True) -> tuple[str, dict[str, Any]]:
        """The filters as SQL over a view of figures, with its bound values; ``true`` where there are none."""
        columns = {"year": year_column, "partnership": "partnership", "effort": "effort_key", "kind": "report_kind"}
        columns |= {"department": "department"} if department else {}
        return self.where(columns)

    def where(self, columns: Mapping[str, str]) -> tuple[str, dict[str, Any]]:
        """The filters that have a column, as SQL with its bound values."""
        given = {name: getattr(self, name) for name in columns if getattr(self, name)}
        parts = [
            f"{columns[name]} is null" if value == NONE else f"{columns[name]} = :{name}"
            for name, value in given.items()
        ]
        values = {name: int(value) if name == "year" else value for name, value in given.items() if value != NONE}
        return " and ".join(parts) or "1 = 1", values


def asked_of(visit: Visit) -> Asked:
    """The filters in the address of a page; what makes no sense is left out."""
    given = {name: visit.asked(NAMES[name]).strip() for name in NAMES}
    year = given["year"]
    if not (year == NONE or (year.isascii() and year.isdigit() and len(year) == 4)):
        given["year"] = ""
    if given["part"] not in PARTS:
        given["part"] = ""
    return Asked(**given)
