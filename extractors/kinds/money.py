"""Amounts of money within running text: what a remark or a composite cell says of them, still as text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from extractors.kinds.kind import Kind

NUMBER = r"-?\d{1,3}(?:[.\s\u00a0\u202f]\d{3})+(?:,\d+)?|-?\d+(?:,\d+)?"
ABOUT = r"(?P<about>(?:ca\b\.?|cirka|omkring)\s*)?"
UNIT = r"\s*(?P<unit>mio\.?\s*kr(?:oner)?\b|t\.?\s?kr\b|kr(?:oner)?\b)\.?"
# behind the kr. that stands before a number no other unit may follow: nobody could tell which one counts
BARE = r"(?!\d|[.,]\d|\s*(?:t\.?\s?kr|tusind|mio|mill|mia)|\s*-\s*\d)"
AMOUNT = rf"{ABOUT}(?P<before>\bkr\b\.?\s*)?(?P<amount>{NUMBER})(?(before){BARE}|{UNIT})"
QUOTED = r"['\"’‘»«”“„‚](?P<party>[^'\"’‘»«”“„‚]{2,120})['\"’‘»«”“„‚]"
PLAIN = r"(?P<plain>(?-i:[A-ZÆØÅ])[^.,;()]{2,80}?)(?=\s+(?:og|samt|så|der|som|med|har)\b|[.,;()]|$)"
WITHIN = r"(?:\s+(?:af|i)\s+(?:(?!\b(?:og|samt|der|som|har|er)\b)[\w\s]){3,40}?)?"
FROM = rf"(?:{WITHIN}\s+(?:fra|af)\s+(?:aktiviteten|indsatsen|projektet|puljen)?\s*(?:{QUOTED}|{PLAIN}))?"
COMPOSITE = re.compile(
    rf"^(?P<main>.+?)\s*\(\s*\+\s*{AMOUNT}(?:\s+fra\s+(?P<party>[^()]+?))?\s*\)\s*\.?$", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Mention:
    """An amount that a text mentions: its measure, the amount as it stands, the other party if it names one."""

    measure: str
    amount: str
    party: str | None = None


def mentions(text: str, kind: Kind) -> Iterator[Mention]:
    """The amounts of a remark that the kind's patterns explain, in reading order, each place once."""
    found: dict[int, Mention] = {}
    for measure, pattern in _patterns(kind):
        for m in pattern.finditer(text):
            if not _is_supposed(text[: m.start()], kind):
                found.setdefault(m.start("amount"), Mention(measure, _amount(m), _party(m)))
    yield from (found[at] for at in sorted(found))


def split_composite(text: str) -> tuple[str, Mention] | None:
    """``150.000 kr (+ 50.000 kr fra X)`` as the headline amount and what is added to it; None for any other text."""
    m = COMPOSITE.match(text)
    if m is None:
        return None
    return m.group("main"), Mention("added", _amount(m), (m.group("party") or "").strip() or None)


@lru_cache(maxsize=32)
def _compiled(measure: str, texts: tuple[str, ...]) -> tuple[tuple[str, re.Pattern[str]], ...]:
    sources = (text.replace("{amount}", AMOUNT).replace("{from}", FROM) for text in texts)
    return tuple((measure, re.compile(source, re.IGNORECASE)) for source in sources)


def _patterns(kind: Kind) -> Iterator[tuple[str, re.Pattern[str]]]:
    for measure, texts in kind.words.get("remark_amounts", {}).items():
        yield from _compiled(measure, tuple(texts))


def _is_supposed(before: str, kind: Kind) -> bool:
    """Whether the sentence so far only supposes what follows: ``Hvis der er et ...``."""
    sentence = re.split(r"(?<=[.!?;])\s+(?=[A-ZÆØÅ])", before)[-1]
    return re.search(kind.words["supposed"], sentence, re.IGNORECASE) is not None


def _amount(m: re.Match[str]) -> str:
    """The amount as it stands, with ``ca.`` and with its unit where that stands."""
    number, about = m.group("amount"), "ca. " if m.group("about") else ""
    return f"{about}kr. {number}" if m.group("before") else f"{about}{number} {m.group('unit')}."


def _party(m: re.Match[str]) -> str | None:
    groups = m.groupdict()
    name = groups.get("party") or groups.get("plain")
    return name.strip() if name else None
