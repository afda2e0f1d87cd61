"""The findings that wait for somebody, ready to be sorted and counted."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import BigInteger, Index, Text
from sqlalchemy.orm import Mapped, mapped_column

from warehouse.tables.base import Base, one_of
from warehouse.tables.types import UtcTime, surrogate_key


class OpenFinding(Base):
    """One row an open finding of ``bi_finding``, with what a queue is sorted, filtered and grouped by.

    It follows from other tables and is written with every revision of a report: to work out the states of all findings
    for each look at a queue of 20,000 is slow. ``urgency`` is 0 for an error and 1 for a warning. ``amount_ore`` and
    ``figures`` are what is at stake: the money and the rows that the finding is about.
    """

    __tablename__ = "open_finding"
    __table_args__ = (
        one_of("severity", "error", "warning"),
        Index("ix_open_finding_order", "urgency", "amount_ore", "figures", "finding_id"),
        Index("ix_open_finding_count", "rule", "severity", "amount_ore"),
        Index(None, "rule", "value"),
        Index(None, "report_id"),
    )

    finding_id: Mapped[int] = mapped_column(surrogate_key(), primary_key=True, autoincrement=False)
    report_id: Mapped[int] = mapped_column(surrogate_key())
    rule: Mapped[str] = mapped_column(Text)
    severity: Mapped[str] = mapped_column(Text)
    urgency: Mapped[int]
    value: Mapped[str | None] = mapped_column(Text)
    effort: Mapped[str | None] = mapped_column(Text)
    report_kind: Mapped[str | None] = mapped_column(Text)
    period_year: Mapped[int | None]
    department: Mapped[str | None] = mapped_column(Text)
    figures: Mapped[int]
    amount_ore: Mapped[int] = mapped_column(BigInteger)
    first_seen: Mapped[datetime] = mapped_column(UtcTime)
