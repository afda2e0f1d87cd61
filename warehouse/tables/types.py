"""Column types that hold the same value on SQLite and PostgreSQL."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import TIMESTAMP, BigInteger, Dialect, Integer, Numeric, Text
from sqlalchemy.types import TypeDecorator, TypeEngine


def surrogate_key() -> TypeEngine[int]:
    """A 64-bit row number; on SQLite INTEGER, the only type that numbers itself there."""
    return BigInteger().with_variant(Integer(), "sqlite")


class UtcTime(TypeDecorator[datetime]):
    """A moment in UTC: timestamptz on PostgreSQL, ``2026-11-22T03:00:00.000000Z`` as text on SQLite.

    The text has a fixed width, so that it sorts as the moments do. Refuses a time without a time zone.
    """

    impl = Text
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """Pick the database's own type where it has one."""
        return dialect.type_descriptor(TIMESTAMP(timezone=True) if dialect.name == "postgresql" else Text())

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | str | None:
        """To UTC; raises ValueError for a time without a time zone."""
        if value is None:
            return None
        return in_utc(value) if dialect.name == "postgresql" else utc_text(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        """An aware datetime in UTC."""
        if value is None:
            return None
        return in_utc(datetime.fromisoformat(value) if isinstance(value, str) else value)


class ExactNumber(TypeDecorator[Decimal]):
    """A decimal without a limit on its digits: numeric on PostgreSQL, plain digits as text on SQLite.

    SQLite has no decimal type: a NUMERIC column there turns 30.2 into the nearest binary fraction, and a scaled
    integer would need one scale for shares, scores and counts alike. Text keeps each digit; the view casts it.
    """

    impl = Text
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """Pick the database's own type where it has one."""
        return dialect.type_descriptor(Numeric() if dialect.name == "postgresql" else Text())

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> Decimal | str | None:
        """Without trailing zeros, so that both databases hold the same digits."""
        if value is None:
            return None
        digits = plain_digits(value)
        return Decimal(digits) if dialect.name == "postgresql" else digits

    def process_result_value(self, value: Any, dialect: Dialect) -> Decimal | None:
        """The same decimal as was stored."""
        return None if value is None else Decimal(str(value))


def in_utc(moment: datetime) -> datetime:
    """The same moment in UTC; raises ValueError where no time zone is given."""
    if moment.tzinfo is None:
        raise ValueError(f"a time without a time zone: {moment.isoformat()}")
    return moment.astimezone(UTC)


def utc_text(moment: datetime) -> str:
    """ISO 8601 in UTC with microseconds, always 27 characters, so that text order is time order."""
    return in_utc(moment).isoformat(timespec="microseconds").replace("+00:00", "Z")


def plain_digits(number: Decimal) -> str:
    """Digits without exponent or trailing zeros: ``1E+2`` is ``100``, ``30.20`` is ``30.2``."""
    if not number.is_finite():
        raise ValueError(f"not a number: {number}")
    digits = format(number, "f")
    if "." in digits:
        digits = digits.rstrip("0").rstrip(".")
    return "0" if digits in ("-0", "") else digits
