"""The copy for a sender: marks that lie on what is wrong, a list of it, and nothing that runs or tells too much."""

from __future__ import annotations

import io
import random
import zipfile
from pathlib import Path

import numpy as np
import openpyxl
import pytest
from openpyxl.comments import Comment
from PIL import Image
from pypdf import PdfReader

from documents.hostile import calls_itself, letter, locked
from documents.personal import dashed, number
from documents.turned import changed, page
from extractors.page_picture import page_picture, page_sizes
from extractors.place import Place
from extractors.reading import read_file
from review.pictures.trouble import FileMissing
from review.sender.note import Note
from review.sender.sender_copy import SenderCopy, copy_for_sender, suggested_name
from schemas.personal_data import masked
from warehouse.archive import Archive

SAMPLES = Path(__file__).parents[1] / "samples" / "inbox"
FORMULA = '=HYPERLINK("http://example.invalid";"klik")'


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    """An empty archive."""
    (tmp_path / "arkiv").mkdir()
    return Archive(tmp_path / "arkiv")


def copied(archive: Archive, data: bytes, *notes: Note, name: str = "rapport.pdf") -> SenderCopy:
    return copy_for_sender(archive, archive.keep(data), name, notes)


def pixels(path: Path, number: int = 1) -> np.ndarray:
    return np.asarray(Image.open(io.BytesIO(page_picture(path, number, 0.75 * 4).png))).astype(
        np.int16
    )  # 4 pixels a point


def stored(folder: Path, name: str, data: bytes) -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
@pytest.mark.parametrize("crop", [None, (25, 35, 470, 380)])
def test_a_highlight_lies_on_the_figure(
    archive: Archive, tmp_path: Path, turn: int, crop: tuple[float, float, float, float] | None
) -> None:
    data = changed(page((60, 300, "Løn"), (200, 300, "231.483 kr.")), turn, crop)
    original = stored(tmp_path, "original.pdf", data)
    place = next(p for text, p in read_file(original).texts() if "231.483" in text and p.bbox)
    copy = copied(archive, data, Note(1, place, "Summen passer ikke."))
    assert (copy.marked, copy.media_type) == (True, "application/pdf")
    before, after = pixels(original), pixels(stored(tmp_path, "kopi.pdf", copy.content))
    assert before.shape == after.shape
    yellow = (after[..., 0] > 230) & (after[..., 1] > 200) & (after[..., 2] < 130)
    rows, columns = np.nonzero(yellow.any(axis=1))[0], np.nonzero(yellow.any(axis=0))[0]
    x0, top, x1, bottom = (value * 4 for value in place.bbox or ())
    assert (columns[0], rows[0], columns[-1], rows[-1]) == pytest.approx((x0, top, x1, bottom), abs=6)
    # the figure is still to be read through it: what was dark is dark, and all of it stands within the yellow
    dark = before.max(axis=2) < 90
    inside = dark[round(top) : round(bottom), round(x0) : round(x1)]
    assert inside.sum() > 500
    assert (after[round(top) : round(bottom), round(x0) : round(x1)][inside].max(axis=1) < 150).mean() > 0.95
    elsewhere = (before != after).any(axis=2)
    elsewhere[max(round(top) - 30, 0) : round(bottom) + 8, max(round(x0) - 40, 0) : round(x1) + 8] = False
    assert not elsewhere.any()


def test_a_highlight_says_what_is_wrong_and_the_list_says_it_all(archive: Archive, tmp_path: Path) -> None:
    place = Place(1, 70, 60, 140, 80)
    notes = [
        Note(1, place, "Beløbet kan ikke læses (»ca. 5\\6«).", "Skriv beløbet i hele kroner.", "ca. 5\\6", "et beløb"),
        Note(2, Place(1), "Én sides note – uden sted."),
        Note(3, Place(), "Årstallet mangler."),
        *(Note(n, Place(1, 10, 10 * n, 20, 10 * n + 8), f"Fund {n}. " + "Langt ord " * 30) for n in range(4, 30)),
    ]
    copy = copied(archive, letter("Afrapportering", "ca. 5"), *notes)
    reader = PdfReader(io.BytesIO(copy.content))
    drawn = [a.get_object() for a in reader.pages[0].annotations or ()]
    assert [a["/NM"] for a in drawn] == ["afrapport-1", *(f"afrapport-{n}" for n in range(4, 30))]
    assert drawn[0]["/Contents"] == "1. Beløbet kan ikke læses (»ca. 5\\6«).\nSkriv beløbet i hele kroner."
    text = "\n".join(p.extract_text() for p in reader.pages[1:])
    assert text.startswith("Rettelser") and len(reader.pages) > 2
    for said in (
        "1. Side 1: Beløbet kan ikke læses (»ca. 5\\6«).",
        "Fundet: ca. 5\\6 · Forventet: et beløb",
        "– uden sted",
    ):
        assert said in text
    assert "3. Hele filen: Årstallet mangler." in text and all(f"Fund {n}." in text for n in range(4, 30))
    path = stored(tmp_path, "kopi.pdf", copy.content)
    for number_of_page in range(2, len(page_sizes(path)) + 1):  # no line runs over the edge
        paper = pixels(path, number_of_page)
        assert (paper[:, : 4 * 50] == 255).all() and (paper[:, -4 * 30 :] == 255).all()


def test_a_pdf_that_may_only_not_be_edited_is_marked_and_one_behind_a_password_is_listed(archive: Archive) -> None:
    note = Note(1, Place(1, 70, 60, 140, 80), "Se her.")
    marked, listed = copied(archive, locked(""), note), copied(archive, locked("hemmeligt"), note)
    assert marked.marked and "/Annots" in PdfReader(io.BytesIO(marked.content)).pages[0]
    assert (listed.marked, listed.file_name) == (False, "rapport - rettelser.xlsx")
    assert openpyxl.load_workbook(io.BytesIO(listed.content))["Rettelser"]["B4"].value == "Side 1"


def test_numbers_are_never_repeated(archive: Archive) -> None:
    digits = number(random.Random(8), with_check_digit=False)
    note = Note(1, Place(1, 70, 60, 140, 80), f"Her står {dashed(digits)}", "Fjern det", dashed(digits))
    for data in (letter("Brev"), locked("hemmeligt"), (SAMPLES / "besoeg_2025.xlsx").read_bytes()):
        copy = copied(archive, data, note, name=f"sag {dashed(digits)}.pdf")
        if copy.media_type == "application/pdf":
            reader = PdfReader(io.BytesIO(copy.content))
            said = str([a.get_object() for a in reader.pages[0].annotations or ()]) + reader.pages[-1].extract_text()
        else:
            with zipfile.ZipFile(io.BytesIO(copy.content)) as package:
                said = "".join(package.read(n).decode("utf-8", "replace") for n in package.namelist())
        assert masked(digits) in said
        assert digits[6:] not in said + copy.file_name


def workbook() -> bytes:
    """A workbook with what may get lost or get in the way."""
    book, out = openpyxl.Workbook(), io.BytesIO()
    sheet = book.worksheets[0]
    sheet.title = "Mit 'ark'"
    for row in (["Post", "Beløb"], ["Løn", 5], ["Leje", 7], ["I alt", "=SUM(B2:B3)"]):
        sheet.append(row)
    sheet["B2"].comment = Comment("Husk bilag", "Mette")
    sheet.merge_cells("A6:B7")
    sheet["A6"] = "samlet"
    hidden = book.create_sheet("Lister")
    hidden["A1"], hidden.sheet_state = "skjult", "hidden"
    book.create_sheet("rettelser")["A1"] = "sendt før"
    book.save(out)
    return out.getvalue()


def test_a_workbook_gets_comments_and_a_list_with_links(archive: Archive) -> None:
    ark = "Mit 'ark'"
    notes = [
        Note(1, Place(sheet=ark, cell="B4"), "Summen passer ikke.", "Ret summen.", "13", "12"),
        Note(2, Place(sheet=ark, cell="B2"), "Beløbet er lavt."),
        Note(3, Place(sheet=ark, cell="B7"), "I et flettet felt."),
        Note(4, Place(sheet=ark, cell="B4"), "Også her."),
        Note(5, Place(), FORMULA, "+4512345678", "@SUM(A1)", "\x00a\x0b<b>"),
        Note(6, Place(sheet="findes ikke", cell="A1"), "Et ark, der er væk."),
    ]
    copy = copied(archive, workbook(), *notes, name="budget.xlsx")
    assert (copy.marked, copy.file_name) == (True, "budget - rettelser.xlsx")
    book = openpyxl.load_workbook(io.BytesIO(copy.content))
    assert book.sheetnames == ["Rettelser 2", ark, "Lister", "rettelser"]
    assert (book.active.title, [s.sheet_view.tabSelected for s in book.worksheets]) == (
        "Rettelser 2",
        [True, False, False, False],
    )
    sheet, listed = book[ark], book["Rettelser 2"]
    comments = {c.coordinate: c.comment.text for row in sheet.iter_rows() for c in row if c.comment}
    assert comments == {
        "B4": "1. Summen passer ikke.\nRet summen.\n\n4. Også her.",
        "B2": "Husk bilag\n\n2. Beløbet er lavt.",
        "A6": "3. I et flettet felt.",
    }
    assert (sheet["B4"].value, book["Lister"].sheet_state, book["rettelser"]["A1"].value) == (
        "=SUM(B2:B3)",
        "hidden",
        "sendt før",
    )
    rows = [[cell.value for cell in row] for row in listed.iter_rows(min_row=3)]
    assert rows[0] == ["Nr.", "Ark eller side", "Celle", "Hvad er der galt", "Fundet", "Forventet", "Hvad skal du gøre"]
    assert rows[1] == [1, ark, "B4", "Summen passer ikke.", "13", "12", "Ret summen."]
    links = [c.hyperlink and (c.hyperlink.location, c.hyperlink.target) for c in listed["C"][3:]]
    assert links[:4] == [(f"'Mit ''ark'''!{cell}", None) for cell in ("B4", "B2", "B7", "B4")]
    assert links[4:] == [None, None]


def test_nothing_in_the_list_is_a_formula(archive: Archive) -> None:
    note = Note(1, Place(sheet="=1+1", cell="A1"), FORMULA, "+4512345678", "@SUM(A1)", "\x00a\x0b<b>")
    for data in (workbook(), b"hverken det ene eller det andet"):
        book = openpyxl.load_workbook(io.BytesIO(copied(archive, data, note).content))
        row = book.worksheets[0][4]
        assert [c.data_type for c in row] == ["n", *["s"] * 6]
        assert [c.quotePrefix for c in row] == [False, True, False, True, True, False, True]
        assert row[3].value == FORMULA and row[5].value == "\N{REPLACEMENT CHARACTER}a\N{REPLACEMENT CHARACTER}<b>"


@pytest.mark.parametrize("suffix", [".xls", ".ods", ".pdf"])
def test_what_cannot_be_written_in_gets_a_list_alone(archive: Archive, suffix: str) -> None:
    data = {".xls": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000), ".ods": b"PK\x03\x04", ".pdf": letter("x")[:400]}
    copy = copied(archive, data[suffix], Note(1, Place(sheet="Budget", cell="C4"), "Fejl."), name=f"a{suffix}")
    assert (copy.marked, copy.file_name) == (False, "a - rettelser.xlsx")
    sheet = openpyxl.load_workbook(io.BytesIO(copy.content))["Rettelser"]
    assert [c.value for c in sheet[4]][:4] == [1, "Budget", "C4", "Fejl."]
    assert sheet["C4"].hyperlink is None


def test_a_file_beyond_the_limits_gets_a_list(archive: Archive) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook())) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, old.read(name) + b" " * (12 << 20 if name.endswith("sheet1.xml") else 0))
    note = Note(1, Place(), "For stor.")
    assert not copied(archive, out.getvalue(), note).marked
    assert copied(archive, calls_itself(), note).marked  # pypdf does not draw


def test_a_name_is_made_harmless() -> None:
    names = {
        "../../etc/passwd.pdf": "passwd - rettelser.pdf",
        "C:\\x\\<img>.xls": "C__x__img_ - rettelser.pdf",
        "": "rapport - rettelser.pdf",
        "a\r\nSet-Cookie: b.pdf": "a  Set-Cookie_ b - rettelser.pdf",
        "å" * 300 + ".pdf": "å" * 120 + " - rettelser.pdf",
    }
    assert {name: suggested_name(name, ".pdf") for name in names} == names


def test_a_file_that_is_gone_is_said(archive: Archive) -> None:
    with pytest.raises(FileMissing):
        copy_for_sender(archive, "0" * 64, "x.pdf", [Note(1, Place(), "Fejl.")])
