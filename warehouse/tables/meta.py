"""The warehouse's description of itself, as rows: SQLite has no comments on tables and columns."""

from __future__ import annotations

from sqlalchemy import Text
from sqlalchemy.orm import Mapped, mapped_column

from warehouse.tables.base import Base, one_of


class MetaColumn(Base):
    """One row a column, and one with an empty ``column_name`` for each table or view as a whole.

    Filled by ``warehouse.describe``, never by hand.
    """

    __tablename__ = "meta_column"
    __table_args__ = (one_of("object_type", "table", "view"),)

    object_name: Mapped[str] = mapped_column(Text, primary_key=True)
    column_name: Mapped[str] = mapped_column(Text, primary_key=True)
    object_type: Mapped[str] = mapped_column(Text)
    position: Mapped[int]
    data_type: Mapped[str | None] = mapped_column(Text)
    unit: Mapped[str | None] = mapped_column(Text)
    about_da: Mapped[str] = mapped_column(Text)
    about_en: Mapped[str] = mapped_column(Text)
