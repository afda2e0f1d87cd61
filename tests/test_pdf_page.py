"""Where text and lines stand on a page as it is shown: rotation, crop box, drawn and filled lines, forms, colours."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Set

import pytest
from reportlab.lib.colors import Color

from documents import hostile
from documents.paper import Paper, texts
from extractors.opening import read_bytes
from extractors.pdf.grid import Grid, Span, edges, merged, ruled_grids
from extractors.pdf.page import Rule

ROWS = [["Aktivitet", "Økonomi"], ["Nabo", "12.000 kr."], ["Klub", "8.500 kr."]]
XS, YS = [60, 160, 260], [100, 120, 140, 160]


def filled(paper: Paper) -> Paper:
    for n, row in enumerate(ROWS):
        paper.row([64, 164], 114 + 20 * n, row)
    return paper


def drawn_as_thin_fills(paper: Paper) -> None:
    for x in XS:
        paper.fill(x - 0.3, YS[0], x + 0.3, YS[-1], "#000000")
    for y in YS:
        paper.fill(XS[0], y - 0.3, XS[-1], y + 0.3, "#000000")


def drawn_as_boxes(paper: Paper) -> None:
    for x0, x1 in itertools.pairwise(XS):
        for y0, y1 in itertools.pairwise(YS):
            paper.canvas.rect(x0, paper.height - y1, x1 - x0, y1 - y0)


def drawn_in_pieces(paper: Paper) -> None:
    """Each side of each cell by itself, as a word processor does."""
    for x in XS:
        for y0, y1 in itertools.pairwise(YS):
            paper.line(x, y0, x, y1)
    for y in YS:
        for x0, x1 in itertools.pairwise(XS):
            paper.line(x0, y, x1, y)


def drawn_in_a_form(paper: Paper) -> None:
    canvas = paper.canvas
    canvas.beginForm("ramme")
    paper.grid([x - 20 for x in XS], [y + 10 for y in YS])
    canvas.endForm()
    canvas.saveState()
    canvas.translate(20, 10)
    canvas.doForm("ramme")
    canvas.restoreState()


WAYS = [drawn_as_thin_fills, drawn_as_boxes, drawn_in_pieces, drawn_in_a_form]


@pytest.mark.parametrize("draw", WAYS, ids=lambda f: f.__name__)
def test_a_grid_is_one_however_its_lines_are_drawn(draw: Callable[[Paper], None]) -> None:
    paper = Paper()
    draw(paper)
    table = filled(paper).table()
    assert texts(table) == ROWS
    assert table.places[0].bbox == pytest.approx((60, 100, 260, 160), abs=1.0)


@pytest.mark.parametrize("colour", [Color(1, 1, 1), Color(0, 0, 0, alpha=0)], ids=["white", "see-through"])
def test_lines_that_nobody_sees_are_no_lines(colour: Color) -> None:
    paper = Paper()
    paper.canvas.setFillColor(colour)
    for x in XS:
        paper.canvas.rect(x, paper.height - YS[-1], 0.5, YS[-1] - YS[0], stroke=0, fill=1)
    for y in YS:
        paper.canvas.rect(XS[0], paper.height - y, XS[-1] - XS[0], 0.5, stroke=0, fill=1)
    for n in range(3):
        paper.text(64, 114 + 20 * n, "Udvalget orienteres om arbejdet i gaden")
    assert paper.read().tables == []


def test_the_shading_of_a_cell_is_told() -> None:
    paper = Paper().fill(60, 100, 260, 120, "#dde6f0").grid(XS, YS)
    table = filled(paper).table()
    assert [c.fill for c in table.cells if c.row < 2] == ["dde6f0", "dde6f0", None, None]


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_places_are_those_of_the_page_as_it_is_shown(turn: int) -> None:
    """A word is drawn upright for the reader of a turned page; its box is from the corner that the reader sees."""
    paper = Paper(300, 300, turn=turn)
    canvas, (x, y) = paper.canvas, {0: (50, 240), 90: (60, 50), 180: (250, 60), 270: (240, 250)}[turn]
    canvas.saveState()
    canvas.translate(x, y)
    canvas.rotate(turn)
    canvas.setFont("Helvetica", 10)
    canvas.drawString(0, 0, "Resultat")
    canvas.restoreState()
    [line] = paper.read().lines
    place = line.place
    assert line.text == "Resultat"
    assert place.x0 == pytest.approx(50, abs=1)
    assert place.bottom == pytest.approx(62, abs=3)
    assert place.top is not None
    assert place.bottom is not None
    assert 8 < place.bottom - place.top < 16


def test_places_are_counted_from_the_corner_that_is_shown() -> None:
    paper = Paper(400, 300, crop=(100, 50, 400, 250)).text(150, 150, "Midt på")
    [line] = paper.read().lines
    assert line.place.x0 == pytest.approx(50, abs=1)
    assert line.place.bottom == pytest.approx(150 - 50 + 2, abs=3)


def test_a_page_without_a_size_of_its_own_is_read() -> None:
    data = hostile.page_with(
        "BT /F 12 Tf 20 100 Td (Kort brev) Tj ET",
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        resources="/Font<</F 5 0 R>>",
    ).replace(b"/MediaBox[0 0 200 200]", b"                      ")
    assert [line.text for line in read_bytes(data).lines] == ["Kort brev"]


def test_rules_that_continue_or_lie_on_each_other_are_one() -> None:
    rules = [Rule(100, 0, 50), Rule(100.5, 51, 90), Rule(100, 40, 60), Rule(100, 120, 150), Rule(110, 0, 90)]
    assert [(round(r.at), r.start, r.end) for r in merged(rules)] == [(100, 0, 90), (100, 120, 150), (110, 0, 90)]


def test_edges_that_are_close_are_one() -> None:
    assert edges([10, 11, 10.5, 30, 33]) == [10.5, 30, 33]


def grid_of(xs: list[float], ys: list[float], without: Set[tuple[float, float]] = frozenset()) -> Grid:
    """The grid of all sides but those that begin at ``without`` (position across, start along)."""
    across = [Rule(y, a, b) for y in ys for a, b in itertools.pairwise(xs) if (y, a) not in without]
    along = [Rule(x, a, b) for x in xs for a, b in itertools.pairwise(ys) if (x, a) not in without]
    [grid] = ruled_grids(across, along)
    return grid


def test_a_full_grid_has_a_cell_at_every_position() -> None:
    grid = grid_of([0, 50, 100], [0, 20, 40])
    assert (grid.rows, grid.cols, grid.box) == (2, 2, (0, 0, 100, 40))
    assert grid.spans == [Span(0, 0), Span(0, 1), Span(1, 0), Span(1, 1)]


def test_a_missing_side_makes_one_cell_of_two() -> None:
    wide = grid_of([0, 50, 100], [0, 20, 40], without={(50, 0)})
    assert wide.spans == [Span(0, 0, 1, 2), Span(1, 0), Span(1, 1)]
    high = grid_of([0, 50, 100], [0, 20, 40], without={(20, 0)})
    assert high.spans == [Span(0, 0, 2, 1), Span(0, 1), Span(1, 1)]


def test_outer_sides_that_are_not_drawn_stand_where_the_lines_end() -> None:
    across = [Rule(y, 0, 150) for y in (0, 20, 40)]
    along = [Rule(x, 0, 40) for x in (50, 100)]
    [grid] = ruled_grids(across, along)
    assert grid.xs == [0, 50, 100, 150]


def test_grids_that_do_not_touch_are_two() -> None:
    across = [Rule(y, 0, 50) for y in (0, 20)] + [Rule(y, 0, 50) for y in (60, 80)]
    along = [Rule(x, a, a + 20) for x in (0, 50) for a in (0, 60)]
    assert [g.ys[0] for g in ruled_grids(across, along)] == [0, 60]


@pytest.mark.parametrize(("gap", "found"), [(2.0, 1), (8.0, 0)])
def test_lines_that_nearly_meet_are_a_grid(gap: float, found: int) -> None:
    across = [Rule(y, gap, 100 - gap) for y in (gap, 30, 60 - gap)]
    along = [Rule(x, 2 * gap, 60 - 2 * gap) for x in (0, 100)]
    assert len(ruled_grids(across, along)) == found
