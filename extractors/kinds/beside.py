"""Lines of text that stand beside each other, as cells of a row do that no table was made of."""

from __future__ import annotations

from extractors.model import Line

LEVEL = 0.5  # of a line's height: lines whose tops are closer stand on one level


def beside(a: Line, b: Line) -> bool:
    """Whether two lines begin on one level of a page, one to the left of the other."""
    one, two = a.place.bbox, b.place.bbox
    if a.place.page != b.place.page or one is None or two is None:
        return False
    overlaps = one[0] < two[2] and two[0] < one[2]
    return abs(one[1] - two[1]) < LEVEL * min(one[3] - one[1], two[3] - two[1]) and not overlaps
