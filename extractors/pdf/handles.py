"""What PDFium hands out: pointers whose types ctypes makes at run time."""

from __future__ import annotations

from typing import Any

Handle = Any  # a document, page, text page, page object or font of PDFium
