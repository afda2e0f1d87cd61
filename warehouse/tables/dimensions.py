"""What figures are told apart by, one row a member. Member -1 stands where a figure names none."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from warehouse.tables.base import Base
from warehouse.tables.types import surrogate_key

UNKNOWN = -1
ALWAYS = date(1900, 1, 1)  # the first day of a member of which no other first day is known


class Valid:
    """From and to which day a member is valid, both included; no last day: until further notice.

    Nothing is overwritten: a department that changes gets a new row from that day on.
    """

    valid_from: Mapped[date]
    valid_to: Mapped[date | None]


class Year(Base):
    """Calendar years, without gaps."""

    __tablename__ = "dim_year"
    __table_args__ = (UniqueConstraint("year"),)

    year_id: Mapped[int] = mapped_column(surrogate_key(), primary_key=True, autoincrement=False)
    year: Mapped[int | None]
    first_day: Mapped[date | None]
    last_day: Mapped[date | None]


class Partnership(Valid, Base):
    """The partnerships, by their short names."""

    __tablename__ = "dim_partnership"
    __table_args__ = (UniqueConstraint("partnership", "valid_from"),)

    partnership_id: Mapped[int] = mapped_column(surrogate_key(), primary_key=True)
    partnership: Mapped[str | None] = mapped_column(Text)


class Department(Valid, Base):
    """The departments of the municipality by code, with the name that each had at a time."""

    __tablename__ = "dim_department"
    __table_args__ = (UniqueConstraint("department", "valid_from"),)

    department_id: Mapped[int] = mapped_column(surrogate_key(), primary_key=True)
    department: Mapped[str | None] = mapped_column(Text)
    name: Mapped[str | None] = mapped_column(Text)


class Area(Valid, Base):
    """Places that values are measured in, as reported."""

    __tablename__ = "dim_area"
    __table_args__ = (UniqueConstraint("area", "valid_from"),)

    area_id: Mapped[int] = mapped_column(surrogate_key(), primary_key=True)
    area: Mapped[str | None] = mapped_column(Text)


class Category(Valid, Base):
    """The groups that reports put efforts in, as reported."""

    __tablename__ = "dim_category"
    __table_args__ = (UniqueConstraint("category", "valid_from"),)

    category_id: Mapped[int] = mapped_column(surrogate_key(), primary_key=True)
    category: Mapped[str | None] = mapped_column(Text)
