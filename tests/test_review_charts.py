"""Charts: what stands where, that gaps stay gaps, and that the table beside a chart has the same numbers."""

from __future__ import annotations

from decimal import Decimal
from xml.etree import ElementTree

import pytest

from review.charts.bars import bar_chart
from review.charts.lines import line_chart
from review.charts.shapes import PLOT, TOP, WIDTH, Chart
from review.charts.sparkline import sparkline
from review.charts.stacked import stacked_chart
from review.charts.ticks import spread, ticks
from review.templates_of import environment

YEARS = ["2020", "2021", "2022", "2023"]


@pytest.mark.parametrize(
    ("low", "high", "expected"),
    [
        ("0", "97", ["0", "50", "100"]),
        ("0", "3.4", ["0", "1", "2", "3", "4"]),
        ("0", "0.08", ["0.00", "0.02", "0.04", "0.06", "0.08"]),
        ("-61.6", "85.6", ["-100", "-50", "0", "50", "100"]),
        ("0", "16236000", ["0", "5000000", "10000000", "15000000", "20000000"]),
        ("0", "0", ["0.0", "0.5"]),
    ],
)
def test_an_axis_has_few_round_numbers(low: str, high: str, expected: list[str]) -> None:
    assert ticks(Decimal(low), Decimal(high)) == [Decimal(number) for number in expected]


def test_what_is_counted_has_no_halves() -> None:
    assert ticks(Decimal(0), Decimal(2), whole=True) == [0, 1, 2]
    assert ticks(Decimal(0), Decimal(0), whole=True) == [0, 1]


def test_labels_stand_evenly_and_the_last_is_there() -> None:
    assert spread(4, 6) == [0, 1, 2, 3]
    assert spread(60, 6) == [9, 19, 29, 39, 49, 59]
    assert spread(0, 6) == []


def test_a_line_stops_where_there_is_no_value() -> None:
    shape = line_chart(YEARS, {"Andel": [10, None, 20, 40]})
    [line] = shape.lines
    assert [mark.label for mark in line.marks] == ["2020", "2022", "2023"]
    [piece] = line.pieces  # one value alone is a sign, not a line
    assert len(piece.split()) == 2
    assert line.marks[2].y == TOP  # 40 is the highest number of the axis
    assert line.marks[0].y == TOP + PLOT * 0.75
    assert shape.rows == (("2020", (10,)), ("2021", (None,)), ("2022", (20,)), ("2023", (40,)))


def test_five_lines_differ_by_more_than_colour() -> None:
    shape = line_chart(YEARS, {name: [1, 2, 3, 4] for name in "abcde"})
    drawn = ElementTree.fromstring(drawing(shape))
    signs = {path.get("d") for path in drawn.iter("path") if (path.get("class") or "").startswith("sign")}
    assert len(signs) == 5


def test_bars_stand_on_nought_and_hang_below_it() -> None:
    up, down = bar_chart(YEARS, "Ændring", [50, None, None, -100]).bars
    base = bar_chart(YEARS, "Ændring", [50, None, None, -100]).base
    assert (up.y + up.height, down.y) == (base, base)
    assert down.height == pytest.approx(2 * up.height, abs=0.02)
    assert 0 < up.x < up.x + up.width < down.x < WIDTH


def test_parts_share_one_scale() -> None:
    series = {"Indlæst": [6, 3], "Holdt tilbage": [2, 0]}
    shape = stacked_chart(["2022", "2023"], series, {"Indlæst": "loaded", "Holdt tilbage": "held"})
    assert [(bar.label, bar.name, bar.x, bar.width) for bar in shape.bars] == [
        ("2022", "Indlæst", 0, WIDTH * 0.75),
        ("2022", "Holdt tilbage", WIDTH * 0.75, WIDTH * 0.25),
        ("2023", "Indlæst", 0, WIDTH * 3 / 8),
    ]


def test_a_sparkline_marks_one_value_and_says_all_of_them() -> None:
    shape = sparkline([("2021", 100), ("2022", None), ("2023", 300), ("2024", 200)], marked=3)
    assert shape and shape.marked
    assert (shape.marked.value, len(shape.pieces), len(shape.marks)) == (200, 1, 3)
    assert sparkline([("2021", None)]) is None
    macro = environment("da").get_template("charts/charts.html").module.sparkline  # ty: ignore[missing-attribute]
    assert 'aria-label="Beløb: 2021 100, 2023 300, 2024 200"' in str(macro(shape, "Beløb"))


def test_the_table_has_the_numbers_of_the_chart_as_danes_write_them() -> None:
    shape = line_chart(YEARS, {"Andel": [Decimal("30.2"), None, 1200, 40]})
    macro = environment("da").get_template("charts/charts.html").module.chart  # ty: ignore[missing-attribute]
    shown = str(macro(shape, "c1", "Andel i job", head="År"))
    rows = ElementTree.fromstring(f"<x>{shown[shown.index('<table>') : shown.index('</table>')]}</table></x>")
    cells = [["".join(cell.itertext()) for cell in row] for row in rows.iter("tr")]
    assert cells == [["År", "Andel"], ["2020", "30,2"], ["2021", "–"], ["2022", "1.200"], ["2023", "40"]]
    assert "style=" not in shown


def test_text_from_a_report_stays_text() -> None:
    shape = line_chart(["<b>2020"], {"<script>": [1], "b": [2]})
    assert "<script>" not in drawing(shape)
    assert "&lt;script&gt;" in drawing(shape)


def drawing(shape: Chart) -> str:
    """The chart's own SVG, as the page has it."""
    macro = environment("da").get_template("charts/charts.html").module.chart  # ty: ignore[missing-attribute]
    shown = str(macro(shape, "c1", "Titel"))
    start = shown.rindex('<svg viewBox="0 0 400')
    return shown[start : shown.index("</svg>", start) + 6]
