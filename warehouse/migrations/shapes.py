"""The words in which migrations describe tables. They never change: a migration must make today what it always made."""

from __future__ import annotations

import sqlalchemy as sa

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
TIME = sa.Text().with_variant(sa.TIMESTAMP(timezone=True), "postgresql")
NUMBER = sa.Text().with_variant(sa.Numeric(), "postgresql")
SORTED = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


def must(name: str, kind: sa.types.TypeEngine, *of: str) -> sa.Column:
    """A column that always has a value; ``of`` is a column that it refers to."""
    return sa.Column(name, kind, *map(sa.ForeignKey, of), nullable=False)


def may(name: str, kind: sa.types.TypeEngine, *of: str) -> sa.Column:
    """A column that can be empty."""
    return sa.Column(name, kind, *map(sa.ForeignKey, of))


def texts(*names: str) -> list[sa.Column]:
    """Columns of text that can be empty."""
    return [may(name, sa.Text()) for name in names]


def key(name: str, *of: str) -> sa.Column:
    """A column of the primary key: numbered by the database, or by us where it refers to something."""
    return sa.Column(name, KEY, *map(sa.ForeignKey, of), primary_key=True, autoincrement=not of)


def place() -> list[sa.Column]:
    """Page and box, or sheet and cell."""
    box = [may(name, sa.Float(53)) for name in ("x0", "top", "x1", "bottom")]
    return [may("page", sa.Integer()), *box, *texts("sheet", "cell")]


def words(column: str, *allowed: str) -> sa.CheckConstraint:
    """A column that holds one of some words."""
    listed = ", ".join(f"'{word}'" for word in allowed)
    return sa.CheckConstraint(f"{column} in ({listed})", name=column)


def catalogue() -> sa.MetaData:
    """Tables that get their names of constraints by our rules."""
    return sa.MetaData(naming_convention=NAMES)
