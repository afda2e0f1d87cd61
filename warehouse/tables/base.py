"""The base of all tables: one catalogue of names, so that migrations can address every constraint."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, MetaData, Table
from sqlalchemy.orm import DeclarativeBase


class Base(DeclarativeBase):
    """Every table of the warehouse belongs to ``Base.metadata``."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


def one_of(column: str, *words: str) -> CheckConstraint:
    """A column that holds one of some words (or nothing, where it may be empty)."""
    listed = ", ".join(f"'{word}'" for word in words)
    return CheckConstraint(f"{column} in ({listed})", name=column)


def table_of(model: type[Base]) -> Table:
    """The table behind a model, for statements that need no objects."""
    return Base.metadata.tables[model.__tablename__]
