"""Tables found on a page: with all lines, with some, with shading, with none; and what is no table."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from documents.paper import Paper, texts

XS = [60, 200, 280, 380]
HEAD = ["Indsats", "2021", "2022", "I alt"]
BODY = [
    ["Nattevandring", "12", "14", "26"],
    ["Lektiehjælp", "8", "9", "17"],
    ["Bydelsmødre", "30", "41", "71"],
    ["Klub", "5", "6", "11"],
]


def numbers(paper: Paper, top: float = 100, step: float = 18) -> Paper:
    """A header and rows of numbers."""
    paper.row(XS, top + 12, HEAD, bold=True)
    for n, row in enumerate(BODY, 1):
        paper.row(XS, top + 12 + n * step, row)
    return paper


def bare(paper: Paper) -> None:
    """Draws nothing."""


def rules(paper: Paper) -> None:
    """A line below each row."""
    for n in range(6):
        paper.line(58, 100 + 18 * n, 420, 100 + 18 * n)


def three_rules(paper: Paper) -> None:
    """A line above the header, below it and below the table, as in books."""
    for y in (100, 118, 190):
        paper.line(58, y, 420, y)


def zebra(paper: Paper) -> None:
    """Every second row shaded."""
    for n in (0, 2, 4):
        paper.fill(58, 100 + 18 * n, 420, 118 + 18 * n)


def header_band(paper: Paper) -> None:
    """Only the header shaded."""
    paper.fill(58, 100, 420, 118)


def full(paper: Paper) -> None:
    """All lines."""
    paper.grid([58, 198, 278, 378, 420], [100 + 18 * n for n in range(6)])


@pytest.mark.parametrize("draw", [bare, rules, three_rules, zebra, header_band, full], ids=lambda f: f.__name__)
def test_numbers_in_columns_are_a_table_whatever_is_drawn(draw: Callable[[Paper], None]) -> None:
    paper = Paper().text(60, 60, "Udvalget orienteres hermed om udviklingen i deltagere.")
    draw(paper)
    document = numbers(paper).text(60, 240, "Tallene er opgjort i december.").read()
    [table] = document.tables
    assert texts(table) == [HEAD, *BODY]
    said = [line.text for line in document.lines]
    assert said == ["Udvalget orienteres hermed om udviklingen i deltagere.", "Tallene er opgjort i december."]


def test_numbers_that_end_at_the_same_place_are_one_column() -> None:
    paper = Paper().row([60], 112, ["Post"], bold=True).right(260, 112, "Beløb").right(340, 112, "I alt")
    for n, (post, a, b) in enumerate(
        [("Løn", "1.250", "12.250"), ("Leje af lokaler", "9", "11"), ("Kurser", "310", "99")], 1
    ):
        paper.text(60, 112 + 16 * n, post).right(260, 112 + 16 * n, a).right(340, 112 + 16 * n, b)
    assert [row[1:] for row in texts(paper.table())] == [
        ["Beløb", "I alt"],
        ["1.250", "12.250"],
        ["9", "11"],
        ["310", "99"],
    ]


def test_a_label_over_two_lines_stays_in_its_row() -> None:
    paper = Paper().line(58, 100, 420, 100).row(XS, 112, HEAD, bold=True).line(58, 118, 420, 118)
    paper.row(XS, 132, BODY[0]).line(58, 140, 420, 140)
    paper.row(XS, 154, ["Lektiehjælp i samarbejde", "8", "9", "17"]).text(60, 166, "med biblioteket").line(
        58, 172, 420, 172
    )
    paper.row(XS, 186, BODY[2]).line(58, 192, 420, 192)
    assert [row[0] for row in texts(paper.table())] == [
        "Indsats",
        "Nattevandring",
        "Lektiehjælp i samarbejde med biblioteket",
        "Bydelsmødre",
    ]


def test_a_cell_over_two_columns_and_one_over_two_rows() -> None:
    paper = Paper()
    for y in (100, 140, 160):
        paper.line(60, y, 360, y)
    paper.line(160, 120, 360, 120)
    for x in (60, 160, 360):
        paper.line(x, 100, x, 160)
    paper.line(260, 120, 260, 160)
    paper.row([64, 164], 114, ["Post", "Udgifter"]).row([164, 264], 134, ["2021", "2022"]).row(
        [64, 164, 264], 154, ["Løn", "1", "2"]
    )
    spans = {c.text: (c.row, c.col, c.rowspan, c.colspan) for c in paper.table().cells}
    assert spans["Post"] == (0, 0, 2, 1)
    assert spans["Udgifter"] == (0, 1, 1, 2)
    assert spans["2022"] == (1, 2, 1, 1)


def test_a_drawn_row_with_several_lines_of_numbers_is_several_rows() -> None:
    paper = Paper().grid([60, 160, 220, 280], [100, 120, 170]).row([64, 164, 224], 114, ["Post", "2021", "2022"])
    for n, row in enumerate((["Løn", "10", "12"], ["Leje", "3", "4"], ["Kurser", "7", "9"])):
        paper.row([64, 164, 224], 134 + 14 * n, row)
    assert texts(paper.table())[1:] == [["Løn", "10", "12"], ["Leje", "3", "4"], ["Kurser", "7", "9"]]


def test_a_word_over_the_edge_of_its_column_is_cut_there() -> None:
    """A producer that draws a row as one text leaves no gap between two cells."""
    paper = Paper().grid([60, 120, 180], [100, 120, 140]).row([64, 124], 114, ["Navn", "Antal"])
    paper.canvas.setFont("Courier", 10)
    paper.canvas.drawString(84, paper.height - 134, "Klub" + "  " + "375")
    assert texts(paper.table())[1] == ["Klub", "375"]


def test_the_heading_above_a_table_is_its_title() -> None:
    paper = numbers(Paper().text(60, 90, "Tabel 3: Deltagere", bold=True))
    full(paper)
    table = paper.table()
    assert table.title == "Tabel 3: Deltagere"


def test_a_heading_far_above_is_no_title() -> None:
    paper = numbers(Paper().text(60, 30, "Tabel 3: Deltagere", bold=True))
    full(paper)
    assert paper.table().title is None


def test_two_tables_under_each_other_keep_their_titles() -> None:
    paper = numbers(Paper().text(60, 90, "Tabel 1: Nord", bold=True))
    full(paper)
    paper.text(60, 290, "Tabel 2: Syd", bold=True).grid([58, 198, 278, 378, 420], [300, 318, 336]).row(
        XS, 312, HEAD, bold=True
    )
    tables = paper.row(XS, 330, BODY[0]).read().tables
    assert [(t.title, t.row_count) for t in tables] == [("Tabel 1: Nord", 5), ("Tabel 2: Syd", 2)]


PROSE = "Udvalget har bedt om en samlet status for arbejdet med tryghed i byens boligområder."


def underlined(paper: Paper) -> None:
    """A heading with a line under it and a frame around a note."""
    paper.line(60, 104, 160, 104).canvas.rect(60, 500, 400, 100)


def in_two_columns(paper: Paper) -> None:
    """Text that stands side by side, as in a leaflet."""
    for n in range(12):
        paper.text(60, 300 + 14 * n, "Beboerne har fået nye mødesteder,").text(
            320, 300 + 14 * n, "og der er kommet flere frivillige til."
        )


def a_list(paper: Paper) -> None:
    """Points with a mark before each."""
    for n in range(5):
        paper.text(70, 300 + 14 * n, "•").text(84, 300 + 14 * n, "Naboerne mødes og taler sammen om aftenen i gården.")


@pytest.mark.parametrize("draw", [underlined, in_two_columns, a_list], ids=lambda f: f.__name__)
def test_running_text_is_no_table(draw: Callable[[Paper], None]) -> None:
    paper = Paper().text(60, 100, "Resumé", bold=True)
    for n in range(6):
        paper.text(60, 130 + 14 * n, PROSE)
    draw(paper)
    document = paper.read()
    assert document.tables == []
    assert sum(line.text.count("Udvalget har bedt") for line in document.lines) == 6


def shaded(
    paper: Paper, top: float, rows: list[list[str]], first: int = 1, xs: tuple[int, ...] = (60, 260, 400)
) -> None:
    """Rows of which every other one is shaded, the one numbered ``first`` to begin with."""
    for n, row in enumerate(rows):
        if n % 2 == first % 2:
            paper.fill(58, top + 18 * n, 540, top + 18 * (n + 1))
        paper.row(xs, top + 13 + 18 * n, row)


SHARES = [["Ukendt", "5,4%", "28,1%"], ["Grundskole", "11,1%", "18,1%"], ["Gymnasium", "32,2%", "10,1%"]]
VISITS = [["Mandag", "297", "12"], ["Onsdag", "257", "9"], ["Fredag", "315", "14"]]


def test_a_header_in_two_rows_above_shaded_rows_leaves_the_first_row_alone() -> None:
    paper = Paper().text(260, 113, "Forældrenes uddannelse", bold=True)
    paper.row((260, 400), 131, ("Deltagere", "Andre"), bold=True)
    shaded(paper, 136, [*SHARES, ["Kort", "2,9%", "11,5%"], ["Lang", "0,9%", "15,8%"]])
    assert texts(paper.table())[-5:-2] == SHARES


def test_a_bold_heading_parts_two_shaded_tables() -> None:
    paper = Paper()
    shaded(paper, 100, SHARES)
    paper.text(60, 190, "Besøg efter ugedag", 11, bold=True)
    shaded(paper, 200, VISITS)
    assert [texts(table) for table in paper.read().tables] == [SHARES, VISITS]


def test_a_row_that_goes_on_from_another_page_is_no_header_of_the_next_table() -> None:
    paper = Paper().row((60, 260, 400), 93, ("Lang", "0,9%", "15,8%"))
    for y in (80, 98):
        paper.line(58, y, 540, y)
    paper.text(60, 122, "Besøg efter ugedag", 11, bold=True)
    paper.row((60, 260, 400), 143, ("Dag", "Besøg", "Nye"), bold=True)
    for n in range(5):
        paper.line(58, 130 + 18 * n, 540, 130 + 18 * n)
    for n, row in enumerate(VISITS):
        paper.row((60, 260, 400), 161 + 18 * n, row)
    assert texts(paper.read().tables[-1]) == [["Dag", "Besøg", "Nye"], *VISITS]


def wrapped(paper: Paper, top: float, middle: bool) -> None:
    """Three rows whose labels have one, three and two lines, 20 points between rows and 12 within."""
    for lines in (["Klubben"], ["Råd og vejledning", "om uddannelse", "og fritidsjob"], ["Besøg i", "gården"]):
        for n, text in enumerate(lines):
            paper.text(60, top + 12 * n, text)
        beside = top + (6 * (len(lines) - 1) if middle else 0)
        paper.row((200, 320), beside, ("Ungdom og job", str(len(lines) * 7)))
        top += 12 * (len(lines) - 1) + 20


@pytest.mark.parametrize("middle", [False, True])
def test_rows_of_wrapped_cells_are_told_by_the_steps_between_their_lines(middle: bool) -> None:
    paper = Paper().row((60, 200, 320), 100, ("Tilbud", "Hører til", "Antal"), bold=True)
    wrapped(paper, 122, middle)
    assert texts(paper.table()) == [
        ["Tilbud", "Hører til", "Antal"],
        ["Klubben", "Ungdom og job", "7"],
        ["Råd og vejledning om uddannelse og fritidsjob", "Ungdom og job", "21"],
        ["Besøg i gården", "Ungdom og job", "14"],
    ]


def test_a_header_as_wide_as_its_table_belongs_to_it() -> None:
    xs = (60, 118, 175)
    paper = Paper().row(xs, 112, ("Alder", "Deltagere", "Sammenligning (alle)"), bold=True)
    for n, row in enumerate((("Median", "14", "13"), ("Max", "17", "17"), ("Min", "9", "8"))):
        paper.row(xs, 132 + 18 * n, row)
    for n in range(4):
        paper.line(58, 118 + 18 * n, 278, 118 + 18 * n)
    assert texts(paper.table())[0] == ["Alder", "Deltagere", "Sammenligning (alle)"]


def test_a_title_of_another_size_parts_two_tables_without_lines() -> None:
    paper = numbers(Paper())
    paper.text(60, 216, "Besøg efter ugedag", 11, bold=True)
    for n, row in enumerate(VISITS):
        paper.row((60, 260, 400), 236 + 18 * n, row)
    assert [texts(table) for table in paper.read().tables] == [[HEAD, *BODY], VISITS]


@pytest.mark.parametrize("label", [("", "Unge", "Alle"), ("Bor her", "Unge", "Alle")])
def test_a_header_and_one_row_are_a_table(label: tuple[str, ...]) -> None:
    row = ("Bor her" if not label[0] else "", "34,4%/35,7%", "6,6%")
    paper = Paper().row((60, 260, 400), 100, label, bold=True).row((60, 260, 400), 120, row)
    assert texts(paper.table()) == [list(label), list(row)]


NOTE = ["Aktivitet", "Økonomi", "Status", "Bemærkninger"]


def test_one_row_below_a_bold_header_is_a_table() -> None:
    row = ["Klub", "1.000 kr.", "Opnået", "God."]
    paper = Paper().row((60, 180, 280, 380), 100, NOTE, bold=True).row((60, 180, 280, 380), 120, row)
    assert texts(paper.table()) == [NOTE, row]


@pytest.mark.parametrize("wrapped", ["", "på alle målsætninger"])
def test_a_column_of_a_bold_header_that_holds_nothing_is_kept(wrapped: str) -> None:
    paper = Paper().row((60, 180, 280, 390), 100, NOTE, bold=True)
    if wrapped:
        paper.text(280, 112, wrapped, bold=True)
    paper.row((60, 180, 280), 130, ["Klub", "1.000 kr.", "Opnået"])
    assert [row[2:] for row in texts(paper.table())] == [[f"Status {wrapped}".strip(), "Bemærkninger"], ["Opnået", ""]]


def test_rows_with_long_remarks_below_a_bold_header_are_a_table() -> None:
    paper = Paper().row((60, 160, 240, 320), 100, NOTE, bold=True)
    for top, name in ((120, "Klub"), (188, "Bod")):
        paper.row((60, 160, 240), top, (name, "1.000 kr.", "Opnået"))
        for n in range(5):
            paper.text(320, top + 12 * n, "mål om at være mange og at nå ud til alle")
    assert [row[0] for row in texts(paper.table())] == ["Aktivitet", "Klub", "Bod"]


def test_text_in_columns_right_above_a_table_and_gaps_in_cells_are_told() -> None:
    paper = numbers(Paper())
    full(paper)
    assert not paper.read().tables[0].loose
    beside = numbers(Paper()).row((60, 200), 96, ("Fra", "Antal"), bold=True)
    full(beside)
    assert beside.read().tables[0].loose
    gapped = numbers(Paper())
    full(gapped)
    gapped.text(300, 130, "77")
    assert [c.text for c in gapped.read().tables[0].cells if c.gapped] == ["14 77"]
