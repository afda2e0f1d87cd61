"""The text of the views, in the words of each database.

Each folder ``vNNNN`` holds the views as the migration of that number made them, and never changes afterwards;
a later migration brings a folder of its own with the views that it makes anew.
"""

from __future__ import annotations

import re
from importlib.resources import files

VIEWS = ("standing_report", "bi_report", "bi_status", "bi_budget", "bi_indicator", "bi_finding")

# PostgreSQL has an exact decimal type. SQLite has not: whole kroner stay integers there, so that their sums are
# exact, and an amount with øre is the nearest binary number; the exact amount stands in amount_ore.
WORDS = {
    "postgresql": {
        "kroner": "cast(cast({} as numeric) / 100 as numeric(18, 2))",
        "number": "{}",
        "nothing": {"text": "cast(null as text)", "time": "cast(null as timestamptz)"},
    },
    "sqlite": {
        "kroner": "case when {0} % 100 = 0 then {0} / 100 else {0} / 100.0 end",
        "number": "cast({} as numeric)",
        "nothing": {"text": "null", "time": "null"},
    },
}
PLACEHOLDER = re.compile(r"\{(\w+):([\w.]+)\}")


def create_view(folder: str, name: str, dialect: str) -> str:
    """The ``create view`` statement of one view; ``folder`` is such as ``v0001``, ``dialect`` SQLAlchemy's name."""
    text = (files("warehouse.views") / folder / f"{name}.sql").read_text(encoding="utf-8")
    return PLACEHOLDER.sub(lambda found: _in_words(found[1], found[2], dialect), text)


def _in_words(what: str, argument: str, dialect: str) -> str:
    word = WORDS[dialect][what]
    return word[argument] if isinstance(word, dict) else word.format(argument)
