"""Housing agreements of our own invention, in several clothes: the values of the goals and the budget sheet."""

from __future__ import annotations

import random
import shutil
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from documents.essays import Block, Grid, Heading, Text, draw, printed
from documents.invented import budget_sheet
from documents.styles import Style
from extractors.model import Cell, Document, Line, Table
from extractors.pdf.read import read_pdf
from extractors.place import Place
from extractors.raw import RawReport
from extractors.recognise import interpret
from schemas.check import check_report

# area, breakdown, value as shown, unit: what a cell of each form says
CELLS: dict[str, list[tuple[str | None, str | None, str, str]]] = {
    "{0} %": [(None, None, "{0} %", "percent")],
    "{0} % (ÅP) {1} % (SK)": [("Åparken", None, "{0} %", "percent"), ("Strandkvarteret", None, "{1} %", "percent")],
    "SK: {0} % ÅP: {1} %": [("Strandkvarteret", None, "{0} %", "percent"), ("Åparken", None, "{1} %", "percent")],
    "{0} % ({2} unge)": [(None, None, "{0} %", "percent"), (None, "unge", "{2}", "count")],
    "Åparken: {0} % ({2},5 fuldtidspers.)": [
        ("Åparken", None, "{0} %", "percent"),
        ("Åparken", "fuldtidspers.", "{2},5", "number"),
    ],
    "{0} % (hele kommunen)": [("hele kommunen", None, "{0} %", "percent")],
    "{0} % (Folketingsvalg) {1} % (Kommunalvalg)": [
        (None, "Folketingsvalg", "{0} %", "percent"),
        (None, "Kommunalvalg", "{1} %", "percent"),
    ],
    "Opgøres, når planen har virket i et år": [],
    "": [],
}
COUNTS = {
    "{2}": [(None, None, "{2}", "count")],
    "{2} unge i begge områder": [(None, "unge i begge områder", "{2}", "count")],
}
YEARS = {"{y}": ("{y}", None), "Skoleåret {y}/{z}": ("{y}", "Skoleåret {y}/{z}")}
NAMES = {
    "goal": ("Mål", "Delmål", "Målsætning"),
    "indicator": ("Indikator", "Indikatorer", "Måles ved"),
    "baseline": ("Baseline boligområde", "Baseline boligområde/ målgruppe", "Udgangspunkt"),
    "comparison": ("Baseline kommune (evt. andet)", "Evt. anden baseline", "Sammenligning"),
    "year": ("Baseline år", "Baselineår", "Årstal"),
    "data_source": ("Datakilde", "Kilde", "Datagrundlag"),
}
USUAL = tuple(NAMES)
COLUMNS = (
    "effort",
    "goal",
    "indicator",
    "measure",
    "area",
    "breakdown",
    "year",
    "period_label",
    "unit",
    "value",
    "data_source",
)
Value = tuple[str | None, ...]


class Agreement:
    """An invented agreement: its blocks and the values that stand in its goals."""

    def __init__(self, seed: int, order: tuple[str, ...] = USUAL, wording: int = 0, with_sheet: bool = True) -> None:
        self.dice, self.order, self.wording = random.Random(seed), order, wording
        self.first = self.dice.randint(2014, 2024)
        self.values: Counter[Value] = Counter()
        self.sheet = budget_sheet(seed).sheets[0]
        period = f"1. januar {self.first} – 31. december {self.first + 3}"
        self.blocks: list[Block] = [
            Heading("Strategisk samarbejdsaftale om boligsocial indsats", 1),
            Heading("Områdets navn:", 3),
            Text("Boligsocial indsats i Åparken"),
            Heading("Samarbejdsaftalen gælder fra - til:", 3),
            Text(period),
            Heading("1. Kort om boligområdet", 2, new_page=True),
            Text("Planen dækker 15 afdelinger med 4.792 lejemål, og 12 % af beboerne er over 60 år."),
            Heading("5. Overordnede mål og indikatorer for den boligsociale indsats"),
            Text("ÅP=Åparken, SK=Strandkvarteret. Tabellen viser de faste mål."),
            self.goals(None, 6),
        ]
        for section in ("Uddannelse og livschancer", "Beskæftigelse"):
            self.blocks += [Heading(f"Delaftale for indsatsområdet {section}", 2, new_page=True)]
            self.blocks += [Heading("Delaftalen gælder fra - til:", 3), Text(period)]
            self.blocks += [Heading("Delmål og indikatorer for indsatsområdet", 3), self.goals(section, 4)]
            self.blocks += [Heading("Revision af delaftalen:", 3), Text("Ændringer drøftes mellem parterne.")]
        if with_sheet:
            self.blocks += [Heading("Budgetark (alle beløb i hele tusinde kr.)", 2, new_page=True), self.budget()]

    def goals(self, section: str | None, count: int) -> Grid:
        rows = []
        for n in range(count):
            goal = f"Flere skal trives i hverdagen nr. {n // 2}"
            texts, values = self.row(n)
            self.values.update((section, goal, *value) for value in values)
            row: dict[str, str | None] = {"goal": goal if n % 2 == 0 else None, **texts}
            rows.append(tuple(row[name] for name in self.order))
        widths = {"goal": 1.6, "indicator": 1.8, "baseline": 1.7, "comparison": 1.5, "year": 1.2, "data_source": 1.4}
        return Grid(
            tuple(NAMES[c][self.wording] for c in self.order), tuple(rows), tuple(widths[c] for c in self.order)
        )

    def row(self, n: int) -> tuple[dict[str, str], list[Value]]:
        """The texts of a row's cells, and the values in them from ``indicator`` to ``data_source``."""
        year = self.dice.randint(2012, 2022)
        shares = [f"{self.dice.randint(1, 99)},{self.dice.randint(1, 9)}" for _ in range(2)]
        fill = {"y": year, "z": f"{(year + 1) % 100:02}"}
        fields = [*shares, str(self.dice.randint(11, 900))]
        counted = self.dice.random() < 0.3
        forms = COUNTS if counted else CELLS
        indicator = f"{'Antal' if counted else 'Andel'} 18-29-årige i gruppe {n}"
        said = {
            "baseline": self.dice.choice(list(forms)),
            "comparison": "" if counted else self.dice.choice(list(CELLS)),
        }
        period = self.dice.choice(list(YEARS))
        when = [t and t.format(**fill) for t in YEARS[period]]
        values: list[Value] = [
            (indicator, measure, area, breakdown, *when, unit, value.format(*fields), "Boligsociale data")
            for measure, form in said.items()
            for area, breakdown, value, unit in (forms | CELLS)[form]
        ]
        texts = {name: form.format(*fields) for name, form in said.items()}
        texts |= {"indicator": indicator, "year": period.format(**fill), "data_source": "Boligsociale data"}
        return texts, values

    def budget(self) -> Grid:
        names = list(self.sheet.columns)
        rows = [
            (r.group, *("" for _ in names[1:])) if r.group else tuple(r.cells.get(n, "") for n in names)
            for r in self.sheet.rows
        ]
        return Grid(tuple(self.sheet.columns.values()), tuple(rows), (1.6, 1.6, 1.0, 1.0, 1.0, 1.0, 1.4, 1.0, 1.5, 1.2))


def read(data: bytes) -> tuple[RawReport, Counter[Value]]:
    """The report that a PDF holds and the values of its goals in the form of ``Agreement.values``."""
    raw = interpret(read_pdf(data))
    figures = [f for f in raw.figures if f.view == "indicator"]
    return raw, Counter(tuple(f.values[n].text if n in f.values else None for n in COLUMNS) for f in figures)


STYLES = (Style("grid"), Style("grid", "serif", 9, 600), Style("grid", "sans", 8, 500, 842))
UNRULED = (Style("bare", "sans", 8), Style("rows", "sans", 9, 595, 842), Style("zebra", "serif", 9))


@pytest.mark.parametrize("style", STYLES, ids=lambda s: s.name)
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_every_value_of_an_agreement_comes_out(seed: int, style: Style):
    agreement = Agreement(seed)
    raw, values = read(draw(agreement.blocks, style))
    assert values == agreement.values
    assert (raw.kind, raw.about) == ("housing_agreement", ["Boligsocial indsats i Åparken"])
    assert raw.drifts == []
    checked = check_report(raw, None)
    assert (checked.period_year, checked.period_end_year) == (agreement.first, agreement.first + 3)
    assert [f.rule for f in checked.findings] == []
    amounts = Counter(f.raw_text for f in raw.figures if f.view == "budget")
    shown = ["line", "line_type"]
    assert amounts == Counter(t for r in agreement.sheet.rows for n, t in r.cells.items() if n not in shown)


def _unruled(style: Style) -> object:
    why = "a goal that is written over two rows is not told from two goals where a line goes through it"
    marks = [pytest.mark.xfail(strict=True, reason=why)] if style.lines == "rows" else []
    return pytest.param(style, id=style.name, marks=marks)


@pytest.mark.parametrize("style", [_unruled(s) for s in UNRULED])
def test_agreements_without_vertical_lines(style: Style):
    agreement = Agreement(1, wording=1)
    raw, values = read(draw(agreement.blocks, style))
    assert values == agreement.values
    assert raw.drifts == []


def test_an_agreement_printed_by_a_browser_reads_the_same(tmp_path: Path, require: Callable[[str, str], None]):
    if shutil.which("chromium") is None:
        require("browser", "Chromium is not installed")
    agreement = Agreement(4)
    assert read(printed(agreement.blocks, Style("grid"), tmp_path))[1] == agreement.values


@pytest.mark.parametrize("wording", [1, 2])
def test_columns_in_another_order_and_other_words(wording: int):
    agreement = Agreement(
        7, order=("goal", "indicator", "data_source", "year", "comparison", "baseline"), wording=wording
    )
    raw, values = read(draw(agreement.blocks, Style()))
    assert values == agreement.values
    assert raw.drifts == []


def test_without_its_budget_sheet_the_whole_report_is_held():
    raw, values = read(draw(Agreement(1, with_sheet=False).blocks, Style()))
    checked = check_report(raw, None)
    assert values == Agreement(1).values
    assert [(f.rule, f.expected) for f in checked.findings] == [("report.table_missing", "Budgetark")]
    assert (checked.state, checked.passed) == ("held", [])


HEADER = ("Delmål", "Indikator", "Baseline", "Evt. anden baseline", "Baseline år", "Datakilde")


def goals_of(*rows: tuple[str, ...], before: tuple[Block, ...] = (), header: tuple[str, ...] = HEADER) -> RawReport:
    """An agreement with one table of goals and no budget sheet."""
    title = Heading("Strategisk samarbejdsaftale om boligsocial indsats", 1)
    valid = Text("Samarbejdsaftalen gælder fra - til: 1. januar 2022 – 31. december 2025")
    return interpret(read_pdf(draw([title, valid, *before, Grid(header, rows, tuple(1.0 for _ in header))], Style())))


def only_values(raw: RawReport) -> list[tuple[str | None, ...]]:
    names = ("area", "breakdown", "year", "period_label", "unit", "value")
    return [tuple(f.values[n].text if n in f.values else None for n in names) for f in raw.figures]


def test_as_many_years_as_values_belong_to_one_each():
    row = (
        "Flere stemmer",
        "Andel der stemte",
        "70 % (Folketingsvalg) 44 % (Kommunalvalg)",
        "",
        "2019 2017",
        "Statistik",
    )
    assert only_values(goals_of(row)) == [
        (None, "Folketingsvalg", "2019", None, "percent", "70 %"),
        (None, "Kommunalvalg", "2017", None, "percent", "44 %"),
    ]


def test_a_value_that_names_its_own_year_has_that_year():
    row = ("Flere i arbejde", "Andel i arbejde", "70 % (2018)", "65 % (hele kommunen, 2017)", "2019", "Statistik")
    assert only_values(goals_of(row)) == [
        (None, None, "2018", None, "percent", "70 %"),
        ("hele kommunen", None, "2017", None, "percent", "65 %"),
    ]


def test_a_share_without_its_sign_beside_one_that_has_it():
    row = ("Flere stemmer", "Stemmer ved valg", "84,4 % / 84,6 (Byen/ Hele landet)", "", "2019", "Statistik")
    assert [v[4:] for v in only_values(goals_of(row))] == [("percent", "84,4 %"), ("percent", "84,6")]


def test_a_value_that_cannot_be_read_is_told_and_held():
    row = ("Flere i arbejde", "Andel i arbejde", "mellem 10 og 15 %", "120 %", "2019", "Statistik")
    checked = check_report(goals_of(row), None)
    assert [f.rule for f in checked.findings] == [
        "report.table_missing",
        "indicator.unreadable",
        "indicator.out_of_range",
    ]


def test_a_legend_in_a_second_header_row_is_no_value():
    legend = ("", "", "UP=Urbanplanen AB=Amagerbro", "", "", "")
    row = ("Flere trygge", "Andel trygge", "UP: 72 % AB: 64 %", "73 % (alle HHP)", "2018", "Undersøgelse")
    assert [v[:2] for v in only_values(goals_of(legend, row))] == [
        ("Urbanplanen", None),
        ("Amagerbro", None),
        (None, "alle HHP"),
    ]


def test_the_section_of_a_sub_agreement_is_the_effort_and_its_heading_the_topic():
    before = (Heading("Delaftale for indsatsområdet kriminalpræventiv indsats"), Heading("Delmål og indikatorer", 3))
    figure = goals_of(("Færre sigtes", "Andel sigtede", "8 %", "", "2018", "Statistik"), before=before).figures[0]
    assert figure.values["effort"].text == "kriminalpræventiv indsats"
    assert figure.values["topic"].text == "Delaftale for indsatsområdet kriminalpræventiv indsats"


def test_columns_that_are_missing_or_not_known_are_named():
    header = ("Indikator", "Baseline", "Ansvarlig person")
    raw = goals_of(("Andel trygge", "72 %", "Sekretariatet"), header=header)
    drifts = [(d.rule, d.found or d.expected) for d in raw.drifts if d.rule.startswith("table")]
    assert drifts == [("table.column_missing", "Mål"), ("table.column_unexpected", "Ansvarlig person")]


LACKING = {
    "Baseline boligområde": ("Delmål", "Indikator", "Resultat", "Evt. anden baseline", "Baseline år", "Datakilde"),
    "Indikator": ("Delmål", "Hvad", "Baseline", "Evt. anden baseline", "Baseline år", "Datakilde"),
}


@pytest.mark.parametrize("missing", LACKING)
def test_a_table_of_goals_without_its_baseline_or_indicator_is_an_error(missing: str):
    raw = goals_of(("Trivsel", "Andel i klub", "12 %", "14 %", "2024", "Klubben"), header=LACKING[missing])
    assert [d.expected for d in raw.drifts if d.rule == "table.column_missing"] == [missing]
    assert not [d for d in raw.drifts if d.rule == "table.number_unread"]


def page_of_sheet(page: int, *rows: tuple[str, ...]) -> Table:
    """A page of a budget sheet as a reader makes it, with its header."""
    place = Place(page, 10, 10, 90, 20)
    header = ("Udgiftspost", "2022", "2023", "Samlede udgifter", "LBF")
    cells = [Cell(r, c, text, place) for r, row in enumerate((header, *rows)) for c, text in enumerate(row)]
    return Table(cells, [place])


def test_a_section_of_the_budget_sheet_goes_on_over_the_page():
    first = page_of_sheet(1, ("1. Uddannelse", "", "", "", ""), ("Løn", "10", "20", "30", "30"))
    rest = page_of_sheet(2, ("Kurser", "1", "2", "3", "3"), ("Sum", "11", "22", "33", "99"))
    lines = [
        Line("Samarbejdsaftale om boligsocial indsats 2022-2023", Place(1)),
        Line("Delaftale for helhedsplan", Place(1)),
    ]
    raw = interpret(Document("pdf", [*lines, first, rest]))
    assert (raw.kind, {f.values["effort"].text for f in raw.figures}) == ("housing_agreement", {"1. Uddannelse"})
    checked = check_report(raw, None)
    told = next(f for f in checked.findings if f.rule == "budget.total_mismatch")
    assert (told.value, told.expected) == ("99.000 kr.", "33.000 kr.")
