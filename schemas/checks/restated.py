"""Values against what an earlier report said of the same effort, indicator and period."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from extractors.place import Place
from schemas.draft import Draft, Problem
from schemas.labels import label_key
from schemas.wording import measured, quoted

Key = tuple[Any, ...]

_LABELS = ("effort", "partnership", "area", "indicator", "breakdown", "period_label")
_OWNERS = ("effort", "partnership", "area")  # without any of these nobody knows whose value it is
_NUMBER = re.compile(r"\d[\d.\s]*(?:,(\d+))?")


@dataclass(frozen=True, slots=True)
class Stated:
    """A value that an earlier report gives: under which title, and where."""

    value: Decimal
    raw_text: str
    topic: str
    file: str
    place: Place


Earlier = Mapping[Key, Sequence[Stated]]
"""What the last earlier report gave for each key; several where it has a table for each of several topics."""

NOTHING_EARLIER: Earlier = {}


def key_of(values: Mapping[str, Any]) -> Key | None:
    """What a value is of: two reports that give this key speak of the same. None where it names no year or owner."""
    if values["year"] is None or not any(values[name] for name in _OWNERS):
        return None
    labels = (label_key(values[name]) for name in _LABELS)
    return (*labels, values["year"], values["measure"], values["unit"])


def topic_key(topic: str | None) -> str:
    """The letters of a table's title: the years in it change from report to report."""
    return re.sub(r"\d", "", label_key(topic))


def check_restated(drafts: Iterable[Draft], earlier: Earlier) -> Iterator[Problem]:
    """indicator.restated: another value than the last earlier report gave for the same effort, indicator and period."""
    for draft, before in compared(drafts, earlier):
        step = max(_step(draft.values["value"], draft.raw.raw_text), _step(before.value, before.raw_text))
        # as closely as the less exact of the two is shown: 30,2 is 30,16
        if abs(draft.values["value"] - before.value) > step / 2:
            yield _restated(draft, before)


def compared(drafts: Iterable[Draft], earlier: Earlier) -> Iterator[tuple[Draft, Stated]]:
    """Every value that an earlier report gave too, with what that said.

    A value that a report gives twice in different ways says nothing certain and is left alone.
    """
    own: dict[Key, list[Draft]] = defaultdict(list)
    for draft in drafts if earlier else ():
        if draft.view == "indicator" and draft.values["value"] is not None and (key := key_of(draft.values)):
            own[key].append(draft)
    for key, said in own.items():
        for draft in said:
            beside = [d for d in said if _topic(d) == _topic(draft)]
            before = _of_topic(earlier.get(key, ()), _topic(draft), alone=len(beside) == len(said))
            if before is not None and len({d.values["value"] for d in beside}) == 1:
                yield draft, before


def _of_topic(stated: Sequence[Stated], topic: str, alone: bool) -> Stated | None:
    """The value under the same title; where one of the tables has no title, the only one that there is."""
    same = [s for s in stated if s.topic == topic]
    if not same and alone and len({s.topic for s in stated}) == 1:
        same = [s for s in stated if not (s.topic and topic)]
    return same[0] if len({s.value for s in same}) == 1 else None


def _topic(draft: Draft) -> str:
    return topic_key(draft.values["topic"])


def _step(value: Decimal, raw_text: str) -> Decimal:
    """The worth of the last digit shown. A warehouse keeps no zeros at the end: the text of the cell still has them."""
    digits = f"{value:f}".partition(".")[2].rstrip("0")
    written = (n for n in _NUMBER.finditer(raw_text) if Decimal(_plain(n[0])) == abs(value))
    return Decimal(1).scaleb(-max((len(n[1] or "") for n in written), default=0) or -len(digits))


def _plain(number: str) -> str:
    return re.sub(r"[.\s]", "", number).replace(",", ".")


def _restated(draft: Draft, before: Stated) -> Problem:
    values, place = draft.values, draft.place_of("value")
    found, said = (measured(value, values["unit"]) for value in (values["value"], before.value))
    facts = {
        "year": str(values["year"]),
        "file": quoted(before.file),
        "there": before.place.in_words(),
        "there_en": before.place.in_english(),
    }
    return Problem("indicator.restated", [draft], place, found, said, "value", facts, against=said)
