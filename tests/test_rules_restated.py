"""What counts as the same value in two reports, and when it is another."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from extractors.place import Place
from extractors.raw import RawFigure
from raw_samples import figure, report
from schemas.check import check_reading
from schemas.checks.restated import Stated, key_of, topic_key
from schemas.columns import VIEWS
from schemas.reading import Reading
from schemas.report import Finding

SAME: dict[str, Any] = {"effort": "Ny Start", "indicator": "Deltagere", "year": 2021, "unit": "percent"}


def indicator(shown: str, row: int = 1, **changes: Any) -> RawFigure:
    columns: dict[str, Any] = {name: value and str(value) for name, value in (SAME | changes).items()}
    return figure("indicator", shown, row, **columns)


def stated(value: str, raw: str | None = None, topic: str | None = None) -> Stated:
    raw = raw or value.replace(".", ",")
    return Stated(Decimal(value), raw, topic_key(topic), "rapport_2021.pdf", Place(page=4))


def restated(*figures: RawFigure, earlier: list[Stated], **changes: Any) -> list[Finding]:
    nothing = {column.name: None for column in VIEWS["indicator"]}
    key = key_of(nothing | {"measure": "value"} | SAME | changes)
    result = check_reading(Reading(report(*figures, kind="programme_report")), earlier={key: earlier} if key else {})
    return [f for f in result.findings if f.rule == "indicator.restated"]


def test_a_finding_names_the_earlier_report_and_both_values():
    (told,) = restated(indicator("32,6 %", period_label="Juni"), earlier=[stated("30.2")], period_label="juni")
    assert (told.severity, told.value, told.expected, told.field) == ("warning", "32,6 %", "30,2 %", "value")
    assert told.message == (
        "Værdien for »Deltagere« under »Ny Start« (Juni) i 2021 er en anden end i en tidligere rapport. Der står "
        "32,6 % (side 1), men i »rapport_2021.pdf« stod der 30,2 % (side 4)."
    )
    assert "»rapport_2021.pdf« said 30,2 % (page 4)" in told.message_en


def test_it_holds_nothing_back():
    figures = report(indicator("32,6 %"), kind="programme_report")
    key = key_of({column.name: None for column in VIEWS["indicator"]} | {"measure": "value"} | SAME)
    assert key is not None
    assert check_reading(Reading(figures), earlier={key: [stated("30.2")]}).state == "loaded"


@pytest.mark.parametrize(
    ("now", "before", "raw", "agrees"),
    [
        ("30,2 %", "30.16", None, True),
        ("30,16 %", "30.2", None, True),
        ("30 %", "30.2", None, True),
        ("31 %", "30.2", None, False),
        ("30,2 %", "30.3", None, False),
        ("30,4 %", "30", "30 %", True),
        ("30,4 %", "30", "30,0 %", False),
        ("30,04 %", "30", "30,0 % (12 unge)", True),
        ("høj", "30", None, True),
    ],
)
def test_it_agrees_as_closely_as_both_are_shown(now: str, before: str, raw: str | None, agrees: bool):
    assert (restated(indicator(now), earlier=[stated(before, raw)]) == []) == agrees


@pytest.mark.parametrize(("now", "differs"), [("45", False), ("46", True), ("1.045", True)])
def test_counts_agree_exactly(now: str, differs: bool):
    assert bool(restated(indicator(now, unit="count"), earlier=[stated("45")], unit="count")) == differs


@pytest.mark.parametrize(
    ("column", "text"),
    [
        ("year", "2022"),
        ("year", None),
        ("effort", "Andet"),
        ("partnership", "Amager"),
        ("area", "Husum"),
        ("indicator", "Andel"),
        ("breakdown", "Drenge"),
        ("period_label", "Maj"),
        ("measure", "before"),
    ],
)
def test_other_things_are_not_compared(column: str, text: str | None):
    changed: dict[str, Any] = {column: text}
    assert restated(indicator("32,6 %", **changed), earlier=[stated("30.2")]) == []


def test_labels_are_the_same_by_their_letters():
    assert restated(indicator("32,6 %", effort="NY START", indicator="Del-tagere"), earlier=[stated("30.2")])


def test_a_value_of_nobody_is_not_compared():
    nobody: dict[str, Any] = {"effort": None, "area": None}
    assert restated(indicator("32,6 %", **nobody), earlier=[stated("30.2")], **nobody) == []
    assert restated(indicator("32,6 %", effort=None, area="Husum"), earlier=[stated("30.2")], effort=None, area="Husum")


@pytest.mark.parametrize(
    ("now", "before", "compared"),
    [
        ("Brugere 2021-2022", "Brugere 2020-2021", True),
        ("Brugere", "Medarbejdere", False),
        ("Brugere", None, True),
        (None, "Brugere", True),
    ],
)
def test_tables_are_the_same_by_their_titles(now: str | None, before: str | None, compared: bool):
    found = restated(indicator("32,6 %", topic=now), earlier=[stated("30.2", topic=before)])
    assert bool(found) == compared


def test_where_there_are_several_tables_the_title_decides():
    tables = [indicator("10 %", topic="Brugere"), indicator("20 %", 2, topic="Ansatte")]
    assert restated(*tables, earlier=[stated("10", topic="Brugere"), stated("20", topic="Ansatte")]) == []
    assert restated(*tables, earlier=[stated("30")]) == []
    (told,) = restated(*tables, earlier=[stated("10", topic="Brugere"), stated("21", topic="Ansatte")])
    assert told.value == "20 %"


def test_what_is_said_in_two_ways_is_not_compared():
    assert restated(indicator("10 %"), indicator("11 %", 2), earlier=[stated("30")]) == []
    assert restated(indicator("10 %"), earlier=[stated("30"), stated("31")]) == []
    assert len(restated(indicator("10 %"), indicator("10 %", 2), earlier=[stated("30"), stated("30")])) == 2
