"""Moments as people in Denmark write them."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

DENMARK = ZoneInfo("Europe/Copenhagen")


def shown(moment: datetime) -> str:
    """Day and minute in Danish time: ``22-11-2026 04:07``."""
    return f"{moment.astimezone(DENMARK):%d-%m-%Y %H:%M}"
