"""Scanned reports end to end: every figure that is loaded is right, every other one waits for a person."""

from __future__ import annotations

import io
import math
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NoReturn

import pypdfium2 as pdfium
import pytest

from documents.scanned import drawn, scanned
from extractors.model import Document, Table
from extractors.ocr import engine
from extractors.opening import ScansFound, read_bytes
from extractors.place import Place
from extractors.reading import read_report
from extractors.recognise import interpret
from extractors.unreadable import Unreadable
from schemas.check import check_report, check_unreadable
from schemas.report import CheckedReport, Figure

LINES = ["Afrapportering på aktiviteter i 2023", "Til Økonomiudvalget, 01-12-2023", "Partnerskab: Folehaven"]
HEADER = ["Aktivitet", "Økonomi", "Status på målsætninger", "Bemærkninger"]
ROWS = [
    ["Ungeværter", "76.800 kr.", "Opnået", ""],
    ["Folkekøkken", "45.000 kr.", "Opnået", ""],
    ["Det Grønne Fællesskab", "135.250 kr.", "Delvist opnået", "Ét mål udestår."],
    ["Fædrenetværk", "1.231.483 kr.", "Ikke opnået", "Vognen manglede."],
    ["Blå bane", "60.000 kr.", "Opnået", ""],
]
COMMENT = "Ring til 010203-4321"
NOTE = drawn([HEADER, *ROWS], LINES, [130, 90, 130, 130])
TOLD_APART = ("effort", "status", "amount_dkk", "year", "period_year", "partnership", "measure", "line")


@pytest.fixture(scope="module")
def tesseract(require: Callable[[str, str], NoReturn]) -> None:
    """Text recognition is there, or the test is skipped with the reason."""
    if not engine.installed():
        require("ocr", "tesseract with Danish and English is not installed")


def checked(path: Path) -> CheckedReport:
    document, raw = read_report(path)
    return check_report(raw, document)


def told(figures: list[Figure]) -> Counter[tuple[str, ...]]:
    return Counter((f.view, *(str(f.values.get(name)) for name in TOLD_APART)) for f in figures)


def written(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path


@pytest.mark.usefixtures("tesseract")
@pytest.mark.parametrize(("dpi", "skew", "noise", "least"), [(200, 0.6, 10.0, 0.6), (130, -0.8, 16.0, 0.0)])
def test_what_is_loaded_from_a_scan_is_right(tmp_path: Path, dpi: int, skew: float, noise: float, least: float) -> None:
    truth = told(checked(written(tmp_path / "note.pdf", NOTE)).passed)
    assert truth.total() == 2 * len(ROWS)
    result = checked(written(tmp_path / "scan.pdf", scanned(NOTE, dpi, skew, noise)))
    loaded = told(result.passed)
    assert loaded - truth == Counter()  # nothing wrong is loaded
    assert loaded.total() >= least * truth.total()
    assert loaded.total() + len(result.held) >= 1
    assert not result.held or any(f.rule == "figure.ocr_unconfirmed" for f in result.findings)
    for finding in result.findings:
        if finding.rule == "figure.ocr_unconfirmed":
            assert finding.place.page == 1
            assert finding.place.bbox is not None
            assert "læst af et billede" in finding.message


@pytest.fixture(scope="module")
def searchable(tesseract: None) -> Document:
    """A scan, skewed by 0.6 degrees, with a text over it that someone else's recognition might have made."""
    return read_bytes(scanned(NOTE, hidden="999.999 kr.", note=COMMENT), recognise=True)


def table_of(document: Document) -> Table:
    [table] = document.tables
    return table


def test_places_are_those_of_the_page_as_it_is_shown(searchable: Document) -> None:
    straight, skewed = (
        next(c.place.bbox for c in table_of(d).cells if c.text == "Blå bane") for d in (read_bytes(NOTE), searchable)
    )
    assert straight is not None
    assert skewed is not None
    # the picture was turned about its middle (297.6, 421): what stands left of it has moved down by its distance
    moved = (297.6 - (straight[0] + straight[2]) / 2) * math.sin(math.radians(0.6))
    assert (skewed[1] + skewed[3]) / 2 - (straight[1] + straight[3]) / 2 == pytest.approx(moved, abs=1.5)


def test_the_hidden_text_of_a_searchable_scan_is_not_believed(searchable: Document) -> None:
    texts = " ".join(text for text, _ in searchable.texts())
    assert "999.999" not in texts
    assert "135.250" in texts
    assert all(cell.doubts is not None for cell in table_of(searchable).cells if cell.text)


def test_a_comment_on_a_scanned_page_is_looked_through(searchable: Document) -> None:
    assert (COMMENT, Place(1)) in searchable.unshown
    told = [f for f in check_report(interpret(searchable), searchable).findings if f.rule == "report.personal_data"]
    assert [(f.value, f.place.page) for f in told] == [("010203-••••", 1)]


@pytest.mark.usefixtures("tesseract")
def test_a_caller_without_time_is_told_how_many_pages_are_scans() -> None:
    with pytest.raises(ScansFound) as caught:
        read_bytes(scanned(NOTE))
    assert caught.value.count == 1


def test_drawn_text_carries_no_doubts() -> None:
    document = read_bytes(NOTE)
    assert {cell.doubts is None for cell in table_of(document).cells} == {True}


@pytest.fixture
def without_tesseract(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A machine without text recognition."""
    engine.installed.cache_clear()
    monkeypatch.setenv("PATH", "")
    yield
    engine.installed.cache_clear()


@pytest.mark.usefixtures("without_tesseract")
def test_without_text_recognition_the_report_is_held_and_says_what_to_do() -> None:
    with pytest.raises(Unreadable) as caught:
        read_bytes(scanned(NOTE), recognise=True)
    assert caught.value.rule == "report.empty"
    result = check_unreadable(caught.value)
    assert result.state == "held"
    [finding] = result.findings
    assert "scannede sider" in finding.message
    assert "tesseract" in finding.how_to_fix
    assert "tesseract" in finding.how_to_fix_en


@pytest.mark.usefixtures("without_tesseract")
def test_without_text_recognition_a_scanned_page_among_others_is_named() -> None:
    document = read_bytes(one_after_the_other(NOTE, scanned(NOTE)))
    result = check_report(interpret(document), document)
    assert len(result.passed) == 2 * len(ROWS)
    assert [f.place.page for f in result.findings if f.rule == "page.unread"] == [2]


def one_after_the_other(*files: bytes) -> bytes:
    out = io.BytesIO()
    with pdfium.PdfDocument.new() as whole:
        for data in files:
            with pdfium.PdfDocument(data) as part:
                whole.import_pages(part)
        whole.save(out)
    return out.getvalue()
