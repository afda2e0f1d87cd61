"""A file is opened by what it is; what cannot or may not be read is refused by the rule that says why."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from documents import hostile
from extractors import opening
from extractors.opening import read_bytes
from extractors.reading import read_file
from extractors.unreadable import Unreadable
from workbook_samples import workbook_of

LETTER = hostile.letter("Kære udvalg", "Hermed et brev.")
SHEET = workbook_of([["Post", "2021"], ["Løn", 10]])
PAGE = b"<!doctype html><html><table><tr><td>Aktivitet</td></tr></table></html>"


def packed(name: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr(name, "<x/>")
    return out.getvalue()


REFUSED = {
    "nothing": (b"", "report.empty"),
    "a page is gone": (hostile.a_page_is_gone(), "report.corrupt"),
    "a page without text": (hostile.no_text(), "report.empty"),
    "a password is needed": (hostile.locked("hemmelig"), "report.encrypted"),
    "only a head and an end": (b"%PDF-1.7\n%%EOF", "report.corrupt"),
    "no pages": (hostile.by_hand("<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[]/Count 0>>"), "report.corrupt"),
    "its pages go round in a ring": (
        hostile.by_hand("<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[2 0 R]/Count 1>>"),
        "report.corrupt",
    ),
    "a letter in Word": (packed("word/document.xml"), "report.unrecognised"),
    "some files packed": (packed("billede.png"), "report.unrecognised"),
    "a web page": (PAGE, "report.unrecognised"),
    "plain text": ("Afrapportering på aktiviteter".encode(), "report.unrecognised"),
    "half a workbook": (SHEET[: len(SHEET) // 2], "report.corrupt"),
}


def rule_of(data: bytes) -> str:
    with pytest.raises(Unreadable) as caught:
        read_bytes(data)
    return caught.value.rule


@pytest.mark.parametrize(("data", "rule"), REFUSED.values(), ids=REFUSED.keys())
def test_what_cannot_be_read_is_refused_by_its_rule(data: bytes, rule: str) -> None:
    assert rule_of(data) == rule


@pytest.mark.parametrize("tenth", range(1, 10))
def test_a_pdf_that_was_cut_off_is_corrupt(tenth: int) -> None:
    data = hostile.letter(*(f"Linje {n}" for n in range(2_000)))
    assert len(data) > 10 * opening.PDF_TAIL
    assert rule_of(data[: len(data) * tenth // 10]) == "report.corrupt"


def test_a_pdf_whose_last_change_was_cut_off_is_corrupt() -> None:
    half = b"9 0 obj\n<</Length 99999>>stream\n" + b"BT (x) Tj ET\n" * 1_000
    assert rule_of(LETTER + half) == "report.corrupt"


def test_a_file_above_the_limit_is_too_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "MAX_BYTES", len(LETTER))
    assert read_bytes(LETTER).page_count == 1
    assert rule_of(LETTER + b"\n") == "report.too_large"


@pytest.mark.parametrize(
    "data", [b"\r\n" + LETTER, b"x" * 900 + LETTER, LETTER + b"\0" * 3_000], ids=["line", "junk", "tail"]
)
def test_a_whole_pdf_with_junk_around_it_is_read(data: bytes) -> None:
    assert "Hermed et brev." in " ".join(line.text for line in read_bytes(data).lines)


def test_a_pdf_that_only_may_not_be_edited_is_read() -> None:
    assert [line.text for line in read_bytes(hostile.locked("")).lines] == ["Fortroligt brev"]


@pytest.mark.parametrize(
    ("name", "data", "container"), [("ark.xlsx", LETTER, "pdf"), ("brev.pdf", SHEET, "xlsx"), ("brev", LETTER, "pdf")]
)
def test_the_name_of_a_file_says_nothing(tmp_path: Path, name: str, data: bytes, container: str) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    assert read_file(path).container == container


def test_a_web_page_called_a_workbook_is_refused(tmp_path: Path) -> None:
    (tmp_path / "rapport.xlsx").write_bytes(PAGE)
    with pytest.raises(Unreadable) as caught:
        read_file(tmp_path / "rapport.xlsx")
    assert caught.value.rule == "report.unrecognised"
