"""Which files of a folder an earlier export has put there, and which are somebody else's."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path

from warehouse.export.files import EXCEL, PACKAGE, PACKAGE_NAME, data_files

# whatever a package says of itself, nothing else is ever replaced or taken away
_NAME = re.compile(rf"bi_\w+\.(csv|parquet)|{re.escape(EXCEL)}")


class InTheWay(Exception):
    """Files of the names that an export needs are there, and no export of ours has made them; ``names`` are theirs."""

    def __init__(self, names: list[str]) -> None:
        super().__init__(", ".join(names))
        self.names = names


def claimed(folder: Path) -> set[str]:
    """The files that the folder's own data package counts as its own, and itself; none where it is not one of ours."""
    try:
        return claimed_by((folder / PACKAGE).read_bytes())
    except OSError:
        return set()


def claimed_by(package: bytes) -> set[str]:
    """The same for the content of a ``datapackage.json``."""
    try:
        described = json.loads(package)
        paths = [resource["path"] for resource in described["resources"]]
        ours = described["name"] == PACKAGE_NAME
    except (ValueError, KeyError, TypeError):
        return set()
    return {PACKAGE, *(p for p in paths if isinstance(p, str) and _NAME.fullmatch(p))} if ours else set()


def refuse_foreign(folder: Path) -> None:
    """Raises InTheWay where an export would write over a file that is not from an export."""
    ours = claimed(folder)
    if names := [n for n in (PACKAGE, *data_files()) if n not in ours and os.path.lexists(folder / n)]:
        raise InTheWay(names)


def is_export_alone(folder: Path) -> bool:
    """Whether nothing lies in the folder but what an export has put there."""
    ours = claimed(folder)
    with os.scandir(folder) as entries:
        return all(entry.name in ours and entry.is_file(follow_symlinks=False) for entry in entries)
