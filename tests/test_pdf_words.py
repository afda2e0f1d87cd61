"""Characters become words and lines: spaces, hyphens, marks, ligatures, doubled and turned text."""

from __future__ import annotations

import unicodedata

import pytest
from reportlab.pdfbase.pdfmetrics import stringWidth

from documents.paper import Paper, texts

CELL = ([50, 150, 250], [100, 160, 200])


def in_cell(*lines: str, x: float = 54) -> str:
    """The text of a drawn cell that holds these lines."""
    paper = Paper().grid(*CELL).text(160, 112, "Opnået").text(54, 180, "Nabo").text(160, 180, "Opnået")
    for n, line in enumerate(lines):
        paper.text(x, 112 + 12 * n, line)
    return texts(paper.table())[0][0]


JOINED = {
    "words": (("Lektiehjælp", "ved søen"), "Lektiehjælp ved søen"),
    "a broken word": (("Bolig-", "organisationen"), "Boligorganisationen"),
    "a hyphen of its own": (("TV-", "Overvågning"), "TV-Overvågning"),
    "a hanging hyphen": (("Bylivs-", "og tryghedspulje"), "Bylivs- og tryghedspulje"),
    "ages": (("Klub 13-", "15 år"), "Klub 13-15 år"),
    "an age group": (("for 13-15-", "årige"), "for 13-15-årige"),
    "a soft hyphen": (("Bolig\u00ad", "organisationen"), "Boligorganisationen"),
    "a dash": (("Plan –", "del to"), "Plan – del to"),
}


@pytest.mark.parametrize(("lines", "whole"), JOINED.values(), ids=JOINED.keys())
def test_lines_of_a_cell_read_as_one_text(lines: tuple[str, ...], whole: str) -> None:
    assert in_cell(*lines) == whole


def test_a_number_and_its_unit_stay_two_words() -> None:
    paper = (
        Paper().grid([50, 150, 200], [100, 160, 200]).text(54, 112, "Nabo").text(54, 180, "Søen").text(160, 180, "Nej")
    )
    paper.right(196, 112, "750.000").right(196, 124, "kr.")
    assert texts(paper.table())[0][1] == "750.000 kr."


def test_a_word_drawn_letter_by_letter_is_one_word() -> None:
    paper = Paper()
    for n, letter in enumerate("tryghed"):
        paper.text(60 + stringWidth("tryghed"[:n], "Helvetica", 10), 100, letter)
    assert paper.text(98, 100, "nu").lines() == ["tryghed nu"]


def test_a_gap_without_a_space_parts_words() -> None:
    assert Paper().text(60, 100, "Nabo").text(95, 100, "skab").lines() == ["Nabo skab"]


def test_text_drawn_twice_to_look_bold_stands_once() -> None:
    assert Paper().text(60, 100, "Samlet").text(60.2, 100, "Samlet").lines() == ["Samlet"]


@pytest.mark.parametrize("mark", ["1", "2)", "*"])
def test_a_raised_mark_is_kept_apart_from_the_amount(mark: str) -> None:
    paper = Paper().grid(*CELL).text(54, 112, "Nabo").text(54, 180, "Søen").text(160, 180, "65.000 kr.")
    table = paper.text(160, 112, "86.000 kr.").text(206, 108, mark, size=6).table()
    [cell] = [c for c in table.cells if c.text == "86.000 kr."]
    assert cell.marks == mark


def test_a_small_number_on_the_line_is_no_mark() -> None:
    assert Paper().text(60, 100, "Areal i m").text(
        60.5 + stringWidth("Areal i m", "Helvetica", 10), 100, "2", size=6
    ).lines() == ["Areal i m2"]


def test_letters_put_together_are_one_letter() -> None:
    assert in_cell("Indsatsen på Å") == unicodedata.normalize("NFC", "Indsatsen på Å")


def test_text_on_its_side_stands_by_itself() -> None:
    paper = Paper().text(100, 300, "Et stykke tekst")
    paper.canvas.saveState()
    paper.canvas.translate(60, 500)
    paper.canvas.rotate(90)
    paper.canvas.drawString(0, 0, "Fortroligt udkast")
    paper.canvas.restoreState()
    assert sorted(paper.lines()) == ["Et stykke tekst", "Fortroligt udkast"]


def test_bold_and_size_of_a_line_are_told() -> None:
    head, body = Paper().text(60, 100, "Resumé", size=14, bold=True).text(60, 140, "Udvalget orienteres.").read().lines
    assert (head.bold, head.size, body.bold, body.size) == (True, 14.0, False, 10.0)
