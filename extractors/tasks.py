"""What the reader process does with a file beside reading it whole, by name: the list of ``Task.name``."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from extractors.picture import page
from extractors.workbook import window

TASKS: dict[str, Callable[..., Any]] = {
    "page_sizes": page.sizes,
    "page_texts": page.texts,
    "page_picture": page.draw,
    "sheet_window": window.window_of,
}
