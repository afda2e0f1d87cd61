"""Times as people write them: Danish where no zone is given, and never guessed where the clock is set back."""

from __future__ import annotations

import pytest

from warehouse.query.moment import NoSuchTime, moment


@pytest.mark.parametrize(
    ("written", "utc"),
    [
        ("2026-11-22", "2026-11-22T22:59:59.999999+00:00"),
        ("2026-07-01", "2026-07-01T21:59:59.999999+00:00"),
        (" 2026-11-22 ", "2026-11-22T22:59:59.999999+00:00"),
        ("2026-11-22T14:30", "2026-11-22T13:30:00+00:00"),
        ("2026-07-01 14:30:15.5", "2026-07-01T12:30:15.500000+00:00"),
        ("2026-11-22T14:30Z", "2026-11-22T14:30:00+00:00"),
        ("2026-11-22T14:30-05:00", "2026-11-22T19:30:00+00:00"),
        ("2026-10-25T02:30+01:00", "2026-10-25T01:30:00+00:00"),
        ("2026-10-25", "2026-10-25T22:59:59.999999+00:00"),
    ],
)
def test_a_time_is_a_moment_in_utc(written: str, utc: str) -> None:
    assert moment(written).isoformat() == utc


@pytest.mark.parametrize(
    "written",
    ["", "igår", "22-11-2026", "2026-02-30", "2026-10-25T02:30", "2026-03-29T02:30", "9999-12-31T23:00-12:00"],
)
def test_what_is_no_time_or_two_is_refused(written: str) -> None:
    with pytest.raises(NoSuchTime):
        moment(written)
