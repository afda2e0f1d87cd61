"""What two readings of a file say about a sum that does not tie: is it the report, or is it the reading?"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from extractors.place import Place
from schemas.masking import without_numbers
from schemas.report import CheckedReport, Figure, Finding
from schemas.rulebook import second_reading
from schemas.wording import quoted

UNTIED = ("budget.total_mismatch", "budget.financing_mismatch", "indicator.total_mismatch")
SHOWN = 3  # differences that a message tells in full


def doubtful_places(checked: CheckedReport) -> list[Place]:
    """Where the numbers stand that make, or should make, the sums that do not tie; on pages only."""
    figures = [f for told in checked.findings for f in _figures_of(told, checked)]
    return list(dict.fromkeys(f.place for f in figures))


def tell_readings(checked: CheckedReport, again: Mapping[Place, str]) -> None:
    """Adds to the findings of sums that do not tie whether a second reading found the same numbers.

    ``again`` has the text of the second reading by place. A finding is left as it is where one of its places has
    none. Rule, severity and key stay.
    """
    for told in checked.findings:
        figures = _figures_of(told, checked)
        if figures and all(again.get(f.place) for f in figures):
            unlike = list(dict.fromkeys(_unlike(figures, again)))
            told.message = f"{told.message} {_sentence(unlike, 'da')}"
            told.message_en = f"{told.message_en} {_sentence(unlike, 'en')}"


def same_numbers(one: str, other: str) -> bool:
    """Whether two texts hold the same numbers; spaces within a number and the words around it do not matter."""
    return _numbers(one) == _numbers(other)


def _numbers(text: str) -> Counter[str]:
    joined = re.sub(r"(?<=\d)\s+(?=\d)", "", text)
    return Counter(re.findall(r"\d+(?:[.,]\d+)*", joined))


def _figures_of(told: Finding, checked: CheckedReport) -> list[Figure]:
    if told.rule not in UNTIED:
        return []
    keys = set(told.figure_keys)
    return [f for f in checked.figures if f.key in keys and f.place.page is not None and f.place.bbox is not None]


def _unlike(figures: Sequence[Figure], again: Mapping[Place, str]) -> Iterator[tuple[str, str]]:
    for figure in figures:
        if not same_numbers(figure.raw_text, again[figure.place]):
            yield quoted(figure.raw_text), quoted(without_numbers(again[figure.place]))


def _sentence(unlike: Sequence[tuple[str, str]], language: str) -> str:
    if not unlike:
        return second_reading("same", language)
    joint = " og " if language == "da" else " and "
    pairs = ", ".join(f"»{first}«{joint}»{second}«" for first, second in unlike[:SHOWN])
    return second_reading("different", language).format(pairs=pairs + (" …" if len(unlike) > SHOWN else ""))
