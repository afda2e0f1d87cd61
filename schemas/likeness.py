"""How like two names of efforts are, whatever the spelling, the definite form and the order of words."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

import numpy as np
from rapidfuzz import fuzz, process

OLD_SPELLING = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", "ö": "oe", "ä": "ae", "é": "e"})
ENDING = re.compile(r"(?<=\w{4})(?:erne|ene|en|et|er|e)$")
LESS_SURE = 0.95  # where one name is only a part of the other


def folded(label: str) -> str:
    """The words of a label as they are compared: small letters, `æ` as `ae`, no definite endings or punctuation."""
    spelt = unicodedata.normalize("NFC", unicodedata.normalize("NFC", label).casefold()).translate(OLD_SPELLING)
    words = re.findall(r"[^\W_]+\+?", spelt)
    return " ".join(ENDING.sub("", word) for word in words)


def likeness(labels: Sequence[str], others: Sequence[str]) -> np.ndarray:
    """In per cent: a row for each label, a column for each of the others."""
    left, right = [folded(label) for label in labels], [folded(other) for other in others]
    in_any_order = process.cdist(left, right, scorer=fuzz.token_sort_ratio)
    a_part = process.cdist(left, right, scorer=fuzz.token_set_ratio) * LESS_SURE
    run_together = process.cdist(_joined(left), _joined(right), scorer=fuzz.ratio)
    return np.maximum(np.maximum(in_any_order, a_part), run_together)


def _joined(words: Sequence[str]) -> list[str]:
    return [text.replace(" ", "") for text in words]
