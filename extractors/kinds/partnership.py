"""The partnership that a table or a title is about, by its short name."""

from __future__ import annotations

import re

CAPTION = re.compile(r"^\s*(?:tabel|skema|oversigt)\s*\d+[a-z]?\s*[.:\-–]?\s*", re.IGNORECASE)
WORD = re.compile(r"\b(?:trygheds)?partnerskab(?:et)?s?\b", re.IGNORECASE)  # of several it names none
# what a caption tells of the report, and no name holds
TOLD = (
    r"(?:afrapportering|status|opfølgning|opgørelse|oversigt|rapport|notat|regnskab|budget|aktivitet|indsats)\w*|\d{4}"
)
NAME = r"[A-ZÆØÅ][\w/-]*(?:\s+(?:og\s+)?[A-ZÆØÅ][\w/-]*)*"
JOINING = re.compile(r"^(?:på|i|for|af|ved|:|-|–)\s+|\s+(?:på|i|for|af|ved)$", re.IGNORECASE)
LONG = 60  # characters: a longer rest is a sentence, not a name


def partnership_in(caption: str | None) -> str | None:
    """The short name in a caption such as ``Tabel 2 Amager Partnerskab`` or ``Tryghedspartnerskabet Folehaven``."""
    text = CAPTION.sub("", caption or "").strip()
    word = WORD.search(text)
    if word is None:
        return None
    name = WORD.sub(" ", text)
    if re.search(rf"\b{TOLD}\b", name, re.IGNORECASE):
        name = _beside(text[: word.start()], text[word.end() :])
    name = re.sub(r"\s+", " ", name).strip(" .:;,-–")
    while name != (shorter := JOINING.sub("", name).strip(" .:;,-–")):
        name = shorter
    return name if 0 < len(name) <= LONG and name[0].isupper() else None


def _beside(before: str, after: str) -> str:
    """The name that stands right before the word partnership, or else right behind it; blank where none does."""
    own = re.search(rf"({NAME})\s*$", before)
    name = re.sub(rf"\b{TOLD}\b", " ", own[1] if own else "", flags=re.IGNORECASE).strip()
    behind = re.match(rf"\s*(?:(?:på|i|for|:|-|–)\s+)?({NAME})", after)
    return name or (behind[1] if behind else "")


def partnerships_in_title(title: str | None) -> list[str]:
    """The short names that a title lists behind ``partnerskaberne på``: ``Folehaven, Amager og Tingbjerg-Husum``."""
    m = re.search(r"partnerskab\w*\s+(?:på|i|for)\s+(.+)$", title or "", re.IGNORECASE)
    if m is None:
        return []
    names = [n.strip(" .") for n in re.split(r",\s*|\s+og\s+", m.group(1))]
    return [n for n in names if n[:1].isupper() and len(n) <= LONG]
