"""Where the lines of an axis stand: few of them, at round numbers."""

from __future__ import annotations

from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

STEPS = (Decimal(1), Decimal(2), Decimal(5), Decimal(10))


def ticks(low: Decimal, high: Decimal, most: int = 4, whole: bool = False) -> list[Decimal]:
    """Round numbers from ``low`` or just below to ``high`` or just above, about ``most`` steps; ``whole``: no parts."""
    step = _step((high - low) / most if high > low else Decimal(1) / most)
    if whole:
        step = max(step, Decimal(1))
    first = (low / step).to_integral_value(ROUND_FLOOR)
    last = max((high / step).to_integral_value(ROUND_CEILING), first + 1)
    return [(first + n) * step for n in range(int(last - first) + 1)]


def spread(count: int, most: int) -> list[int]:
    """Which of ``count`` labels stand below an axis that has room for ``most``: evenly, the last one always."""
    gap = max(1, -(-count // most))
    return sorted(range(count - 1, -1, -gap))


def _step(at_least: Decimal) -> Decimal:
    size = Decimal(1).scaleb(at_least.adjusted())
    return next(step * size for step in STEPS if step * size >= at_least)
