"""A finding as a person reads it."""

from __future__ import annotations

from dataclasses import dataclass

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from extractors.place import Place
from flows.show.text import text
from flows.words import words
from schemas.report import Finding

STYLES = {"error": "bold red", "warning": "yellow"}


@dataclass(frozen=True, slots=True)
class Said:
    """What is said of a finding, in the reader's language. ``where`` names the place and what it is about."""

    severity: str
    where: str
    message: str
    how_to_fix: str
    rule: str


def said(it: Finding, language: str) -> Said:
    """The finding in the reader's language."""
    english = language == "en"
    return Said(
        severity=it.severity,
        where=where(it.place, it.effort, language),
        message=it.message_en if english else it.message,
        how_to_fix=it.how_to_fix_en if english else it.how_to_fix,
        rule=it.rule,
    )


def where(place: Place, effort: str | None, language: str, file: str | None = None) -> str:
    """Where the reader has to look: the file where there are several, the place in it, the effort."""
    in_words = place.in_english() if language == "en" else place.in_words()
    return " · ".join(word for word in (file, in_words, effort) if word)


def drawn(it: Said, language: str) -> RenderableType:
    """How bad and where; below it what is wrong and what to do, the rule's name last."""
    say = words(language)
    severity = text(say["severity"].get(it.severity, it.severity), STYLES.get(it.severity, ""))
    body = Group(
        text(it.message),
        Text.assemble(text(say["what_to_do"] + ": ", "italic"), text(it.how_to_fix)),
        text(f"{say['rule']}: {it.rule}", "dim"),
    )
    return Group(Text(), Text.assemble(severity, "  ", text(it.where, "bold")), Padding(body, (0, 0, 0, 2)))
