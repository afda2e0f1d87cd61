"""Two folders change places in one step."""

from __future__ import annotations

import ctypes
import os
from pathlib import Path

_HERE = -100  # AT_FDCWD: paths as they stand
_EXCHANGE = 2  # RENAME_EXCHANGE


def exchange(one: Path, other: Path) -> bool:
    """Swap what two paths of one file system name; nobody sees a moment between.

    False, and nothing done, where the system or the file system cannot (some network drives, mount points).
    """
    system = ctypes.CDLL(None)
    if not hasattr(system, "renameat2"):
        return False
    return system.renameat2(_HERE, os.fsencode(one), _HERE, os.fsencode(other), _EXCHANGE) == 0
