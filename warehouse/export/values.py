"""What the two databases answer, made one Python value: exact, and the same whichever it was."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from schemas.columns import Column

LENGTH = "PDF point"  # binary on both databases already


def same_on_both(column: Column, values: Sequence[Any]) -> list[Any]:
    """The values of a column: str, int, Decimal (money, given in øre), float, bool, date or datetime in UTC; or None.

    A measured number has 15 digits, which a binary number holds exactly, and which is all that Excel keeps.
    """
    convert = _converter(column)
    if convert is None:
        return list(values)
    return [None if value is None else convert(value) for value in values]


def _converter(column: Column) -> Callable[[Any], Any] | None:
    if column.type == "number":
        return float if column.unit == LENGTH else _fifteen_digits
    return _CONVERTERS.get(column.type)


def _kroner(ore: int) -> Decimal:
    return Decimal(ore).scaleb(-2)


def _fifteen_digits(number: float | Decimal) -> float:
    return float(format(number, ".15g"))


def _day(value: date | str) -> date:
    return date.fromisoformat(value) if isinstance(value, str) else value


def _moment(value: datetime | str) -> datetime:
    return (datetime.fromisoformat(value) if isinstance(value, str) else value).astimezone(UTC)


_CONVERTERS: dict[str, Callable[[Any], Any]] = {
    "money": _kroner,
    "flag": bool,
    "date": _day,
    "time": _moment,
}
