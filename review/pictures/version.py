"""A mark of the code that finds personal numbers and draws pages: what an older one drew must not be shown."""

from __future__ import annotations

import functools
import hashlib
import importlib.metadata
from pathlib import Path

ROOT = Path(__file__).parents[2]
PARTS = ("extractors/picture", "extractors/pdf", "extractors/workbook", "review/pictures", "schemas")
FINDS = ("black_out", "cpr_cells", "cpr_number", "cpr_spelling", "masking", "personal_data")  # of schemas


@functools.cache
def code_version() -> str:
    """A hash over those modules and PDFium's version. A number kept by hand would one day be forgotten."""
    state = hashlib.sha256(importlib.metadata.version("pypdfium2").encode())
    for part in PARTS:
        for path in sorted((ROOT / part).glob("*.py")):
            if part != "schemas" or path.stem in FINDS:
                state.update(path.read_bytes())
    return state.hexdigest()[:16]
