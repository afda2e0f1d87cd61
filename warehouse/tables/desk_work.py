"""What stewards do besides deciding: who has taken what, who looks at what, what was asked and what is awaited."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import BigInteger, ForeignKey, Index, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from warehouse.tables.base import Base, one_of
from warehouse.tables.types import UtcTime, surrogate_key


class Assignment(Base):
    """Who has taken a finding; one person at a time."""

    __tablename__ = "assignment"
    __table_args__ = (Index(None, "person_id"),)

    finding_id: Mapped[int] = mapped_column(ForeignKey("finding.finding_id"), primary_key=True, autoincrement=False)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.person_id"))
    assigned_at: Mapped[datetime] = mapped_column(UtcTime)


class Presence(Base):
    """When somebody last looked at a finding, so that a second person is told."""

    __tablename__ = "presence"

    finding_id: Mapped[int] = mapped_column(ForeignKey("finding.finding_id"), primary_key=True, autoincrement=False)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.person_id"), primary_key=True, autoincrement=False)
    seen_at: Mapped[datetime] = mapped_column(UtcTime)


class Question(Base):
    """A text that was made for the sender of a report about a finding. The finding stays open meanwhile."""

    __tablename__ = "question"
    __table_args__ = (Index(None, "finding_id"),)

    question_id: Mapped[int] = mapped_column(surrogate_key(), primary_key=True)
    finding_id: Mapped[int] = mapped_column(ForeignKey("finding.finding_id"))
    asked_at: Mapped[datetime] = mapped_column(UtcTime)
    asked_by: Mapped[str] = mapped_column(Text)
    content: Mapped[str] = mapped_column(Text)


class DecisionBatch(Base):
    """Decisions that were made at once and are undone at once; ``batch_id`` is the number of the first of them."""

    __tablename__ = "decision_batch"
    __table_args__ = (Index(None, "batch_id"),)

    decision_id: Mapped[int] = mapped_column(ForeignKey("decision.decision_id"), primary_key=True, autoincrement=False)
    batch_id: Mapped[int] = mapped_column(ForeignKey("decision.decision_id"))


class ExpectedReport(Base):
    """A report that somebody is to send by a day; ``answer`` where they say that there is nothing to report.

    It has come when a report of this kind, about this (short name of a partnership or area, empty for the programme)
    and for this year is in the warehouse.
    """

    __tablename__ = "expected_report"
    __table_args__ = (UniqueConstraint("report_kind", "about", "period_year"), one_of("answer", "nothing_to_report"))

    expected_id: Mapped[int] = mapped_column(surrogate_key(), primary_key=True)
    report_kind: Mapped[str] = mapped_column(Text)
    about: Mapped[str] = mapped_column(Text)
    period_year: Mapped[int]
    due_on: Mapped[date]
    sender: Mapped[str | None] = mapped_column(Text)
    answer: Mapped[str | None] = mapped_column(Text)
    answered_by: Mapped[str | None] = mapped_column(Text)
    answered_at: Mapped[datetime | None] = mapped_column(UtcTime)
    note: Mapped[str | None] = mapped_column(Text)


class HandedIn(Base):
    """A file that somebody handed in through the app: the proof that they did. The next nightly run takes it in."""

    __tablename__ = "handed_in"
    __table_args__ = (Index(None, "person_id"), Index(None, "sha256"))

    handed_in_id: Mapped[int] = mapped_column(surrogate_key(), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.person_id"))
    handed_in_at: Mapped[datetime] = mapped_column(UtcTime)
    sha256: Mapped[str] = mapped_column(Text)
    file_name: Mapped[str] = mapped_column(Text)
    size: Mapped[int] = mapped_column(BigInteger)
