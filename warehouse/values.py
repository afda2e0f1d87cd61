"""Values as columns hold them: strict, so that nothing is rounded or guessed on the way."""

from __future__ import annotations

import operator
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from sqlalchemy import BigInteger, Boolean, Column, Integer

from warehouse.tables.types import ExactNumber, plain_digits
from warehouse.text import storable

LARGEST_ORE = 2**63 - 1


class NotStorable(ValueError):
    """A checked report that contradicts itself, or a value that a column cannot hold exactly."""


def converter(column: Column[Any]) -> Callable[[Any], Any]:
    """What turns a value into that of a column, or raises NotStorable: databases differ in what they make of others."""
    if isinstance(column.type, Boolean):
        return _flag
    if isinstance(column.type, Integer | BigInteger):
        return whole
    if isinstance(column.type, ExactNumber):
        return _exact
    return _text


def in_ore(kroner: Decimal | None) -> int | None:
    """Kroner as whole øre; raises NotStorable for parts of an øre, and for what 64 bits cannot hold."""
    if kroner is None:
        return None
    if isinstance(kroner, bool) or not isinstance(kroner, Decimal | int) or not Decimal(kroner).is_finite():
        raise NotStorable(f"amount_dkk must be an exact decimal, not {kroner!r}")
    numerator, denominator = kroner.as_integer_ratio()
    ore, rest = divmod(numerator * 100, denominator)
    if rest or abs(ore) > LARGEST_ORE:
        raise NotStorable(f"amount_dkk cannot be held exactly as øre: {kroner}")
    return ore


def whole(value: Any) -> int | None:
    """A whole number, of whatever type of such; raises NotStorable for yes, no and everything else."""
    if value is None or type(value) is int:
        return value
    if isinstance(value, bool) or not hasattr(value, "__index__"):
        raise _unfit(value)
    return operator.index(value)


def _text(value: Any) -> str | None:
    if value is None:
        return None
    if not isinstance(value, str):
        raise _unfit(value)
    return storable(value)


def _flag(value: Any) -> bool:
    if value is None:
        return False
    if not isinstance(value, bool):
        raise _unfit(value)
    return value


def _exact(value: Any) -> str | None:
    if value is None:
        return None
    if not isinstance(value, Decimal) or not value.is_finite():
        raise _unfit(value)
    return plain_digits(value)


def _unfit(value: Any) -> NotStorable:
    return NotStorable(f"no column here can hold {value!r} of type {type(value).__name__}")
