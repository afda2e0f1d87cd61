"""The rule that a command names."""

from __future__ import annotations

from difflib import get_close_matches

from flows.ending import WRONG_USAGE, stop
from schemas.rulebook import Rule, rules


def known_rule(name: str) -> Rule:
    """The rule of that name; ends the program with those that are like it where there is none."""
    if name not in rules():
        near = get_close_matches(name, rules(), n=3, cutoff=0.5)
        stop("rule_unknown", WRONG_USAGE, rule=name, near=", ".join(near) or "afrapport rules list")
    return rules()[name]
