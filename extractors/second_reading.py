"""Some places of a PDF read once more by another reader, with its own idea of characters and fonts."""

from __future__ import annotations

import io
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from extractors.place import Place
from extractors.unreadable import Unreadable

SMALL, RAISED = 0.8, 0.1  # times the size of the character before: a note mark is smaller and stands higher


def read_boxes(data: bytes, places: Sequence[Place]) -> list[str]:
    """What pdfplumber reads in each box, without superscript marks; a blank text where it reads nothing.

    Raises ``Unreadable`` where it cannot read the file. It is slow, so only the pages of the places are read.
    """
    import pdfplumber  # half a second: only where a second reading is wanted

    by_page: dict[int, list[int]] = defaultdict(list)
    for n, place in enumerate(places):
        by_page[place.page or 1].append(n)
    texts = [""] * len(places)
    try:
        with pdfplumber.open(io.BytesIO(data), pages=sorted(by_page)) as pdf:
            for page in pdf.pages:
                chars = _from_top_left(page)
                for n in by_page[page.page_number]:
                    texts[n] = _text(_within(chars, places[n]))
                page.close()
    except MemoryError:
        raise
    except Exception as problem:  # whatever pdfminer makes of a damaged file
        raise Unreadable("report.corrupt", f"the second reader: {type(problem).__name__}") from problem
    return texts


def _from_top_left(page: Any) -> list[dict[str, Any]]:
    """The page's characters by their distance from the top-left corner of what is shown, after its rotation."""
    left, top = _corner(page)
    return [
        {**c, "x0": c["x0"] - left, "x1": c["x1"] - left, "top": c["top"] - top, "bottom": c["bottom"] - top}
        for c in page.chars
    ]


def _corner(page: Any) -> tuple[float, float]:
    """Where pdfplumber has the top-left corner of the crop box; it measures turned pages by their unturned height."""
    media, crop, turn = page.page_obj.mediabox, page.page_obj.cropbox, page.rotation // 90
    # how much is cut off on the left, at the bottom, on the right and at the top, before the turn
    cut = [
        max(crop[0] - media[0], 0),
        max(crop[1] - media[1], 0),
        max(media[2] - crop[2], 0),
        max(media[3] - crop[3], 0),
    ]
    left, top = cut[turn], cut[(turn + 3) % 4]
    height = media[2] - media[0] if turn % 2 else media[3] - media[1]
    return page.mediabox[0] + left, page.mediabox[1] + float(page.height) - height + top


def _within(chars: Iterable[dict[str, Any]], place: Place) -> list[dict[str, Any]]:
    """The characters whose middle lies in the box."""
    x0, top, x1, bottom = place.bbox or (0.0, 0.0, 0.0, 0.0)
    return [c for c in chars if x0 <= (c["x0"] + c["x1"]) / 2 <= x1 and top <= (c["top"] + c["bottom"]) / 2 <= bottom]


def _upright(char: dict[str, Any]) -> dict[str, Any]:
    """A character of a line that runs up, down or upside down, placed as if it ran from left to right."""
    a, b = char["matrix"][:2]
    x0, top, x1, bottom = (char[name] for name in ("x0", "top", "x1", "bottom"))
    if abs(b) > abs(a):
        box = (-bottom, x0, -top, x1) if b > 0 else (top, -x1, bottom, -x0)
    else:
        box = (x0, top, x1, bottom) if a >= 0 else (-x1, -bottom, -x0, -top)
    return {**char, **dict(zip(("x0", "top", "x1", "bottom"), box, strict=True)), "upright": True}


def _text(chars: Sequence[dict[str, Any]]) -> str:
    from pdfplumber.utils import extract_text

    kept: list[dict[str, Any]] = []
    for c in map(_upright, chars):
        before = kept[-1] if kept else c
        higher = before["bottom"] - c["bottom"] > RAISED * before["size"]
        if not (c["size"] < SMALL * before["size"] and higher):
            kept.append(c)
    return " ".join(extract_text(kept).split())
