"""The register of efforts: one identity for an effort, whatever reports call it."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from warehouse.tables.base import Base
from warehouse.tables.types import UtcTime, surrogate_key

ALWAYS = (-1, 9999)  # first and last year of a name that means the same effort in every year, and without a year


class Effort(Base):
    """One effort. ``confirmed``: a steward, or the names that the program comes with, say that it is one."""

    __tablename__ = "dim_effort"
    __table_args__ = (UniqueConstraint("effort_key"),)

    effort_id: Mapped[int] = mapped_column(surrogate_key(), primary_key=True)
    effort_key: Mapped[str | None] = mapped_column(Text)
    name: Mapped[str | None] = mapped_column(Text)
    confirmed: Mapped[bool]


class EffortName(Base):
    """A name of an effort, letter by letter as reported. Facts refer to it, and so never need to be rewritten."""

    __tablename__ = "effort_name"
    __table_args__ = (UniqueConstraint("label"), Index(None, "label_key"))

    name_id: Mapped[int] = mapped_column(surrogate_key(), primary_key=True)
    label: Mapped[str | None] = mapped_column(Text)
    label_key: Mapped[str | None] = mapped_column(Text)


class EffortAlias(Base):
    """Which effort a name means, for the years ``from_year`` to ``to_year``.

    What was believed stays: a row that no longer holds is closed (``recorded_to``), never taken away. So a merge can
    be undone, and the register can be read as it was at any time.
    """

    __tablename__ = "effort_alias"
    __table_args__ = (Index(None, "name_id", "recorded_to"), Index(None, "effort_id", "recorded_to"))

    alias_id: Mapped[int] = mapped_column(surrogate_key(), primary_key=True)
    name_id: Mapped[int] = mapped_column(ForeignKey("effort_name.name_id"))
    effort_id: Mapped[int] = mapped_column(ForeignKey("dim_effort.effort_id"))
    from_year: Mapped[int]
    to_year: Mapped[int]
    recorded_from: Mapped[datetime] = mapped_column(UtcTime)
    recorded_to: Mapped[datetime | None] = mapped_column(UtcTime)
    decided_by: Mapped[str | None] = mapped_column(Text)
    reason: Mapped[str | None] = mapped_column(Text)
