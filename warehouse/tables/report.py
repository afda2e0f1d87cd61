"""What was submitted, and what report it turned out to be."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import BigInteger, ForeignKey, Index, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from warehouse.tables.base import Base, one_of
from warehouse.tables.types import UtcTime, surrogate_key


class Submission(Base):
    """One row a file content, whatever names it came under; the first name is kept.

    ``container`` is what the content is (pdf, xlsx, ...), not what the name says. ``outcome`` is what became of
    it on arrival; later decisions don't change it.
    """

    __tablename__ = "submission"
    __table_args__ = (UniqueConstraint("sha256"), Index(None, "run_id"), one_of("outcome", "loaded", "partial", "held"))

    submission_id: Mapped[int] = mapped_column(surrogate_key(), primary_key=True)
    sha256: Mapped[str] = mapped_column(Text)
    file_name: Mapped[str] = mapped_column(Text)
    container: Mapped[str | None] = mapped_column(Text)
    size: Mapped[int] = mapped_column(BigInteger)
    received_at: Mapped[datetime] = mapped_column(UtcTime)
    run_id: Mapped[str] = mapped_column(Text, ForeignKey("run.run_id"))
    outcome: Mapped[str] = mapped_column(Text)


class Report(Base):
    """What a submission says it is.

    ``identity`` is shared by all versions of a report. ``version_order`` sorts them, oldest first, by plain
    character order; see ``warehouse.versions``. The figures are counted once, as they are loaded: they never
    change afterwards, and counting them anew for each look at a list of reports is slow.
    """

    __tablename__ = "report"
    __table_args__ = (
        UniqueConstraint("submission_id"),
        Index(None, "identity", "version_order"),
        Index(None, "period_year"),
        one_of("state", "loaded", "partial", "held"),
    )

    report_id: Mapped[int] = mapped_column(surrogate_key(), primary_key=True)
    submission_id: Mapped[int] = mapped_column(ForeignKey("submission.submission_id"))
    kind: Mapped[str | None] = mapped_column(Text)
    kind_version: Mapped[int]
    identity: Mapped[str | None] = mapped_column(Text)
    # the database's own collation may sort digits and dashes in its own way
    version_order: Mapped[str] = mapped_column(Text().with_variant(Text(collation="C"), "postgresql"))
    title: Mapped[str | None] = mapped_column(Text)
    period_year: Mapped[int | None]
    period_end_year: Mapped[int | None]
    published_on: Mapped[date | None]
    case_number: Mapped[str | None] = mapped_column(Text)
    state: Mapped[str] = mapped_column(Text)
    figures_loaded: Mapped[int]
    figures_held: Mapped[int]
    loaded_at: Mapped[datetime] = mapped_column(UtcTime)
