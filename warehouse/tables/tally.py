"""How often each rule was put to a report, and what came of it."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKeyConstraint, Text
from sqlalchemy.orm import Mapped, mapped_column

from warehouse.tables.base import Base
from warehouse.tables.types import UtcTime, surrogate_key


class CheckTally(Base):
    """What a rule made of a report at a revision, where that is not what it made of the one before.

    What is compared with other reports can change without the report: it is then counted again, and the highest
    ``recount`` of the last revision counts. The first count has no time of its own, since it is the revision's.
    """

    __tablename__ = "check_tally"
    __table_args__ = (
        ForeignKeyConstraint(["report_id", "revision"], ["report_revision.report_id", "report_revision.revision"]),
    )

    report_id: Mapped[int] = mapped_column(surrogate_key(), primary_key=True, autoincrement=False)
    rule: Mapped[str] = mapped_column(Text, primary_key=True)
    revision: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    recount: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    recounted_at: Mapped[datetime | None] = mapped_column(UtcTime)
    rule_version: Mapped[int]
    passed: Mapped[int]
    failed: Mapped[int]
    not_applicable: Mapped[int]
    reason: Mapped[str | None] = mapped_column(Text)
