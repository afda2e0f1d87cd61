"""The ways in which people write a personal number (CPR): what may stand between its parts, and what beside it."""

from __future__ import annotations

import re
from dataclasses import dataclass

_DASHES = "-\u2010-\u2015\u2212\u00ad"
DASH = re.compile(f"[{_DASHES}]")
NAME = re.compile(r"cpr|personn(?:umme)?r|person-?nummer", re.IGNORECASE)
# its name right behind it in the same line, unless that is the name of a number that follows
LABEL_AFTER = re.compile(
    r"[^\S\r\n]?[,;:–-]?[^\S\r\n]?[(\[]?(?:er\s)?(?:et\s|hans\s|hendes\s)?"
    r"(?:cpr|personn(?:umme)?r|person-?nummer)(?![^\r\n()\[\]]{0,12}\d)",
    re.IGNORECASE,
)
# what other numbers are called, right before them
OTHER = re.compile(
    r"\b(?:p-?n|ean|gln|cvr|se-?n|faktura|konto|løben|ordre|tlf|telefon|dok|sags?n|kr)\D{0,15}$", re.IGNORECASE
)
_SPACE = r"[ \t\u00a0\u2007\u2009\u202f]"
_BREAK = rf"{_SPACE}?[\r\n]*{_SPACE}?"
_JOIN = rf"(?P<join>{_BREAK}[{_DASHES}]{{1,2}}{_BREAK}|{_SPACE}{{1,2}}|{_SPACE}?[\r\n]+{_SPACE}?|[./_:*]|)"
_PARTED = rf"(?P<parted>[{_DASHES}./]|{_SPACE}|)"
_DATE = rf"(?P<day>\d\d){_PARTED}(?P<month>\d\d)(?P=parted)(?P<year>(?:18|19|20)?\d\d)"
NUMBER = re.compile(rf"(?<!\d){_DATE}{_JOIN}(?P<serial>\d\d{_SPACE}?\d\d)(?!\d)")
# a digit in each box of a form
SPACED = re.compile(
    rf"(?<!\d)(?<!\d )(?P<day>\d \d) (?P<month>\d \d) (?P<year>\d \d)(?P<join> ?[{_DASHES}] ?)"
    r"(?P<serial>\d \d \d \d)(?! ?\d)(?P<parted>)"
)
_BEFORE = re.compile(rf"\d(?P<sign>[{_DASHES}.,])$")
_AFTER = re.compile(rf"(?P<sign>[{_DASHES}.,])\d")
_IGNORED = re.compile("[\u200b-\u200d\u2060\ufeff]")  # signs that have no width


@dataclass(frozen=True, slots=True)
class Spelled:
    """What may be a personal number, in its parts.

    ``join`` stands between date and serial number, ``parted`` between the parts of the date. ``beside`` is ``-`` where
    a dash ties it to further digits, ``.`` where it has none of its own and a point or comma does.
    """

    start: int
    end: int
    day: str
    month: str
    year: str
    serial: str
    join: str
    parted: str
    beside: str

    @property
    def digits(self) -> str:
        """The ten digits."""
        return "".join(str(int(c)) for c in f"{self.day}{self.month}{self.year[-2:]}{self.serial}")

    @property
    def dashed(self) -> bool:
        """Whether a dash stands before the serial number."""
        return DASH.search(self.join) is not None

    @property
    def tight_dash(self) -> bool:
        """Whether nothing but a dash stands there."""
        return DASH.fullmatch(self.join) is not None


def spelled(match: re.Match[str]) -> Spelled:
    """The parts of a match of ``NUMBER`` or ``SPACED``, spaces taken out of them."""
    day, month, year, serial = (re.sub(r"\s", "", match[part]) for part in ("day", "month", "year", "serial"))
    parted = "-" if DASH.search(match["parted"]) else " " if match["parted"].isspace() else match["parted"]
    beside = _beside(match, bool(DASH.search(match["join"])))
    if len(serial) < len(match["serial"]) and not DASH.search(match["join"]):
        parted = " "  # a telephone number, or numbers of a row
    return Spelled(match.start(), match.end(), day, month, year, serial, match["join"], parted, beside)


def without_ignored(text: str) -> tuple[str, list[int] | range]:
    """The text without signs that cannot be seen, and where each character of it stood."""
    if not _IGNORED.search(text):
        return text, range(len(text))
    kept = [n for n, char in enumerate(text) if not _IGNORED.match(char)]
    return "".join(text[n] for n in kept), kept


def _beside(match: re.Match[str], dashed: bool) -> str:
    before = _BEFORE.search(match.string[max(0, match.start() - 2) : match.start()])
    after = _AFTER.match(match.string, match.end())
    signs = "".join(found["sign"] for found in (before, after) if found)
    if DASH.search(signs):
        return "-"
    return "" if dashed or not signs else "."
