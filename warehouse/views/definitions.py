"""The text of the views, in the words of each database.

Each folder ``vNNNN`` holds the views as the migration of that number made them, and never changes afterwards;
a later migration brings a folder of its own with the views that it makes anew. What a folder lacks is as in the newest
one before it.
"""

from __future__ import annotations

import re
from importlib.resources import files

NEWEST = "v0006"
# each view after those that it reads
HELPERS = ("known_report", "standing_report", "known_alias", "known_finding")
BI_VIEWS = ("bi_report", "bi_status", "bi_budget", "bi_indicator", "bi_finding", "bi_check")
VIEWS = (*HELPERS, *BI_VIEWS)

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
VERSION = re.compile(r"v\d{4}")
HEADER = re.compile(r"\A(?:--.*\n)*create view \w+ as\n")


def create_view(folder: str, name: str, dialect: str) -> str:
    """The ``create view`` statement of one view; ``folder`` is such as ``v0001``, ``dialect`` SQLAlchemy's name."""
    return _in_words_of(dialect, _text(folder, name), "true")


def as_of(folder: str, name: str, dialect: str, moment: str) -> str:
    """The query of a view over what was known at a moment; ``moment`` is an SQL expression in the dialect."""
    helpers = [f"{helper} as not materialized (\n{_body(folder, helper)})" for helper in HELPERS]
    query = f"with {', '.join(helpers)}\n{_body(folder, name)}"
    return _in_words_of(dialect, query, f"{{}} <= {moment}")


def create_function(folder: str, name: str) -> str:
    """PostgreSQL's ``create function bi_…_as_of(moment)``. It reads tables for those who may only read views."""
    return (
        f"create function {name}_as_of(moment timestamptz) returns setof {name}\n"
        f"language sql stable security definer set search_path from current as $$\n"
        f"{as_of(folder, name, 'postgresql', 'moment')}$$"
    )


def _text(folder: str, name: str) -> str:
    there = sorted((f for f in files("warehouse.views").iterdir() if VERSION.fullmatch(f.name)), key=lambda f: f.name)
    versions = [f / f"{name}.sql" for f in there if f.name <= folder]
    return [v for v in versions if v.is_file()][-1].read_text(encoding="utf-8")


def _body(folder: str, name: str) -> str:
    return HEADER.sub("", _text(folder, name))


def _in_words_of(dialect: str, text: str, known: str) -> str:
    words = WORDS[dialect] | {"known": f"({known})"}
    return PLACEHOLDER.sub(lambda found: _in_words(words[found[1]], found[2]), text)


def _in_words(word: str | dict[str, str], argument: str) -> str:
    return word[argument] if isinstance(word, dict) else word.format(argument)
