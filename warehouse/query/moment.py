"""Times as people in Denmark write them."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

DENMARK = ZoneInfo("Europe/Copenhagen")


class NoSuchTime(ValueError):
    """No time, or one that the clock in Denmark never showed or showed twice (when summer time begins and ends)."""


def moment(text: str) -> datetime:
    """An ISO time or date as a moment in UTC.

    Danish time where no zone is given; a date means the end of that day. Raises NoSuchTime.
    """
    try:
        told = _told(text.strip())
        return told.astimezone(UTC) if told.tzinfo else _in_denmark(told)
    except (ValueError, OverflowError) as problem:
        raise NoSuchTime(text) from problem


def _told(text: str) -> datetime:
    try:
        return datetime.combine(date.fromisoformat(text), time.max)
    except ValueError:
        return datetime.fromisoformat(text)


def _in_denmark(told: datetime) -> datetime:
    first, second = (told.replace(tzinfo=DENMARK, fold=fold) for fold in (0, 1))
    if first.utcoffset() != second.utcoffset():
        raise NoSuchTime(told.isoformat())
    return first.astimezone(UTC)
