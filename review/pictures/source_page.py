"""The one entrance to the pictures of source pages: no page leaves it with a personal number that can be found."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from extractors.page_picture import page_picture, page_sizes, page_texts
from review.pictures.cache import PictureCache
from review.pictures.making import made_in_turn
from review.pictures.original import check_present, whole_file
from review.pictures.version import code_version
from schemas.black_out import WHOLE_PAGE, boxes_to_black_out, on_page
from schemas.masking import Leak
from warehouse.archive import Archive

SCALES = (1, 2, 3)


@dataclass(frozen=True, slots=True)
class SourcePage:
    """A page as PNG with its size in points; ``etag`` changes when the picture may.

    ``blacked_out`` counts the places that are black because of personal numbers; ``hidden`` tells that all of it is,
    since nobody knows where on the page the number stands.
    """

    png: bytes
    etag: str
    width: float
    height: float
    blacked_out: int
    hidden: bool


class SourcePages:
    """The pages of the archive's PDFs. Its methods may be called from any thread; they raise ``CannotShow``."""

    def __init__(self, archive: Archive, cache: PictureCache) -> None:
        self.archive = archive
        self.cache = cache

    def sizes(self, sha256: str) -> list[tuple[float, float]]:
        """Width and height in points of each page of a file, as it is shown: what places are measured by."""
        check_present(self.archive, sha256)
        key = json.dumps(["sizes", code_version(), sha256])
        kept = self.cache.get(key, lambda: _sizes(whole_file(self.archive, sha256)))
        return [(width, height) for width, height in json.loads(kept)]

    def page(self, sha256: str, number: int, scale: int = 1, known: Sequence[Leak] = ()) -> SourcePage:
        """A page (counted from 1) at a scale of ``SCALES``; 1 is 96 pixels an inch.

        ``known`` are the personal numbers that the report is known to hold (``warehouse.personal_places``); numbers
        that the page's own text shows are found and blacked out without it.
        """
        check_present(self.archive, sha256)
        key = _key(sha256, number, scale, known)
        kept = self.cache.get(key, lambda: _drawn(whole_file(self.archive, sha256), number, scale, known))
        head, _, png = kept.partition(b"\n")
        return SourcePage(png, _etag(key), **json.loads(head))

    def etag(self, sha256: str, number: int, scale: int = 1, known: Sequence[Leak] = ()) -> str:
        """The mark of a page's picture, without making it: whoever has one with this mark has the same."""
        return _etag(_key(sha256, number, scale, known))


def _key(sha256: str, number: int, scale: int, known: Sequence[Leak]) -> str:
    if scale not in SCALES:
        raise ValueError(f"a scale is one of {SCALES}")
    here = sorted((leak.masked, str(leak.place.bbox)) for leak in on_page(known, number))
    return json.dumps(["page", code_version(), sha256, number, scale, here])


def _etag(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()[:32]


def _sizes(path: Path) -> bytes:
    with made_in_turn():
        return json.dumps(page_sizes(path)).encode()


def _drawn(path: Path, number: int, scale: int, known: Sequence[Leak]) -> bytes:
    """The picture behind one line of JSON that says what is to be known of it."""
    with made_in_turn():
        black = boxes_to_black_out(page_texts(path, number), known, number)
        drawn = page_picture(path, number, scale, black)
    about = {"width": drawn.width, "height": drawn.height, "blacked_out": len(black), "hidden": WHOLE_PAGE in black}
    return json.dumps(about).encode() + b"\n" + drawn.png
