"""Labels, headers and kinds: what a column is called, and what a report is, by what it says."""

from __future__ import annotations

import pytest

from documents.tables import document, place, table
from extractors.kinds.headers import find_header, likeness
from extractors.kinds.kind import load_kind
from extractors.kinds.registry import KINDS
from extractors.labels import kept, key
from extractors.model import Document, Hidden, Line, Table
from extractors.place import Place
from extractors.recognise import interpret, recognise

NOTE = load_kind("status_note")

SAME = [
    ("NY START", "Ny Start"),
    ("Bolig-\norganisation", "boligorganisation"),
    ("Status¹ ", "status"),
    ("Økonomi*:", "økonomi"),
    ("A\u030arhus", "århus"),
    ("TV–overvågning", "TV-overvågning"),
]


@pytest.mark.parametrize(("a", "b"), SAME)
def test_labels_that_a_reader_takes_for_the_same_have_one_key(a: str, b: str) -> None:
    assert key(a) == key(b)


@pytest.mark.parametrize(("a", "b"), [("Nord", "Nordøst"), ("13-15 år", "13-17 år"), ("BIF", "BUF"), ("Hår", "Har")])
def test_labels_that_differ_have_two_keys(a: str, b: str) -> None:
    assert key(a) != key(b)


@pytest.mark.parametrize(
    ("text", "label"), [("Klub (9)", "Klub (9)"), ("ALL-IN²", "ALL-IN"), ("Klub *", "Klub"), (" ", None), (None, None)]
)
def test_a_label_is_kept_as_reported_without_its_marks(text: str | None, label: str | None) -> None:
    assert kept(text) == label


RANKED = [
    ("Økonomi", 3.0, 3.0),
    ("Økonomi (2024) kr.", 2.0, 2.999),
    ("Tildelt bevilling", 1.0, 1.999),
    ("Okonomi", 0.0, 0.0),
    ("", 0.0, 0.0),
    ("Økonomi " * 20, 0.0, 0.0),
]


@pytest.mark.parametrize(("text", "least", "most"), RANKED)
def test_the_same_header_counts_more_than_a_beginning_or_an_end(text: str, least: float, most: float) -> None:
    assert least <= likeness(text, [key("Økonomi"), key("Bevilling")]) <= most


HEADERS = {
    "usual": (
        ["Aktivitet", "Økonomi", "Status på målsætninger", "Bemærkninger"],
        {"effort": 0, "amount": 1, "status": 2, "remark": 3},
    ),
    "another order": (
        ["Status", "Indsats", "Kommentar", "Budget"],
        {"status": 0, "effort": 1, "remark": 2, "amount": 3},
    ),
    "units and years": (
        ["INDSATS", "Bevilling 2023 (kr.)", "Målopfyldelse 2023", "Note"],
        {"effort": 0, "amount": 1, "status": 2, "remark": 3},
    ),
    "an extra column": (
        ["Indsats", "Målgruppe", "Beløb", "Status", "Bemærkning"],
        {"effort": 0, "amount": 2, "status": 3, "remark": 4},
    ),
    "broken words": (
        ["Akti-\nvitet", "Øko-\nnomi", "Status", "Bemærk-\nninger"],
        {"effort": 0, "amount": 1, "status": 2, "remark": 3},
    ),
}


@pytest.mark.parametrize(("texts", "columns"), HEADERS.values(), ids=HEADERS.keys())
def test_columns_are_found_by_their_headers(texts: list[str], columns: dict[str, int]) -> None:
    header = find_header(table([texts, ["x"] * len(texts)]), NOTE)
    assert header is not None
    assert (header.columns, header.first_row, header.missing) == (columns, 1, [])
    assert [c.text for c in header.unexpected] == [t for t in texts if t == "Målgruppe"]


def test_a_header_below_a_title_row_is_found() -> None:
    rows = [
        ["Status for Møllevangen"],
        ["", "", "", ""],
        ["Aktivitet", "Økonomi", "Status", "Bemærkninger"],
        ["Klub", "1 kr.", "Nået", ""],
    ]
    header = find_header(table(rows), NOTE)
    assert header is not None
    assert header.first_row == 3


def test_a_column_that_is_missing_is_named() -> None:
    header = find_header(table([["Aktivitet", "Status", "Bemærkninger"], ["Klub", "Opnået", ""]]), NOTE)
    assert header is not None
    assert header.missing == ["amount"]


def test_one_known_word_is_no_header() -> None:
    assert find_header(table([["Aktivitet", "Antal", "Areal"], ["Klub", "1", "2"]]), NOTE) is None


NOTE_TABLE = [["Aktivitet", "Økonomi", "Status", "Bemærkninger"], ["Klub", "12.000 kr.", "Opnået", ""]]
GOAL_TABLE = [
    ["Indsats", "Forvaltning", "Målopfyldelse", "Covid-19", "Bemærkning"],
    ["Klub", "BIF", "2/3", "", "Godt."],
]
SHEET = [["Udgiftspost", "2021", "2022", "Samlede udgifter", "LBF"], ["Løn", "1", "2", "3", "3"]]
OTHER = [["Dato", "Dagsorden", "Sted"], ["1. maj", "Valg", "Salen"]]

SAID = {
    "status_note": (NOTE_TABLE, "Afrapportering på aktiviteter i partnerskabet", "status_note"),
    "without a word of it": (NOTE_TABLE, "Bilag", "status_note"),
    "goal_fulfilment": (GOAL_TABLE, "Bilag 1: Indsatsernes målopfyldelse for 2021", "goal_fulfilment"),
    "budget_sheet": (SHEET, "Budgetark for boligsocial indsats", "budget_sheet"),
    "minutes": (OTHER, "Referat af møde om tryghedspartnerskabet", None),
    "words alone": (OTHER, "Afrapportering på aktiviteter i partnerskabet. Målopfyldelse. Budgetark.", None),
}


@pytest.mark.parametrize(("rows", "title", "kind"), SAID.values(), ids=SAID.keys())
def test_a_report_is_known_by_its_table_and_its_words(rows: list[list[str]], title: str, kind: str | None) -> None:
    found = recognise(document(title, table(rows)))
    assert (found.name if found else None) == kind


def test_the_same_table_is_told_apart_by_its_columns() -> None:
    both = [["Indsats", "Forvaltning", "Status", "Bemærkning"], ["Klub", "BIF", "2/3", "Godt."]]
    assert interpret(document("Målopfyldelse for 2021", table(both))).kind == "goal_fulfilment"
    with_money = [["Indsats", "Økonomi", "Status", "Bemærkning"], ["Klub", "1.000 kr.", "Opnået", "Godt."]]
    assert interpret(document("Status for partnerskabet i 2021", table(with_money))).kind == "status_note"


PLAIN = {"Økonomi": "1.000 kr.", "Forvaltning": "BIF"}
LACKING = [
    ("status_note", ["Aktivitet", "Økonomi", "Bemærkninger"], "Afrapportering på aktiviteter i partnerskabet i 2021"),
    ("goal_fulfilment", ["Indsats", "Forvaltning", "Bemærkning"], "Målopfyldelse for 2021. Primær forebyggelse"),
]


@pytest.mark.parametrize(("kind", "header", "title"), LACKING, ids=[row[0] for row in LACKING])
def test_a_report_without_its_column_of_statuses_is_known_and_the_column_named(
    kind: str, header: list[str], title: str
) -> None:
    rows = [header, [PLAIN.get(name, "Klub") for name in header]]
    report = interpret(Document("pdf", [Line(title, place(row=9)), table(rows)], 1))
    assert (report.kind, [(d.rule, d.expected) for d in report.drifts]) == (
        kind,
        [("table.column_missing", {"status_note": "Status på målsætninger"}.get(kind, "Målopfyldelse"))],
    )


@pytest.mark.parametrize(("kind", "header", "title"), LACKING, ids=[row[0] for row in LACKING])
def test_neither_the_words_nor_the_other_columns_alone_make_a_kind(kind: str, header: list[str], title: str) -> None:
    rows = [header, [PLAIN.get(name, "Klub") for name in header]]
    assert recognise(document("Referat af mødet i 2021", table(rows))) is None
    assert recognise(document(title, table([header[:2], ["Klub", "BIF"]]))) is None


def test_every_kind_has_what_recognition_needs() -> None:
    for name in KINDS:
        kind = load_kind(name)
        columns = {c.name for c in kind.columns} | {"year", "source", "total"}
        assert kind.name == name
        assert kind.recognition.threshold > 0
        assert set(kind.recognition.essential) <= columns


def test_what_is_hidden_in_a_workbook_is_told_of_any_kind() -> None:
    shown = document("Bilag", Table([], []))
    shown.hidden.append(Hidden("sheet", Place(sheet="Lister"), "Lister", 7))
    [drift] = interpret(shown).drifts
    assert (drift.rule, drift.found, drift.expected) == ("sheet.hidden", "sheet: Lister", "7")
