"""What stored values become: exact numbers, dates, and texts as a Danish reader sees them."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

import pytest

from extractors.workbook.addresses import address, parse_address, parse_range
from extractors.workbook.dates import from_serial
from extractors.workbook.number_formats import parse_format
from extractors.workbook.text import clean, split_marks, unescape
from extractors.workbook.values import exact, number_or_moment


@pytest.mark.parametrize(
    ("code", "value", "shown"),
    [
        ('#,##0 "kr."', "231483", "231.483 kr."),
        ("0.0%", "0.302", "30,2 %"),
        ("0%", "1.3", "130 %"),
        ("General", "1234.5", "1234,5"),
        ("#,##0.00", "-1234.565", "-1.234,57"),
        ("#,##0_);[Red](#,##0)", "1234", "1.234"),
        ("#,##0,", "1234567", "1.235"),
        ("#,##0 [$kr.-406]", "50", "50 kr."),
        ("0.00E+00", "1500", "1500"),
    ],
)
def test_numbers_are_shown_as_in_a_danish_program(code: str, value: str, shown: str) -> None:
    assert parse_format(code).show(Decimal(value)) == shown


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ("mm-dd-yy", "date"),
        ("d-mmm", "date"),
        ("dd/mm/yyyy hh:mm", "datetime"),
        ("h:mm", "time"),
        ("[h]:mm:ss", "time"),
        ('#,##0 "dage"', "number"),
        ("[Red]0", "number"),
        ("0\\d", "number"),
        ("[$-406]d. mmmm yyyy", "date"),
        ('0;"dmy"', "number"),
    ],
)
def test_a_format_is_a_date_only_by_what_stands_outside_quotes_and_brackets(code: str, kind: str) -> None:
    assert parse_format(code).kind == kind


@pytest.mark.parametrize(
    ("stored", "meant"),
    [("0.1", "0.1"), ("78486.059999999998", "78486.06"), ("38", "38"), ("-5", "-5"), ("38.0", "38"), ("1E3", "1000")],
)
def test_numbers_are_what_was_typed(stored: str, meant: str) -> None:
    assert exact(stored) == Decimal(meant)
    assert str(exact(stored)) == meant or "E" in stored


@pytest.mark.parametrize("stored", ["", "nan", "1e999", "tekst", "1_000", "\u0663"])
def test_what_is_no_finite_number_is_none(stored: str) -> None:
    assert exact(stored) is None


def test_numbers_and_formats_beyond_all_measure_are_shown_somehow() -> None:
    assert number_or_moment(Decimal("1e307"), parse_format("[h]:mm"), False)[0] == Decimal("1e307")
    assert parse_format("0" + "%" * 1_000_000).show(Decimal(5)) == "5"
    assert parse_format("0." + "0" * 200).show(Decimal(5)) == "5"


def test_day_numbers_follow_the_calendar_of_the_file() -> None:
    assert from_serial(1, False) == datetime(1900, 1, 1)
    assert from_serial(60, False) is None
    assert from_serial(61, False) == datetime(1900, 3, 1)
    assert from_serial(45261.5, False) == datetime(2023, 12, 1, 12)
    assert from_serial(0, True) == datetime(1904, 1, 1)
    assert from_serial(-1, False) is None
    assert from_serial(3e6, False) is None


def test_a_number_is_a_date_only_by_its_format() -> None:
    serial = Decimal(45261)
    assert number_or_moment(serial, parse_format("d-mmm"), False) == (date(2023, 12, 1), "01-12-2023")
    assert number_or_moment(serial, parse_format("0"), False) == (serial, "45261")
    assert number_or_moment(Decimal("0.5"), parse_format("h:mm"), False) == (Decimal("0.5"), "12:00")


def test_text_is_collapsed_and_broken_words_are_joined() -> None:
    assert clean(" Boligsocial-\nindsats\u00a0 i  A\u030amose ") == "Boligsocialindsats i Åmose"
    assert clean("drifts-\nog anlæg") == "drifts- og anlæg"
    assert clean("sam\u00adarbejde") == "samarbejde"
    assert unescape("ABC_x000D_\nDEF_x0041_") == "ABC\r\nDEFA"


def test_raised_note_marks_are_kept_beside_the_text() -> None:
    assert split_marks([("Projektleder", False), ("1)", True)]) == ("Projektleder", "1)")
    assert split_marks([("Areal i m", False), ("2", True)]) == ("Areal i m2", "")
    assert split_marks([("Revision²", False)]) == ("Revision", "2")
    assert split_marks([("Areal i m²", False)]) == ("Areal i m²", "")


def test_addresses_go_both_ways() -> None:
    for row, col, text in [(13, 2, "C14"), (0, 25, "Z1"), (0, 26, "AA1"), (1048575, 16383, "XFD1048576")]:
        assert address(row, col) == text
        assert parse_address(text) == (row, col)
    assert parse_range("B3:A1") == (0, 0, 2, 1)
    assert parse_address("XFE1") is None
    assert parse_address("A0") is None
    assert parse_range("A1:") == (0, 0, 0, 0)
