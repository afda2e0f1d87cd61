"""Cells that hold several values: each number with the words and the label that belong to it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

NUMBER = r"[+\-−]?\d(?:[\d.,]*\d)?(?:[ \u00a0\u202f]\d{3}(?!\d))*(?:,\d+)?"
PERCENT = r"\s*(?:%|pct\.?(?!\w)|procent(?:point)?(?!\w))"
ABOUT = r"(?:ca\.|cirka|omkring)\s*"
YEARS = re.compile(r"^(?:skoleåret\s+)?(?:19|20)\d\d(?:\s*[/\-–]\s*(?:\d\d){1,2})?$", re.IGNORECASE)

# A label stands before a colon: at the start of a value, or behind other words from a capital letter on.
# Without a colon only an abbreviation is one (`UP 37 %`).
_LABEL = re.compile(r"(?P<label>[^\W\d_][^:;()%=]*?)\s*(?::|=|\s[–-](?=\s))\s*|(?P<short>[A-ZÆØÅ]{2,4})\s+(?=\d)")
_INNER_LABEL = r"[A-ZÆØÅ][^:=;()\d%]*[:=]|[A-ZÆØÅ]{2,4}\s+\d"
_VALUE = re.compile(rf"(?:{ABOUT})?(?P<number>{NUMBER})(?P<percent>{PERCENT})?(?![\w\-–−,.]*\d)", re.IGNORECASE)
_WORDS = re.compile(
    rf"\s*(?P<words>(?!\b(?:{_INNER_LABEL}))[^\W\d_](?:(?!\b(?:{_INNER_LABEL}))(?!\s(?:og|samt|mod)\s+\d)[^\d:=;,()/%])*)"
)
_MULTIPLIER = re.compile(r"^(?:mio|mia|mill|tusind|t\.)", re.IGNORECASE)
_BRACKET = re.compile(r"\s*\((?P<inside>[^()]*)\)")
_BETWEEN = re.compile(r"\s*(?:[;,]|og\b|samt\b|mod\b)?\s*", re.IGNORECASE)
_MARKS = re.compile(r"(?<=[\d%])\s?[*†‡]+$")  # of a note to the value
_SLASH = re.compile(r"\s*/\s*")
_ASIDE = re.compile(
    rf"^(?:{ABOUT}|svarende til\s+|i alt\s+|n\s*=\s*)*(?P<number>{NUMBER})(?P<percent>{PERCENT})?"
    r"\s*(?P<words>[^\W\d_][^\d]*)?$",
    re.IGNORECASE,
)
# numbers that are part of a word or a date, and so are no values: 18-29-årige, 9. klasse, 2021, 3. kvartal
_NO_VALUE = re.compile(
    r"\d+\s*-\s*\d+\s*-?\s*årige|\d+\s*-?\s*årige|\d+\.\s*-?\s*\d*\.?\s*-?(?:klasse|kvartal|halvår)\w*"
    r"|\d{1,2}\.\s*[a-zæøå]{3,9}\s+\d{4}|\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|(?:19|20)\d\d(?:\s*[/\-–]\s*\d{2,4})?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class CellValue:
    """One value of a cell, still as text.

    ``text`` is the number with its sign and percent sign (``72 %``); ``words`` stand right behind it
    (``70 unge``); ``label`` tells it from the others, before a colon or in brackets (``UP: 67 %``, ``72 % (UP)``).
    ``aside`` marks a second figure for the value before it (the 375 of ``19,3 % (375 unge)``).
    """

    text: str
    words: str | None = None
    label: str | None = None
    aside: bool = False

    @property
    def is_percent(self) -> bool:
        """Whether a percent sign or word stands behind the number."""
        return re.search(rf"{PERCENT}$", self.text, re.IGNORECASE) is not None


def read_values(text: str | None) -> list[CellValue]:
    """The values of a cell in reading order; none where it holds only words (or years within words).

    A text with a number that fits no known form comes back whole as one value, so that it is told as unreadable
    and not lost.
    """
    shown = _MARKS.sub("", " ".join((text or "").split()))
    if not re.search(r"\d", shown):
        return []
    values = _whole(shown)
    if values is not None:
        return values
    return [CellValue(shown)] if re.search(r"\d", _NO_VALUE.sub(" ", shown)) else []


def split_label(label: str, count: int) -> list[str] | None:
    """The parts of a label with slashes where they are as many as ``count``, else None.

    Words that the parts share go with each: ``Deltagere Offentlige/Privat`` gives ``Deltagere Offentlige`` and
    ``Deltagere Privat``, but ``Råd og vejledning/Jobs`` gives ``Råd og vejledning`` and ``Jobs``.
    """
    parts = [p.strip() for p in label.split("/")]
    if len(parts) != count or count < 2 or not all(parts):
        return None
    *shared, last = parts[0].split()
    joined = bool(shared) and shared[-1].casefold() not in ("og", "eller", "&", "i", "for", "af")
    if joined and all(p[0].isupper() == last[0].isupper() for p in parts[1:]) and all(" " not in p for p in parts[1:]):
        return [parts[0], *(" ".join([*shared, p]) for p in parts[1:])]
    return parts


def _whole(shown: str) -> list[CellValue] | None:
    """The values where the whole text is made of them, else None."""
    values: list[CellValue] = []
    at = 0
    while at < len(shown):
        group, at = _group(shown, at)
        if not group:
            return None
        values += group
        between = _BETWEEN.match(shown, at)
        at = between.end() if between else at
    return values


def _group(shown: str, at: int) -> tuple[list[CellValue], int]:
    """Values that share a label: one, or several with slashes between, and what stands in brackets behind them."""
    label = None
    if found := _LABEL.match(shown, at):
        label, at = (found["label"] or found["short"]).strip(), found.end()
    values: list[CellValue] = []
    while found := _VALUE.match(shown, at):
        at = found.end()
        words = _WORDS.match(shown, at)
        if words and _MULTIPLIER.match(words["words"]):
            return [], at
        at = words.end() if words else at
        values.append(CellValue(_joined(found), _tidy(words["words"]) if words else None, label))
        slash = _SLASH.match(shown, at)
        if not slash or not _VALUE.match(shown, slash.end()):
            break
        at = slash.end()
    while values and (bracket := _BRACKET.match(shown, at)):
        at = bracket.end()
        values = _with_bracket(values, bracket["inside"].strip())
    return values, at


def _with_bracket(values: list[CellValue], inside: str) -> list[CellValue]:
    main = values[0]
    aside = None if YEARS.match(inside) else _ASIDE.match(inside)
    if aside:
        return [*values, CellValue(_joined(aside), _tidy(aside["words"]), main.label, aside=True)]
    plain = [v for v in values if not v.aside]
    labels = split_label(inside, len(plain)) or [inside] * len(plain)
    named = iter(labels)
    return [v if v.aside else replace(v, label=_both(v.label, next(named))) for v in values]


def _both(label: str | None, more: str) -> str | None:
    return f"{label} {more}" if label and more else label or more or None


def _joined(found: re.Match[str]) -> str:
    return found["number"] + (found["percent"] or "")


def _tidy(words: str | None) -> str | None:
    return re.sub(r"\s+(?:og|samt|mod)$", "", (words or "").strip(" ,-–")) or None
