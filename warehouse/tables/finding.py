"""What the checks have to say about figures and reports."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, ForeignKeyConstraint, Index, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from warehouse.tables.base import Base, one_of
from warehouse.tables.facts import Located
from warehouse.tables.types import UtcTime, surrogate_key


class Finding(Located, Base):
    """A failure as a row, with its message in Danish and English."""

    __tablename__ = "finding"
    __table_args__ = (
        UniqueConstraint("report_id", "finding_key"),
        one_of("severity", "error", "warning"),
        one_of("figure", "report", "status", "budget", "indicator"),
        one_of("state", "open"),
    )

    finding_id: Mapped[int] = mapped_column(surrogate_key(), primary_key=True)
    report_id: Mapped[int] = mapped_column(ForeignKey("report.report_id"))
    finding_key: Mapped[str] = mapped_column(Text)
    rule: Mapped[str] = mapped_column(Text)
    rule_version: Mapped[int]
    severity: Mapped[str] = mapped_column(Text)
    state: Mapped[str] = mapped_column(Text)
    figure: Mapped[str] = mapped_column(Text)
    effort: Mapped[str | None] = mapped_column(Text)
    field: Mapped[str | None] = mapped_column(Text)
    value: Mapped[str | None] = mapped_column(Text)
    expected: Mapped[str | None] = mapped_column(Text)
    message: Mapped[str] = mapped_column(Text)
    how_to_fix: Mapped[str] = mapped_column(Text)
    message_en: Mapped[str] = mapped_column(Text)
    how_to_fix_en: Mapped[str] = mapped_column(Text)
    first_seen: Mapped[datetime] = mapped_column(UtcTime)


class FindingFigure(Base):
    """Which figures a finding is about, by their natural keys."""

    __tablename__ = "finding_figure"
    __table_args__ = (
        ForeignKeyConstraint(["report_id", "finding_key"], ["finding.report_id", "finding.finding_key"]),
        Index(None, "report_id", "figure_key"),
    )

    report_id: Mapped[int] = mapped_column(surrogate_key(), primary_key=True, autoincrement=False)
    finding_key: Mapped[str] = mapped_column(Text, primary_key=True)
    figure_key: Mapped[str] = mapped_column(Text, primary_key=True)
