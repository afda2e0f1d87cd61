"""A second reading of the numbers of a PDF whose sums do not tie."""

from __future__ import annotations

import logging
from pathlib import Path

from extractors.reading import ReaderFailed, read_again
from extractors.unreadable import Unreadable
from schemas.plain_text import plain
from schemas.report import CheckedReport
from schemas.second_reading import doubtful_places, tell_readings

logger = logging.getLogger("afrapport")


def look_again(checked: CheckedReport, path: Path, name: str) -> None:
    """Has the doubtful numbers of a PDF read by another reader, and their findings say what it found.

    Where that reader cannot read the file the findings stay as they are: they stand on the first reading alone.
    """
    places = doubtful_places(checked)
    if not places:
        return
    try:
        texts = read_again(path, places)
    except (Unreadable, ReaderFailed, TypeError) as problem:
        logger.info("%s: no second reading (%s)", plain(name), type(problem).__name__)
        return
    tell_readings(checked, dict(zip(places, texts, strict=True)))
