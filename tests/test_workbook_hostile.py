"""Damaged, hostile and awkward files end as a document or as Unreadable, within time and memory."""

from __future__ import annotations

import io
import resource
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from extractors.unreadable import Unreadable
from extractors.workbook import by_calamine
from extractors.workbook.read import container_of, read_workbook
from workbook_samples import by_hand, workbook_of

ROOT = Path(__file__).parents[1]
AWKWARD = ROOT / ".." / "shared" / "workbooks"
PLAIN = workbook_of([["Post", "2021"], ["Løn", 10]])
CELL = '<sheetData><row r="1"><c r="A1"><v>1</v></c></row></sheetData>'
READ_ONE = """
import sys
from extractors.unreadable import Unreadable
from extractors.workbook.read import read_workbook
try:
    print(len(read_workbook(open(sys.argv[1], "rb").read()).parts))
except Unreadable as error:
    print(error.rule)
"""


def rule_of(data: bytes) -> str:
    with pytest.raises(Unreadable) as caught:
        read_workbook(data)
    return caught.value.rule


def packed(members: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in members.items():
            package.writestr(name, data)
    return out.getvalue()


def in_child(path: Path, seconds: int = 30, memory: int = 1 << 30) -> tuple[int, str]:
    done = subprocess.run(
        [sys.executable, "-c", READ_ONE, str(path)],
        capture_output=True,
        text=True,
        timeout=seconds,
        env={"PYTHONPATH": str(ROOT)},
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (memory, memory)),
    )
    return done.returncode, done.stdout + done.stderr


@pytest.mark.skipif(not AWKWARD.is_dir(), reason="the awkward workbooks are not beside the project")
def test_every_awkward_workbook_ends_well() -> None:
    files = sorted(p for p in AWKWARD.iterdir() if p.suffix in (".xlsx", ".xlsm", ".xls", ".xlsb", ".ods"))
    assert files
    for path in files:
        code, said = in_child(path)
        aborted = code < 0 and path.suffix in (".xls", ".xlsb", ".ods")
        assert aborted or code == 0, (path.name, said)


def test_kinds_are_told_by_content() -> None:
    ods = packed({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet"})
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".ljust(512, b"\0")
    assert container_of(PLAIN) == container_of(PLAIN[:600]) == "xlsx"
    assert container_of(packed({"xl/workbook.bin": b""})) == "xlsb"
    assert container_of(packed({"word/document.xml": b""})) is None
    assert container_of(b"%PDF-1.7") is container_of(b"") is container_of(b"PK") is container_of(ole) is None
    assert container_of(ole + "Workbook\0".encode("utf-16-le")) == "xls"
    assert container_of(_stored(ods)) == "ods"


def _stored(data: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name))
    return out.getvalue()


def test_encrypted_files_are_told_apart() -> None:
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".ljust(1024, b"\0")
    assert rule_of(ole + "EncryptedPackage\0".encode("utf-16-le").ljust(128, b"\0")) == "report.encrypted"
    data = bytearray(PLAIN)
    at = data.rfind(b"PK\x01\x02")
    data[at + 8] |= 1
    assert rule_of(bytes(data)) == "report.encrypted"


@pytest.mark.parametrize("tenth", range(1, 10))
def test_a_truncated_file_is_corrupt(tenth: int) -> None:
    assert rule_of(PLAIN[: len(PLAIN) * tenth // 10]) == "report.corrupt"


def test_a_wrong_checksum_is_corrupt() -> None:
    data = bytearray(_stored(PLAIN))
    at = data.find(b"<sheetData>")
    assert at > 0
    data[at + 1 : at + 2] = b"S"
    assert rule_of(bytes(data)) == "report.corrupt"


def test_no_filled_cell_is_empty() -> None:
    assert rule_of(workbook_of([])) == "report.empty"


LAUGHS = "<!DOCTYPE l [<!ENTITY a 'ha'>" + "".join(
    f"<!ENTITY {chr(98 + i)} '{f'&{chr(97 + i)};' * 10}'>" for i in range(9)
)


@pytest.mark.parametrize("prolog", [LAUGHS + "]>", "<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]>"])
def test_document_types_are_refused(prolog: str) -> None:
    assert rule_of(by_hand(CELL, prolog)) == "report.corrupt"


def test_an_encoding_that_nobody_knows_is_corrupt() -> None:
    assert rule_of(by_hand(CELL, '<?xml version="1.0" encoding="sort"?>')) == "report.corrupt"


def test_duplicate_members_and_missing_parts_are_corrupt() -> None:
    out = io.BytesIO(PLAIN)
    with zipfile.ZipFile(out, "a") as package, pytest.warns(UserWarning, match="Duplicate"):
        package.writestr("xl/workbook.xml", b"<workbook/>")
    assert rule_of(out.getvalue()) == "report.corrupt"
    assert rule_of(packed({"xl/styles.xml": b"<styleSheet/>"})) == "report.corrupt"


def test_bombs_are_too_large() -> None:
    assert rule_of(packed({f"xl/{n}": b"" for n in range(2001)})) == "report.too_large"
    assert rule_of(packed({"xl/media/a": bytes(20 << 20)})) == "report.too_large"


def test_a_gigabyte_of_zeros_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "bombe.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as package:
        for name in ("xl/workbook.xml", *(f"xl/media/{n}" for n in range(25))):
            package.writestr(name, bytes(9 << 20))  # each below the size from which the ratio counts
    assert in_child(path, memory=300 << 20) == (0, "report.too_large\n")


def test_cells_far_apart_are_read_without_what_lies_between(tmp_path: Path) -> None:
    cells = "".join(f'<row r="{n}"><c r="A{n}"><v>1</v></c><c r="B{n}"><v>2</v></c></row>' for n in range(1, 50))
    far = '<row r="1048576"><c r="A1048576"><v>3</v></c><c r="XFD1048576"><v>4</v></c></row>'
    merge = '<mergeCells><mergeCell ref="A1048576:XFC1048576"/></mergeCells>'
    path = tmp_path / "langt.xlsx"
    path.write_bytes(by_hand(f"<sheetData>{cells}{far}</sheetData>{merge}"))
    assert in_child(path, seconds=10, memory=300 << 20) == (0, "2\n")


ODS = (
    '<office:document-content xmlns:office="o" xmlns:table="t" xmlns:text="x"><office:body><office:spreadsheet>'
    '<table:table table:name="Ark1">{}</table:table></office:spreadsheet></office:body></office:document-content>'
)
FILLED = '<table:table-cell office:value-type="float" office:value="1" table:number-columns-repeated="{}"/>'
EMPTY_ROWS = '<table:table-row table:number-rows-repeated="1048000"><table:table-cell/></table:table-row>'


def ods_of(rows: str) -> bytes:
    mimetype = b"application/vnd.oasis.opendocument.spreadsheet"
    return _stored(
        packed({"mimetype": mimetype, "META-INF/manifest.xml": b"<m/>", "content.xml": ODS.format(rows).encode()})
    )


def test_what_calamine_could_not_hold_is_refused_before_it_sees_it() -> None:
    far = f"<table:table-row>{FILLED.format(1)}</table:table-row>"
    wide = f"<table:table-row>{FILLED.format(16_000)}</table:table-row>"
    assert rule_of(ods_of(far + EMPTY_ROWS + wide)) == "report.too_large"
    row, cell = b"\x00\x04" + (1_048_575).to_bytes(4, "little"), b"\x02\x04" + (16_383).to_bytes(4, "little")
    binary = packed({"xl/workbook.bin": b"", "xl/worksheets/sheet1.bin": b"\x81\x01\x00" + row + cell})
    assert rule_of(binary) == "report.too_large"


OLD = sorted(AWKWARD.glob("*merge_cells.xls")) or [None]


@pytest.mark.parametrize("path", [*OLD, "ods"], ids=["xls", "ods"])
def test_a_sheet_of_an_older_kind_is_refused_by_its_area(
    path: Path | str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    if path is None:
        pytest.skip("the awkward workbooks are not beside the project")
    row = f"<table:table-row>{FILLED.format(3)}</table:table-row>"
    data = path.read_bytes() if isinstance(path, Path) else ods_of(row + row)
    [first, *_] = CalamineWorkbook.from_filelike(io.BytesIO(data)).sheet_names
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_name(first)
    area = sheet.total_height * sheet.total_width
    assert area > 1
    monkeypatch.setattr(by_calamine, "MAX_AREA", area)
    assert by_calamine.read_by_calamine(data)[0].cells
    monkeypatch.setattr(by_calamine, "MAX_AREA", area - 1)
    with pytest.raises(Unreadable) as caught:
        by_calamine.read_by_calamine(data)
    assert caught.value.rule == "report.too_large"


def test_an_ods_file_that_is_empty_below_is_read() -> None:
    near = f"<table:table-row>{FILLED.format(3)}</table:table-row>"
    [table] = read_workbook(ods_of(near + near + EMPTY_ROWS)).tables
    assert (table.row_count, table.col_count, table.cells[0].native) == (2, 3, 1)


def test_thousands_of_blocks_merges_and_hidden_rows_take_no_long_time(tmp_path: Path) -> None:
    rows = "".join(
        f'<row r="{n}" hidden="{n % 8 == 0:d}"><c r="A{n}"><v>1</v></c><c r="B{n}" t="str"><v>x</v></c></row>'
        for n in range(1, 30_000)
        if n % 3
    )
    merges = "".join(f'<mergeCell ref="B{n}:D{n + 1}"/>' for n in range(1, 30_000, 3))
    path = tmp_path / "mange.xlsx"
    path.write_bytes(by_hand(f"<sheetData>{rows}</sheetData><mergeCells>{merges}</mergeCells>"))
    code, said = in_child(path, seconds=15)
    assert (code, int(said) > 0) == (0, True)
