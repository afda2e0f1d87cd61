"""Pages as pictures: what a viewer would show, in its colours, at the size asked for, and never at any price."""

from __future__ import annotations

import io
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from documents.hostile import a_page_is_gone, calls_itself, letter, locked, page_with
from documents.turned import HEIGHT, WIDTH, changed, page, stamped
from extractors.page_picture import NoSuchPage, page_picture, page_sizes
from extractors.picture.page import MOST_PIXELS
from extractors.picture.png import png_of
from extractors.unreadable import Unreadable

CROP = (20, 10, 420, 360)
Box = tuple[float, float, float, float]


def pixels(png: bytes) -> np.ndarray:
    return np.asarray(Image.open(io.BytesIO(png)))


def stored(folder: Path, data: bytes) -> Path:
    path = folder / "kilde"
    path.write_bytes(data)
    return path


def box_of(found: np.ndarray) -> Box:
    """The box around the pixels that are true, as x0, top, x1, bottom."""
    rows, columns = np.nonzero(found.any(axis=1))[0], np.nonzero(found.any(axis=0))[0]
    return columns[0], rows[0], columns[-1] + 1, rows[-1] + 1


def test_a_png_holds_the_very_pixels() -> None:
    made = np.random.default_rng(1).integers(0, 256, (13, 7, 3), dtype=np.uint8)
    picture = Image.open(io.BytesIO(png_of(made)))
    assert (picture.format, picture.mode, picture.size) == ("PNG", "RGB", (7, 13))
    assert (np.asarray(picture) == made).all()


@pytest.mark.parametrize("scale", [1, 2, 3])
def test_a_page_has_the_size_and_the_colours_that_it_is_shown_with(tmp_path: Path, scale: int) -> None:
    path = stored(tmp_path, page((60, 300, "Indsatser")))
    drawn = page_picture(path, 1, scale)
    seen, unit = pixels(drawn.png).astype(int), scale * 96 / 72
    assert (drawn.width, drawn.height) == (WIDTH, HEIGHT) == page_sizes(path)[0]
    assert seen.shape == (round(HEIGHT * unit), round(WIDTH * unit), 3)
    red = (seen[..., 0] > 200) & (seen[..., 1] < 50) & (seen[..., 2] < 50)
    wanted = (40 * unit, (HEIGHT - 70) * unit, 70 * unit, (HEIGHT - 40) * unit)
    assert box_of(red) == pytest.approx(wanted, abs=1)


@pytest.mark.parametrize(
    ("turn", "square"),
    [(0, (20, 290, 50, 320)), (90, (30, 20, 60, 50)), (180, (350, 30, 380, 60)), (270, (290, 350, 320, 380))],
)
def test_a_page_is_shown_turned_and_cropped_with_what_is_laid_over_it(tmp_path: Path, turn: int, square: Box) -> None:
    path = stored(tmp_path, changed(stamped(page(field="tal"), "Husk bilag"), turn, CROP))
    drawn = page_picture(path, 1, 0.75)
    seen = pixels(drawn.png).astype(int)
    assert page_sizes(path) == [(drawn.width, drawn.height)] == [(400, 350) if turn % 180 == 0 else (350, 400)]
    bare = pixels(page_picture(stored(tmp_path, changed(page(), turn, CROP)), 1, 0.75).png).astype(int)
    red = (bare[..., 0] > 200) & (bare[..., 1] < 50) & (bare[..., 2] < 50)
    assert box_of(red) == pytest.approx(square, abs=1)
    stamp, field = seen[..., 0] - seen[..., 1] > 60, (np.abs(seen - bare) > 40).any(axis=2)
    assert (stamp & ~red).sum() > 100 and (field & ~stamp).sum() > 300


def test_places_are_black_in_the_pixels_and_nothing_else_changes(tmp_path: Path) -> None:
    path = stored(tmp_path, page((60, 300, "Borger 123 er besvaret")))
    before, after = (pixels(page_picture(path, 1, 2, b).png) for b in ((), [(100, 80, 140.2, 110)]))
    unit = 2 * 96 / 72
    assert (after[round(80 * unit) : round(110 * unit), round(100 * unit) : round(140 * unit)] == 0).all()
    assert box_of((before != after).any(axis=2)) == pytest.approx([v * unit for v in (100, 80, 140.2, 110)], abs=1)


def test_a_box_that_reaches_beyond_the_page_blackens_what_is_on_it(tmp_path: Path) -> None:
    path = stored(tmp_path, page())
    assert (pixels(page_picture(path, 1, 1, [(-1e6, -1e6, 1e6, 1e6)]).png) == 0).all()
    assert (pixels(page_picture(path, 1, 1, [(-50, -50, -10, -10)]).png) != 0).any()


def test_a_large_page_comes_out_smaller(tmp_path: Path) -> None:
    large = page_with("0 0 100 100 re f").replace(b"[0 0 200 200]", b"[0 0 9000 1]   ")
    seen = pixels(page_picture(stored(tmp_path, large), 1, 3).png)
    assert seen.shape[1] == 20_000
    wide = page_with("0 0 100 100 re f").replace(b"[0 0 200 200]", b"[0 0 9000 9000]")
    seen = pixels(page_picture(stored(tmp_path, wide), 1, 3).png)
    assert 0.99 * MOST_PIXELS < seen.shape[0] * seen.shape[1] < 1.01 * MOST_PIXELS


def test_a_page_that_is_not_there_is_told_from_one_that_is_damaged(tmp_path: Path) -> None:
    path = stored(tmp_path, a_page_is_gone())
    assert page_picture(path, 1).png
    with pytest.raises(Unreadable) as told:
        page_picture(path, 2)
    assert told.value.rule == "report.corrupt"
    for number in (0, -1, 3):
        with pytest.raises(NoSuchPage):
            page_picture(path, number)


def test_a_file_that_may_only_not_be_edited_is_shown(tmp_path: Path) -> None:
    assert page_picture(stored(tmp_path, locked("")), 1).png
    with pytest.raises(Unreadable) as told:
        page_picture(stored(tmp_path, locked("hemmeligt")), 1)
    assert told.value.rule == "report.encrypted"


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"%PDF-1.4\nnothing", letter("x")[:300]])
def test_what_is_no_pdf_is_not_drawn(tmp_path: Path, data: bytes) -> None:
    with pytest.raises(Unreadable):
        page_sizes(stored(tmp_path, data))


def test_a_page_that_draws_itself_for_ever_costs_its_limits_and_no_more(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AFRAPPORT_READ_MEMORY_MB", "500")
    with pytest.raises(Unreadable) as told:
        page_picture(stored(tmp_path, calls_itself()), 1)
    assert told.value.rule == "report.too_large"
    assert page_picture(stored(tmp_path, letter("Brev")), 1).png
