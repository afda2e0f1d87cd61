"""What the letters of a picture look like, where that tells more than the text that was recognised."""

from __future__ import annotations

import numpy as np

from extractors.ocr.engine import Seen

AROUND = 0.9  # of the size: how far beside a number a sign would stand that belongs to it
RAISED = 0.22  # of the size: a last letter that ends this far above the line is a note mark
SPECKS = 0.012  # share of the strip beside a number that dirt may darken
GAP = 0.2  # of the size: letters of one word stand closer
LINE = 0.4  # share of the height above a line of text that is dark where a drawn line comes down
HEAVY = 1.3  # times the page's usual stroke: bold


class Ink:
    """The dark pixels of a picture without its ruled lines."""

    def __init__(self, pixels: np.ndarray, paper: float, ink: float) -> None:
        self.dark = pixels < (paper + ink) / 2

    def unread_beside(self, word: Seen, words: list[Seen]) -> bool:
        """Whether something that no word holds stands right beside a word on its line: a lost sign or digit."""
        reach = AROUND * word.size
        for x0, x1 in ((word.x0 - reach, word.x0 - 1), (word.x1 + 1, word.x1 + reach)):
            top, bottom = word.base - 0.75 * word.size, word.base + 0.1 * word.size
            strip = self._cut(x0, top, x1, bottom).copy()
            strip[:, self._goes_on(x0, x1, word)] = False
            for o in words:
                if o is not word and o.x0 < x1 + 2 and o.x1 > x0 - 2 and o.top < bottom and o.bottom > top:
                    left = max(round(o.x0) - 3 - max(round(x0), 0), 0)
                    strip[:, left : max(round(o.x1) + 4 - max(round(x0), 0), 0)] = False
            if strip.size and strip.mean() > SPECKS:
                return True
        return False

    def _goes_on(self, x0: float, x1: float, word: Seen) -> np.ndarray:
        """The columns in which something stands above the line of text too: what is left of a drawn line."""
        above = self._cut(x0, word.base - 1.2 * word.size, x1, word.base - 0.85 * word.size)
        lines = above.mean(axis=0) > LINE if above.shape[0] else np.zeros(above.shape[1], bool)
        return np.convolve(lines, np.ones(5), "same") > 0 if len(lines) else lines

    def has_gap(self, word: Seen) -> bool:
        """Whether a gap as wide as a space stands within a word."""
        letters = self._cut(word.x0, word.base - word.size, word.x1 + 1, word.base + 0.3 * word.size)
        columns = np.flatnonzero(letters.any(axis=0))
        return len(columns) > 1 and bool(np.diff(columns).max() > GAP * word.size)

    def has_raised_end(self, word: Seen) -> bool:
        """Whether the last letter stands raised as a note mark does, though it was recognised as part of the word."""
        letters = self._cut(word.x0, word.base - word.size, word.x1 + 1, word.base + 0.3 * word.size)
        columns = np.flatnonzero(letters.any(axis=0))
        if not len(columns):
            return False
        gaps = np.flatnonzero(np.diff(columns) > 1)
        start = columns[gaps[-1] + 1] if len(gaps) else columns[0]
        rows = np.flatnonzero(letters[:, start : columns[-1] + 1].any(axis=1))
        return bool(word.size - rows[-1] > RAISED * word.size)

    def stroke(self, word: Seen) -> float:
        """How wide its strokes are, in shares of its size: dark pixels by dark runs along the rows."""
        letters = self._cut(word.x0, word.top, word.x1 + 1, word.bottom + 1)
        runs = np.count_nonzero(np.diff(np.pad(letters, ((0, 0), (1, 1))).astype(np.int8), axis=1) == 1)
        return float(letters.sum() / runs / word.size) if runs else 0.0

    def _cut(self, x0: float, top: float, x1: float, bottom: float) -> np.ndarray:
        low_x, low_y = max(round(x0), 0), max(round(top), 0)
        return self.dark[low_y : max(round(bottom), low_y), low_x : max(round(x1), low_x)]
