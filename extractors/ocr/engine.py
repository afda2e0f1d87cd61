"""Text recognition by tesseract: a picture goes in through a pipe, words with places come out of one.

No file is written and no shell is started; each call is a process of its own under the limits of the caller.
"""

from __future__ import annotations

import functools
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape

import numpy as np

from extractors.unreadable import Unreadable

PROGRAM = "tesseract"
LANGUAGES = ("dan", "eng")
CALL_SECONDS = 100.0  # of one call for one page
SPARSE, BLOCK = 11, 6  # page segmentation: text wherever it stands; one even block of text
_TITLE = r"[^>]*?title=[\"'](?P<{name}>[^\"']*)[\"'][^>]*>"
_ITEM = re.compile(
    r"<span class='(?:ocr_line|ocr_caption|ocr_header|ocr_textfloat)'"
    + _TITLE.format(name="line")
    + r"|<span class='ocrx_word'"
    + _TITLE.format(name="word")
    + r"(?P<text>.*?)</span>",
    re.DOTALL,
)
_TAG = re.compile(r"<[^>]+>")


@dataclass(frozen=True, slots=True)
class Seen:
    """A word as it was recognised: its box in pixels, the height that it stands on, its line's size, how sure it is.

    ``certainty`` is tesseract's own, 0 to 100.
    """

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    base: float
    size: float
    certainty: float


@functools.cache
def installed() -> bool:
    """Whether tesseract stands on this machine with Danish and English."""
    program = shutil.which(PROGRAM)
    if program is None:
        return False
    try:
        listed = subprocess.run(  # noqa: S603 - a program's full path, no shell, no outside text
            [program, "--list-langs"], capture_output=True, timeout=30, check=False, stdin=subprocess.DEVNULL
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return set(LANGUAGES) <= set(listed.stdout.decode("utf-8", "replace").split())


def recognise(pixels: np.ndarray, dpi: float, segmentation: int, languages: tuple[str, ...] = LANGUAGES) -> list[Seen]:
    """The words in a grey picture, in reading order.

    Raises ``Unreadable`` (``report.too_large``) where the page takes too long or more than the caller may use.
    """
    program = shutil.which(PROGRAM) or PROGRAM
    settings = ["-l", "+".join(languages), "--oem", "1", "--psm", str(segmentation), "--dpi", str(round(dpi))]
    try:
        done = subprocess.run(  # noqa: S603 - a program's full path, no shell, no outside text
            [program, "-", "-", *settings, "hocr"],
            input=_portable_grey_map(pixels),
            capture_output=True,
            timeout=CALL_SECONDS,
            check=False,
            # one thread: the reader's processor time is limited and other readers run beside it
            env={**os.environ, "OMP_THREAD_LIMIT": "1"},
        )
    except subprocess.TimeoutExpired as problem:
        raise Unreadable("report.too_large", "text recognition took too long", "færre eller mindre sider") from problem
    if done.returncode != 0:
        raise Unreadable("report.too_large", f"text recognition ended with {done.returncode}", "mindre sider")
    return list(read_hocr(done.stdout.decode("utf-8", "replace")))


def _portable_grey_map(pixels: np.ndarray) -> bytes:
    height, width = pixels.shape
    return b"P5\n%d %d\n255\n" % (width, height) + pixels.tobytes()


def read_hocr(page: str) -> Iterator[Seen]:
    """The words of tesseract's page description (hOCR)."""
    slope, offset, size, left, bottom = 0.0, 0.0, 0.0, 0.0, 0.0
    for item in _ITEM.finditer(page):
        facts = _facts(item["line"] or item["word"])
        x0, top, x1, low = facts["bbox"][:4]
        if item["line"]:
            left, bottom = x0, low
            slope, offset = (facts.get("baseline") or [0.0, 0.0])[:2]
            size = (facts.get("x_size") or [low - top])[0]
            continue
        text = "".join(unescape(_TAG.sub("", item["text"] or "")).split()).replace("—", "–")
        bare = text.strip("|")  # the rest of a drawn line, or a digit 1
        if bare:
            base = bottom + offset + slope * ((x0 + x1) / 2 - left)
            yield Seen(bare, x0, top, x1, low, base, size, facts["x_wconf"][0] if bare == text else 0.0)


def _facts(title: str) -> dict[str, list[float]]:
    out: dict[str, list[float]] = {}
    for part in title.split(";"):
        name, *values = part.split()
        out[name] = [float(v) for v in values if re.fullmatch(r"-?\d+(?:\.\d+)?", v)]
    return out
