"""Amounts: what is read, what is refused, and that writing and reading go together."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.parsers.amount import parse_amount
from schemas.parsers.misread import Misread
from schemas.parsers.number import NumberFormat, parse_number
from schemas.parsers.share import parse_measured, parse_share
from schemas.wording import kroner

READ = {
    "1.234": "1234",
    "1.234.567,89": "1234567.89",
    "1.234,5": "1234.5",
    "1 234": "1234",
    "1\u00a0234\u202f567": "1234567",
    "1234567": "1234567",
    "231.483 kr.": "231483",
    "231.483,- kr.": "231483",
    "1.234,-": "1234",
    "1.234,--": "1234",
    "kr. 5.000": "5000",
    "50.000 DKK": "50000",
    "78.486,06": "78486.06",
    "1.250,00 kr.": "1250",
    "2,4 mio. kr.": "2400000",
    "2,456 mio. kr.": "2456000",
    "1,2 mia. kr.": "1200000000",
    "450 t.kr.": "450000",
    "450 tkr.": "450000",
    "98 mio. kr": "98000000",
    "98 mio.kr": "98000000",
    "2,5 mill. kr": "2500000",
    "450 t. kr": "450000",
    "450 tusinde kr": "450000",
    "1,2 mia. kr": "1200000000",
    "(1.234)": "-1234",
    "−66.000": "-66000",
    "-66.000 kr.": "-66000",
    "–66.000": "-66000",
    "66.000-": "-66000",
    "(98.000) kr.": "-98000",
    "(98.000 kr.)": "-98000",
    "98.000 kr.-": "-98000",
    "minus 98.000 kr.": "-98000",
    "Minus 98.000": "-98000",
    "÷98.000 kr.": "-98000",
    "÷ 98.000 kr.": "-98000",
    "98.000,-": "98000",
    "98.000 kr.,-": "98000",
    "98.000 kr.,–": "98000",
    "98.000,- kr.": "98000",
    "45.000*": "45000",
    "45.000 kr.²": "45000",
    "+50.000": "50000",
    "0": "0",
    "2023": "2023",
}
REFUSED = {
    "12.50": "foreign_format",
    "1,234": "foreign_format",
    "1,234,567": "foreign_format",
    "1.23": "foreign_format",
    "1.000.00": "foreign_format",
    "01.234": "foreign_format",
    "": "missing",
    "-": "missing",
    "–": "missing",
    "…": "missing",
    "se bilag": "words",
    "kr.": "words",
    "40-50": "range",
    "40.000 til 50.000": "range",
    "150.000 kr (+ 50.000 kr fra X)": "several",
    "12 34": "several",
    "1O0": "unreadable",
    "9" * 30: "too_large",
    "1.000.000.000 mio. kr.": "too_large",
    "l25": "unreadable",
    "<5": "unreadable",
    "10 %": "unreadable",
    "(1.234": "unreadable",
    "(98.000) kr.)": "unreadable",
    "98.000) kr.": "foreign_format",
    "minus98.000 kr.": "unreadable",
    "minus -98.000 kr.": "unreadable",
    "Ingen midler afsat, men 50.000 kr. fra andre": "unreadable",
}


@pytest.mark.parametrize(("text", "expected"), READ.items())
def test_read(text, expected):
    assert parse_amount(text).kroner == Decimal(expected)
    assert parse_amount(text).note is None


@pytest.mark.parametrize(("text", "reason"), REFUSED.items())
def test_refused(text, reason):
    with pytest.raises(Misread) as told:
        parse_amount(text)
    assert told.value.reason == reason


@pytest.mark.parametrize(
    "text",
    ["Ingen midler afsat til aktiviteten", "Ingen", "ingen midler afsat i 2023", "0 kr.", "Der er ikke afsat midler"],
)
def test_an_explicit_nothing_is_zero_with_a_note(text):
    assert (parse_amount(text).kroner, parse_amount(text).note) == (0, text)


def test_a_rounded_amount_keeps_its_words():
    assert (parse_amount("ca. 40.000 kr.").kroner, parse_amount("ca. 40.000 kr.").note) == (40000, "ca. 40.000 kr.")


@pytest.mark.parametrize(
    ("text", "scale", "kroner_", "step"),
    [
        ("231", 1000, 231000, 1000),
        ("1.056", 1000, 1056000, 1000),
        ("37,5", 1000, 37500, 100),
        ("1,425", 1_000_000, 1425000, 1000),
        ("150.000 kr.", 1_000_000, 150000, 1),
        ("2,4 mio. kr.", 1000, 2400000, 100000),
        ("450 kr.", 1000, 450, 1),
        ("78.486,06", 1, Decimal("78486.06"), Decimal("0.01")),
    ],
)
def test_scale_and_the_last_digit_shown(text, scale, kroner_, step):
    amount = parse_amount(text, scale=scale)
    assert (amount.kroner, amount.step) == (kroner_, step)


def test_a_workbooks_value_is_taken_and_not_its_text():
    assert parse_amount("1,23", Decimal("231483")).kroner == 231483
    assert parse_amount("x", Decimal("78.60000000000001"), scale=1000).kroner == 78600
    assert parse_amount("", Decimal("-5")).kroner == -5
    for native, cell_format, reason in [
        (date(2024, 5, 3), None, "date"),
        (True, None, "unreadable"),
        (Decimal("0.25"), "0%", "percent"),
        (Decimal("1E+40"), None, "too_large"),
        (Decimal("NaN"), None, "too_large"),
    ]:
        with pytest.raises(Misread) as told:
            parse_amount("x", native, cell_format=cell_format)
        assert told.value.reason == reason


@pytest.mark.parametrize(
    ("cell_format", "native", "kroner_"),
    [
        ("General", "412.5", 412500),
        ('#,##0.0" t.kr."', "412.5", 412500),
        ('#,##0.0,"t.kr."', "412500", 412500),
        ('0.0,,"mio. kr."', "1400000", 1400000),
        # kr. is what a money format shows by itself: what the column says of its amounts counts
        ('#,##0 "kr."', "150", 150000),
        ("#,##0.00 [$kr.-406];-#,##0.00 [$kr.-406]", "150", 150000),
        # shown as 231 below a header in thousands, and stored whole
        ("#,##0,", "231483", 231483),
        ('#,##0, "kr."', "231000", 231000),
        ("#,##0,,", "231000000", 231000000),
    ],
)
def test_the_unit_that_a_workbooks_cell_shows_goes_before_that_of_its_column(cell_format, native, kroner_):
    assert parse_amount("x", Decimal(native), scale=1000, cell_format=cell_format).kroner == kroner_


def test_another_declared_format_is_followed():
    english = NumberFormat(".", ",")
    assert parse_amount("1,234.50", number_format=english).kroner == Decimal("1234.5")
    with pytest.raises(Misread):
        parse_amount("1.234,50", number_format=english)


@given(st.integers(-(10**11), 10**11))
def test_what_is_written_in_danish_is_read_back(ore):
    amount = Decimal(ore) / 100
    assert parse_amount(kroner(amount)).kroner == amount
    assert parse_number(kroner(amount).removesuffix(" kr.")) == amount
    assert parse_number(kroner(amount).removesuffix(" kr.").replace(".", "\u00a0")) == amount


@given(st.text(max_size=30))
def test_any_text_is_read_or_refused(text):
    try:
        assert parse_amount(text).kroner == parse_amount(text).kroner.quantize(Decimal("0.01"))
    except Misread as told:
        assert told.reason in {"missing", "words", "range", "several", "foreign_format", "unreadable", "too_large"}


@given(st.integers(1, 999), st.integers(0, 99))
def test_english_decimals_are_never_taken_for_danish(whole, cents):
    with pytest.raises(Misread):
        parse_amount(f"{whole}.{cents:02d}")


def test_shares_and_measured_numbers():
    assert parse_share("30,2 %") == Decimal("30.2")
    assert parse_share("10 pct.") == 10
    assert parse_share("30,2 %", Decimal("0.302"), cell_format="0.0%") == Decimal("30.2")
    assert parse_share("30,2", Decimal("30.2")) == Decimal("30.2")
    assert parse_measured("14 år", "years") == 14
    assert parse_measured("1.523", "days") == 1523
    assert parse_measured("-61,6 %", "percent") == Decimal("-61.6")
    for text, unit in [("høj", "count"), ("12.5", "score"), ("-", "percent")]:
        with pytest.raises(Misread):
            parse_measured(text, unit)
    with pytest.raises(Misread):
        parse_measured("3. maj", "count", date(2024, 5, 3))
