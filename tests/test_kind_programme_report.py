"""Programme reports: the overview's money, sections by effort, and what each sort of table of figures says."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from extractors.kinds.effort_sections import same_name
from extractors.kinds.kind import load_kind
from extractors.kinds.periods import Period, period_of
from extractors.kinds.programme_overview import Part, amount_parts
from extractors.kinds.programme_report import interpret
from extractors.kinds.signed_change import change_text
from extractors.model import Cell, Document, Line, Table
from extractors.place import Place
from extractors.raw import RawFigure, RawReport
from extractors.recognise import recognise
from schemas.check import check_report

KIND = load_kind("programme_report")
HEADER = ["Indsats", "Problem", "Forvaltning", "Geografi", "Økonomi (2031) kr."]
ROWS = [
    ["Havnevagten", "Uro ved kajen", "SOF", "Bydækkende", "1.250.000"],
    ["Unge i gang (pilot)", "Få job", "BIF", "Valby", "300.000 Løn udgør: 200.000 Drift udgør: 100.000"],
    ["Klub Nord", "Uro", "KFF", "Vanløse", "90.000 (Varig bevilling)"],
]
BODY = "Her står en længere tekst om indsatsen, som fylder mere end overskrifterne på siden."


def line(text: str, size: float = 10.0, page: int = 1) -> Line:
    """A line of text; sizes above 10 are headings."""
    return Line(text, Place(page, 50, 50, 400, 62), bold=size > 10, size=size)


def table(rows: Sequence[Sequence[str]], title: str | None = None, left: float = 50) -> Table:
    """A table with a cell for every text; a text ``<`` belongs to the cell on its left."""
    cells: list[Cell] = []
    for r, row in enumerate(rows):
        for c, text in enumerate(row):
            if text == "<":
                cells[-1].colspan += 1
                continue
            cells.append(Cell(r, c, text, Place(1, left + 60 * c, 100 + 20 * r, left + 60 * c + 50, 115 + 20 * r)))
    return Table(cells, [Place(1, left, 100, 500, 300)], title)


def read(*parts: Line | Table, overview: Sequence[Table] | None = None) -> RawReport:
    """What becomes of a report with an overview and some parts in the section of its first effort."""
    opening = [line("Afrapportering af indsatser i Trygt Sund budgetpakken 2031", 30), line("Overblik", 20), line(BODY)]
    listed = [table([HEADER, *ROWS])] if overview is None else overview
    section = [line("Havnevagten", 20, page=2), line(BODY, page=2), *parts]
    return interpret(Document("pdf", [*opening, *listed, *section], 3), KIND)


def indicators(*parts: Line | Table) -> list[dict[str, str | None]]:
    """The indicators of some parts as plain texts, without effort and topic."""
    return [plain(f) for f in read(*parts).figures if f.view == "indicator"]


def plain(figure: RawFigure) -> dict[str, str | None]:
    """The columns of a figure as texts; a measure ``value`` and a unit ``count`` are left out."""
    columns = {name: value.text for name, value in figure.values.items() if name not in ("effort", "topic")}
    return {n: t for n, t in columns.items() if (n, t) not in (("measure", "value"), ("unit", "count"))}


def test_it_is_recognised_with_and_without_its_overview():
    opening = [line("Afrapportering af indsatser i Trygt Sund budgetpakken 2031", 30)]
    assert recognise(Document("pdf", [*opening, table([HEADER, *ROWS])])) == KIND
    assert recognise(Document("pdf", [*opening, line("Indsatsens brugere:", 12)])) == KIND
    assert recognise(Document("pdf", [line("Referat af et møde om byens træer", 30), table(ROWS)])) is None


def test_the_overview_gives_money_department_and_period():
    report = read()
    amounts = [(f.values["effort"].text, f.values["amount_dkk"].text, f.note) for f in report.figures]
    assert amounts == [
        ("Havnevagten", "1.250.000", None),
        ("Unge i gang (pilot)", "300.000", None),
        ("Unge i gang (pilot)", "200.000", None),
        ("Unge i gang (pilot)", "100.000", None),
        ("Klub Nord", "90.000", "Varig bevilling"),
    ]
    assert [f.values["line"].text for f in report.figures if "line" in f.values] == ["Løn", "Drift"]
    assert {f.values["year"].text for f in report.figures} == {"2031"}
    assert report.figures[0].values["department"].text == "SOF"
    assert (report.period and report.period.text, report.about) == ("2031", ["Trygt Sund"])


def test_columns_of_the_overview_in_another_order_and_unit():
    header = ["Bevilling 2030 (1.000 kr.)", "Ansvarlig forvaltning", "Indsatsens navn", "Målgruppe"]
    report = read(overview=[table([header, ["1.250", "SOF", "Havnevagten", "Unge"]])])
    (amount,) = report.figures
    assert (amount.values["effort"].text, amount.values["amount_dkk"].text, amount.scale) == (
        "Havnevagten",
        "1.250",
        1000,
    )
    assert amount.values["year"].text == "2030"
    assert report.drifts == []


def test_the_unit_of_the_overview_may_stand_above_it():
    said = [line("Afrapportering af indsatser i Trygt Sund budgetpakken 2031", 30), line("Alle beløb er i t.kr.")]
    header = [text.replace(" kr.", "") for text in HEADER]
    figures = interpret(Document("pdf", [*said, table([header, *ROWS])], 1), KIND).figures
    assert {f.scale for f in figures} == {1000}


def test_an_overview_in_parts_is_read_by_what_stands_below_each_other():
    further = table([ROWS[1], HEADER, ROWS[2]], left=55)
    report = read(overview=[table([HEADER, ROWS[0]]), further])
    assert [f.values["effort"].text for f in report.figures if "line" not in f.values] == [row[0] for row in ROWS]
    assert {f.raw_text for f in report.figures} == {row[-1] for row in ROWS}


def test_a_part_of_the_overview_that_cannot_be_read_is_told():
    narrow = Table(
        [Cell(0, c, text, Place(1, 10, 100, 40, 115)) for c, text in enumerate(ROWS[1])], [Place(1, 10, 100, 40, 115)]
    )
    report = read(overview=[table([HEADER, ROWS[0]]), narrow])
    assert [(d.rule, d.expected) for d in report.drifts] == [("table.column_missing", "Økonomi")]
    assert [f.values["effort"].text for f in report.figures] == ["Havnevagten"]


def test_a_small_table_behind_the_overview_is_no_part_of_it():
    wide = Table(
        [Cell(0, 0, "Klubber", Place(1, 50, 100, 290, 115)), Cell(0, 1, "12", Place(1, 300, 100, 340, 115))], [Place(1)]
    )
    report = read(overview=[table([HEADER, ROWS[0]]), wide])
    assert [(f.view, f.raw_text) for f in report.figures] == [("budget", "1.250.000"), ("indicator", "12")]
    assert report.drifts == []


def test_a_report_without_its_overview_says_so_and_still_knows_its_efforts():
    report = read(line("Indsatsens brugere", 12, page=2), table([["År", "2030"], ["Brugere", "12"]]), overview=[])
    assert [d.rule for d in report.drifts] == ["report.table_missing"]
    assert [f.values["effort"].text for f in report.figures] == ["Havnevagten"]


def test_an_effort_twice_in_the_overview_is_told():
    checked = check_report(read(overview=[table([HEADER, *ROWS, ROWS[0]])]), None)
    assert [f.rule for f in checked.findings if f.rule != "effort.unknown"] == ["effort.duplicate"]
    assert [f.values["effort"] for f in checked.held] == ["Havnevagten", "Havnevagten"]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("1.250.000", [Part(None, "1.250.000")]),
        ("180.000 (Varig bevilling)", [Part(None, "180.000", "Varig bevilling")]),
        ("500.000 heraf løn: 400.000", [Part(None, "500.000"), Part("heraf løn", "400.000")]),
        ("se bilag 3", [Part(None, "se bilag 3")]),
        ("Løn: 20.000", [Part(None, "Løn: 20.000")]),
    ],
)
def test_amount_cells(text: str, parts: list[Part]):
    assert list(amount_parts(text, KIND)) == parts


def test_sections_keep_the_name_of_the_overview():
    figures = table([["År", "2030"], ["Brugere", "12"]])
    report = read(line("Unge i gang", 20), figures, line("LUDO i tal", 12), line("Klub Nordvest", 12), figures)
    efforts = [f.values["effort"].text for f in report.figures if f.view == "indicator"]
    assert efforts == ["Unge i gang (pilot)", "Unge i gang (pilot)"]
    report = read(line("Klub Nords", 20), figures, line("Tværgående indsigter", 20), figures)
    assert [f.values["effort"].text for f in report.figures if f.view == "indicator" and "effort" in f.values] == [
        "Klub Nord"
    ]
    assert sum("effort" not in f.values for f in report.figures) == 1


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("KLUB NORD", "Klub-Nord (pilot)", True),
        ("Din Vagt", "Din Vagt samarbejdet", True),
        ("Foreningen Havnevagt", "Foreningen Havnevagtens Hus", True),
        ("Job til dømte og fængslede", "Job til dømt og fængslede", True),
        ("Klub Nord", "Klub Syd", False),
        ("SSP", "SSPK", False),
    ],
)
def test_names_that_are_one(one: str, other: str, same: bool):
    assert (same_name(one, other) > 0) == (same_name(other, one) > 0) == same


def test_where_sections_end():
    def efforts(*parts: Line | Table) -> list[str | None]:
        return [
            f.values["effort"].text if "effort" in f.values else None
            for f in read(*parts).figures
            if f.view == "indicator"
        ]

    figures = table([["År", "2030"], ["Brugere", "12"]])
    assert efforts(line("Noget andet", 20), figures) == [None]
    assert efforts(line("En side til", 20), figures, line("Klub Nord", 20), figures) == ["Havnevagten", "Klub Nord"]
    last = [line("En side til", 20), line("Klub Nord", 20), line("Endnu en", 20), figures]
    assert efforts(*last, line("Tværgående indsigter", 20), figures) == ["Klub Nord", None]
    assert efforts(line("Klub Nord", 12), figures) == ["Klub Nord"]


def test_an_effort_that_the_overview_lacks_is_known_by_its_headings():
    figures = table([["År", "2030"], ["Brugere", "12"]])
    report = read(line("Nyt Projekt", 20), line("Indsatsens brugere:", 12), figures)
    assert [f.values["effort"].text for f in report.figures if f.view == "indicator"] == ["Nyt Projekt"]


def test_the_period_is_that_of_the_report_and_never_one_of_an_efforts_text():
    front = [line("Afrapportering af indsatser i Trygt Sund budgetpakken", 30), line("Overblik", 20)]
    listed = table([[*HEADER[:-1], "Økonomi kr."], *ROWS])
    section = [line("Havnevagten", 20, page=2), line("Havnevagten blev sat i gang i 2012 og er ny.", page=2)]
    plain = Document("pdf", [*front, listed, *section], 2)
    assert interpret(plain, KIND).period is None
    for said in (line("Årsrapport 2031"), line("Trygt Sund i 2031", 12), line("Rapporten dækker året 2031.")):
        known = interpret(Document("pdf", [*front, said, listed, *section], 2), KIND).period
        assert known is not None
        assert known.text == "2031"
    named = interpret(Document("pdf", plain.parts, 2, metadata_title="Trygt Sund 2031"), KIND).period
    assert named is not None
    assert named.text == "2031"


def test_the_heading_above_a_table_is_its_topic():
    figures = table([["År", "2030"], ["Brugere", "12"]], title="Tabellen viser antallet af brugere.")
    report = read(line("Indsatsens brugere:", 12), line(BODY), figures)
    assert report.figures[-1].values["topic"].text == "Indsatsens brugere:"


def test_counts_of_efforts_are_read_outside_the_sections():
    parts = [
        line("De 9 indsatser i nabobyen er nye."),
        line("Tværgående indsigter", 20),
        line("2 af de 4 indsatser er nye."),
    ]
    assert [(c.stated, c.found) for c in read(*parts).counts] == [(4, 3)]


def test_those_of_the_whole_city_are_counted_in_the_overview():
    said = line("1 af de 3 indsatser dækker hele byen.")
    counts = read(line("Tværgående indsigter", 20), said).counts
    assert [(c.stated, c.found, c.part) for c in counts] == [(3, 3, False), (1, 1, True)]


def test_years_across_with_two_values_in_a_cell():
    rows = indicators(table([["År", "2029", "2030"], ["Vejledning/Job", "722/335", "1.083/40"]]))
    assert rows == [
        {"indicator": "Vejledning", "year": "2029", "value": "722"},
        {"indicator": "Job", "year": "2029", "value": "335"},
        {"indicator": "Vejledning", "year": "2030", "value": "1.083"},
        {"indicator": "Job", "year": "2030", "value": "40"},
    ]


UNREADABLE = ["ukendt", "se bilag", "80-90", "ca. 80-90", "1O5"]


@pytest.mark.parametrize("text", UNREADABLE)
def test_a_value_of_a_year_that_cannot_be_read_is_held_and_told(text: str):
    report = read(table([["År", "2029", "2030"], ["Brugere", "85", text]]))
    assert [d for d in report.drifts if d.rule == "table.column_unexpected"] == []
    [finding] = [f for f in check_report(report, None).findings if f.rule == "indicator.unreadable"]
    assert (finding.effort, finding.value) == ("Havnevagten", text)


def test_a_value_of_a_year_loses_its_note_mark():
    rows = indicators(table([["År", "2029", "2030"], ["Brugere", "91", "85*"]]))
    assert [row["value"] for row in rows] == ["91", "85"]


def test_the_parts_of_a_header_name_two_values():
    header = ["", "Deltagere Offentlige/Privat", "Andre"]
    rows = indicators(table([header, ["Børn/ Unge", "30,6% /32,4%", "10%"]]))
    assert [(r["indicator"], r["breakdown"], r["value"]) for r in rows] == [
        ("Børn/ Unge", "Deltagere Offentlige", "30,6%"),
        ("Børn/ Unge", "Deltagere Privat", "32,4%"),
        ("Børn/ Unge", "Andre", "10%"),
    ]
    (unnamed,) = indicators(table([["", "Deltagere"], ["Unge", "30,6% / 32,4%"]]))
    assert unnamed["value"] == "30,6% / 32,4%"


def test_months_down_take_the_year_of_the_header():
    rows = indicators(
        line("Gns. antal timer om ugen", 12),
        table(
            [["Måned (2030)", "Kort forløb", "Antal borgere"], ["December 2029", "13", "50"], ["Januar", "15", "39"]]
        ),
    )
    assert rows == [
        {"indicator": "Kort forløb", "year": "2029", "period_label": "December 2029", "value": "13", "unit": "hours"},
        {"indicator": "Antal borgere", "year": "2029", "period_label": "December 2029", "value": "50"},
        {"indicator": "Kort forløb", "year": "2030", "period_label": "Januar", "value": "15", "unit": "hours"},
        {"indicator": "Antal borgere", "year": "2030", "period_label": "Januar", "value": "39"},
    ]


def test_places_down_go_to_the_area():
    assert indicators(table([["Bydel", "Antal besøg"], ["Havnen", "1.083"]])) == [
        {"area": "Havnen", "indicator": "Antal besøg", "value": "1.083"}
    ]


def test_header_paths_blank_labels_and_no_labels():
    rows = [
        ["", "Moren", "<", "Faren", "<"],
        ["", "Deltagere", "Andre", "Deltagere", "Andre"],
        ["Ukendt", "1%", "2%", "3%", "4%"],
    ]
    paths = ["Moren / Deltagere", "Moren / Andre", "Faren / Deltagere", "Faren / Andre"]
    assert [r["breakdown"] for r in indicators(table(rows))] == paths
    unmerged = [["", "Moren", "", "Faren", ""], *rows[1:]]
    assert [r["breakdown"] for r in indicators(table(unmerged))] == paths
    assert indicators(table([["Bor her, pct.", "Deltagere"], ["", "21,1"]])) == [
        {"indicator": "Bor her, pct.", "breakdown": "Deltagere", "value": "21,1", "unit": "percent"}
    ]
    assert indicators(table([["Råd", "Uro/hærværk"], ["25", "39"]])) == [
        {"indicator": "Råd", "value": "25"},
        {"indicator": "Uro/hærværk", "value": "39"},
    ]
    assert [r["indicator"] for r in indicators(table([["Træning", "78%"], ["Mad", "94%"]]))] == ["Træning", "Mad"]


def test_measures_of_an_outcome():
    header = ["Trivsel", "Efter", "Succeskriterium", "Før-måling", "Resultat"]
    row = [
        "Fravær",
        "11,6%",
        "Unge med over 50 procent fravær reduceret med minimum 40%",
        "30,2%",
        "Er faldet med 61,6%",
    ]
    assert [(r.get("measure"), r["value"], r["unit"]) for r in indicators(table([header, row]))] == [
        ("after", "11,6%", "percent"),
        ("target", "-40%", "percent"),
        ("before", "30,2%", "percent"),
        ("change", "-61,6%", "percent"),
    ]


@pytest.mark.parametrize(
    ("rows", "unit"),
    [
        ([["Alder", "Deltagere"], ["Gennemsnit", "14"]], "years"),
        ([["Alder", "Deltagere"], ["15-17 år", "14"]], "count"),
        ([["Dage i indsats", "Deltagere"], ["Median", "396"]], "days"),
        ([["Hvem", "Andel"], ["Unge", "39"]], "percent"),
        ([["Hvem", "Tal"], ["Sager", "16 sager"]], "count"),
        ([["Hvem", "Tal"], ["Indeks", "1,7"]], "number"),
    ],
)
def test_units(rows: list[list[str]], unit: str):
    (row,) = indicators(table(rows))
    assert row.get("unit", "count") == unit


def test_what_is_no_value():
    rows = [["Alder", "Deltagere", "Noter"], ["Median", "14", "som før"], ["Max", "-", "ny"], ["Min", "omkring ti", ""]]
    report = read(table(rows))
    values = [f.raw_text for f in report.figures if f.view == "indicator"]
    assert values == ["14", "omkring ti"]
    assert [(d.rule, d.found) for d in report.drifts] == [("table.column_unexpected", "Noter")]
    assert indicators(table([["Byrum", "Fællesskab"], ["Flere går ud", "Flere i klub"]])) == []
    assert indicators(table([["1", "Børn"], ["2", "Bander"], ["3", "Byen"]])) == []
    assert indicators(table([["Alder", "Sager"], ["25 år ved starten af et forløb", "53 sager bag sig i alt"]])) == []
    assert indicators(table([["Hvem", "Hvad"], ["Unge", "fodbold"], ["Børn", "leg"], ["Andre", "3"]])) == []
    assert indicators(table([["", "Brugere"], ["Brugere", "3"]])) == [{"indicator": "Brugere", "value": "3"}]


def test_sums_and_asides():
    report = read(table([["Fra", "Antal"], ["Klub", "6"], ["Nye sager i alt", "6"], ["I alt unikke", "5"]]))
    assert [f.is_total for f in report.figures if f.view == "indicator"] == [False, True, False]
    assert [
        (r["value"], r.get("breakdown")) for r in indicators(table([["", "Andel"], ["Job", "19,3 % (375 unge)"]]))
    ] == [
        ("19,3 %", "Andel"),
        ("375", "Andel / unge"),
    ]


def test_two_tables_read_as_one_are_cut_at_the_second_header():
    rows = [["År", "2029", "2030"], ["Forløb", "198", "187"], ["År", "2027", "2028"], ["Brugere", "5", "6"]]
    cut = table(rows)
    assert [(r["indicator"], r["year"]) for r in indicators(cut)] == [
        ("Forløb", "2029"), ("Forløb", "2030"), ("Brugere", "2027"), ("Brugere", "2028"),
    ]  # fmt: skip
    assert [f.row for f in read(cut).figures if f.view == "indicator"] == [1, 1, 3, 3]


def test_a_bold_row_between_two_tables_is_the_title_of_the_second():
    glued = table(
        [["Svar", "Andel"], ["Ja", "87%"], ["Nye sager", ""], ["Hvorfra?", "Antal"], ["Klub", "6"]], title="Svar"
    )
    for cell in glued.cells:
        cell.bold = cell.row in (0, 2, 3)
    figures = [f for f in read(glued).figures if f.view == "indicator"]
    assert [(f.values["topic"].text, f.values["breakdown"].text, f.raw_text) for f in figures] == [
        ("Svar", "Andel", "87%"),
        ("Nye sager", "Antal", "6"),
    ]


def test_a_table_without_a_header_goes_on_with_the_one_right_above():
    first = table([["Måned (2030)", "Antal"], ["Januar", "5"]])
    assert [r["year"] for r in indicators(first, table([["Februar", "6"]]))] == ["2030", "2030"]
    later = indicators(first, line("Noget andet", 12), table([["Biler", "6"]]))[1]
    assert "year" not in later
    assert later["indicator"] == "Biler"


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("2023", Period("2023", None)),
        ("År 2023", Period("2023", None)),
        ("Skoleåret 2019/20", Period("2019", "Skoleåret 2019/20")),
        ("1. kvartal 2024", Period("2024", "1. kvartal 2024")),
        ("juli 2022 til juni 2023", Period("2022", "juli 2022 til juni 2023")),
        ("Maj", Period(None, "Maj")),
        ("Majoren", None),
        ("Antal 2023", None),
        ("15-17", None),
    ],
)
def test_periods(text: str, period: Period | None):
    assert period_of(text) == period


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Andelen er øget med 46,1%", "46,1%"),
        ("fravær over 20 procent er reduceret med minimum 30 %", "-30 %"),
        ("-12,5 %", "-12,5 %"),
        ("Andelen er uændret", None),
        ("Mellem 20 og 30 dage", "Mellem 20 og 30 dage"),
    ],
)
def test_changes_in_words(text: str, number: str | None):
    assert change_text(text, KIND) == number


def doubts(*parts: Line | Table) -> list[str | None]:
    """Why each indicator of some parts is doubted."""
    return [f.doubt for f in read(*parts).figures if f.view == "indicator"]


def test_two_nameless_columns_are_doubted_and_one_is_not():
    assert doubts(table([["Januar", "13", "23"], ["Februar", "15", "22"]])) == ["nameless"] * 4
    assert doubts(table([["Fodbold", "13"], ["Mad", "15"]])) == [None, None]
    assert doubts(table([["Alder", "Unge", "Alle"], ["Median", "13", "14"]])) == [None, None]


def test_a_row_without_a_label_among_others_is_doubted():
    header = ["Trivsel", "Unge", "Alle"]
    assert doubts(table([header, ["Fravær", "13", "14"], ["", "15", "16"]])) == [None, None, "unlabelled", "unlabelled"]
    assert doubts(table([header, ["", "15", "16"]])) == [None, None]


def test_two_numbers_of_one_name_are_doubted():
    assert doubts(table([["Fra", "Antal"], ["Klub", "6"], ["Skole", "7"], ["Klub", "8"]])) == ["shared", None, "shared"]


def test_numbers_that_move_to_other_columns_are_doubted():
    rows = [["Dage", "Unge", "Alle"], ["Median", "3", "4"], ["Max", "5", "6"], ["Hvad siger de?", "", ""]]
    moved = table([*rows, ["Godt", "", "9%"], ["Skidt", "", "8%"]])
    moved.cells[9].bold = True
    assert doubts(moved) == [None] * 4 + ["moved"] * 2
    apart = table([*rows[:1], ["Median", "3", ""], ["Max", "5", ""], ["Godt", "", "9%"], ["Skidt", "", "8%"]])
    assert doubts(apart) == [None] * 2 + ["moved"] * 2


def test_text_in_columns_beside_a_table_and_gaps_in_its_cells_are_doubted():
    loose = table([["Fra", "Antal"], ["Klub", "6"]])
    loose.loose = True
    gapped = table([["Fra", "Antal"], ["Klub 7", "6"], ["Skole", "8"]])
    gapped.cells[2].gapped = True
    assert doubts(loose, gapped) == ["loose", "gapped", None]
    assert doubts(table([["Fra", "Antal"], ["Klub", "6"]], title="26,4%")) == ["loose"]


def test_efforts_of_torn_rows_are_held_with_their_sections():
    listed = [
        *(ROWS[0], ["Klub Syd og", "Uro", "KFF", "Valby", "50.000"], ["Vest", "Uro", "KFF", "Valby", "60.000"]),
        *(ROWS[2], ["Åben", "", "", "", ""], ["Hal", "Uro", "KFF", "Valby", "70.000"]),
    ]
    report = read(table([["År", "2030"], ["Brugere", "12"]]), overview=[table([HEADER, *listed])])
    assert [(f.values["effort"].text, f.doubt) for f in report.figures] == [
        *(("Havnevagten", None), ("Klub Syd og", "torn"), ("Vest", "torn"), ("Klub Nord", "torn")),
        *(("Åben", "torn"), ("Hal", "torn"), ("Havnevagten", None)),
    ]
    checked = check_report(report, None)
    assert [f.values["effort"] for f in checked.passed] == ["Havnevagten", "Havnevagten"]
    assert "figure.label_doubtful" in {f.rule for f in checked.findings}


def test_an_overview_that_goes_on_below_its_last_row_is_cut():
    listed = table([HEADER, *ROWS])
    below = Line("Ungdomskorps", Place(1, 50, 180, 120, 192), size=10.0)
    report = interpret(Document("pdf", [line("Afrapportering 2031", 30), listed, below], 3), KIND)
    assert [f.doubt for f in report.figures if "line" not in f.values] == [None, None, "torn"]
    report = interpret(
        Document("pdf", [line("Afrapportering 2031", 30), listed, line("Ungdomskorps", page=2)], 3), KIND
    )
    assert not any(f.doubt for f in report.figures)


def test_numbers_beside_text_that_no_table_holds_are_told():
    side = [line("Antal sager"), Line("230", Place(1, 420, 50, 440, 62)), line("Uden tal", page=3)]
    assert [(d.rule, d.found) for d in read(*side).drifts] == [("table.number_unread", "230")]
    assert read(line("230")).drifts == []


def test_a_headed_blank_column_labels_the_rows_wherever_it_stands():
    assert indicators(table([["Alle", "Bor her, pct.", "Unge"], ["6,6%", "", "21,1%"]])) == [
        {"indicator": "Bor her, pct.", "breakdown": "Alle", "value": "6,6%", "unit": "percent"},
        {"indicator": "Bor her, pct.", "breakdown": "Unge", "value": "21,1%", "unit": "percent"},
    ]
