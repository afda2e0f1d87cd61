"""Source pages from the archive: picture, size and mark; and a sentence where there is no picture."""

from __future__ import annotations

import io
import random
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from sqlalchemy import Engine

from documents.hostile import a_page_is_gone, calls_itself, letter, locked
from documents.personal import dashed, number
from extractors.model import Document, Line
from extractors.place import Place
from extractors.reading import read_report
from raw_samples import budget, report
from review.pictures import source_page, trouble
from review.pictures.cache import PictureCache
from review.pictures.source_page import SourcePages
from schemas.check import check_reading
from schemas.grades import Grades
from schemas.masking import Leak
from schemas.personal_data import masked
from schemas.reading import reading_of
from schemas.rulebook import rules
from warehouse.archive import Archive
from warehouse.load import load
from warehouse.personal_places import personal_places
from warehouse_samples import run, submission

pytest_plugins = ["databases"]


@pytest.fixture
def pages(tmp_path: Path) -> SourcePages:
    """Source pages of an empty archive."""
    (tmp_path / "arkiv").mkdir()
    return SourcePages(Archive(tmp_path / "arkiv"), PictureCache(tmp_path / "cache"))


def test_a_page_with_its_size_and_mark(pages: SourcePages, monkeypatch: pytest.MonkeyPatch) -> None:
    sha256 = pages.archive.keep(letter("Afrapportering", "12.000 kr."))
    page = pages.page(sha256, 1, 2)
    assert (page.width, page.height, page.blacked_out, page.hidden) == (595, 842, 0, False)
    assert Image.open(io.BytesIO(page.png)).size == (round(595 * 8 / 3), round(842 * 8 / 3))
    assert pages.sizes(sha256) == [(595, 842)]
    assert page.etag == pages.etag(sha256, 1, 2)
    monkeypatch.setattr(source_page, "page_picture", lambda *_: pytest.fail("it is kept"))
    assert pages.page(sha256, 1, 2) == page


def test_the_mark_changes_with_all_that_the_picture_depends_on(
    pages: SourcePages, monkeypatch: pytest.MonkeyPatch
) -> None:
    a, b = "a" * 64, "b" * 64
    here, elsewhere = Leak("010203-••••", Place(1, 1, 2, 3, 4)), Leak("010203-••••", Place(2, 1, 2, 3, 4))
    marks = [pages.etag(a, 1), pages.etag(b, 1), pages.etag(a, 2), pages.etag(a, 1, 2), pages.etag(a, 1, 1, [here])]
    assert len(set(marks)) == len(marks)
    assert pages.etag(a, 1, 1, [elsewhere]) == marks[0]
    monkeypatch.setattr(source_page, "code_version", lambda: "another")
    assert pages.etag(a, 1) != marks[0]


def test_a_page_never_shows_a_number_with_or_without_what_is_known(pages: SourcePages, tmp_path: Path) -> None:
    digits = number(random.Random(4), with_check_digit=False)
    data = letter("Besøgstal", f"Borger {dashed(digits)} er besvaret")
    sha256 = pages.archive.keep(data)
    document, raw = read_report(pages.archive.path(sha256))
    known = reading_of(raw, document).everywhere
    bare, told = pages.page(sha256, 1), pages.page(sha256, 1, 1, known)
    assert (bare.blacked_out, told.blacked_out) == (1, 1)
    black = (np.asarray(Image.open(io.BytesIO(bare.png))) == 0).all(axis=2)
    assert black.sum() > 60 * 12
    hidden = pages.page(sha256, 1, 1, [Leak("111111-••••", Place(1))])
    assert hidden.hidden and not np.asarray(Image.open(io.BytesIO(hidden.png))).any()
    kept = [p.read_bytes() for p in pages.cache.folder.rglob("*") if p.is_file()]
    assert len(kept) == 3 and not [k for k in kept if digits[6:].encode() in k.partition(b"\n")[0]]


def test_the_warehouse_knows_every_place_of_a_number_also_where_nobody_judges_it(engine: Engine) -> None:
    digits = dashed(number(random.Random(4), with_check_digit=False))
    lines = [Line(f"Borger {digits}", Place(page, 10, 20, 90, 32)) for page in (1, 3)]
    reading = reading_of(report(budget("Ny Start")), Document("pdf", list(lines)))
    off = Grades(dict.fromkeys(rules(), "off"))
    clean = check_reading(reading_of(report(budget("Ny Start")), None))
    told, unjudged = check_reading(reading), check_reading(reading, grades=off)
    assert [f.rule for f in told.findings if f.rule == "report.personal_data"] and not unjudged.findings
    run_id = run(engine)
    ids = [
        load(engine, submission(run_id, c), r).report_id for c, r in zip("abc", (clean, told, unjudged), strict=True)
    ]
    with engine.connect() as connection:
        found = [personal_places(connection, report_id) for report_id in (*ids, 999)]
    assert [len(places) for places in found] == [0, 2, 2, 0]
    assert found[1] == found[2] == [Leak(masked(digits), line.place) for line in lines]


def test_what_is_not_there_is_said(pages: SourcePages) -> None:
    sha256 = pages.archive.keep(letter("Brev"))
    for wrong in ("f" * 64, "../../etc/passwd", ""):
        with pytest.raises(trouble.FileMissing):
            pages.page(wrong, 1)
        with pytest.raises(trouble.FileMissing):
            pages.sizes(wrong)
    for page in (0, 2, -1, 10**9):
        with pytest.raises(trouble.NoPage):
            pages.page(sha256, page)
    with pytest.raises(ValueError, match="scale"):
        pages.page(sha256, 1, 9)


def test_a_file_that_was_changed_in_the_archive_is_not_shown(pages: SourcePages) -> None:
    sha256 = pages.archive.keep(letter("Brev"))
    path = pages.archive.path(sha256)
    path.chmod(0o600)
    path.write_bytes(letter("Et andet brev"))
    with pytest.raises(trouble.FileMissing):
        pages.page(sha256, 1)


def test_what_cannot_be_drawn_is_said_in_a_sentence(pages: SourcePages, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AFRAPPORT_READ_MEMORY_MB", "500")
    cases = [
        (calls_itself(), 1, trouble.TooHeavy),
        (locked("hemmeligt"), 1, trouble.Locked),
        (a_page_is_gone(), 2, trouble.Damaged),
        (b"PK\x03\x04 no workbook", 1, trouble.OtherKind),
        (letter("x")[:200], 1, trouble.Damaged),
    ]
    for data, page, kind in cases:
        sha256 = pages.archive.keep(data)
        with pytest.raises(kind) as told:
            pages.page(sha256, page)
        assert told.value.da.endswith(".") and told.value.en.endswith(".")
    assert not [p for p in pages.cache.folder.rglob("*") if p.is_file()]
