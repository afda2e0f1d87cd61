"""What takes long the first time is done as the app starts, so that the first visitor does not wait for it."""

from __future__ import annotations

import logging
import threading

from extractors.reading import READERS
from review.desk import Desk
from review.figures.status_counts import status_counts
from review.language import CODES
from review.templates_of import environment
from schemas.examine import without_content

logger = logging.getLogger("afrapport")


def warm_up(desk: Desk) -> threading.Thread:
    """Load the reader, the templates, and the counts of what is published, beside the work; returns the thread."""
    thread = threading.Thread(target=_warm, args=(desk,), name="warm-up", daemon=True)
    thread.start()
    return thread


def _warm(desk: Desk) -> None:
    try:
        READERS.start()
        for code in CODES:
            found = environment(code)
            for name in found.list_templates():
                found.get_template(name)
        status_counts(desk.engine).now()
    except Exception as problem:  # whoever opens the page is told
        logger.warning("not everything could be made ready: %s", without_content(problem))
