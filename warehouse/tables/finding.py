"""What the checks have to say about figures and reports, and what became of it."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, ForeignKeyConstraint, Index, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from warehouse.tables.base import Base, one_of
from warehouse.tables.facts import Located
from warehouse.tables.types import UtcTime, surrogate_key


class Finding(Located, Base):
    """A failure as a row, with its message in Danish and English; ``revision`` is that of the report which raised it.

    It never changes. It is open until a ``finding_event`` says otherwise.
    """

    __tablename__ = "finding"
    __table_args__ = (
        UniqueConstraint("report_id", "finding_key"),
        ForeignKeyConstraint(["report_id", "revision"], ["report_revision.report_id", "report_revision.revision"]),
        one_of("severity", "error", "warning"),
        one_of("figure", "report", "status", "budget", "indicator"),
    )

    finding_id: Mapped[int] = mapped_column(surrogate_key(), primary_key=True)
    report_id: Mapped[int] = mapped_column(surrogate_key())
    revision: Mapped[int]
    finding_key: Mapped[str] = mapped_column(Text)
    rule: Mapped[str] = mapped_column(Text)
    rule_version: Mapped[int]
    severity: Mapped[str] = mapped_column(Text)
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


class FindingEvent(Base):
    """A change of a finding's state, with the revision of the report that it came with; the last one counts.

    ``cause`` says why a finding is open again: ``conflict``, ``fixed_upstream``, ``expired``, ``undone``.
    """

    __tablename__ = "finding_event"
    __table_args__ = (
        one_of("state", "open", "corrected", "accepted", "rejected", "obsolete"),
        one_of("cause", "conflict", "fixed_upstream", "expired", "undone"),
    )

    finding_id: Mapped[int] = mapped_column(ForeignKey("finding.finding_id"), primary_key=True, autoincrement=False)
    revision: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    state: Mapped[str] = mapped_column(Text)
    decision_id: Mapped[int | None] = mapped_column(ForeignKey("decision.decision_id"))
    cause: Mapped[str | None] = mapped_column(Text)
