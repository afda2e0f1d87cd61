"""The lines of a cell or paragraph joined into one text, as it would read without line breaks."""

from __future__ import annotations

import re
from collections.abc import Iterable

from extractors.pdf.lines import TextLine, spaced_text

HYPHENS = "-\u2010\u00ad"
HANGING = re.compile(r"(og|eller|samt|og/eller|til|/)\b", re.IGNORECASE)  # "Bylivs- og tryghedspulje"


class Joiner:
    """Joins lines; knows from the whole file how its producer breaks them.

    ``draws_spaces`` tells that the file draws the space at which a line was broken, so that a full line
    without one at its end was broken within a word. ``known`` are the words of the file, in lower case: a word
    broken over two lines that stands unbroken elsewhere is joined as it stands there. ``within`` are those
    that stand within a line, and so are certainly whole.
    """

    def __init__(self, draws_spaces: bool, known: set[str], within: set[str]) -> None:
        self.draws_spaces = draws_spaces
        self.known = known
        self.within = within

    def join(self, lines: list[TextLine], right: float | None = None) -> str:
        """One text out of lines; ``right`` is where the cell's room for text ends."""
        out = ""
        last: TextLine | None = None
        for line in lines:
            text = line.text
            if not text:
                continue
            out = text if last is None else self._add(out, text, self._within_word(last, line, right))
            last = line
        return re.sub(r"\s+", " ", out.replace("\u00ad", "")).strip()

    def _add(self, before: str, after: str, within_word: bool) -> str:
        if before[-1] in HYPHENS:
            return self._across_hyphen(before, after)
        return before + after if within_word else f"{before} {after}"

    def _across_hyphen(self, before: str, after: str) -> str:
        if before[-1] == "\u00ad" or before[-1] == "\u2010":  # put in by the producer when it broke the line
            return before[:-1] + after
        stem, first = before[:-1].rsplit(" ", 1)[-1], after.split(" ", 1)[0]
        if not stem or HANGING.match(after):
            return f"{before} {after}"
        if not stem[-1].isalpha() or not first[:1].islower():
            return before + after
        tail = re.sub(r"\W+$", "", first)
        if (stem + "-" + tail).casefold() in self.known:
            return before + after
        return before[:-1] + after

    def _within_word(self, line: TextLine, after: TextLine, right: float | None) -> bool:
        last, first = line.words[-1], after.words[0]
        if last.mark or last.spaced or not last.text[-1].isalpha():
            return False
        if not (first.text[:1].islower() or first.text[:1] in ".,;:)]!?"):
            return False
        tail = re.sub(r"\W+$", "", first.text).casefold()
        if tail in self.within:
            return False
        if len(tail) > 1 and (last.text.casefold() + tail) in self.known:
            return True
        if right is None or len(line.words) > 1:
            return False  # a word is only broken where it is too long for a whole line
        room = right - last.x1
        return room < first.first_width + (2.0 if self.draws_spaces else 0.5)


def learn(paragraphs: Iterable[list[TextLine]]) -> Joiner:
    """A joiner for a file, from the lines of its cells and paragraphs."""
    wrapped = spaced = 0
    known: set[str] = set()
    within: set[str] = set()
    for lines in paragraphs:
        for line in lines:
            words = re.findall(r"[\w-]*\w", spaced_text(line.words).casefold())
            known.update(words)
            within.update(words[1:-1])
        for line in lines[:-1]:
            if line.words[-1].text[-1:] not in HYPHENS:
                wrapped += 1
                spaced += line.words[-1].spaced
    return Joiner(wrapped >= 4 and spaced >= 0.6 * wrapped, known, within)
