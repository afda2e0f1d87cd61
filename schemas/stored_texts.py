"""What a finding stores in one language only, as the other says it: what was found, and what was expected."""

from __future__ import annotations

import re
from functools import cache

from extractors.data_file import data_file

NUMBER = re.compile(r"\d+")


def expected_in(language: str, text: str) -> str:
    """What was expected, which is stored in Danish. An amount or a name that is meant reads the same in both."""
    if language == "da":
        return text
    told = _words()["expected"].get(NUMBER.sub("#", text))
    numbers = iter(NUMBER.findall(text))
    return re.sub("#", lambda _: next(numbers), told) if told else text.replace("« eller »", "« or »")


def found_in(language: str, rule: str, text: str) -> str:
    """What was found: what stands in the report, save for a hidden part, which is stored as ``columns: G``."""
    what, colon, name = text.partition(": ")
    named = _words()["hidden"].get(what) if rule == "sheet.hidden" else None
    return f"{named[language]}{colon}{name}" if named else text


@cache
def _words() -> dict[str, dict]:
    return data_file("schemas", "stored_texts.yaml")
