"""Where a night takes its files from and where it puts what it reads."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from extractors.limits import check_limits

DEFAULT_INBOX = "var/inbox"
DEFAULT_WAREHOUSE = "sqlite:///var/warehouse.db"
DEFAULT_ARCHIVE = "var/archive"
DEFAULT_FRESH_HOURS = 36


@dataclass(frozen=True, slots=True)
class Settings:
    """Settings of one night.

    ``warehouse`` is a SQLAlchemy URL. ``archive`` is the folder that keeps the submitted files by their hash.
    ``language`` is what people are spoken to in: ``da`` or ``en``.
    """

    inbox: Path
    warehouse: str
    archive: Path
    language: str


def settings(inbox: str | Path | None = None, warehouse: str | None = None) -> Settings:
    """What is given, else ``AFRAPPORT_INBOX``, ``AFRAPPORT_WAREHOUSE`` and so on, else the folder ``var``.

    Raises WrongLimit where a limit of the reading cannot be used.
    """
    check_limits()
    url = warehouse or os.environ.get("AFRAPPORT_WAREHOUSE") or DEFAULT_WAREHOUSE
    return Settings(
        inbox=Path(inbox or os.environ.get("AFRAPPORT_INBOX") or DEFAULT_INBOX),
        warehouse=url,
        archive=Path(os.environ.get("AFRAPPORT_ARCHIVE") or _archive_beside(url)),
        language=language(),
    )


def language() -> str:
    """``AFRAPPORT_LANGUAGE``: ``en`` where it says so, else ``da``."""
    return "en" if os.environ.get("AFRAPPORT_LANGUAGE", "").lower().startswith("en") else "da"


def self_check_wanted(otherwise: bool) -> bool:
    """``AFRAPPORT_SELF_CHECK``: ``on`` or ``off``, what is said here where it says neither."""
    return {"on": True, "off": False}.get(os.environ.get("AFRAPPORT_SELF_CHECK", "").lower(), otherwise)


def fresh_hours() -> int:
    """``AFRAPPORT_FRESH_HOURS``: how old the last completed run may be; a day and a half where it is no number."""
    given = os.environ.get("AFRAPPORT_FRESH_HOURS", "")
    return int(given) if given.isdecimal() else DEFAULT_FRESH_HOURS


def _archive_beside(url: str) -> Path:
    """The archive belongs to its warehouse: beside an SQLite file, so that both are moved and backed up together."""
    scheme, _, path = url.partition(":///")
    file = path.partition("?")[0]
    if scheme.startswith("sqlite") and file and file != ":memory:":
        return Path(file).parent / "archive"
    return Path(DEFAULT_ARCHIVE)
