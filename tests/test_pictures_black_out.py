"""Personal numbers are black in the picture of every page. Here they are drawn red, all else blue; no red is left."""

from __future__ import annotations

import io
import random
import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NoReturn

import numpy as np
import pytest
from PIL import Image
from reportlab.lib.colors import blue, red
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from documents.personal import dashed, in_pdfs, number
from documents.scanned import drawn, scanned
from documents.turned import changed, stamped
from extractors.model import Cell, Document, Table
from extractors.ocr import engine
from extractors.page_picture import page_picture, page_texts
from extractors.picture.stretches import Box, Stretch
from extractors.place import Place
from extractors.raw import RawReport
from extractors.reading import read_report
from schemas.black_out import WHOLE_PAGE, boxes_to_black_out
from schemas.masking import Leak
from schemas.personal_data import masked
from schemas.reading import reading_of

SIZE = 11
SPELLINGS = ["{d}-{s}", "{d} - {s}", "{d} {s}", "{d}\u2013{s}", "{d}\u00a0{s}", "cpr {d}{s}", "CPR: {d}/{s}"]
SPELLINGS += ["{d[0]}{d[1]}.{d[2]}{d[3]}.{d[4]}{d[5]}-{s}", "{d[0]}{d[1]} {d[2]}{d[3]} {d[4]}{d[5]}-{s}"]
SPELLINGS += ["{d[0]} {d[1]} {d[2]} {d[3]} {d[4]} {d[5]} - {s[0]} {s[1]} {s[2]} {s[3]}"]
LOOK_ALIKES = [
    "Tlf. 33 66 33 66",
    "EAN 5798009811578",
    "150.000 kr.",
    "Sagsnr. 2023-0298733",
    "120500",
    "4500 2023 2024",
]
Picture = np.ndarray


def spelled(rng: random.Random, spelling: str) -> str:
    digits = number(rng, with_check_digit=rng.random() < 0.5)
    return spelling.format(d=digits[:6], s=digits[6:])


def letter(numbers: list[str], way: str = "whole") -> bytes:
    """A page with a number on each line between other words, in one piece, word by word or digit by digit."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(500, 700), invariant=1)
    canvas.setFont("Helvetica", SIZE)
    for line, text in enumerate(numbers):
        y = 640 - 26 * line
        name = re.match(r"[A-Za-z: ]*", text)[0]  # ty: ignore[not-subscriptable]
        x, text = put(canvas, 60, y, f"Borger {name}", blue), text.removeprefix(name)
        pieces = {"whole": [text], "words": text.split(" "), "digits": list(text)}[way]
        for piece in pieces:
            x = put(canvas, x, y, piece, red) + (stringWidth(" ", "Helvetica", SIZE) if way == "words" else 0)
        put(canvas, x, y, " er besvaret", blue)
    for line, text in enumerate(LOOK_ALIKES):
        put(canvas, 60 + 220 * (line % 2), 120 - 20 * (line // 2), text, blue)
    canvas.showPage()
    canvas.save()
    return out.getvalue()


def put(canvas: Canvas, x: float, y: float, text: str, colour: object) -> float:
    canvas.setFillColor(colour)
    canvas.drawString(x, y, text)
    return x + stringWidth(text, "Helvetica", SIZE)


def shown(path: Path, known: tuple[Leak, ...] = (), page: int = 1) -> Picture:
    boxes = boxes_to_black_out(page_texts(path, page), known, page)
    return seen(path, boxes, page)


def seen(path: Path, boxes: Sequence[Box] = (), page: int = 1) -> Picture:
    return np.asarray(Image.open(io.BytesIO(page_picture(path, page, 2, boxes).png))).astype(np.int16)


def count_red(picture: Picture) -> int:
    return int((picture[..., 0] - picture[..., 2] > 30).sum())


def count_blue(picture: Picture) -> int:
    return int((picture[..., 2] - picture[..., 0] > 30).sum())


def stored(folder: Path, data: bytes) -> Path:
    path = folder / "kilde.pdf"
    path.write_bytes(data)
    return path


@pytest.mark.parametrize("way", ["whole", "words", "digits"])
@pytest.mark.parametrize(
    ("turn", "crop"), [(0, None), (90, (30, 40, 480, 690)), (180, None), (270, (30, 40, 480, 690))]
)
def test_a_number_is_black_however_it_is_spelled_and_drawn(
    tmp_path: Path, way: str, turn: int, crop: tuple[float, float, float, float] | None
) -> None:
    rng = random.Random(f"{way}{turn}")
    path = stored(tmp_path, changed(letter([spelled(rng, s) for s in SPELLINGS * 2], way), turn, crop))
    before, after = seen(path), shown(path)
    assert count_red(before) > 5000
    assert count_red(after) == 0
    assert count_blue(after) > 0.97 * count_blue(before)


def test_a_page_without_numbers_is_left_alone(tmp_path: Path) -> None:
    path = stored(tmp_path, letter(["230223", "1. marts", "12.000", "2023 2024 2025"]))
    assert boxes_to_black_out(page_texts(path, 1), (), 1) == []


@pytest.mark.parametrize(("end", "begin"), [("-", ""), ("", "-"), ("", ""), (" -", ""), ("", "- ")])
def test_a_number_broken_over_two_lines_is_black_on_both(tmp_path: Path, end: str, begin: str) -> None:
    digits = number(random.Random(5), with_check_digit=False)
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(500, 700), invariant=1)
    canvas.setFont("Helvetica", SIZE)
    put(canvas, 300, 585, "en anden spalte", blue)  # drawn between the two, beside the second
    x = put(canvas, 60, 600, "Henvendelse fra borger ", blue)
    put(canvas, x, 600, f"{digits[:6]}{end}", red)
    put(canvas, 300, 600, "12 steder", blue)
    put(canvas, put(canvas, 60, 585, f"{begin}{digits[6:]}", red), 585, " er besvaret", blue)
    canvas.showPage()
    canvas.save()
    path = stored(tmp_path, out.getvalue())
    assert count_red(seen(path)) > 300
    assert count_red(shown(path)) == 0


def test_amounts_above_each_other_are_no_number(tmp_path: Path) -> None:
    rows = [["Post", "2023", "2024"], ["Løn", "120523", "110599"], ["Leje", "4500", "3900"], ["I alt", "-4500", "3900"]]
    path = stored(tmp_path, drawn(rows, ["Budget"], [120, 90, 90]))
    assert boxes_to_black_out(page_texts(path, 1), (), 1) == []


def test_numbers_in_a_column_that_only_its_head_gives_away_are_black_with_what_the_reading_knows(
    tmp_path: Path,
) -> None:
    rng = random.Random(7)
    digits = [number(rng, with_check_digit=False) for _ in range(3)]
    rows = [["Navn", "CPR-nr.", "Beløb"], *([f"Borger {n}", d, "12.000 kr."] for n, d in enumerate(digits))]
    path = stored(tmp_path, drawn(rows, ["Ansøgninger 2023"], [120, 120, 120]))
    document, raw = read_report(path)
    known = reading_of(raw, document).everywhere
    assert {leak.masked for leak in known} == {masked(d) for d in digits}
    places = [leak.place.bbox for leak in known if leak.place.bbox]
    assert len(places) >= 3
    after = shown(path, tuple(known))
    for x0, top, x1, bottom in places:
        unit = 2 * 96 / 72
        assert (after[round(top * unit) : round(bottom * unit), round(x0 * unit) : round(x1 * unit)] == 0).all()
    assert "CPR" in rows[0][1] and (after == 0).all(axis=2).mean() < 0.1


@pytest.mark.parametrize("name", ["i teksten", "med mellemrum", "over to linjer", "i en note", "i et formularfelt"])
def test_numbers_wherever_they_may_hide_on_a_page(tmp_path: Path, name: str) -> None:
    pages = []
    for seed in (11, 12):  # the same letter with two numbers: where the two differ, there the number is
        data = next(data for each, data, _ in in_pdfs(random.Random(seed)) if each == f"brev {name}.pdf")
        path = stored(tmp_path, data)
        document, raw = read_report(path)
        pages.append((seen(path), shown(path, tuple(reading_of(raw, document).everywhere))))
    (before, after), (other, _) = pages
    differ = (before != other).any(axis=2)
    assert differ.any() == (name != "i en note")  # which is drawn as nothing
    assert (after[differ] == 0).all()
    assert (after == 0).all(axis=2).mean() < 0.05


@pytest.mark.parametrize("turn", [0, 90])
def test_a_number_that_a_stamp_draws_and_says_nowhere_is_black(tmp_path: Path, turn: int) -> None:
    digits = number(random.Random(12), with_check_digit=False)
    path = stored(tmp_path, changed(stamped(letter([]), f"{digits[:6]} {digits[6:]}"), turn, (30, 40, 480, 690)))
    assert count_red(seen(path)) > 300
    assert count_red(shown(path)) == 0


def test_a_number_that_cannot_be_found_on_its_page_hides_the_page() -> None:
    at_large, elsewhere = Leak("010203-••••", Place(2)), Leak("010203-••••", Place(3, 1, 1, 2, 2))
    assert boxes_to_black_out([], [at_large, elsewhere], 2) == [WHOLE_PAGE]
    assert boxes_to_black_out([], [elsewhere], 2) == []
    text = dashed("0102031234")
    found = Stretch(text, [(10.0 + n, 10.0, 11.0 + n, 20.0) for n in range(len(text))])
    assert boxes_to_black_out([found], [at_large], 2) == [(9, 9, 22, 21)]


def test_where_only_the_cell_is_known_all_of_it_is_black() -> None:
    cell = Leak("010203-••••", Place(1, 50, 60, 90, 80))
    other = Stretch(dashed("0405061234"), [(60.0, 65.0, 70.0, 75.0)] * 11)  # in the same cell
    assert boxes_to_black_out([other], [cell], 1) == [(49, 59, 91, 81), (59, 64, 71, 76)]


def test_each_part_of_a_cell_that_goes_over_pages_is_black() -> None:
    parts = [Place(1, 10, 700, 90, 800), Place(2, 10, 50, 90, 90)]
    cell = Cell(0, 0, f"Borger {dashed('0102031234')}", parts[0], parts=parts)
    document = Document("pdf", [Table([cell], parts)])
    known = reading_of(RawReport(kind=None), document).everywhere
    assert boxes_to_black_out([], known, 1) == [(9, 699, 91, 801)]
    assert boxes_to_black_out([], known, 2) == [(9, 49, 91, 91)]


def test_a_number_that_runs_up_the_side_of_a_page_is_black(tmp_path: Path) -> None:
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(500, 700), invariant=1)
    canvas.setFont("Helvetica", SIZE)
    for line in range(12):
        put(canvas, 100, 600 - 20 * line, "Besøgstal for væresteder i alle måneder", blue)
    for x, way in ((40, 90), (460, -90)):
        canvas.saveState()
        canvas.translate(x, 300)
        canvas.rotate(way)
        digits = number(random.Random(way), with_check_digit=False)
        put(canvas, put(canvas, 0, 0, digits[:6], red) + 3, 0, digits[6:], red)
        canvas.restoreState()
    canvas.showPage()
    canvas.save()
    path = stored(tmp_path, out.getvalue())
    assert count_red(seen(path)) > 600
    assert count_red(shown(path)) == 0


def test_a_number_in_a_note_that_has_no_place_hides_the_page() -> None:
    assert boxes_to_black_out([Stretch(dashed("0102031234"), [None] * 11)], [], 1) == [WHOLE_PAGE]


@pytest.fixture(scope="module")
def tesseract(require: Callable[[str, str], NoReturn]) -> None:
    """Text recognition is there, or the test is skipped with the reason."""
    if not engine.installed():
        require("ocr", "tesseract with Danish and English is not installed")


@pytest.fixture(scope="module")
def scan(tesseract: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, list[Leak], list[str]]]:
    """Two scanned pages on which one number stands twice and another once, and where the reader found them."""
    rng = random.Random(3)
    twice, once = number(rng, True), number(rng, False)
    rows = [["Navn", "Sag", "Beløb"], ["Anna", dashed(twice), "12.000 kr."], ["Bo", "uden nummer", "4.000 kr."]]
    first = drawn(rows, ["Ansøgninger 2023", f"Om borger {dashed(once)} er intet nyt"], [120, 140, 120])
    second = drawn([["Sag", "Beløb"], [dashed(twice), "9.500 kr."]], ["Side to"], [160, 120])
    from pypdf import PdfWriter

    writer, out = PdfWriter(), io.BytesIO()
    for data in (first, second):
        writer.append(io.BytesIO(scanned(data)))
    writer.write(out)
    path = stored(tmp_path_factory.mktemp("scan"), out.getvalue())
    document, raw = read_report(path)
    yield path, reading_of(raw, document).everywhere, [twice, once]


def digits_read(picture: Picture) -> str:
    grey = picture.mean(axis=2).astype(np.uint8)
    return "".join(c for word in engine.recognise(grey, 192, engine.SPARSE) for c in word.text if c.isdecimal())


@pytest.mark.parametrize("page", [1, 2])
def test_a_scan_shows_no_number_that_was_read_in_it(scan: tuple[Path, list[Leak], list[str]], page: int) -> None:
    path, known, numbers = scan
    assert {leak.place.page for leak in known} == {1, 2}
    before, after = digits_read(seen(path, page=page)), digits_read(shown(path, tuple(known), page))
    there = [n for n in numbers if n in before]
    assert there, before
    assert not [n for n in numbers if n in after or n[6:] in after]
    assert "2023" in after or page == 2
