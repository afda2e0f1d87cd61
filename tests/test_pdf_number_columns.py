"""Tables without lines whose columns of numbers only the header shows: empty ones, and ones that stand close."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

import pytest

from documents.paper import Paper, texts

LEFT, WIDE = 60, 120  # where the labels begin, and their room
HEAD = ["Budgetpost", "2019", "2020", "2021", "2022"]
ROWS = [
    ["Lønmidler", "54.500 kr.", "7.250 kr.", "143.500 kr.", "8.000 kr."],
    ["Forplejning og transport", "47.750 kr.", "98.000 kr.", "", "15.000 kr."],
    ["Andet", "500 kr.", "", "1.250 kr.", "99.750 kr."],
    ["I alt", "102.750 kr.", "105.250 kr.", "144.750 kr.", "122.750 kr."],
]


def drawn(head: Sequence[str], rows: Sequence[Sequence[str]], room: float, side: str, top: float = 100) -> Paper:
    """Labels on the left, and columns ``room`` wide: headers at one side of them, numbers at the right."""
    paper = Paper(width=LEFT + WIDE + room * len(head) + 40)
    for n, text in enumerate(head):
        a = LEFT + WIDE + (n - 1) * room
        wide = paper.canvas.stringWidth(text, "Helvetica-Bold", 10)
        x = {"left": a, "right": a + room - 6 - wide, "middle": a + (room - 6 - wide) / 2}[side]
        paper.text(x if n else LEFT, top, text, bold=True)
    for r, row in enumerate(rows, 1):
        paper.text(LEFT, top + 18 * r, row[0])
        for n, text in enumerate(row[1:]):
            paper.right(LEFT + WIDE + (n + 1) * room - 6, top + 18 * r, text)
    return paper


def without(*columns: int) -> list[list[str]]:
    """The rows with nothing in some columns."""
    return [["" if n in columns else text for n, text in enumerate(row)] for row in ROWS]


@pytest.mark.parametrize("side", ["left", "right", "middle"])
@pytest.mark.parametrize("room", [68, 100])
@pytest.mark.parametrize("empty", [c for n in range(3) for c in itertools.combinations(range(1, 5), n)], ids=str)
def test_each_amount_stands_below_its_year_whichever_are_empty(side: str, room: float, empty: tuple[int, ...]) -> None:
    rows = without(*empty)
    assert texts(drawn(HEAD, rows, room, side).table()) == [HEAD, *rows]


@pytest.mark.parametrize("side", ["left", "right", "middle"])
def test_labels_without_a_header_are_a_column_too(side: str) -> None:
    rows = without(4)
    assert texts(drawn(["", *HEAD[1:]], rows, 90, side).table()) == [["", *HEAD[1:]], *rows]


def test_numbers_with_spaces_in_them_and_dashes_close_to_them_are_told_apart() -> None:
    rows = [
        ["Lønmidler", "454 500", "-", "1 143 500", "-"],
        ["Forplejning", "- 7 750", "498 000", "-", "1 115 000"],
        ["I alt", "446 750", "498 000", "1 143 500", "1 115 000"],
    ]
    assert texts(drawn(HEAD, rows, 54, "right").table()) == [HEAD, *rows]


def test_headers_of_which_some_stand_over_several() -> None:
    paper = drawn(HEAD, ROWS[:3], 90, "right", top=120)
    for x, text in ((30, "Hvor meget der er brugt"), (350, "Hvor meget der er tilbage")):
        paper.text(LEFT + WIDE + x, 102, text, bold=True)
    [over, *rest] = texts(paper.table())
    assert " ".join(over).split() == ["Hvor", "meget", "der", "er", "brugt", "Hvor", "meget", "der", "er", "tilbage"]
    assert rest == [HEAD, *ROWS[:3]]


def test_headers_that_stand_close_are_parted_where_the_numbers_show_two_columns() -> None:
    head = ["Udgiftspost", "Boligforening", "Kommunen", "Landsbyggefonden", "I alt"]
    rows = [["Lønmidler", "12", "", "4.100", "4.112"], ["Kurser", "", "35", "70", "105"], ["Leje", "6", "", "", "6"]]
    assert texts(drawn(head, rows, 99, "left").table()) == [head, *rows]


@pytest.mark.parametrize("down", [0, 6])
def test_a_label_of_two_lines_swallows_no_number_beside_it(down: int) -> None:
    paper = drawn(HEAD, ROWS[:1], 68, "right")
    for n, part in enumerate(("Medfinansiering af en hel", "koordinator")):
        paper.text(LEFT, 136 + 12 * n, part)
    for n, text in enumerate(("250.000 kr.", "255.000 kr.", "", "265.000 kr.")):
        paper.right(LEFT + WIDE + (n + 1) * 68 - 6, 136 + down, text)
    label = "Medfinansiering af en hel koordinator"
    assert texts(paper.table()) == [HEAD, ROWS[0], [label, "250.000 kr.", "255.000 kr.", "", "265.000 kr."]]


def test_columns_of_words_are_no_columns_of_numbers() -> None:
    xs, head = [60, 160, 260, 360], ["Indsats", "Ansvarlig", "Frist", "Status"]
    rows = [["Klub", "Anna Dam", "Maj", "I gang"], ["Bod", "Bo Lind", "Juni", "Slut"], ["Hal", "Eva Holm", "", "Slut"]]
    paper = Paper().row(xs, 100, head, bold=True)
    for n, row in enumerate(rows, 1):
        paper.row(xs, 100 + 18 * n, row)
    assert texts(paper.table()) == [head, *rows]
