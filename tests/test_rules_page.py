"""The page of rules: current, complete, and with sentences that are whole."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from schemas.examples import example
from schemas.rule_words import looks_at, regraded, validity, versions, word
from schemas.rulebook import Rule, rules
from schemas.rules_page import rules_page

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "rules.md"


def test_the_page_is_current() -> None:
    assert PAGE.read_text(encoding="utf-8") == rules_page(), "run `make rules`"


def test_the_command_prints_the_page() -> None:
    command = [sys.executable, "-m", "schemas.rules_page"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, check=True, env={"LC_ALL": "C"})
    assert done.stdout.decode("utf-8") == rules_page()


def test_every_rule_has_its_section_in_the_order_of_the_book() -> None:
    assert re.findall(r"^## (\S+)$", PAGE.read_text(encoding="utf-8"), re.MULTILINE) == list(rules())


@pytest.mark.parametrize("rule", rules().values(), ids=lambda rule: rule.id)
def test_an_example_fills_every_gap(rule: Rule) -> None:
    for severity in ("error", "warning"):
        told = example(rule, severity)
        for text in (told.message, told.message_en, told.how_to_fix, told.how_to_fix_en):
            assert not re.search(r"[{}]|\bNone\b|»«|  | ,", text), text
        assert told.message != told.message_en
    assert not rule.example.keys() - set(re.findall(r"{(\w+)}", " ".join(sentences(rule)))) - {"found", "expected"}


def sentences(rule: Rule) -> list[str]:
    return [*rule.message.values(), *rule.fix.values()]


@pytest.mark.parametrize("rule", rules().values(), ids=lambda rule: rule.id)
def test_what_is_said_of_a_rule_is_said_in_both_languages(rule: Rule) -> None:
    for language in ("da", "en"):
        assert word("severity", rule.severity, language)
        assert word("level", rule.level, language)
        assert looks_at(rule, language)
        assert regraded(rule, language)
        assert validity(rule, language)
        assert list(versions(rule, language))


@pytest.mark.parametrize("rule", rules().values(), ids=lambda rule: rule.id)
def test_a_later_version_tells_what_it_changed(rule: Rule) -> None:
    told = [entry["version"] for entry in rule.history]
    assert told == (list(range(1, rule.version + 1)) if rule.version > 1 or told else [])
    assert rule.valid_to is None or rule.valid_from <= rule.valid_to
