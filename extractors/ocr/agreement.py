"""Two readings of one page compared: a word is sure where both say the same at the same place."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from extractors.ocr.engine import Seen

SURE_NUMBER, SURE_WORD = 70.0, 50.0  # the certainty that both readings must have, 0 to 100
CERTAIN = 80.0  # from which the Danish model is believed about its own letters
FAINT = 30.0  # a sign that only one reading sees, and less surely, is a speck
OVERLAP = 0.5  # share of the narrower word that lies over the other
DANISH = "æøåÆØÅ"
_LOOKS_LIKE = {"æ": ".{1,3}", "Æ": ".{1,3}", "ø": ".{1,2}", "Ø": ".{1,2}", "å": ".", "Å": "."}
_SOFT = re.compile(r"^[\"'“”‘’´`.,:;|!_]+|[\"'“”‘’´`.,:;|!_]+$")


@dataclass(frozen=True, slots=True)
class Judged:
    """A word of the first reading (or one that only the second saw) and whether both agree on it."""

    seen: Seen
    sure: bool


def scaled(words: Sequence[Seen], factor: float) -> list[Seen]:
    """The words with their places and sizes multiplied: from the pixels of one picture to those of another."""
    lengths = ("x0", "top", "x1", "bottom", "base", "size")
    return [replace(w, **{name: getattr(w, name) * factor for name in lengths}) for w in words]


def compare(first: Sequence[Seen], second: Sequence[Seen]) -> list[Judged]:
    """The words of the first reading, each judged by the second; what only the second saw comes in as doubtful."""
    met: set[int] = set()
    out = []
    for word in first:
        others = [(i, o) for i, o in enumerate(second) if _overlap(word, o)]
        met |= {i for i, _ in others}
        sure = _agree(word, [o for _, o in others], first)
        if sure or others or _says_something(word):
            danish, settled = _in_danish(word, [o for _, o in others])
            out.append(Judged(danish, sure or settled))
    missed = [o for i, o in enumerate(second) if i not in met and _says_something(o)]
    return out + [Judged(word, False) for word in missed]


def confirmed_by(judged: Sequence[Judged], third: Sequence[Seen]) -> list[Judged]:
    """The same words, the doubtful ones sure where a third reading says what the first (or second) said."""
    seen = [j.seen for j in judged]
    return [
        j if j.sure else replace(j, sure=_agree(j.seen, [o for o in third if _overlap(j.seen, o)], seen))
        for j in judged
    ]


def _agree(word: Seen, others: Sequence[Seen], first: Sequence[Seen]) -> bool:
    if not others:
        return False
    wanted = SURE_NUMBER if any(c.isdigit() for c in word.text) else SURE_WORD
    if min(word.certainty, *(o.certainty for o in others)) < wanted:
        return False
    ours, theirs = [word], list(others)
    if len(theirs) == 1:  # the second reading may hold as one word what the first parts
        ours = [w for w in first if _overlap(w, theirs[0])]
    # the same letters with a space more are another label
    return len(ours) == len(theirs) and _same(_joined(ours), _joined(theirs))


def _same(ours: str, theirs: str) -> bool:
    """Whether two texts say the same: a number to the sign, a word but for the points and quotes around it."""
    if ours == theirs:
        return True
    if any(c.isdigit() for c in ours + theirs):
        return False
    bare = _SOFT.sub("", ours)
    return bool(bare) and bare == _SOFT.sub("", theirs)


def _in_danish(word: Seen, others: Sequence[Seen]) -> tuple[Seen, bool]:
    """The word with the other reading's text where only that has Danish letters, and whether this settles it.

    No model makes a ring or a stroke out of nothing, but one that knows English reads æ as two letters.
    """
    if len(others) != 1 or not any(c in DANISH for c in others[0].text) or any(c.isdigit() for c in word.text):
        return word, False
    other = others[0]
    pattern = "".join(_LOOKS_LIKE.get(c, re.escape(c)) for c in other.text)
    if other.certainty < SURE_WORD or other.text == word.text or not re.fullmatch(pattern, word.text):
        return word, False
    return replace(word, text=other.text), other.certainty >= CERTAIN


def _joined(words: Sequence[Seen]) -> str:
    return "".join(w.text for w in sorted(words, key=lambda w: w.x0))


def _overlap(a: Seen, b: Seen) -> bool:
    wide = min(a.x1, b.x1) - max(a.x0, b.x0)
    high = min(a.bottom, b.bottom) - max(a.top, b.top)
    narrow, low = min(a.x1 - a.x0, b.x1 - b.x0), min(a.bottom - a.top, b.bottom - b.top)
    return wide > OVERLAP * narrow and high > OVERLAP * low


def _says_something(word: Seen) -> bool:
    """Whether a word that stands in one reading alone is more than a speck of dirt."""
    return word.certainty >= FAINT and any(c.isalnum() for c in word.text)
