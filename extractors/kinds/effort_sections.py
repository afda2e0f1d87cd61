"""Which effort each part of a report is about: sections that begin at a heading with the effort's name."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from rapidfuzz import fuzz

from extractors.kinds.kind import Kind
from extractors.labels import kept, key
from extractors.model import Document, Line, Table
from extractors.raw import RawValue

LONG = 120  # characters: a longer line is no heading
LARGER = 1.08  # times the size of the running text: from here on a line is a heading, bold or not
SAME_LEVEL = 0.95  # headings are of one level down to this part of its size
NEARLY = 90  # per cent of likeness from which two names are one, misspelt
NAME = re.compile(r"^[A-ZÆØÅ0-9][^:?!\"”“]{1,78}$")  # what a heading looks like that can be the name of an effort
WHOLE_WORDS, LETTERS = 4, 12  # letters from which the beginning of a name stands for it: at a word's end, anywhere


@dataclass(slots=True)
class Section:
    """Parts of a document that follow each other, and the effort that they are about (None: no single one)."""

    effort: RawValue | None
    parts: list[Line | Table] = field(default_factory=list)


class Headings:
    """Tells headings from running text by boldness and size; where a document has neither, short lines may be."""

    def __init__(self, document: Document) -> None:
        letters: Counter[float] = Counter()
        for line in document.lines:
            if line.size:
                letters[line.size] += len(line.text)
        self.body = max(letters, key=lambda s: letters[s]) if letters else 0.0
        self.styled = any(self._stands_out(line) for line in document.lines)

    def is_heading(self, line: Line) -> bool:
        """Whether a line is set apart as a heading and reads like one."""
        if not line.text or len(line.text) > LONG or line.text.endswith((".", ",", ";")):
            return False
        return self._stands_out(line) or not self.styled

    def _stands_out(self, line: Line) -> bool:
        return line.bold or (line.size or 0.0) > LARGER * self.body


def sections(document: Document, efforts: Sequence[str], kind: Kind, headings: Headings) -> Iterator[Section]:
    """The document cut at the headings of the efforts; the first section, and what follows the last, has none.

    ``efforts`` are the names of the overview. A section keeps that name, also where its heading says it a
    little differently; an effort that the overview does not have is known by the headings below it.
    """
    starts = _starts(document, efforts, kind, headings)
    ends = _ends(document, starts, kind, headings)
    section = Section(None)
    for part in document.parts:
        if id(part) in starts or id(part) in ends:
            yield section
            section = Section(starts.get(id(part)))
        section.parts.append(part)
    yield section


def same_name(one: str, other: str) -> float:
    """How surely two labels name one effort: 1 the same letters, 0 not at all; brackets do not count."""
    a, b = _without_brackets(one), _without_brackets(other)
    if key(one) == key(other) or key(a) == key(b):
        return 1.0
    shorter, longer = sorted((a.casefold(), b.casefold()), key=len)
    if len(key(shorter)) >= WHOLE_WORDS and longer.startswith(shorter + " "):
        return 0.95
    first, second = sorted((key(a), key(b)), key=len)
    if len(first) >= LETTERS and second.startswith(first):
        return 0.9
    likeness = fuzz.ratio(first, second)
    return likeness / 110 if likeness >= NEARLY else 0.0


def _without_brackets(text: str) -> str:
    return " ".join(re.sub(r"\([^()]*\)", " ", text).split())


def _starts(document: Document, efforts: Sequence[str], kind: Kind, headings: Headings) -> dict[int, RawValue]:
    """The headings that begin an effort's section, by identity, with the effort's name."""
    named = {id(x): (x, *_best(x.text, efforts)) for x in document.lines if headings.is_heading(x)}
    exact = [(line, name) for line, name, likeness in named.values() if likeness == 1.0]
    level = _level([line for line, _ in exact])
    starts = {
        id(line): RawValue(name, line.place)
        for line, name, _ in named.values()
        if name is not None and _at_level(line, level)
    }
    begun = {key(start.text) for start in starts.values()}
    # an effort whose only heading is a smaller one
    starts |= {id(line): RawValue(name, line.place) for line, name in exact if key(name) not in begun}
    for line in _above_marks(document, kind, headings, level):
        if id(line) not in starts and _at_level(line, level):
            starts[id(line)] = RawValue(kept(line.text), line.place)
    return starts


def _best(text: str, efforts: Sequence[str]) -> tuple[str | None, float]:
    likeness, name = max(((same_name(text, e), e) for e in efforts), key=lambda s: s[0], default=(0.0, None))
    return (name, likeness) if likeness else (None, 0.0)


def _level(lines: Sequence[Line]) -> float | None:
    """The size that most of the efforts' headings have, None where none is known."""
    sizes = Counter(line.size for line in lines if line.size)
    return max(sizes, key=lambda s: (sizes[s], s)) if sizes else None


def _at_level(line: Line, level: float | None) -> bool:
    return level is None or line.size is None or line.size >= SAME_LEVEL * level


def _above_marks(document: Document, kind: Kind, headings: Headings, level: float | None) -> Iterator[Line]:
    """Headings above one that only stands within an effort's section.

    Where the size of the efforts' headings is known it is the last one of that size, else the largest on the page.
    """
    marks = [re.compile(p, re.IGNORECASE) for p in kind.words["section_marks"]]
    above: list[Line] = []
    page: int | None = None
    for line in (x for x in document.lines if headings.is_heading(x)):
        if level is None and line.place.page != page:
            above, page = [], line.place.page
        if any(m.search(line.text) for m in marks):
            size = level * SAME_LEVEL if level is not None else max((x.size or 0.0 for x in above), default=0.0)
            large = [x for x in above if (x.size or 0.0) >= size > (line.size or 0.0) and NAME.match(x.text)]
            yield from large[-1:]
            above = []
        above.append(line)


def _ends(document: Document, starts: dict[int, RawValue], kind: Kind, headings: Headings) -> set[int]:
    """Headings behind the last effort that are as large as an effort's, or are known to end the sections.

    Where headings of that size stand between the efforts too, their size tells nothing.
    """
    lines = [x for x in document.lines if id(x) in starts or headings.is_heading(x)]
    at = [n for n, x in enumerate(lines) if id(x) in starts]
    if not at:
        return set()
    level = _level([lines[n] for n in at])
    words = [re.compile(p, re.IGNORECASE) for p in kind.words["after_efforts"]]
    between = [x for x in lines[at[0] : at[-1]] if id(x) not in starts]
    level_tells = level is not None and level > headings.body and not any(_at_level(x, level) for x in between)
    after = lines[at[-1] + 1 :]
    return {
        id(x)
        for x in after
        if (level_tells and _at_level(x, level)) or (_at_level(x, level) and any(w.search(x.text) for w in words))
    }
