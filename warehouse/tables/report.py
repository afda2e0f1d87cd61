"""What was submitted, and what report it turned out to be."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import BigInteger, ForeignKey, Index, LargeBinary, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from warehouse.tables.base import Base, one_of
from warehouse.tables.types import UtcTime, surrogate_key


class Submission(Base):
    """One row a file content, whatever names it came under; the first name is kept.

    ``container`` is what the content is (pdf, xlsx, ...), not what the name says.
    """

    __tablename__ = "submission"
    __table_args__ = (UniqueConstraint("sha256"), Index(None, "run_id"))

    submission_id: Mapped[int] = mapped_column(surrogate_key(), primary_key=True)
    sha256: Mapped[str] = mapped_column(Text)
    file_name: Mapped[str] = mapped_column(Text)
    container: Mapped[str | None] = mapped_column(Text)
    size: Mapped[int] = mapped_column(BigInteger)
    received_at: Mapped[datetime] = mapped_column(UtcTime)
    run_id: Mapped[str] = mapped_column(Text, ForeignKey("run.run_id"))


class Report(Base):
    """What a submission says it is.

    ``identity`` is shared by all versions of a report. ``version_order`` sorts them, oldest first, by plain
    character order; see ``warehouse.versions``.
    """

    __tablename__ = "report"
    __table_args__ = (UniqueConstraint("submission_id"), Index(None, "identity", "version_order"))

    report_id: Mapped[int] = mapped_column(surrogate_key(), primary_key=True)
    submission_id: Mapped[int] = mapped_column(ForeignKey("submission.submission_id"))
    kind: Mapped[str | None] = mapped_column(Text)
    kind_version: Mapped[int]
    identity: Mapped[str | None] = mapped_column(Text)
    # the database's own collation may sort digits and dashes in its own way
    version_order: Mapped[str] = mapped_column(Text().with_variant(Text(collation="C"), "postgresql"))
    title: Mapped[str | None] = mapped_column(Text)
    period_year: Mapped[int | None] = mapped_column(index=True)
    period_end_year: Mapped[int | None]
    published_on: Mapped[date | None]
    case_number: Mapped[str | None] = mapped_column(Text)
    loaded_at: Mapped[datetime] = mapped_column(UtcTime)


class ReportRevision(Base):
    """A report's state after it was loaded (revision 0) and after each decision about it; the last one counts.

    Figures and findings carry the revision that they came with: so the warehouse can be read as it was at any time.
    The figures are counted as the revision is written: to count them for each look at a list of reports is slow.
    """

    __tablename__ = "report_revision"
    __table_args__ = (
        one_of("state", "loaded", "partial", "held", "rejected"),
        one_of("cause", "loaded", "settled", "undone", "expired"),
    )

    report_id: Mapped[int] = mapped_column(ForeignKey("report.report_id"), primary_key=True, autoincrement=False)
    revision: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    recorded_at: Mapped[datetime] = mapped_column(UtcTime)
    cause: Mapped[str] = mapped_column(Text)
    state: Mapped[str] = mapped_column(Text)
    figures_loaded: Mapped[int]
    figures_held: Mapped[int]


class Reading(Base):
    """What was read in a report before anything was judged, so that it can be checked again when something is decided.

    ``content`` is compressed JSON; see ``schemas.reading``.
    """

    __tablename__ = "reading"

    report_id: Mapped[int] = mapped_column(ForeignKey("report.report_id"), primary_key=True, autoincrement=False)
    content: Mapped[bytes] = mapped_column(LargeBinary)
