"""The ledger of nightly runs."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Text
from sqlalchemy.orm import Mapped, mapped_column

from warehouse.tables.base import Base, one_of
from warehouse.tables.types import UtcTime


class Run(Base):
    """One run: when, and what it did.

    ``running`` until it ends; ``abandoned`` where it was killed and a later run found it still open.
    The counts are those of the run's end; ``findings_open`` counts the whole warehouse at that moment.
    """

    __tablename__ = "run"
    __table_args__ = (one_of("state", "running", "completed", "abandoned"),)

    run_id: Mapped[str] = mapped_column(Text, primary_key=True)
    started_at: Mapped[datetime] = mapped_column(UtcTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcTime)
    state: Mapped[str] = mapped_column(Text)
    reports_seen: Mapped[int | None]
    reports_new: Mapped[int | None]
    reports_loaded: Mapped[int | None]
    reports_partial: Mapped[int | None]
    reports_held: Mapped[int | None]
    figures_loaded: Mapped[int | None]
    figures_held: Mapped[int | None]
    findings_open: Mapped[int | None]
