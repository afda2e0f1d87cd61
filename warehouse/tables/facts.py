"""The figures: one table a view. Held ones stand here too, so that a steward can settle them later."""

from __future__ import annotations

from decimal import Decimal

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Float,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, declared_attr, mapped_column
from sqlalchemy.schema import SchemaItem

from warehouse.tables.base import Base, one_of
from warehouse.tables.types import ExactNumber, surrogate_key

LATER, HELD = text("revision > 0"), text("state = 'held'")


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
    """What every figure has: report, natural key, effort, place, and whether it passed.

    A row never changes. What a decision makes of a figure is a further row with the report's next ``revision``; the
    row with the highest one counts.
    """

    report_id: Mapped[int] = mapped_column(surrogate_key())
    revision: Mapped[int]
    figure_key: Mapped[str] = mapped_column(Text)
    state: Mapped[str] = mapped_column(Text)
    corrected: Mapped[bool]
    raw_text: Mapped[str] = mapped_column(Text)

    @declared_attr
    def name_id(cls) -> Mapped[int]:
        """The effort by the name that the report gives it."""
        return mapped_column(ForeignKey("effort_name.name_id"))

    @declared_attr
    def partnership_id(cls) -> Mapped[int]:
        """The partnership."""
        return mapped_column(ForeignKey("dim_partnership.partnership_id"))

    @declared_attr
    def year_id(cls) -> Mapped[int]:
        """The year that the figure is about."""
        return mapped_column(ForeignKey("dim_year.year_id"))


def figure_rules(table: str, required: str) -> tuple[SchemaItem, ...]:
    """Keys, indices and conditions of a table of figures; ``required`` is what a figure must have to pass."""
    return (
        UniqueConstraint("report_id", "figure_key", "revision"),
        ForeignKeyConstraint(["report_id", "revision"], ["report_revision.report_id", "report_revision.revision"]),
        Index(None, "name_id", "year_id"),
        Index(None, "year_id"),
        # few figures are ever decided about: to know the others as untouched must cost nothing
        Index(f"ix_{table}_later", "report_id", "figure_key", "revision", sqlite_where=LATER, postgresql_where=LATER),
        # few are held: to count them must not take a look at all the others
        Index(f"ix_{table}_held", "name_id", "year_id", sqlite_where=HELD, postgresql_where=HELD),
        one_of("state", "passed", "held", "rejected"),
        CheckConstraint(f"state <> 'passed' or {required} is not null", name=f"passed_has_{required.split('_')[0]}"),
    )


class FactStatus(FigureRow, Base):
    """How an effort did in a report's period."""

    __tablename__ = "fact_status"
    __table_args__ = (
        *figure_rules("fact_status", "status"),
        one_of("status", "achieved", "partly_achieved", "not_achieved", "not_relevant"),
    )

    status_id: Mapped[int] = mapped_column(surrogate_key(), primary_key=True)
    category_id: Mapped[int] = mapped_column(ForeignKey("dim_category.category_id"))
    department_id: Mapped[int] = mapped_column(ForeignKey("dim_department.department_id"))
    status: Mapped[str | None] = mapped_column(Text)
    goals_met: Mapped[int | None]
    goals_total: Mapped[int | None]
    remark: Mapped[str | None] = mapped_column(Text)
    context: Mapped[str | None] = mapped_column(Text)


class FactBudget(FigureRow, Base):
    """An amount. ``amount_ore`` is whole øre, so that sums are exact on both databases."""

    __tablename__ = "fact_budget"
    __table_args__ = figure_rules("fact_budget", "amount_ore")

    budget_id: Mapped[int] = mapped_column(surrogate_key(), primary_key=True)
    department_id: Mapped[int] = mapped_column(ForeignKey("dim_department.department_id"))
    line: Mapped[str | None] = mapped_column(Text)
    line_type: Mapped[str | None] = mapped_column(Text)
    source: Mapped[str | None] = mapped_column(Text)
    measure: Mapped[str | None] = mapped_column(Text)
    counterpart: Mapped[str | None] = mapped_column(Text)
    amount_ore: Mapped[int | None] = mapped_column(BigInteger)
    is_total: Mapped[bool]
    note: Mapped[str | None] = mapped_column(Text)
    reported_unit: Mapped[str | None] = mapped_column(Text)
    price_level: Mapped[int | None]


class FactIndicator(FigureRow, Base):
    """A measured value with its unit."""

    __tablename__ = "fact_indicator"
    __table_args__ = figure_rules("fact_indicator", "value")

    indicator_id: Mapped[int] = mapped_column(surrogate_key(), primary_key=True)
    area_id: Mapped[int] = mapped_column(ForeignKey("dim_area.area_id"))
    goal: Mapped[str | None] = mapped_column(Text)
    topic: Mapped[str | None] = mapped_column(Text)
    indicator: Mapped[str | None] = mapped_column(Text)
    breakdown: Mapped[str | None] = mapped_column(Text)
    period_label: Mapped[str | None] = mapped_column(Text)
    measure: Mapped[str | None] = mapped_column(Text)
    value: Mapped[Decimal | None] = mapped_column(ExactNumber)
    unit: Mapped[str | None] = mapped_column(Text)
    data_source: Mapped[str | None] = mapped_column(Text)
