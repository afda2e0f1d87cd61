"""What the pages of the review app work with."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from sqlalchemy import Engine

from warehouse.archive import Archive
from warehouse.grades import danish_day


def _now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Desk:
    """The warehouse, the files behind it, and how the app was started.

    ``inbox`` is where files that are handed in go, ``pictures`` where drawn pages are kept. ``address`` is what people
    type into the browser, such as ``https://afrapport.example.dk``. ``idle`` and ``longest`` limit a sign-in.
    ``start_key`` is a word that signs in the one person of a machine without accounts, once (``afrapport serve``
    prints it); None where people have accounts.
    """

    engine: Engine
    archive: Archive
    inbox: Path
    pictures: Path
    address: str = "http://127.0.0.1:8484"
    language: str = "da"
    start_key: str | None = None
    idle: timedelta = timedelta(minutes=30)
    longest: timedelta = timedelta(hours=12)
    clock: Callable[[], datetime] = field(default=_now)

    @property
    def secure(self) -> bool:
        """Whether people reach it by https."""
        return self.address.startswith("https://")

    def today(self) -> date:
        """The day that it is in Denmark."""
        return danish_day(self.clock())
