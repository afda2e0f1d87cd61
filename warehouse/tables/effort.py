"""The efforts that figures are about."""

from __future__ import annotations

from sqlalchemy import Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from warehouse.tables.base import Base
from warehouse.tables.types import surrogate_key


class Effort(Base):
    """One conformed effort. ``label`` is the first spelling seen; a report's own spelling stands on its figures."""

    __tablename__ = "dim_effort"
    __table_args__ = (UniqueConstraint("effort_key"),)

    effort_id: Mapped[int] = mapped_column(surrogate_key(), primary_key=True)
    effort_key: Mapped[str] = mapped_column(Text)
    label: Mapped[str] = mapped_column(Text)
