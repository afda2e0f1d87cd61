"""Tables and text over several pages: joined rows, headers that stand again, footers left out, paragraphs."""

from __future__ import annotations

import pytest

from documents.paper import Paper, texts

XS, TEXT = [50, 200, 270, 350, 545], [54, 204, 274, 354]
HEAD = ["Indsats", "Forvaltning", "Mål", "Bemærkning"]


def part(paper: Paper, rows: list[list[list[str]]], header: list[str] | None = None, top: float = 80) -> Paper:
    """A drawn table; each cell is a list of lines. The header is bold; blank texts make a blank header."""
    ys, y = [top], top
    if header is not None:
        paper.row(TEXT, y + 13, header, bold=True)
        y += 20
        ys.append(y)
    for row in rows:
        for x, lines in zip(TEXT, row, strict=True):
            for n, line in enumerate(lines):
                paper.text(x, y + 13 + 12 * n, line)
        y += 8 + 12 * max(len(lines) for lines in row)
        ys.append(y)
    return paper.grid(XS, ys)


def whole(name: str, department: str, goals: str, *remark: str) -> list[list[str]]:
    return [[name], [department], [goals], list(remark)]


FIRST = [
    whole("Naboskab", "BIF", "2/3", "Målet om fremmøde nås.", "De øvrige er nået."),
    whole("Klubaften", "SOF", "1/1", "Alle mål er nået."),
    whole("Lektiehjælp", "BUF", "0/2", "Byggeriet trak ud, så aktiviteten", "blev flyttet til biblioteket."),
]
LAST = whole("Bydelsmødre", "KFF", "3/3", "Samarbejdet fortsætter i det")
REST = [[""], [""], [""], ["nye år med flere frivillige."]]
MORE = [whole("Haveprojekt", "TMF", "4/6", "Godt på vej."), whole("Gadefest", "ØKF", "1/1", "Nået.")]


def joined(header: list[str] | None, second: list[list[list[str]]], last: list[list[str]] = LAST) -> list[list[str]]:
    paper = part(Paper(), [*FIRST, last], HEAD)
    return texts(part(paper.page(), second, header).table())


@pytest.mark.parametrize("header", [None, HEAD, ["", "", "", ""]], ids=["none", "repeated", "blank"])
def test_a_table_over_two_pages_is_one(header: list[str] | None) -> None:
    rows = joined(header, MORE)
    assert [row[0] for row in rows] == [
        "Indsats",
        "Naboskab",
        "Klubaften",
        "Lektiehjælp",
        "Bydelsmødre",
        "Haveprojekt",
        "Gadefest",
    ]


@pytest.mark.parametrize("header", [None, ["", "", "", ""]], ids=["none", "blank"])
def test_a_single_row_on_the_last_page_belongs_to_the_table(header: list[str] | None) -> None:
    assert [row[0] for row in joined(header, MORE[:1])][-2:] == ["Bydelsmødre", "Haveprojekt"]


@pytest.mark.parametrize("header", [None, HEAD], ids=["none", "repeated"])
def test_a_row_that_the_page_breaks_is_one(header: list[str] | None) -> None:
    rows = joined(header, [REST, *MORE])
    assert rows[4] == ["Bydelsmødre", "KFF", "3/3", "Samarbejdet fortsætter i det nye år med flere frivillige."]
    assert len(rows) == 7


def test_a_row_is_one_where_a_text_begins_on_the_second_page() -> None:
    rows = joined(HEAD, [REST, *MORE], whole("Bydelsmødre", "KFF", "3/3", ""))
    assert rows[4] == ["Bydelsmødre", "KFF", "3/3", "nye år med flere frivillige."]


def test_a_row_of_its_own_is_not_joined() -> None:
    assert len(joined(HEAD, [whole("klynge øst", "SUF", "1/2", "venter på svar"), *MORE])) == 8


def test_a_broken_cell_has_a_part_on_each_page() -> None:
    table = part(part(Paper(), [*FIRST, LAST], HEAD).page(), [REST, *MORE], HEAD).table()
    [cell] = [c for c in table.cells if c.text.startswith("Samarbejdet")]
    assert [p.page for p in cell.parts] == [1, 2]
    assert cell.place == cell.parts[0]
    assert [p.page for p in table.places] == [1, 2]


def test_a_table_with_other_columns_is_another() -> None:
    paper = part(Paper(), FIRST, HEAD).page()
    paper.grid([50, 300, 545], [80, 100, 120]).row([54, 304], 93, ["Post", "Beløb"], bold=True).row(
        [54, 304], 113, ["Løn", "10"]
    )
    assert [t.row_count for t in paper.read().tables] == [4, 2]


def test_a_table_under_a_heading_of_its_own_is_another() -> None:
    paper = part(Paper(), FIRST, HEAD).page().text(50, 70, "Tabel 2: Partnerskabet Åparken", bold=True)
    tables = part(paper, MORE, HEAD).read().tables
    assert [t.title for t in tables] == [None, "Tabel 2: Partnerskabet Åparken"]


@pytest.mark.parametrize("size", [10, 8], ids=["as the text", "small"])
def test_a_caption_at_the_foot_of_a_page_is_the_title_of_the_table_on_the_next(size: float) -> None:
    paper = part(Paper(), FIRST, HEAD).text(50, 780, "Tabel 2 Aldersrogade Partnerskab", size)
    first, second = part(paper.page(), MORE, HEAD).read().tables
    assert (first.title, len(texts(first))) == (None, 4)
    assert (second.title, len(texts(second))) == ("Tabel 2 Aldersrogade Partnerskab", 3)


WIDE = (54, 150, 240, 330)
NOTE = ["Aktivitet", "Økonomi", "Status", "Bemærkninger"]


def noted(paper: Paper, top: float, *names: str, bold: bool = True, more: int = 2) -> float:
    """A header and rows without lines, the last cell with some lines ``more``; where the next row would stand."""
    paper.row(WIDE, top, NOTE, bold=bold)
    base = top + 20
    for name in names:
        paper.row(WIDE, base, [name, "1.000 kr.", "Opnået", "Der har været åbent hver uge, og det er nået"])
        for n in range(more):
            paper.text(WIDE[-1], base + 12 * (n + 1), "at holde mange møder med dem, som bor her")
        base += 12 * more + 20
    return base


@pytest.mark.parametrize("caption", ["Tabel 2 Aldersrogade Partnerskab", "Aldersrogade Partnerskab"])
def test_a_caption_between_two_tables_without_lines_begins_the_second(caption: str) -> None:
    paper = Paper()
    noted(paper, 600, "Klub", "Bod", "Kor")
    paper.page()
    below = noted(paper, 80, "Leg", "Løb")
    noted(paper.text(54, below, caption), below + 24, "Sang", "Spil", "Dans")
    first, second = paper.read().tables
    assert [row[0] for row in texts(first)] == ["Aktivitet", "Klub", "Bod", "Kor", "Leg", "Løb"]
    assert [row[0] for row in texts(second)] == ["Aktivitet", "Sang", "Spil", "Dans"]
    assert second.title == caption


@pytest.mark.parametrize("caption", ["Tabel 2 Aldersrogade Partnerskab", "Aldersrogade Partnerskab"])
def test_a_caption_is_no_row_where_the_table_below_it_is_not_found(caption: str) -> None:
    paper = Paper()
    noted(paper, 600, "Klub", "Bod", "Kor")
    paper.page()
    below = noted(paper, 80, "Leg", "Løb", bold=False, more=5)
    noted(paper.text(54, below, caption), below + 20, "Sang", bold=False, more=5)
    document = paper.read()
    assert [row[0] for row in texts(document.tables[0])] == ["Aktivitet", "Klub", "Bod", "Kor", "Leg", "Løb"]
    assert caption in [line.text for line in document.lines]


def test_page_headers_footers_and_numbers_are_left_out() -> None:
    paper = Paper()
    for n in range(1, 4):
        paper.text(50, 40, "Tryg Kommune, Sekretariatet").text(280, 815, f"Side {n} af 3")
        paper.text(50, 200, f"Afsnit {['et', 'to', 'tre'][n - 1]} handler om tryghed.")
        paper = paper.page() if n < 3 else paper
    assert paper.lines() == [f"Afsnit {n} handler om tryghed." for n in ("et", "to", "tre")]


@pytest.mark.parametrize("number", ["Side 1", "1", "1/1", "Side 1 af 1"])
def test_the_number_of_an_only_page_is_left_out(number: str) -> None:
    assert Paper().text(50, 300, "Kort brev.").text(280, 815, number).lines() == ["Kort brev."]


def test_a_line_in_the_margin_that_stands_once_is_kept() -> None:
    assert Paper().text(50, 40, "Til Økonomiudvalget").page().text(50, 300, "Mere tekst.").lines() == [
        "Til Økonomiudvalget",
        "Mere tekst.",
    ]


def test_lines_that_read_on_are_one_paragraph() -> None:
    paper = Paper().text(60, 100, "Planerne er vedtaget af udvalget, som har bedt om en samlet")
    paper.text(60, 112, "status, når året er gået.").text(60, 140, "Her følger den.").text(60, 170, "Resumé", bold=True)
    assert paper.lines() == [
        "Planerne er vedtaget af udvalget, som har bedt om en samlet status, når året er gået.",
        "Her følger den.",
        "Resumé",
    ]


def test_texts_side_by_side_are_two_paragraphs() -> None:
    paper = Paper()
    for n, (left, right) in enumerate(
        [("Til Økonomiudvalget", "Sagsnr. 2020-111"), ("på vegne af alle", "Sagsbehandler Bo")]
    ):
        paper.text(60, 100 + 12 * n, left).text(400, 100 + 12 * n, right)
    assert sorted(paper.lines()) == ["Sagsnr. 2020-111 Sagsbehandler Bo", "Til Økonomiudvalget på vegne af alle"]


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize("corner", ["", "Svar"])
def test_a_header_alone_at_the_foot_belongs_to_the_rows_on_the_next_page(corner: str, rows: int) -> None:
    header = [corner, "Unge", "Alle"]
    body = [["Godt tilfreds", "34%", "66%"], ["Tilfreds", "12%", "18%"], ["Utilfreds", "5%", "4%"]][:rows]
    paper = Paper().text(60, 760, "Hvad siger de?", 12, bold=True).row((60, 260, 400), 780, header, bold=True)
    paper.page()
    for n, row in enumerate(body):
        paper.row((60, 260, 400), 60 + 18 * n, row)
    paper.text(60, 200, "Her begynder en anden tekst.")
    (table,) = paper.read().tables
    assert (texts(table), table.title) == ([header, *body], "Hvad siger de?")
    assert [place.page for place in table.places] == [1, 2]
