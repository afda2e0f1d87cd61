"""What the pages of the review app work with."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from sqlalchemy import Engine

from review.jobs import Jobs
from review.people.provider import Provider
from review.people.start_key import StartKey
from warehouse.archive import Archive
from warehouse.grades import danish_day


def _now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Desk:
    """The warehouse, the files behind it, and how the app was started.

    ``inbox`` is where files that are handed in go, ``pictures`` where drawn pages are kept. ``address`` is what people
    type into the browser, such as ``https://afrapport.example.dk``. ``idle`` and ``longest`` limit a sign-in.
    ``start_key`` signs in the one person of a machine without accounts, once (``afrapport serve`` prints it); None
    where people have accounts. ``provider`` is where people sign in, if they do so elsewhere. ``contact`` is whom to
    tell that something cannot be used: an address or a sentence.
    ``checks`` are the files that are being tried before they are handed in, ``previews`` the rules that are being
    tried on all reports. ``fresh_hours`` is how old the last completed night may be.
    """

    engine: Engine
    archive: Archive
    inbox: Path
    pictures: Path
    address: str = "http://127.0.0.1:8484"
    language: str = "da"
    start_key: StartKey | None = None
    idle: timedelta = timedelta(minutes=30)
    longest: timedelta = timedelta(hours=12)
    clock: Callable[[], datetime] = field(default=_now)
    provider: Provider | None = None
    contact: str | None = None
    fresh_hours: int = 36
    checks: Jobs = field(default_factory=lambda: Jobs(at_once=2, most=100))
    previews: Jobs = field(default_factory=lambda: Jobs(at_once=1, most=10))

    @property
    def secure(self) -> bool:
        """Whether people reach it by https."""
        return self.address.startswith("https://")

    def today(self) -> date:
        """The day that it is in Denmark."""
        return danish_day(self.clock())
