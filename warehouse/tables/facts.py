"""The figures: one table a view. Held ones stand here too, so that a steward can settle them later."""

from __future__ import annotations

from decimal import Decimal

from sqlalchemy import BigInteger, CheckConstraint, Float, ForeignKey, Index, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, declared_attr, mapped_column

from warehouse.tables.base import Base, one_of
from warehouse.tables.types import ExactNumber, surrogate_key


class Located:
    """Where something stands: a box on a page, in PDF points from its top-left corner, or a cell of a sheet."""

    page: Mapped[int | None]
    x0: Mapped[float | None] = mapped_column(Float(53))
    top: Mapped[float | None] = mapped_column(Float(53))
    x1: Mapped[float | None] = mapped_column(Float(53))
    bottom: Mapped[float | None] = mapped_column(Float(53))
    sheet: Mapped[str | None] = mapped_column(Text)
    cell: Mapped[str | None] = mapped_column(Text)


class FigureRow(Located):
    """What every figure has: its report and natural key, its effort, its place and whether it passed."""

    @declared_attr
    def report_id(cls) -> Mapped[int]:
        """The report that the figure was read from."""
        return mapped_column(ForeignKey("report.report_id"))

    @declared_attr
    def effort_id(cls) -> Mapped[int | None]:
        """The conformed effort; empty for a grand total or a general indicator."""
        return mapped_column(ForeignKey("dim_effort.effort_id"))

    figure_key: Mapped[str] = mapped_column(Text)
    state: Mapped[str] = mapped_column(Text)
    effort: Mapped[str | None] = mapped_column(Text)
    partnership: Mapped[str | None] = mapped_column(Text)
    raw_text: Mapped[str] = mapped_column(Text)
    corrected: Mapped[bool] = mapped_column(default=False)


class FactStatus(FigureRow, Base):
    """How an effort did in a report's period."""

    __tablename__ = "fact_status"
    __table_args__ = (
        UniqueConstraint("report_id", "figure_key"),
        Index(None, "effort_id", "period_year"),
        Index(None, "effort", "period_year"),
        one_of("state", "passed", "held"),
        one_of("status", "achieved", "partly_achieved", "not_achieved", "not_relevant"),
        CheckConstraint("state = 'held' or status is not null", name="passed_has_status"),
    )

    status_id: Mapped[int] = mapped_column(surrogate_key(), primary_key=True)
    period_year: Mapped[int | None]
    category: Mapped[str | None] = mapped_column(Text)
    department: Mapped[str | None] = mapped_column(Text)
    status: Mapped[str | None] = mapped_column(Text)
    goals_met: Mapped[int | None]
    goals_total: Mapped[int | None]
    remark: Mapped[str | None] = mapped_column(Text)
    context: Mapped[str | None] = mapped_column(Text)


class FactBudget(FigureRow, Base):
    """An amount. ``amount_ore`` is whole øre, so that sums are exact on both databases."""

    __tablename__ = "fact_budget"
    __table_args__ = (
        UniqueConstraint("report_id", "figure_key"),
        Index(None, "effort_id", "year"),
        Index(None, "effort", "year"),
        one_of("state", "passed", "held"),
        CheckConstraint("state = 'held' or amount_ore is not null", name="passed_has_amount"),
    )

    budget_id: Mapped[int] = mapped_column(surrogate_key(), primary_key=True)
    year: Mapped[int | None]
    department: Mapped[str | None] = mapped_column(Text)
    line: Mapped[str | None] = mapped_column(Text)
    line_type: Mapped[str | None] = mapped_column(Text)
    source: Mapped[str | None] = mapped_column(Text)
    measure: Mapped[str | None] = mapped_column(Text)
    counterpart: Mapped[str | None] = mapped_column(Text)
    amount_ore: Mapped[int | None] = mapped_column(BigInteger)
    is_total: Mapped[bool] = mapped_column(default=False)
    note: Mapped[str | None] = mapped_column(Text)


class FactIndicator(FigureRow, Base):
    """A measured value with its unit."""

    __tablename__ = "fact_indicator"
    __table_args__ = (
        UniqueConstraint("report_id", "figure_key"),
        Index(None, "effort_id", "year"),
        Index(None, "effort", "year"),
        one_of("state", "passed", "held"),
        CheckConstraint("state = 'held' or value is not null", name="passed_has_value"),
    )

    indicator_id: Mapped[int] = mapped_column(surrogate_key(), primary_key=True)
    area: Mapped[str | None] = mapped_column(Text)
    goal: Mapped[str | None] = mapped_column(Text)
    topic: Mapped[str | None] = mapped_column(Text)
    indicator: Mapped[str | None] = mapped_column(Text)
    breakdown: Mapped[str | None] = mapped_column(Text)
    year: Mapped[int | None]
    period_label: Mapped[str | None] = mapped_column(Text)
    measure: Mapped[str | None] = mapped_column(Text)
    value: Mapped[Decimal | None] = mapped_column(ExactNumber)
    unit: Mapped[str | None] = mapped_column(Text)
    data_source: Mapped[str | None] = mapped_column(Text)
