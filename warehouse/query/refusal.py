"""What is not asked: statements that do something else than read, and the words for why there is no answer."""

from __future__ import annotations

import re

from warehouse.text import UNSTORABLE

NOISE = re.compile(r"(?:\s+|--[^\n]*(?:\n|\Z)|/\*.*?\*/)*", re.DOTALL)
FIRST_WORDS = ("select", "with", "values")


class NoAnswer(Exception):
    """A query that is not answered; ``str()`` is the database's own reason, or empty."""


class WrongQuery(NoAnswer):
    """It is no SQL that this database understands, or it names what is not there."""


class Refused(NoAnswer):
    """It does something else than read the ``bi_*`` views."""


class TooSlow(NoAnswer):
    """It took longer than a query may."""


class Failed(NoAnswer):
    """The database could not answer, whatever was asked."""


def require_query(sql: str) -> None:
    """Raises Refused for a statement that is no query, WrongQuery for none at all."""
    if UNSTORABLE.search(sql):
        raise WrongQuery("\\0, \\ud800")
    start = NOISE.match(sql)
    rest = sql[start.end() if start else 0 :]
    word = re.match(r"\w*", rest)
    if not rest:
        raise WrongQuery("–")
    if not word or word[0].lower() not in FIRST_WORDS:
        raise Refused(rest.split(None, 1)[0])
