"""What running text says: amounts in remarks, partnerships in captions, and what a report says of itself."""

from __future__ import annotations

import pytest

from documents.tables import document, place, table
from extractors.kinds.kind import load_kind
from extractors.kinds.metadata import describe, stated_counts
from extractors.kinds.money import Mention, mentions, split_composite
from extractors.kinds.partnership import partnership_in, partnerships_in_title
from extractors.kinds.stated_shares import stated_shares
from extractors.model import Document, Line
from extractors.raw import RawReport, RawValue

KIND = load_kind("status_note")

REMARKS = {
    "underspend": ("Der er et mindreforbrug på 80.000 kr.", [Mention("underspend", "80.000 kr.")]),
    "underspend in all": ("Underforbrug på i alt 1.250.500 kr. i året", [Mention("underspend", "1.250.500 kr.")]),
    "the other way round": ("25.000 kr. i mindreforbrug flyttes", [Mention("underspend", "25.000 kr.")]),
    "added": ("Aktiviteten har fået tildelt yderligere 11.000 kr.", [Mention("added", "11.000 kr.")]),
    "added from": (
        "Aktiviteten har fået tildelt yderligere 11.000 kr. fra 'Naboskab på tværs'.",
        [Mention("added", "11.000 kr.", "Naboskab på tværs")],
    ),
    "added of what was left": (
        "Har fået tildelt yderligere 41.000 kr. af ubrugte midler fra aktiviteten 'Stjernen' og har mere at give.",
        [Mention("added", "41.000 kr.", "Stjernen")],
    ),
    "added of what was left, without quotes": (
        "Har fået tildelt yderligere 41.000 kr. af ubrugte midler fra aktiviteten Borger til borger og har mere.",
        [Mention("added", "41.000 kr.", "Borger til borger")],
    ),
    "added of what was left, from nobody": (
        "Har fået tildelt yderligere 41.000 kr. af ubrugte midler og er flyttet fra Nørrebro.",
        [Mention("added", "41.000 kr.")],
    ),
    "the underspend": ("Mindreforbruget er på 20.000 kr.", [Mention("underspend", "20.000 kr.")]),
    "about": ("Der er et mindreforbrug på ca. 20.000 kr.", [Mention("underspend", "ca. 20.000 kr.")]),
    "with a colon": ("Mindreforbrug: 20.000 kr.", [Mention("underspend", "20.000 kr.")]),
    "kroner": ("Et underforbrug på 20.000 kroner.", [Mention("underspend", "20.000 kroner.")]),
    "kr. before it": ("Aktiviteten har fået tildelt yderligere kr. 11.000.", [Mention("added", "kr. 11.000")]),
    "kr. before it, and from": (
        "Har fået tildelt yderligere kr. 11.000 fra 'Nabofesten'.",
        [Mention("added", "kr. 11.000", "Nabofesten")],
    ),
    "kr. before a total": ("Har i alt haft kr. 280.000.", [Mention("total", "kr. 280.000")]),
    "kr. before millions": ("Har i alt haft kr. 2,5 mio.", []),
    "kr. before a range": ("Har i alt haft kr. 10.000-20.000.", []),
    "a year": ("Mindreforbruget i 2019 er på linje med det i 2018, og mindreforbrug: 2019.", []),
    "supposed": ("Hvis mindreforbruget er på 20.000 kr., flyttes det. Et eventuelt mindreforbrug på 5.000 kr.", []),
    "denied": ("Der var ikke et mindreforbrug på 20.000 kr.", []),
    "supposed before": (
        "Hvis det regner, aflyses festen. Der er et mindreforbrug på 5.000 kr.",
        [Mention("underspend", "5.000 kr.")],
    ),
    "total": ("Aktiviteten har i alt haft 280.000 kr.", [Mention("total", "280.000 kr.")]),
    "remaining": ("Der er fortsat 17.000 kr. i puljen.", [Mention("remaining", "17.000 kr.")]),
    "two": (
        "Der er et mindreforbrug på 5.000 kr. Der er stadig 17.000 kr. tilbage i puljen.",
        [Mention("underspend", "5.000 kr."), Mention("remaining", "17.000 kr.")],
    ),
    "thousands parted by spaces": ("Et mindreforbrug på 80 000 kr.", [Mention("underspend", "80 000 kr.")]),
    "in thousands": ("Et mindreforbrug på 80 t.kr.", [Mention("underspend", "80 t.kr.")]),
    "no amount": ("Der er et lille mindreforbrug.", []),
    "no words for it": ("Lokalet koster 4.000 kr. om måneden.", []),
    "no kroner": ("Der er et mindreforbrug på 80 timer.", []),
}


@pytest.mark.parametrize(("text", "said"), REMARKS.values(), ids=REMARKS.keys())
def test_amounts_that_a_remark_tells_of(text: str, said: list[Mention]) -> None:
    assert list(mentions(text, KIND)) == said


COMPOSITE = {
    "150.000 kr (+ 50.000 kr fra X)": ("150.000 kr", Mention("added", "50.000 kr.", "X")),
    "150.000 kr. (+50.000 kr.)": ("150.000 kr.", Mention("added", "50.000 kr.")),
    "150.000 kr. (heraf 50.000 kr. til løn)": None,
    "150.000 kr.": None,
    "": None,
}


@pytest.mark.parametrize(("text", "parts"), COMPOSITE.items())
def test_an_amount_with_another_added_to_it(text: str, parts: tuple[str, Mention] | None) -> None:
    assert split_composite(text) == parts


CAPTIONS = {
    "Tabel 2 Amager Partnerskab": "Amager",
    "Tabel 1: Tryghedspartnerskabet Folehaven": "Folehaven",
    "Partnerskabet på Tingbjerg-Husum": "Tingbjerg-Husum",
    "Oversigt 3a. Tryghedspartnerskab for Ny Elmelund": "Ny Elmelund",
    "Tabel 4: Samlede udgifter": None,
    "Partnerskabet": None,
    "Partnerskabet om tryghed i gaden": None,
    "Status for alle partnerskaberne er, at arbejdet er i gang og fortsætter ind i det kommende år": None,
    None: None,
}


@pytest.mark.parametrize(("caption", "name"), CAPTIONS.items())
def test_the_partnership_of_a_caption(caption: str | None, name: str | None) -> None:
    assert partnership_in(caption) == name


def test_the_partnerships_that_a_title_lists() -> None:
    title = "Afrapportering i tryghedspartnerskaberne på Folehaven, Amager og Tingbjerg-Husum"
    assert partnerships_in_title(title) == ["Folehaven", "Amager", "Tingbjerg-Husum"]
    assert partnerships_in_title("Afrapportering på aktiviteter") == []
    assert partnerships_in_title(None) == []


TABLE = table(
    [["Aktivitet", "Økonomi", "Status", "Bemærkninger"], ["A", "1 kr.", "Opnået", ""], ["B", "2 kr.", "Opnået", ""]]
)


def described(*parts: object) -> RawReport:
    report = RawReport(KIND.name)
    describe(report, document(*parts), KIND)  # ty: ignore[invalid-argument-type]
    return report


def text_of(value: RawValue | None) -> str | None:
    return value.text if value else None


def test_what_a_note_says_of_itself() -> None:
    head = [
        "Notat",
        "Afrapportering på aktiviteter i partnerskabet på Amager",
        "11. december 2020",
        "Sagsnummer i F2 2020 - 26029",
    ]
    report = described(*head, "Om aktiviteterne i 2020 i de tre partnerskaber.", TABLE)
    assert text_of(report.title) == head[1]
    assert text_of(report.period) == "2020"
    assert text_of(report.published_on) == head[2]
    assert text_of(report.case_number) == "2020 - 26029"
    assert report.period is not None
    assert report.period.place == place()


DATES = {
    "Dato: 04-12-2018": "04-12-2018",
    "København, den 1. marts 2019": "1. marts 2019",
    "Dateret 7/1-19": "7/1-19",
    "2020-05-31": "2020-05-31",
    "Aktiviteten begyndte 1. marts 2019": None,
    "7/12 2026": "7/12 2026",
    "København, den 7.12.26": "7.12.26",
    "7. dec. 2026": "7. dec. 2026",
    "1.2.10 Mål for planen": None,
}


@pytest.mark.parametrize(("line", "date"), DATES.items())
def test_the_date_of_a_report(line: str, date: str | None) -> None:
    assert text_of(described("Afrapportering på aktiviteter", line, TABLE).published_on) == date


CASES = {
    ("Sagsnummer i F2", "2026-20411 Sagsbehandler Mette"): "2026-20411",
    ("Sagsnummer i F2", "1234567"): "1234567",
    ("Sagsnummer i F2:", "26/12345"): "26/12345",
    ("Sagsnummer i F2 26/12345",): "26/12345",
    ("Sagsnummer i F2", "Sagsbehandler", "1234567"): None,
    ("Sagsnummer i F2", "3 aktiviteter er nye."): None,
}


@pytest.mark.parametrize(("lines", "case_number"), CASES.items())
def test_a_case_number_stands_behind_its_label_or_below_it(lines: tuple[str, ...], case_number: str | None) -> None:
    assert text_of(described("Afrapportering på aktiviteter", *lines, TABLE).case_number) == case_number


def test_the_largest_line_is_the_title_where_no_words_tell_it() -> None:
    lines = [Line("Udvalget orienteres", place(), size=10), Line("Årets gang i Åparken", place(), size=16)]
    report = RawReport(KIND.name)
    describe(report, Document("pdf", [*lines, TABLE], 1), KIND)
    assert text_of(report.title) == "Årets gang i Åparken"


def test_a_workbook_without_lines_has_the_title_of_its_file() -> None:
    report = RawReport(KIND.name)
    describe(report, Document("xlsx", [TABLE], metadata_title="Opgørelse 2021"), KIND)
    assert text_of(report.title) == "Opgørelse 2021"


COUNTS = {
    "Bilaget omfatter 27 indsatser.": [27],
    "Nedenfor afrapporteres på i alt 12 aktiviteter.": [12],
    "Der er holdt 14 møder om indsatserne.": [],
    "Tabellen viser alle fire aktiviteter.": [4],
    "I 2019 indgår 9 indsatser i afrapporteringen.": [9],
    "Bilaget viser, hvordan de 9 indsatser i Sikker By budgetpakken har klaret sig.": [9],
    "Planen rummer tolv aktiviteter i partnerskabet.": [12],
    "Bilaget viser 4 af aktiviteterne.": [],
    "De 4 nye indsatser i Sikker By budgetpakken er i gang.": [],
    "Puljen omfatter 4 indsatser i Amager.": [],
    "Notatet gælder 4 aktiviteter i tryghedspartnerskabet Amager.": [],
    "Af de 9 indsatser har 3 nået alle mål.": [],
    "To aktiviteter har modtaget støtte.": [],
}


SHARES = {
    "12 af de 22 indsatser har nået alle deres mål.": [(12, "achieved")],
    "12 ud af 22 aktiviteter er opnået, og 4 af de 22 indsatser er delvist opnået.": [
        (12, "achieved"),
        (4, "partly_achieved"),
    ],
    "3 af 22 indsatser har ikke nået nogen af deres mål": [(3, "not_achieved")],
    "3 af de 22 indsatser har ikke nået deres mål.": [],  # none of them, or not all?
    "12 af de 22 indsatser har nået deres mål om fremmøde.": [],
    "5 af de 8 indsatser har nået alle deres mål.": [],  # others than all
    "I 2030 nåede 12 af de 22 indsatser alle deres mål.": [],
}


@pytest.mark.parametrize(("line", "stated"), SHARES.items())
def test_a_number_of_efforts_of_one_status(line: str, stated: list[tuple[int, str]]) -> None:
    counts = list(stated_shares(document(line, TABLE), KIND, 22))
    assert [(c.stated, c.status) for c in counts] == stated
    assert all((c.found, c.part) == (22, True) for c in counts)


@pytest.mark.parametrize(
    ("texts", "found"),
    [
        (["Bydækkende", "Hele byen", "Valby"], [2]),
        (["Bydækkende", "Hele byen", None], []),
        (["Bydækkende", "Bydækkende, især Valby", "Valby"], []),
        (["Bydækkende"], []),
    ],
)
def test_a_number_of_efforts_of_which_a_column_says_the_same(texts: list[str | None], found: list[int]) -> None:
    around = document("2 af de 3 indsatser dækker hele byen. Resten er lokale.", TABLE)
    counts = list(stated_shares(around, KIND, 3, {"geography": texts}))
    assert [(c.stated, c.found) for c in counts] == [(2, n) for n in found]


@pytest.mark.parametrize(("line", "stated"), COUNTS.items())
def test_a_number_of_efforts_that_the_text_states(line: str, stated: list[int]) -> None:
    counts = stated_counts(document(line, TABLE), KIND, 2)
    assert [(c.stated, c.found) for c in counts] == [(n, 2) for n in stated]
