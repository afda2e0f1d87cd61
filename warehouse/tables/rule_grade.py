"""How severe rules are where somebody has decided it, other than the rule book says."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import Text
from sqlalchemy.orm import Mapped, mapped_column

from warehouse.tables.base import Base, one_of
from warehouse.tables.types import UtcTime, surrogate_key


class RuleGrade(Base):
    """A rule graded anew. Of the rows that have come into force (``valid_from``) the last one counts.

    It is about one version of the rule: a newer version has the severity of the rule book again.
    """

    __tablename__ = "rule_grade"
    __table_args__ = (one_of("severity", "error", "warning", "off"),)

    grade_id: Mapped[int] = mapped_column(surrogate_key(), primary_key=True)
    rule: Mapped[str] = mapped_column(Text)
    rule_version: Mapped[int]
    severity: Mapped[str] = mapped_column(Text)
    valid_from: Mapped[date]
    decided_at: Mapped[datetime] = mapped_column(UtcTime)
    decided_by: Mapped[str] = mapped_column(Text)
    reason: Mapped[str | None] = mapped_column(Text)
