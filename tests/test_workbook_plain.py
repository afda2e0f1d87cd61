"""Rows read by patterns tell what the XML reader tells of them, whatever form they come in."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.unreadable import Unreadable
from extractors.workbook import sheet_xml
from extractors.workbook.package import Package
from extractors.workbook.read import read_workbook
from extractors.workbook.xlsx import read_xlsx
from workbook_samples import MAIN, by_hand, workbook_of

HERE = Path(__file__).parent
SHARED = HERE / ".." / ".." / "shared"
BOOKS = sorted(
    path
    for folder in (SHARED / "workbooks", *(SHARED / "reports").glob("*"), HERE / ".." / "samples" / "inbox")
    for path in folder.glob("*.xls[xm]")
)
STRINGS = f'<sst xmlns="{MAIN}"><si><t>Løn</t></si><si><t xml:space="preserve"> Leje² </t></si></sst>'
STYLES = (
    f'<styleSheet xmlns="{MAIN}"><numFmts><numFmt numFmtId="170" formatCode="#,##0 &quot;kr.&quot;"/></numFmts>'
    '<fonts><font/><font><b/></font></fonts><fills><fill><patternFill patternType="none"/></fill><fill><patternFill '
    'patternType="solid"><fgColor rgb="FFDCE6F1"/></patternFill></fill></fills><borders><border/></borders><cellXfs>'
    '<xf numFmtId="0"/><xf numFmtId="170"/><xf numFmtId="14"/><xf numFmtId="9" fontId="1" fillId="1"/></cellXfs>'
    "</styleSheet>"
)
PLAIN = (
    '<row r="{n}" spans="1:6"><c r="A{n}" t="s"><v>{k}</v></c><c r="B{n}" s="1"><v>{n}000</v></c>'
    '<c r="C{n}" s="2"><v>4500{k}</v></c><c r="D{n}" s="3"/>'
    '<c r="E{n}" t="inlineStr"><is><t>nr. {n} &amp; &#230;</t></is></c><c r="F{n}"><f>B{n}*2</f>'
    "<v>{n}000.50</v></c></row>"
)


def rows_until(last: int, first: int = 1) -> str:
    return "".join(PLAIN.format(n=n, k=n % 2) for n in range(first, last + 1))


def book(rows: str, prolog: str = "") -> bytes:
    return by_hand(f"<sheetData>{rows}</sheetData>", prolog, sharedStrings=STRINGS, styles=STYLES)


def told(data: bytes, by_patterns: bool) -> Any:
    try:
        return read_xlsx(Package(data), by_patterns)
    except Unreadable as error:
        return error.rule


def assert_both_tell_the_same(data: bytes) -> Any:
    found = told(data, True)
    assert found == told(data, False)
    return found


@pytest.mark.parametrize("path", BOOKS or [None], ids=lambda p: p.name if p else "none")
def test_workbooks_read_the_same_both_ways(path: Path | None) -> None:
    if path is None:
        pytest.skip("no workbooks beside the project or in samples/inbox")
    assert_both_tell_the_same(path.read_bytes())


def test_plain_rows_come_to_no_handler(monkeypatch: pytest.MonkeyPatch) -> None:
    data = book(rows_until(60))
    [expected], _ = told(data, False)
    monkeypatch.delattr(sheet_xml._SheetReader, "_cell")
    [sheet], _ = told(data, True)
    assert sheet == expected
    assert len(sheet.cells) == 60 * 5
    assert (sheet.fills[59, 3], sheet.framed[59]) == ("#DCE6F1", 1)
    texts = [c.text for c in sheet.cells if c.row == 41]
    assert texts == ["Løn", "42.000 kr.", "15-03-2023", "nr. 42 & æ", "42000,5"]


def test_a_sheet_longer_than_a_piece_reads_the_same_both_ways() -> None:
    [sheet], _ = assert_both_tell_the_same(book(rows_until(3000)))
    assert len(sheet.cells) == 15_000


def test_rows_of_ever_other_shapes_read_the_same_both_ways() -> None:
    def row(n: int) -> str:
        cells = (f'<c r="{col}{n}" s="{n % 4}"><v>{n}</v></c>' for bit, col in enumerate("ABCDEFGH") if n >> bit & 1)
        return f'<row r="{n}">{"".join(cells)}</row>'

    rows = "".join(row(n) for n in range(1, 256))
    [sheet], _ = assert_both_tell_the_same(book(rows + rows_until(600, 300) + row(700)))
    assert [c.at for c in sheet.cells if c.row == 41] == ["Ark1!B42", "Ark1!D42", "Ark1!F42"]
    assert len(sheet.cells) == 4 * 256 + 301 * 5 + row(700).count("<v>")


NUMBERS = [
    "0",
    "007",
    "-5",
    "0.1",
    "0.10",
    "1.50",
    "-0",
    "1e5",
    ".5",
    "5.",
    "78486.059999999998",
    "9" * 17,
    "x",
    " 12",
    "\u0663",
]
ODD_ROWS = {
    "prefix": '<x:row r="31"><x:c r="A31"><x:v>5</x:v></x:c></x:row>',
    "comment": '<!-- <row r="31"><c r="A31"><v>5</v></c></row> --><row r="32"><c r="B32"><v>6</v></c></row>',
    "instruction": '<?x <row r="31"><c r="A31"><v>5</v></c></row> ?>',
    "marked text": '<row r="31"><c r="A31" t="str"><v><![CDATA[a<b]]></v></c></row>',
    "line ends": '<row r="31">\r\n<c r="A31" t="inlineStr"><is><t>a\r\nb</t></is></c></row>',
    "spread out": '<row r="31">\n  <c r="A31">\n <v>5</v>\n </c>\n</row>',
    "no addresses": "<row><c><v>5</v></c><c><v>6</v></c></row>",
    "no address of the row": '<row><c r="C40"><v>5</v></c></row><row><c><v>6</v></c></row>',
    "in another row": '<row r="31"><c r="A31"><v>5</v></c><c r="B33"><v>6</v></c><c><v>7</v></c></row>',
    "a cell of another row": '<row r="31"><c r="A31"><v>5</v></c><c r="B33"><v>6</v></c></row>',
    "a cell of another row in a shape that is known": rows_until(31, 31).replace('r="C31"', 'r="C33"'),
    "backwards": '<row r="31"><c r="C31"><v>5</v></c><c r="A31"><v>6</v></c></row>',
    "row again": '<row r="30"><c r="A30"><v>5</v></c></row>',
    "row zero": '<row r="0"><c r="A0"><v>5</v></c></row>',
    "row beyond": '<row r="1048577"><c r="A1048577"><v>5</v></c></row>',
    "no row in an address": '<row r="0"><c r="A"><v>5</v></c></row>',
    "column beyond": '<row r="31"><c r="XFE31"><v>5</v></c></row>',
    "small letters": '<row r="31"><c r="a31"><v>5</v></c></row>',
    "other order": '<row hidden="1" r="31"><c s="1" r="A31"><v>5</v></c></row>',
    "other quotes": "<row r='31' hidden='1'><c r='A31' s='1'><v>5</v></c></row>",
    "hidden": '<row r="31" hidden="true" ht="12.8"><c r="A31"><v>5</v></c></row>',
    "empty rows": '<row r="31" hidden="1"/><row r="32"/><row r="33"></row>',
    "numbers for letters": '<row r="31"><c r="A31" t="str"><v>&#230;&#x6f;&#10;&lt;&#60;&#38;amp;</v></c></row>',
    "rich": '<row r="31"><c r="A31" t="inlineStr"><is><r><t>a</t></r><r><t>b</t></r></is></c></row>',
    "text where a value is said": '<row r="31"><c r="A31"><is><t>5</t></is></c><c r="B31"><v>5</v></c></row>',
    "value where text is said": '<row r="31"><c r="A31" t="inlineStr"><v>5</v></c></row>',
    "text and formula": '<row r="31"><c r="A31" t="inlineStr"><f>B1</f><is><t></t></is></c></row>',
    "shared formula": '<row r="31"><c r="A31"><f t="shared" ref="A31:A32" si="0">B1&gt;1</f><v>5</v></c></row>'
    '<row r="32"><c r="A32"><f t="shared" si="0"/><v>6</v></c><c r="B32"><f>C1</f></c>'
    '<c r="C32"><f>C1</f><v/></c></row>',
    "every type": '<row r="31"><c r="A31" t="b"><v>1</v></c><c r="B31" t="e"><v>#REF!</v></c>'
    '<c r="C31" t="d"><v>2021-05-03</v></c><c r="D31" t="str"><v> a  b </v></c>'
    '<c r="E31" t="n"><v>1E3</v></c><c r="F31" t="s"><v>9</v></c></row>',
    "odd numbers": "".join(
        f'<row r="{n}"><c r="A{n}" s="{n % 4}"><v>{v}</v></c></row>' for n, v in enumerate(NUMBERS, 31)
    ),
    "unknown style": '<row r="31"><c r="A31" s="99"><v>5</v></c></row>',
    "extension": '<row r="31"><c r="A31"><v>5</v><extLst><ext/></extLst></c></row>',
    "same column twice": '<row r="31"><c r="A31"><v>5</v></c><c r="A31"><v>6</v></c></row>',
    "longer than a piece": f'<row r="31"><c r="A31" t="str"><v>{"x" * 1_200_000}</v></c></row>',
    "wide letters": '<row r="31"><c r="A31" t="str"><v>\uff11\u2013\u00a0A\u030a</v></c></row>',
}


@pytest.mark.parametrize("name", ODD_ROWS)
def test_rows_of_other_forms_among_plain_ones(name: str) -> None:
    [sheet], _ = assert_both_tell_the_same(book(rows_until(30) + ODD_ROWS[name] + rows_until(90, 61)))
    assert {c.row for c in sheet.cells} >= {*range(30), *range(60, 90)}


def test_a_comment_that_begins_among_plain_rows_hides_the_next_piece() -> None:
    hidden = f"<!-- {rows_until(2000, 40)} -->"
    [sheet], _ = assert_both_tell_the_same(book(rows_until(30) + hidden + rows_until(3000, 2001)))
    assert len({c.row for c in sheet.cells}) == 1030


BROKEN = {
    "marked end in a text": "<v>a]]>b</v>",
    "control character": "<v>\x01</v>",
    "unknown reference": "<v>&nbsp;</v>",
    "reference in a formula": "<f>A1&B1</f><v>1</v>",
    "number that is no letter": "<v>&#1;</v>",
    "half a letter": "<v>&#55296;</v>",
    "no letter at all": "<v>\uffff</v>",
    "formula without end": "<f><v>1</v>",
    "crossed": "<is><t>a</is></t>",
    "attribute twice": '<f a="1" a="2">x</f><v y="1" y="2">1</v>',
    "bare attribute": "<f a>x</f><v>1</v>",
}


@pytest.mark.parametrize("name", BROKEN)
def test_broken_xml_is_as_corrupt_among_plain_rows(name: str) -> None:
    broken = f'<row r="31"><c r="A31" t="str">{BROKEN[name]}</c></row>'
    assert assert_both_tell_the_same(book(rows_until(30) + broken + rows_until(60, 32))) == "report.corrupt"


@pytest.mark.parametrize(
    "broken",
    [
        '<c r="A31" s="1" s="2"/>',
        '<c r="A31" r="B31"/>',
        '<c r="A31" s="x"/>',
        '<c r="A31"s="1"/>',
        "<c r=A31/>",
        '<c r="A31" s&#230;="1"/>',
    ],
)
def test_broken_cells_are_as_corrupt_among_plain_rows(broken: str) -> None:
    rows = rows_until(30) + f'<row r="31">{broken}</row>'
    assert assert_both_tell_the_same(book(rows)) == "report.corrupt"


def test_no_utf8_is_corrupt() -> None:
    data = book(rows_until(30) + '<row r="31"><c r="A31" t="str"><v>QQ</v></c></row>')
    assert assert_both_tell_the_same(_rewritten(data, lambda xml: xml.replace(b"QQ", b"\xe6\xf8"))) == "report.corrupt"


@pytest.mark.parametrize("encoding", ["utf-8", "UTF-8", "utf-16", "iso-8859-1", "utf-8-sig"])
def test_encodings(encoding: str) -> None:
    prolog = f'<?xml version="1.0" encoding="{encoding.removesuffix("-sig")}" standalone="yes"?>\r\n'
    data = book(rows_until(30) + '<row r="31"><c r="A31" t="str"><v>Løn</v></c></row>', prolog)
    [sheet], _ = assert_both_tell_the_same(_rewritten(data, lambda xml: xml.decode().encode(encoding)))
    assert sheet.cells[-1].text == "Løn"


def _rewritten(data: bytes, change: Any) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            new.writestr(name, change(old.read(name)) if "sheet1" in name and "rels" not in name else old.read(name))
    return out.getvalue()


PIECE = st.from_regex(
    r"""[<>/" &A3é\n\x02]|</?(v|is|t|f|c|row)/?>|&amp;|&[#]230;|<!--|-->|\]\]>| t="(s|inlineStr)"|<row r="33">""",
    fullmatch=True,
)


@settings(max_examples=150, deadline=None, derandomize=True, database=None)
@given(at=st.integers(0, 400), length=st.integers(0, 12), pieces=st.lists(PIECE, max_size=3))
def test_whatever_is_changed_in_a_row_both_ways_tell_the_same(at: int, length: int, pieces: list[str]) -> None:
    row = rows_until(31, 31)
    at = at % len(row)
    changed = row[:at] + "".join(pieces) + row[at + length :]
    assert_both_tell_the_same(book(rows_until(30) + changed + rows_until(33, 32)))


def test_formats_of_one_number_are_not_mixed_up() -> None:
    cells = "".join(f'<c r="{col}1" s="{style}"><v>45000</v></c>' for style, col in enumerate("ABCD"))
    [table] = read_workbook(book(f'<row r="1">{cells}</row>' + '<row r="2"><c r="A2"><v>1</v></c></row>')).tables
    assert [c.text for c in table.cells if c.row == 0] == ["45000", "45.000 kr.", "15-03-2023", "4500000 %"]


def test_a_row_that_comes_in_two_parts_is_one_row() -> None:
    parts = [("A1", "B1"), ("A2", "B2"), ("C1",)]
    rows = "".join(f'<row r="{p[0][1]}">{"".join(f"""<c r="{at}"><v>5</v></c>""" for at in p)}</row>' for p in parts)
    [table] = read_workbook(book(rows)).tables
    assert [c.place.cell for c in table.cells if not c.blank] == ["A1", "B1", "C1", "A2", "B2"]


def test_a_written_workbook_is_read_by_patterns_too() -> None:
    data = workbook_of([["Post", "2021"], *([f"Post {n}", n / 8] for n in range(50))])
    [sheet], _ = assert_both_tell_the_same(data)
    assert (sheet.cells[-1].text, str(sheet.cells[-1].native)) == ("6,125", "6.125")
