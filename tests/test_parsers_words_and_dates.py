"""Goals, status words, departments, dates and periods."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.parsers.danish_date import parse_date
from schemas.parsers.goals import Goals, means_goals, parse_goals, split_goals
from schemas.parsers.misread import Misread
from schemas.parsers.period import Period, parse_period, parse_year
from schemas.parsers.share import parse_share
from schemas.parsers.status_word import department_codes, parse_department, parse_status_word


def refused(parse, *given_):
    with pytest.raises(Misread) as told:
        parse(*given_)
    return told.value


@pytest.mark.parametrize("text", ["2/3", "2 / 3", "2 ud af 3", "2 af 3", "(2/3)", "2/3 mål", "⅔", "2⁄3"])
def test_goals_are_read(text):
    assert parse_goals(text) == Goals(2, 3)
    assert means_goals(text)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("5/3", "more_met"),
        ("3/0", "no_goals"),
        ("0/0", "no_goals"),
        ("x/2", "goals"),
        ("2/x", "goals"),
        ("-1/3", "goals"),
        ("2/3/4", "goals"),
        ("67 %", "goals"),
        ("2", "goals"),
    ],
)
def test_goals_are_refused(text, reason):
    assert means_goals(text)
    assert refused(parse_goals, text).reason == reason


def test_what_excel_made_of_goals():
    told = refused(parse_goals, "03-05-2024", date(2024, 5, 3))
    assert (told.reason, told.likely) == ("date_cell", "3/5")
    assert refused(parse_goals, "0,6667", Decimal("0.6667")).reason == "fraction_cell"


def test_the_status_that_follows_from_goals():
    assert [Goals(*g).status for g in [(3, 3), (1, 3), (0, 3)]] == ["achieved", "partly_achieved", "not_achieved"]


def test_words_with_goals_are_parted():
    assert split_goals("Delvist opnået (2/3)") == ("Delvist opnået", "2/3")
    assert split_goals("2/3") == ("", "2/3")
    assert split_goals("Opnået") == ("", "Opnået")


WORDS = {
    "achieved": [
        "Opnået",
        "opfyldt",
        "INDFRIET",
        "Nået.",
        "Op nået",
        "Opnået (grøn)",
        "Op-fyldt",
        "Målet er nået",
        "Opnået*",
    ],
    "partly_achieved": ["Delvist opnået", "Delvis opnået", "DELVIST\nOPFYLDT", "Delvist op nået", "Delvist indfriet"],
    "not_achieved": ["Ikke opnået", "ikke opfyldt", "Ikke nået", "Ikke  indfriet!"],
    "not_relevant": ["Ikke relevant", "Ikke rele-vant"],
}


@pytest.mark.parametrize(("expected", "text"), [(meaning, text) for meaning, texts in WORDS.items() for text in texts])
def test_status_words(expected, text):
    assert parse_status_word(text) == expected


@pytest.mark.parametrize("text", ["næsten opnået", "Opnået og ikke opnået", "OK", "?", "Grøn", "Opnået (ja)"])
def test_unknown_words_are_not_guessed(text):
    assert refused(parse_status_word, text).reason == "unknown_word"


@pytest.mark.parametrize("text", ["", " ", "-", "–", None])
def test_no_status(text):
    assert refused(parse_status_word, text).reason == "missing"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("SOF", "SOF"),
        ("økf", "ØKF"),
        ("OKF", "ØKF"),
        ("Socialforvaltningen", "SOF"),
        ("Børne- og Ungdomsforvaltningen", "BUF"),
        ("SOF/BUF", "SOF/BUF"),
        ("SOF og BUF", "SOF/BUF"),
        ("TMF¹", "TMF"),
        ("", None),
        ("–", None),
    ],
)
def test_departments(text, code):
    assert parse_department(text) == code


@pytest.mark.parametrize("text", ["KKF", "SOF/KKF", "Forvaltningen", "SO"])
def test_unknown_departments(text):
    assert refused(parse_department, text).reason == "unknown_word"


def test_seven_departments():
    assert department_codes() == ["BIF", "BUF", "KFF", "SOF", "SUF", "TMF", "ØKF"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("01-12-2023", date(2023, 12, 1)),
        ("11. december 2020", date(2020, 12, 11)),
        ("1/1-18", date(2018, 1, 1)),
        ("1.1.2018", date(2018, 1, 1)),
        ("2020-12-11", date(2020, 12, 11)),
        ("d. 1. jan. 2019", date(2019, 1, 1)),
        ("Fredag den 11. december 2020", date(2020, 12, 11)),
        ("Dato: 01-12-2023", date(2023, 12, 1)),
    ],
)
def test_dates(text, expected):
    assert parse_date(text) == expected


@pytest.mark.parametrize(
    "text", ["31-02-2020", "12/13/2020", "1. januar 218", "1. foo 2020", "01-12-1889", "i går", "2020"]
)
def test_impossible_dates(text):
    assert refused(parse_date, text).reason == "date"


def test_a_workbooks_date():
    assert parse_date("x", datetime(2023, 12, 1, 8)) == parse_date(None, date(2023, 12, 1)) == date(2023, 12, 1)
    assert refused(parse_date, "").reason == "missing"


@given(st.dates(date(1990, 1, 1), date(2100, 12, 31)))
def test_dates_are_day_before_month(day):
    assert parse_date(f"{day.day}.{day.month}.{day.year}") == parse_date(day.isoformat()) == day


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2023", (2023, None)),
        ("2018–2021", (2018, 2021)),
        ("2018-21", (2018, 2021)),
        ("2013/14", (2013, 2014)),
        ("01-01-2022 … 31-12-2025", (2022, 2025)),
        ("Start: 01-01-2022, slut 31-12-2025", (2022, 2025)),
        ("1. januar 2018 til 31. december 2021", (2018, 2021)),
        ("budgetpakken 2024", (2024, None)),
        ("2018 til og med 2021", (2018, 2021)),
        ("i 2023 og 2023", (2023, None)),
    ],
)
def test_periods(text, expected):
    assert parse_period(text) == Period(*expected)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "missing"),
        (None, "missing"),
        ("1850", "year"),
        ("2021-2018", "year"),
        ("2020 og 2023", "several"),
        ("1. januar 218 til 31. december 221", "year"),
        ("31-02-2022 til 31-12-2025", "date"),
        ("2018-2021, 2023", "several"),
    ],
)
def test_periods_that_cannot_be(text, reason):
    assert refused(parse_period, text).reason == reason


def test_years():
    assert parse_year("2021") == parse_year("x", Decimal(2021)) == parse_year("", date(2021, 5, 1)) == 2021
    assert (parse_year(None), parse_year("–"), parse_year("2019/20")) == (None, None, 2019)
    assert refused(parse_year, "20x1").reason == refused(parse_year, "", Decimal("2021.5")).reason == "year"


@settings(max_examples=300)
@given(st.text(max_size=20) | st.text("0123456789/-. afudå½⅔²١", max_size=12))
def test_any_text_is_read_or_refused(text):
    for parse in (parse_goals, parse_status_word, parse_department, parse_date, parse_period, parse_year, parse_share):
        try:
            parse(text)
        except Misread as told:
            assert told.reason
