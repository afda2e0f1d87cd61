"""How long a file is and what its content hashes to."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path
from typing import Any


def checksum(path: Path) -> dict[str, Any]:
    """``hash`` (``sha256:…``) and ``bytes`` of a file, once its content is safely on the disk."""
    with path.open("rb") as file:
        os.fsync(file.fileno())
        hashed = hashlib.file_digest(file, "sha256").hexdigest()
        return {"hash": f"sha256:{hashed}", "bytes": file.tell()}
