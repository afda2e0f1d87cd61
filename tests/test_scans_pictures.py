"""Pictures of pages: lines found in pixels, skew measured, two readings compared, and what a sum confirms."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from extractors.model import Cell, Document, Table
from extractors.ocr.agreement import compare, confirmed_by
from extractors.ocr.drawn_lines import take_out_lines
from extractors.ocr.engine import Seen, read_hocr
from extractors.ocr.ink import Ink
from extractors.ocr.picture import Picture, skew_of
from extractors.ocr.scans import is_written_paper
from extractors.pictured import tell_doubts
from extractors.place import Place
from extractors.raw import RawFigure, RawReport, RawValue
from raw_samples import at, budget, checked, figure, findings, only, status

SCALE = 300 / 72
WORD = Seen("76.800", 100, 100, 220, 130, 130, 40, 96)


def paper(height: int, width: int, noise: float = 8.0) -> np.ndarray:
    pixels = 235 + np.random.default_rng(1).normal(0, noise, (height, width))
    return np.clip(pixels, 0, 255).astype(np.uint8)


def picture(pixels: np.ndarray) -> Picture:
    return Picture(pixels, pixels.shape[1] / SCALE, pixels.shape[0] / SCALE, SCALE, 0.0)


def test_ruled_lines_are_found_and_taken_out_but_no_letters() -> None:
    pixels = paper(600, 900)
    for y in (100, 200, 400):
        pixels[y : y + 3, 50:850] = 60
    for x in (50, 450, 847):
        pixels[100:403, x : x + 3] = 60
    pixels[130:160, 100:106] = 40  # the stem of a letter
    pixels[300:304, 100:130] = 40  # a dash
    across, down, left = take_out_lines(picture(pixels))
    assert [round(r.at * SCALE) for r in across] == pytest.approx([101, 201, 401], abs=1)
    assert [round(r.at * SCALE) for r in down] == pytest.approx([51, 451, 848], abs=1)
    assert across[0].end - across[0].start == pytest.approx(800 / SCALE, abs=1.5)
    assert left[101, 300:420].min() > 180
    assert left[145, 102] == 40
    assert left[302, 115] == 40


def test_a_band_of_letters_is_no_line() -> None:
    pixels = paper(200, 900)
    for x in range(100, 800, 8):  # feet that nearly touch, and stems above them
        pixels[120:124, x : x + 7] = 40
        pixels[90:124, x : x + 4] = 40
    across, down, left = take_out_lines(picture(pixels))
    assert (across, down) == ([], [])
    assert left[121, 102] == 40


@pytest.mark.parametrize("angle", [0.0, 0.4, -0.9])
def test_skew_is_measured(angle: float) -> None:
    pixels = paper(800, 600)
    slope = np.tan(np.radians(angle))
    for y in range(100, 700, 14):
        for x in range(60, 540):
            pixels[round(y - slope * x) : round(y - slope * x) + 5, x] = 40
    assert skew_of(pixels) == pytest.approx(angle, abs=0.06)


def test_places_go_back_by_the_skew() -> None:
    turned = Picture(np.empty((0, 0)), 600.0, 800.0, SCALE, 90.0)
    assert turned.shown(400.0, 400.0) == pytest.approx((300.0, 300.0))


def test_photos_and_blank_pages_are_not_read() -> None:
    page = paper(400, 300)
    assert not is_written_paper(page)
    page[100:110, 50:250] = 40
    assert is_written_paper(page)
    assert not is_written_paper(np.random.default_rng(2).integers(0, 255, (400, 300)).astype(np.uint8))


def beside(text: str, certainty: float = 96.0) -> Seen:
    return replace(WORD, text=text, certainty=certainty)


@pytest.mark.parametrize(
    ("first", "second", "sure"),
    [
        (WORD, beside("76.800"), True),
        (WORD, beside("78.800"), False),
        (WORD, beside("76,800"), False),
        (WORD, beside("76.800", 40.0), False),
        (beside("Opnået"), beside("Opnået."), True),
        (beside("Blaering"), beside("Blæring"), True),
        (beside("Sangkoret"), beside("Sangkorel"), False),
    ],
)
def test_a_word_is_sure_where_two_readings_say_the_same(first: Seen, second: Seen, sure: bool) -> None:
    [judged] = compare([first], [second])
    assert judged.sure is sure


def test_a_lost_space_is_a_doubt() -> None:
    whole = replace(WORD, text="Allin")
    parts = [replace(WORD, text="All", x1=160), replace(WORD, text="in", x0=170)]
    assert [j.sure for j in compare([whole], parts)] == [False]


def test_what_only_the_second_reading_saw_is_not_lost() -> None:
    assert [(j.seen.text, j.sure) for j in compare([], [WORD])] == [("76.800", False)]


def test_the_danish_model_is_believed_about_danish_letters() -> None:
    [judged] = compare([beside("Falleshaven")], [beside("Fælleshaven")])
    assert (judged.seen.text, judged.sure) == ("Fælleshaven", True)


def test_a_third_reading_can_confirm() -> None:
    doubtful = compare([WORD], [beside("78.800")])
    assert [j.sure for j in confirmed_by(doubtful, [beside("76.800")])] == [True]
    assert [j.sure for j in confirmed_by(doubtful, [beside("79.800")])] == [False]


def test_a_lost_minus_and_a_note_mark_are_seen_in_the_ink() -> None:
    pixels = paper(200, 400, 0)
    for x in (100, 130, 160, 190):
        pixels[102:130, x : x + 20] = 40
    assert not Ink(pixels, 235, 40).unread_beside(WORD, [WORD])
    assert not Ink(pixels, 235, 40).has_raised_end(WORD)
    pixels[116:120, 75:92] = 40
    assert Ink(pixels, 235, 40).unread_beside(WORD, [WORD])
    pixels[115:130, 190:210] = 235
    assert Ink(pixels, 235, 40).has_raised_end(WORD)


def test_a_gap_within_a_word_is_a_lost_space() -> None:
    pixels = paper(200, 400, 0)
    for x in (100, 118, 136, 172, 190):
        pixels[102:130, x : x + 14] = 40
    assert Ink(pixels, 235, 40).has_gap(replace(WORD, x1=204))
    assert not Ink(pixels, 235, 40).has_gap(replace(WORD, x1=150))


def test_the_page_description_of_tesseract_is_read() -> None:
    line = "<span class='ocr_line' id='line_1_1' title=\"bbox 10 20 110 60; baseline 0 -8; x_size 30\">"
    words = "<span class='ocrx_word' id='w1' title='bbox 10 20 60 52; x_wconf 91'><strong>Løn &amp;</strong></span>"
    bar = "<span class='ocrx_word' id='w2' title='bbox 70 20 110 52; x_wconf 88'>80|</span></span>"
    assert list(read_hocr(line + words + bar)) == [
        Seen("Løn&", 10, 20, 60, 52, 52, 30, 91),
        Seen("80", 70, 20, 110, 52, 52, 30, 0),  # the bar may have been a digit
    ]


def pictured(text: str, *doubts: str) -> RawValue:
    return RawValue(text, at(), doubts=list(doubts))


def test_a_doubtful_figure_is_held_and_a_sure_one_is_not() -> None:
    result = checked(
        status("Sangkoret", pictured("Opnået")),
        status("Ny Start", pictured("2/3", "2/3"), row=2, remark="Tre mål."),
        figure("status", pictured("Opnået"), 3, effort=pictured("Nexus", "Nexus")),
    )
    assert findings(result) == ["figure.ocr_unconfirmed"] * 2
    assert [f.values["effort"] for f in result.held] == ["Ny Start", "Nexus"]
    told = [f for f in result.findings if f.rule == "figure.ocr_unconfirmed"]
    assert [(f.field, f.value) for f in told] == [("status", "2/3"), ("effort", "Nexus")]


def amounts(*texts: str, total: str) -> list[RawFigure]:
    lines = [
        budget("A", pictured(t, t), row, line=name, year="2022")
        for row, (t, name) in enumerate(zip(texts, "XYZ", strict=False), 1)
    ]
    return [*lines, budget("A", pictured(total, total), 9, line="Sum", year="2022", is_total=True)]


def test_a_sum_that_ties_confirms_its_amounts() -> None:
    assert findings(checked(*amounts("100", "250", total="350"))) == []
    broken = checked(*amounts("100", "260", total="350"))
    assert findings(broken).count("figure.ocr_unconfirmed") == 3
    # the same amount twice may have been misread twice
    assert findings(checked(*amounts("700", total="700"))).count("figure.ocr_unconfirmed") == 2


def test_where_the_period_is_doubtful_everything_waits() -> None:
    result = checked(status("Sangkoret", "Opnået"), period=pictured("2023", "2023"))
    assert result.state == "held"
    assert only(result, "figure.ocr_unconfirmed").value == "2023"


def test_doubts_go_from_the_cells_to_the_values() -> None:
    head, cell = Place(1, 50.0, 0.0, 90.0, 10.0), Place(1, 50.0, 20.0, 90.0, 30.0)
    table = Table(
        [Cell(0, 0, "2022", head, doubts=["2022"]), Cell(1, 0, "150 kr (+ 50 kr)", cell, doubts=["50"])], [head]
    )
    figures = [
        RawFigure("budget", {"amount_dkk": RawValue(t, cell), "year": RawValue("2022", cell)}, cell, t, 0, 1)
        for t in ("100 kr", "50 kr")
    ]
    report = RawReport("budget_sheet", figures=figures)
    tell_doubts(report, Document("pdf", [table]))
    assert [f.values["amount_dkk"].doubts for f in figures] == [[], ["50"]]
    assert [f.values["year"].doubts for f in figures] == [["2022"], ["2022"]]
