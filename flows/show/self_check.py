"""A self-check as the command line shows it: what does not hold, each with where and since when."""

from __future__ import annotations

from typing import Any

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text
from sqlalchemy import Engine

from flows.show.self_check_lines import Line, lines
from flows.show.text import text
from flows.words import words
from warehouse.expectations.outcome import SelfCheck
from warehouse.publication import NOT_FINISHED

STYLES = {"critical": "bold red", "warning": "yellow", "holds": "green"}


def self_check(engine: Engine, found: SelfCheck, language: str) -> RenderableType:
    """A sentence, and below it each expectation that does not hold."""
    say = words(language)
    failing = [line for line in lines(engine, found, language) if line.result != "holds"]
    critical = sum(it.stops for it in found.failed)
    counts = {"expectations": len(found.outcomes), "critical": critical, "warnings": len(failing) - critical}
    sentence = in_a_sentence({"state": found.state, "reason": found.reason} | counts, say, see=False)
    return Group(sentence, *(_drawn(line, say["self_check"]) for line in failing))


def in_a_sentence(told: dict[str, Any], say: dict[str, Any], see: bool = True) -> Text:
    """What a self-check has come to; ``told`` as in a night's summary."""
    own, failed = say["self_check"], told["critical"] + told["warnings"]
    which = "stopped" if told["state"] == "stopped" else "warned" if failed else "holds"
    reason = own["not_finished"] if told["reason"] == NOT_FINISHED else told["reason"]
    sentence = own[which].format(count=told["expectations"], failed=failed, reason=reason)
    style = {"stopped": "bold red", "warned": "yellow", "holds": "green"}[which]
    more = text(" " + own["see"], "dim") if see and which != "holds" else Text()
    return Text.assemble(text(sentence, style), more)


def _drawn(it: Line, own: dict[str, Any]) -> RenderableType:
    result = text(own["result"][it.result], STYLES[it.result])
    since = f"{own['columns']['since']}: {it.since}"
    body = [text(f"{it.object} · {it.name}", "dim"), text(f"{it.observed}. {since}"), *map(text, it.where)]
    return Group(Text(), Text.assemble(result, "  ", text(it.says, "bold")), Padding(Group(*body), (0, 0, 0, 2)))
