"""What people decide, and the chain that proves it."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, Text
from sqlalchemy.orm import Mapped, mapped_column

from warehouse.tables.base import Base, one_of
from warehouse.tables.types import UtcTime, surrogate_key


class Decision(Base):
    """A steward's decision about a finding. It hangs on natural keys, so that it also counts for later versions.

    ``identity`` is the report's, or ``sha256:…`` where it has none. ``guard`` is what stood there when it was decided;
    where something else stands, the decision does not count. An ``undo`` names what it takes back in ``undoes``.
    """

    __tablename__ = "decision"
    __table_args__ = (
        Index(None, "identity"),
        one_of("action", "correct", "accept", "reject", "undo"),
        CheckConstraint("(action = 'undo') = (undoes is not null)", name="undo_names_one"),
        CheckConstraint("(action = 'correct') = (value is not null)", name="correct_has_value"),
    )

    decision_id: Mapped[int] = mapped_column(surrogate_key(), primary_key=True)
    decided_at: Mapped[datetime] = mapped_column(UtcTime)
    decided_by: Mapped[str] = mapped_column(Text)
    action: Mapped[str] = mapped_column(Text)
    report_id: Mapped[int] = mapped_column(ForeignKey("report.report_id"))
    identity: Mapped[str] = mapped_column(Text)
    finding_key: Mapped[str] = mapped_column(Text)
    rule: Mapped[str] = mapped_column(Text)
    rule_version: Mapped[int]
    figure: Mapped[str] = mapped_column(Text)
    figure_key: Mapped[str | None] = mapped_column(Text)
    field: Mapped[str | None] = mapped_column(Text)
    guard: Mapped[str | None] = mapped_column(Text)
    value: Mapped[str | None] = mapped_column(Text)
    reason: Mapped[str | None] = mapped_column(Text)
    until: Mapped[date | None]
    undoes: Mapped[int | None] = mapped_column(ForeignKey("decision.decision_id"), unique=True)


class DecisionUse(Base):
    """What a decision did to a report at one of its revisions.

    ``applied``; ``conflict`` and ``fixed_upstream`` where something else stands there than was decided about;
    ``nothing`` where the report has no such figure or finding any more; ``expired``, ``undone``.
    """

    __tablename__ = "decision_use"
    __table_args__ = (
        one_of("outcome", "applied", "conflict", "fixed_upstream", "nothing", "expired", "undone"),
        Index(None, "report_id", "revision"),
    )

    decision_id: Mapped[int] = mapped_column(ForeignKey("decision.decision_id"), primary_key=True, autoincrement=False)
    report_id: Mapped[int] = mapped_column(ForeignKey("report.report_id"), primary_key=True, autoincrement=False)
    revision: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    outcome: Mapped[str] = mapped_column(Text)


class Audit(Base):
    """The log that can only grow. Each entry carries the hash of the one before, so that no one can change one unseen.

    ``detail`` is JSON with sorted keys; ``hash`` is SHA-256 over all other columns, see ``warehouse.audit``.
    """

    __tablename__ = "audit"
    __table_args__ = (Index(None, "action"),)

    entry_id: Mapped[int] = mapped_column(surrogate_key(), primary_key=True, autoincrement=False)
    recorded_at: Mapped[datetime] = mapped_column(UtcTime)
    actor: Mapped[str] = mapped_column(Text)
    action: Mapped[str] = mapped_column(Text)
    subject: Mapped[str] = mapped_column(Text)
    detail: Mapped[str] = mapped_column(Text)
    previous_hash: Mapped[str] = mapped_column(Text)
    hash: Mapped[str] = mapped_column(Text, unique=True)
