"""Status words and departments: what they mean by the vocabularies, never by guessing."""

from __future__ import annotations

import re

from schemas.labels import label_key, tidy
from schemas.parsers.misread import Misread
from schemas.parsers.number import plain, why_not
from schemas.vocabulary import meanings, vocabulary, words


def parse_status_word(text: str | None) -> str:
    """``achieved``, ``partly_achieved``, ``not_achieved`` or ``not_relevant``.

    Case, white space, hyphens and punctuation do not count; a colour in brackets is passed over.
    Raises Misread: ``missing`` for a blank or a dash, ``unknown_word`` for a word that the vocabulary has not.
    """
    shown = plain(text)
    if why_not(shown) == "missing":
        raise Misread("missing")
    known = meanings("status", "words")
    for candidate in (shown, _without_colour(shown)):
        if label_key(candidate) in known:
            return known[label_key(candidate)]
    raise Misread("unknown_word")


def parse_department(text: str | None) -> str | None:
    """The code (``BIF`` ... ``ØKF``) of a code or a full name; several are joined with `/`; None where none is given.

    Raises Misread("unknown_word") as soon as one of them is not known.
    """
    shown = plain(text)
    if why_not(shown) == "missing":
        return None
    known = meanings("departments", "departments")
    whole = known.get(label_key(shown))
    if whole:
        return whole
    parts = [part for part in re.split(r"\s*(?:[/,;&+]|\bog\b|\bsamt\b)\s*", shown) if part]
    codes = [known.get(label_key(part)) for part in parts]
    if not codes or None in codes:
        raise Misread("unknown_word")
    return "/".join(dict.fromkeys(code for code in codes if code))


def word_of_each_status() -> dict[str, str]:
    """The usual word of each status, by its code."""
    return {code: tidy(listed[0]) or "" for code, listed in vocabulary("status")["words"].items()}


def status_words() -> list[str]:
    """The usual word of each status, for messages."""
    return list(word_of_each_status().values())


def department_codes() -> list[str]:
    """The codes that a department column may hold."""
    return list(vocabulary("departments")["departments"])


def _without_colour(text: str) -> str:
    colours = words("status", "colours")
    return re.sub(r"[(\[]\s*([^)\]]+?)\s*[)\]]", lambda m: "" if label_key(m[1]) in colours else m[0], text)
