"""Cells with several values: what each of them is, and what it is counted in."""

from __future__ import annotations

import pytest

from extractors.kinds.kind import load_kind
from extractors.kinds.places import Places, legend_in
from extractors.kinds.units import unit_of
from extractors.kinds.values import CellValue, read_values, split_label

V = CellValue
ALONE = ["6", "7,4", "89,2 %", "-61,6 %", "+17,7%", "1.250", "1 250", "12 pct.", "2019", "0"]
WHOLE = [
    "10-15 %",
    "10 - 15 %",
    "<5",
    "Der er i dag 40 frivillige",
    "1,5 mio. kr.",
    "89 ?",
    "Højst 5 %",
    "3 (5",
    "l2 %",
]
NOTHING = [
    "",
    None,
    "–",
    "Ukendt",
    "Opgøres i 2022",
    "Måles i 9. klasse",
    "Kendes fra 1. maj 2023",
    "For de 18-29-årige",
]
SEVERAL = {
    "72 % (UP) 64 % (AB)": [V("72 %", label="UP"), V("64 %", label="AB")],
    "UP: 3,39 AB: 3,42": [V("3,39", label="UP"), V("3,42", label="AB")],
    "UP 37 % AB 33 %": [V("37 %", label="UP"), V("33 %", label="AB")],
    "UP – 37 %; AB – 33 %": [V("37 %", label="UP"), V("33 %", label="AB")],
    "UP=37 %, AB=33 %": [V("37 %", label="UP"), V("33 %", label="AB")],
    "37 % (UP) og 33 % (AB) mod 59% (KK)": [V("37 %", label="UP"), V("33 %", label="AB"), V("59%", label="KK")],
    "KK: 31,48 % Almene boliger: 40 %": [V("31,48 %", label="KK"), V("40 %", label="Almene boliger")],
    "1.250 (UP) 2.000 (AB)": [V("1.250", label="UP"), V("2.000", label="AB")],
    "19,3 % (375 unge)": [V("19,3 %"), V("375", "unge", aside=True)],
    "19,3 % (ca. 375)": [V("19,3 %"), V("375", aside=True)],
    "375 unge (19,3 %)": [V("375", "unge"), V("19,3 %", aside=True)],
    "Byen: 43,8 % (384,6 fuldtidspers.) Øen: 42 %": [
        V("43,8 %", label="Byen"),
        V("384,6", "fuldtidspers.", "Byen", aside=True),
        V("42 %", label="Øen"),
    ],
    "722/335": [V("722"), V("335")],
    "30,6% /32,4%": [V("30,6%"), V("32,4%")],
    "84 % / 85 (Folketing KK/ hele landet) 61 (Kommune)": [
        V("84 %", label="Folketing KK"),
        V("85", label="hele landet"),
        V("61", label="Kommune"),
    ],
    "70 børn og unge": [V("70", "børn og unge")],
    "UP: 67 elever AB: 61 elever": [V("67", "elever", "UP"), V("61", "elever", "AB")],
    "70 unge i begge områder": [V("70", "unge i begge områder")],
    "ca. 40 %": [V("40 %")],
    "72 % (2019)": [V("72 %", label="2019")],
    "64 % (18-29-årige)": [V("64 %", label="18-29-årige")],
}


@pytest.mark.parametrize("text", ALONE)
def test_one_number_is_one_value(text: str):
    assert read_values(text) == [V(text)]


@pytest.mark.parametrize(("text", "values"), SEVERAL.items())
def test_values_with_what_belongs_to_each(text: str, values: list[CellValue]):
    assert read_values(text) == values
    # a cell is read the same whatever white space the page has
    assert read_values(text.replace(" ", " \n")) == values


@pytest.mark.parametrize("text", WHOLE)
def test_a_number_in_no_known_form_comes_back_whole(text: str):
    assert read_values(text) == [V(text)]


@pytest.mark.parametrize("text", NOTHING)
def test_words_alone_are_no_value(text: str | None):
    assert read_values(text) == []


@pytest.mark.parametrize(
    ("label", "count", "parts"),
    [
        ("Råd og vejledning/Jobs", 2, ["Råd og vejledning", "Jobs"]),
        ("Deltagere Offentlige/Privat", 2, ["Deltagere Offentlige", "Deltagere Privat"]),
        ("Deltagere offentlige/private", 2, ["Deltagere offentlige", "Deltagere private"]),
        ("Børn og unge/voksne", 2, ["Børn og unge", "voksne"]),
        ("Børn/ Unge", 2, ["Børn", "Unge"]),
        ("Børn/ Unge", 1, None),
        ("Børn/Unge", 3, None),
        ("Børn", 2, None),
    ],
)
def test_a_label_is_shared_out_where_it_has_as_many_parts(label: str, count: int, parts: list[str] | None):
    assert split_label(label, count) == parts


@pytest.mark.parametrize(
    ("value", "labels", "unit"),
    [
        (V("72 %"), ["Antal unge"], "percent"),
        (V("72", "pct."), [None], "percent"),
        (V("375", "unge", aside=True), ["Andel 18-29-årige"], "count"),
        (V("375", aside=True), ["Andel 18-29-årige"], "count"),
        (V("384,6", "fuldtidspers.", aside=True), ["Andel"], "number"),
        (V("84,6"), ["Andel stemmeberettigede"], "percent"),
        (V("12"), ["Antal, der får fritidsjob"], "count"),
        (V("12"), ["Antal dage i forløb"], "days"),
        (V("12"), ["Gns. antal timer om ugen"], "hours"),
        (V("6"), ["Karaktergennemsnit i dansk"], "score"),
        (V("3,4"), ["Elevernes trivsel (1 er dårligst, 5 er bedst)"], "score"),
        (V("14"), ["Gennemsnit", "Alder"], "years"),
        (V("14", "år"), ["Gennemsnit"], "years"),
        (V("14"), ["Ordinært job", None], "number"),
    ],
)
def test_what_a_value_is_counted_in(value: CellValue, labels: list[str | None], unit: str):
    assert unit_of(value, labels, load_kind("housing_agreement")) == unit


def test_a_legend_tells_what_short_names_stand_for():
    wanted = {"up": "Urbanplanen", "ab": "Amagerbro"}
    assert legend_in(["UP=Urbanplanen AB=Amagerbro"]) == wanted
    assert legend_in(["(UP = Urbanplanen, AB = Amagerbro)"]) == wanted
    assert legend_in(["72 % (UP)", "a=b", "2 + 2 = 4"]) == {}


@pytest.mark.parametrize(
    ("label", "place"),
    [
        ("RL", "Rosenlund"),
        ("Rosenlund", "Rosenlund"),
        ("hele kommunen", "hele kommunen"),
        ("Københavns Kommune", "Københavns Kommune"),
        ("KK", "KK"),
        ("Alle helhedsplaner", "Alle helhedsplaner"),
        ("Almene boliger", "Almene boliger"),
        ("Alle helheds- planer", "Alle helhedsplaner"),
        ("Elmekvarteret", "Elmekvarteret"),  # said to be a place by the text
        ("Folketingsvalg", None),
        ("Drenge", None),
        ("alle HHP", None),
    ],
)
def test_which_qualifiers_are_places(label: str, place: str | None):
    places = Places(
        load_kind("housing_agreement"), {"rl": "Rosenlund"}, "Der bor mange unge i Elmekvarteret. Drenge deltog."
    )
    assert places.name_of(label) == place
