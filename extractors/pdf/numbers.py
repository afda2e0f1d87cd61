"""The numbers that a chunk is made of: columns of numbers may stand closer than a chunk's gap."""

from __future__ import annotations

from extractors.pdf.chunks import NUMBER, Chunk
from extractors.pdf.words import Word

GROUP = 0.36  # of the font size: digits this close, in threes, are one number with spaces in it; so is a sign
DASHES = {"-", "–", "—", "−"}
UNITS = {"kr.", "%"}


def numbers_of(chunk: Chunk) -> list[list[Word]]:
    """The numbers that a chunk is made of, each one's words; empty where it holds anything else."""
    numbers: list[list[Word]] = []
    for w in chunk.words:
        if w.mark:
            continue
        if not NUMBER.match(w.text) and w.text not in {*DASHES, *UNITS, "†", "‡"}:
            return []
        if numbers and (w.text in UNITS or _same_number(numbers[-1][-1], w)):
            numbers[-1].append(w)
        else:
            numbers.append([w])
    return numbers


def _same_number(a: Word, b: Word) -> bool:
    """Whether two words are one number with a space between its groups of three digits, or behind its sign."""
    if b.x0 - a.x1 >= GROUP * b.size:
        return False
    if a.text in DASHES:
        return b.text[:1].isdigit()
    return len(b.text) >= 3 and b.text[:3].isdigit() and a.text[-1:].isdigit() and len(a.text) <= 3
