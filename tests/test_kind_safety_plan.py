"""Safety plans of our own invention, in several clothes: every amount that was put in comes out, and nothing else."""

from __future__ import annotations

import random
import shutil
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from documents.essays import Block, Grid, Heading, Text, draw, printed
from documents.styles import Style
from extractors.model import Cell, Document, Line, Table
from extractors.pdf.read import read_pdf
from extractors.place import Place
from extractors.raw import RawFigure, RawReport
from extractors.recognise import interpret
from schemas.check import check_report

NAMES = ("Nattevandring ved søen", "Lektiehjælp", "Bydelsmødre", "Sommerværksted (10-13 år)", "Naboskab på tværs")
POSTS = ("Lønmidler", "Aktivitetsmidler", "Forplejning og transport", "Honorarer", "Andet")
Amount = tuple[str | None, str | None, str | None, str, bool]  # effort, line, year, amount as shown, stated sum


def kroner(amount: int) -> str:
    return f"{amount:,} kr.".replace(",", ".")


class Plan:
    """An invented plan: its blocks and the amounts that stand in them."""

    def __init__(self, seed: int, word: str = "Aktivitet: ", unit: str = "/kr.", post: str = "Budgetpost") -> None:
        self.dice, self.post, self.unit = random.Random(seed), post, unit
        self.year = self.dice.randint(2012, 2027)
        self.years = [str(self.year + n) for n in range(-1, 3)]
        self.amounts: Counter[Amount] = Counter()
        self.blocks: list[Block] = [Heading(f"Tryghedsplan for Møllevangen Partnerskab {self.year}", 1)]
        self.blocks += [Text("Beboere, naboer og lokale institutioner har været inddraget undervejs.")]
        sections = [self.activity(name, word) for name in NAMES]
        self.overview()
        for n, blocks in enumerate(sections):
            self.blocks += [Heading(f"Indsatsområde {n}: Tryggere byliv", 2, n == 0)] if n % 2 == 0 else []
            self.blocks += blocks

    def overview(self) -> None:
        amounts = [self.dice.randint(10, 900) * 500 for _ in NAMES]
        rows: list[tuple[str | None, ...]] = [
            ("Byliv" if n == 0 else None, *r) for n, r in enumerate(zip(NAMES, map(kroner, amounts), strict=True))
        ]
        rows.append(("I alt", "", kroner(sum(amounts))))
        self.amounts.update(
            (name, None, str(self.year), kroner(a), False) for name, a in zip(NAMES, amounts, strict=True)
        )
        self.amounts[None, "I alt", str(self.year), kroner(sum(amounts)), True] += 1
        self.blocks += [Heading("Oversigt over aktiviteter"), Text(f"Midlerne for {self.year} fordeles som vist her.")]
        self.blocks += [Grid(("Indsatsområde", "Aktivitet", "Finansiering (kr.)"), tuple(rows), (1.4, 2.4, 1.2))]

    def activity(self, name: str, word: str) -> list[Block]:
        posts = self.dice.sample(POSTS, self.dice.randint(1, 4))
        table = {
            p: [self.dice.randint(2, 800) * 250 if self.dice.random() < 0.8 else 0 for _ in self.years] for p in posts
        }
        sums = [sum(column) for column in zip(*table.values(), strict=True)]
        for line, amounts in [*table.items(), ("I alt", sums)]:
            for year, amount in zip(self.years, amounts, strict=True):
                if amount:
                    self.amounts[name, line, year, kroner(amount), line == "I alt"] += 1
        rows = tuple(
            (line, *(kroner(a) if a else "" for a in amounts)) for line, amounts in [*table.items(), ("I alt:", sums)]
        )
        return [
            Heading(f"{word}{name}", 3),
            Text(f"Målet er, at {self.dice.randint(5, 40)} procent færre oplever uro ved indgangene i {self.year}."),
            Heading("Målgruppe", 3),
            Text("Unge mellem 13 og 17 år."),
            Heading("Økonomi", 3),
            Grid((self.post, *(f"{y}{self.unit}" for y in self.years)), rows),
            Heading("Leverancer", 3),
            Text("Der holdes 3 arrangementer om året."),
        ]


def read(data: bytes) -> tuple[RawReport, Counter[Amount]]:
    """The report that a PDF holds and its amounts in the form of ``Plan.amounts``."""
    raw = interpret(read_pdf(data))
    return raw, Counter(
        (said(f, "effort"), said(f, "line"), said(f, "year"), f.raw_text, f.is_total) for f in raw.figures
    )


def said(figure: RawFigure, name: str) -> str | None:
    """The text of a figure's column without its colon."""
    return (figure.values[name].text or "").rstrip(":") or None if name in figure.values else None


STYLES = (Style("grid"), Style("bare"), Style("grid", "serif", 9, 500, 842))
LINED = (Style("rows", "serif", 10, 600), Style("zebra", "sans", 8))


@pytest.mark.parametrize("style", STYLES, ids=lambda s: s.name)
@pytest.mark.parametrize("seed", [1, 2])
def test_every_amount_of_a_plan_comes_out(seed: int, style: Style):
    plan = Plan(seed)
    raw, amounts = read(draw(plan.blocks, style))
    assert (raw.kind, raw.about, raw.period and raw.period.text) == ("safety_plan", ["Møllevangen"], str(plan.year))
    assert amounts == plan.amounts
    assert {f.values["partnership"].text for f in raw.figures} == {"Møllevangen"}
    assert [f.rule for f in check_report(raw, None).findings if f.rule != "effort.unknown"] == []


@pytest.mark.parametrize("style", LINED, ids=lambda s: s.name)
def test_plans_with_lines_or_shades_across(style: Style):
    plan = Plan(1)
    assert read(draw(plan.blocks, style))[1] == plan.amounts


@pytest.mark.parametrize("style", LINED, ids=lambda s: s.name)
def test_no_amount_loads_under_another_activity(style: Style):
    """Where two activities' tables are read as one, the report is held rather than loaded wrongly."""
    plan = Plan(1)
    raw, amounts = read(draw(plan.blocks, style))
    assert amounts == plan.amounts or check_report(raw, None).state == "held"


def test_a_plan_printed_by_a_browser_reads_the_same(tmp_path: Path, require: Callable[[str, str], None]):
    if shutil.which("chromium") is None:
        require("browser", "Chromium is not installed")
    plan = Plan(5)
    assert read(printed(plan.blocks, Style("grid"), tmp_path))[1] == plan.amounts


@pytest.mark.parametrize(
    "words",
    [
        {"unit": ""},
        {"unit": " (kr.)", "post": "Udgiftspost"},
        {"post": "Økonomi"},
        {"post": "Finansiering"},
        {"post": "Hvad pengene går til"},
        {"word": "Aktivitet 4: "},
        {"word": "", "post": "Udgift"},
    ],
    ids=str,
)
def test_headings_and_headers_in_other_words(words: dict[str, str]):
    plan = Plan(3, **words)
    raw, amounts = read(draw(plan.blocks, Style()))
    assert amounts == plan.amounts
    assert raw.drifts == []


def table(*rows: tuple[str, ...]) -> Grid:
    return Grid(rows[0], rows[1:])


def plan_of(*blocks: Block) -> Counter[Amount]:
    """The amounts of a plan of 2019 for Åparken with these parts."""
    raw, amounts = read(draw([Heading("Tryghedsplan for Åparken Partnerskab 2019", 1), *blocks], Style()))
    assert (raw.kind, raw.drifts) == ("safety_plan", [])
    return amounts


OWN = table(("Budgetpost", "2019/kr."), ("Løn", "1.000 kr."), ("I alt", "1.000 kr."))


def test_amounts_in_thousands_are_told_by_the_header():
    grid = table(("Budgetpost", "2019 (t.kr.)", "2020 (t.kr.)"), ("Løn", "1.250", "75"))
    raw, _ = read(
        draw([Heading("Tryghedsplan for Åparken 2019", 1), Heading("Aktivitet: Nattevandring", 3), grid], Style())
    )
    assert [f.values["amount_dkk"] for f in check_report(raw, None).figures] == [1250000, 75000]


def test_a_row_of_units_below_the_years_is_of_the_header():
    lines = [Line(text, Place(1)) for text in ("Tryghedsplan for Åparken 2019", "Aktivitet: Åben hal")]
    grid = grid_of(1, ("Budgetpost", "2019", "2020"), ("", "(t.kr.)", "(t.kr.)"), ("Løn", "10", "20"))
    checked = check_report(interpret(Document("pdf", [*lines, grid])), None)
    assert [f.values["amount_dkk"] for f in checked.passed] == [10000, 20000]
    assert [f.rule for f in checked.findings if f.rule != "effort.unknown"] == []


@pytest.mark.parametrize("line", ["Alle beløb er i 1.000 kr.", "Beløb i t.kr."])
def test_a_line_that_says_the_unit_of_all_amounts(line: str):
    lines = [Line(text, Place(1)) for text in ("Tryghedsplan for Åparken 2019", line, "Aktivitet: Åben hal")]
    grid = grid_of(1, ("Budgetpost", "2019", "2020"), ("Løn", "10", "20"))
    above = Table(grid.cells, grid.places, line)
    for parts in ([*lines, grid], [lines[0], lines[2], above]):
        checked = check_report(interpret(Document("pdf", parts)), None)
        assert [f.values["amount_dkk"] for f in checked.passed] == [10000, 20000]


def test_amounts_below_a_table_that_are_in_none_are_told():
    lines = [Line(text, Place(1)) for text in ("Tryghedsplan for Åparken 2019", "Aktivitet: Åben hal")]
    grid = grid_of(1, ("Budgetpost", "2019", "2020"), ("Løn", "10 kr.", "20 kr."))
    lost = [Line("I alt", Place(1, 10, 30, 20, 40)), Line("10 kr.1.020 kr.", Place(1, 50, 30, 90, 40))]
    other = Line("Der er brugt 10 kr. på det.", Place(1, 10, 50, 90, 60))
    checked = check_report(interpret(Document("pdf", [*lines, grid, *lost, other])), None)
    told = [(f.rule, f.value) for f in checked.findings if f.rule != "effort.unknown"]
    assert told == [("table.number_unread", "10 kr.1.020 kr.")]


def test_a_column_of_totals_is_a_sum_over_the_years():
    grid = table(("Budgetpost", "2019", "2020", "I alt"), ("Løn", "10 kr.", "20 kr.", "30 kr."))
    assert plan_of(Heading("Aktivitet: Nattevandring", 3), grid) == {
        ("Nattevandring", "Løn", "2019", "10 kr.", False): 1,
        ("Nattevandring", "Løn", "2020", "20 kr.", False): 1,
        ("Nattevandring", "Løn", None, "30 kr.", True): 1,
    }


def test_an_overview_after_the_last_activity_is_not_that_activity_s():
    overview = table(("Aktivitet", "Bevilling"), ("Nattevandring", "1.000 kr."), ("Åben hal", "Ingen midler afsat"))
    found = plan_of(Heading("Aktivitet: Nattevandring", 3), OWN, Heading("Samlet oversigt"), overview)
    assert found["Nattevandring", None, "2019", "1.000 kr.", False] == 1
    assert found["Åben hal", None, "2019", "Ingen midler afsat", False] == 1


def test_a_table_under_a_larger_heading_is_not_the_last_activity_s():
    whole = table(("Budgetpost", "2019/kr."), ("Løn i alle aktiviteter", "9.000 kr."))
    found = plan_of(Heading("Aktivitet: Nattevandring", 3), OWN, Heading("Samlet økonomi", 2), whole)
    assert found[None, "Løn i alle aktiviteter", "2019", "9.000 kr.", False] == 1


def grid_of(page: int, *rows: tuple[str, ...]) -> Table:
    """A table as a reader makes it."""
    place = Place(page, 10, 10, 90, 20)
    return Table([Cell(r, c, text, place) for r, row in enumerate(rows) for c, text in enumerate(row)], [place])


def test_a_table_that_goes_on_without_a_header_keeps_its_columns_and_its_sum():
    lines = [Line(text, Place(1)) for text in ("Tryghedsplan for Åparken 2019", "Aktivitet: Åben hal")]
    first = grid_of(1, ("Budgetpost", "2019 (t.kr.)", "2020 (t.kr.)"), ("Løn", "10", "20"))
    rest = grid_of(2, ("Andet", "5", "6"), ("I alt", "15", "99"))
    checked = check_report(interpret(Document("pdf", [*lines, first, rest])), None)
    assert [f.values["amount_dkk"] for f in checked.passed] == [10000, 5000, 15000]
    assert [f.rule for f in checked.findings if f.rule != "effort.unknown"] == ["budget.total_mismatch"]
    assert {f.values["effort"] for f in checked.figures} == {"Åben hal"}


def test_an_effort_of_the_overview_without_an_amount_is_told():
    overview = table(("Aktivitet", "Finansiering"), ("Nattevandring", "1.000 kr."), ("Åben hal", ""))
    plan = [Heading("Tryghedsplan for Åparken 2019", 1), overview, Heading("Aktivitet: Nattevandring", 3), OWN]
    checked = check_report(read(draw(plan, Style()))[0], None)
    assert [(f.rule, f.effort) for f in checked.findings if f.rule != "effort.unknown"] == [
        ("budget.missing", "Åben hal")
    ]


def test_a_plan_without_any_table_of_cost_lines_is_held():
    overview = table(("Aktivitet", "Finansiering (kr.)"), ("Nattevandring", "1.000 kr."), ("Åben hal", "500 kr."))
    plan = [
        Heading("Tryghedsplan for Åparken Partnerskab 2019", 1),
        Heading("Aktivitet: Åben hal", 3),
        Text("Mere."),
        overview,
    ]
    checked = check_report(read(draw(plan, Style()))[0], None)
    assert [(f.rule, f.expected) for f in checked.findings if f.figure == "report"] == [
        ("report.table_missing", "Økonomi")
    ]
    assert checked.state == "held"


def test_a_wrong_sum_holds_itself_and_its_parts_of_that_year():
    grid = table(
        ("Post", "2019", "2020"),
        ("Løn", "10 kr.", "20 kr."),
        ("Andet", "5 kr.", "5 kr."),
        ("I alt", "15 kr.", "36 kr."),
    )
    raw, _ = read(draw([Heading("Tryghedsplan for Åparken 2019", 1), Heading("Aktivitet: Åben hal", 3), grid], Style()))
    checked = check_report(raw, None)
    assert [f.rule for f in checked.findings if f.rule != "effort.unknown"] == ["budget.total_mismatch"]
    assert sorted((f.values["line"], f.values["year"]) for f in checked.held) == [
        ("Andet", 2020),
        ("I alt", 2020),
        ("Løn", 2020),
    ]


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Tryghedsplan for Folehaven Tryghedspartnerskab 2018", "Folehaven"),
        ("Tryghedsplan 2018 for Tryghedspartnerskabet Tingbjerg-Husum", "Tingbjerg-Husum"),
        ("Tryghedsplan for Partnerskabet i Åparken 2018-2019", "Åparken"),
        ("Forslag til tryghedsplan for Åparken 2018", "Åparken"),
    ],
)
def test_the_partnership_of_a_title(title: str, name: str):
    raw, _ = read(draw([Heading(title, 1), Heading("Aktivitet: Åben hal", 3), OWN], Style()))
    checked = check_report(raw, None)
    assert (raw.kind, raw.about, checked.period_year) == ("safety_plan", [name], 2018)


STATED = {
    "Tryghedsplanen består af {} aktiviteter.": True,
    "Planen rummer {} aktiviteter.": True,
    "Aktiviteten består af {} aktiviteter.": False,
    "Planen rummer {} aktiviteter på torvet.": False,
}


@pytest.mark.parametrize(("said", "total"), STATED.items())
def test_a_number_of_activities_that_the_plan_states_is_compared(said: str, total: bool):
    for number in (len(NAMES), 9):
        plan = Plan(1)
        plan.blocks.insert(1, Text(said.format(number)))
        findings = check_report(read(draw(plan.blocks, Style()))[0], None).findings
        warned = [f.expected for f in findings if f.rule == "report.count_mismatch"]
        assert warned == ([str(len(NAMES))] if total and number == 9 else [])
