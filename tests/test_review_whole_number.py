"""Numbers that others have written: only plain digits are one, and only as many as a database can keep."""

from __future__ import annotations

import pytest

from review.whole_number import whole_number


@pytest.mark.parametrize(("written", "number"), [("0", 0), ("007", 7), ("9" * 18, 10**18 - 1)])
def test_plain_digits_are_a_number(written: str, number: int) -> None:
    assert whole_number(written) == number


@pytest.mark.parametrize("written", ["", " 1", "1 ", "-1", "+1", "1.0", "1e3", "\u0661", "\u00b2", "9" * 19, None, 5])
def test_anything_else_is_none(written: object) -> None:
    assert whole_number(written) is None


def test_an_asker_may_allow_fewer_digits() -> None:
    assert (whole_number("2024", 4), whole_number("20240", 4)) == (2024, None)
