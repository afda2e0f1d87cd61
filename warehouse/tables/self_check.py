"""What the warehouse has found about itself, and whether its figures may be published."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, Text
from sqlalchemy.orm import Mapped, mapped_column

from warehouse.tables.base import Base, one_of
from warehouse.tables.types import UtcTime, surrogate_key


class ExpectationResult(Base):
    """What became of one expectation in one self-check.

    ``failing`` counts the rows that fail, and is empty where the expectation could not be asked. ``examples`` names
    some of them as JSON, by numbers and code words only.
    """

    __tablename__ = "expectation_result"
    __table_args__ = (
        one_of("severity", "critical", "warning"),
        Index(None, "suite", "expectation", "object", "checked_at"),
    )

    check_id: Mapped[str] = mapped_column(Text, primary_key=True)
    suite: Mapped[str] = mapped_column(Text, primary_key=True)
    expectation: Mapped[str] = mapped_column(Text, primary_key=True)
    object: Mapped[str] = mapped_column(Text, primary_key=True)
    position: Mapped[int]
    checked_at: Mapped[datetime] = mapped_column(UtcTime)
    severity: Mapped[str] = mapped_column(Text)
    success: Mapped[bool]
    observed: Mapped[str] = mapped_column(Text)
    expected: Mapped[str] = mapped_column(Text)
    failing: Mapped[int | None]
    examples: Mapped[str] = mapped_column(Text)


class Publication(Base):
    """Whether what stands in the views may be exported; the last row counts.

    ``run_id`` is the last run that was completed by then. ``check_id`` is empty, and the state ``stopped``, where a
    self-check did not come to its end.
    """

    __tablename__ = "publication"
    __table_args__ = (one_of("state", "published", "stopped"),)

    publication_id: Mapped[int] = mapped_column(surrogate_key(), primary_key=True)
    decided_at: Mapped[datetime] = mapped_column(UtcTime)
    run_id: Mapped[str | None] = mapped_column(Text, ForeignKey("run.run_id"))
    check_id: Mapped[str | None] = mapped_column(Text)
    state: Mapped[str] = mapped_column(Text)
    reason: Mapped[str | None] = mapped_column(Text)
