"""What has to be black in the picture of a page: every personal number that can be seen on it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from extractors.picture.stretches import Box, Stretch
from extractors.place import Place
from schemas.masking import Leak
from schemas.personal_data import find_cpr, masked

SPARE = 1.0  # points around a number: signs reach beyond the boxes that their font gives them
SAME_LINE = 0.5  # of a character's height
WHOLE_PAGE: Box = (-1e6, -1e6, 1e6, 1e6)

Located = tuple[str, Box]  # a number, masked, and one of the boxes that it stands in


def boxes_to_black_out(stretches: Iterable[Stretch], known: Sequence[Leak], page: int) -> list[Box]:
    """The boxes on a page (points, as shown) that hide each number that its texts show or that is known to stand there.

    ``known`` tells where numbers were read: where a page's text does not show one that was read there (of a scan, or
    in a column of them), the whole cell or line is black; and the whole page, where not even that is known.
    """
    located = list(_located(stretches))
    boxes = [box for _, box in located]
    for leak in known:
        if leak.place.page == page and not _is_found(leak, located):
            boxes.append(_around(leak.place))
    return [WHOLE_PAGE] if WHOLE_PAGE in boxes else sorted(set(boxes))


def on_page(known: Iterable[Leak], page: int) -> list[Leak]:
    """Those of the known numbers that concern a page's picture."""
    return [leak for leak in known if leak.place.page == page]


def _located(stretches: Iterable[Stretch]) -> Iterator[Located]:
    for stretch in stretches:
        for start, end in find_cpr(stretch.text):
            name = masked(stretch.text[start:end])
            seen = [box for box in stretch.boxes[start:end] if box is not None]
            # a number in a note without a place: nobody knows whether and where the page shows it
            yield from ((name, box) for box in _by_line(seen)) if seen else [(name, WHOLE_PAGE)]


def _by_line(boxes: Sequence[Box]) -> Iterator[Box]:
    """One box for the characters that stand on one line."""
    number, last = 0, boxes[0]
    lines = []
    for box in boxes:
        number += abs(box[1] - last[1]) > SAME_LINE * (box[3] - box[1])
        lines.append((number, box))
        last = box
    for _, line in groupby(lines, key=lambda item: item[0]):
        x0s, tops, x1s, bottoms = zip(*(box for _, box in line), strict=True)
        yield min(x0s) - SPARE, min(tops) - SPARE, max(x1s) + SPARE, max(bottoms) + SPARE


def _is_found(leak: Leak, located: Iterable[Located]) -> bool:
    """Whether the number was located where it was read; one that was read on the page at large, anywhere on it."""
    at = leak.place.bbox
    return any(name == leak.masked and (at is None or _touch(box, at)) for name, box in located)


def _touch(a: Box, b: Box) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


def _around(place: Place) -> Box:
    if place.bbox is None:
        return WHOLE_PAGE
    x0, top, x1, bottom = place.bbox
    return x0 - SPARE, top - SPARE, x1 + SPARE, bottom + SPARE
