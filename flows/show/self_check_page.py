"""A self-check as one web page: no script, nothing from elsewhere, and every text stands there as text."""

from __future__ import annotations

from itertools import groupby
from pathlib import Path

from jinja2 import Environment, StrictUndefined
from sqlalchemy import Engine

from flows.moments import shown
from flows.show.self_check_lines import lines
from flows.words import words
from schemas.plain_text import plain
from warehouse.expectations.outcome import SelfCheck

TEMPLATE = Path(__file__).with_name("self_check.html")


def self_check_page(engine: Engine, found: SelfCheck, language: str) -> str:
    """The whole page: what does not hold, then every expectation by suite."""
    every = lines(engine, found, language)
    results = [line.result for line in every]
    # whatever is put in is escaped; direction marks and control characters are taken out before
    environment = Environment(autoescape=True, undefined=StrictUndefined, finalize=_readable, trim_blocks=True)
    return environment.from_string(TEMPLATE.read_text(encoding="utf-8")).render(
        say=words(language)["self_check"],
        language=language,
        check=found,
        checked_at=shown(found.checked_at),
        counts={name: results.count(name) for name in ("critical", "warning", "holds")},
        failing=[line for line in every if line.result != "holds"],
        suites=[(suite, list(of_suite)) for suite, of_suite in groupby(every, lambda line: line.suite)],
    )


def _readable(value: object) -> object:
    return plain(value) if isinstance(value, str) and not hasattr(value, "__html__") else value
