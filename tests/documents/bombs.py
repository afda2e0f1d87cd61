"""Small files that ask for a great deal: loops, depths, sizes and counts that no report has."""

from __future__ import annotations

import zlib
from collections.abc import Callable

from documents.hostile import by_hand, calls_itself, page_with
from workbook_samples import by_hand as sheet_by_hand

CATALOG = "<</Type/Catalog/Pages 2 0 R>>"
PAGES = "<</Type/Pages/Kids[3 0 R]/Count 1>>"


def pages(count: int) -> bytes:
    """So many pages, each with a word."""
    page = "<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]/Contents 3 0 R/Resources<</Font<</F 4 0 R>>>>>>"
    font = "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"
    text = "BT /F 10 Tf 20 100 Td (Side) Tj ET"
    body = f"<</Length {len(text)}>>stream\n{text}\nendstream"
    kids = " ".join(f"{n + 5} 0 R" for n in range(count))
    return by_hand(CATALOG, f"<</Type/Pages/Kids[{kids}]/Count {count}>>", body, font, *[page] * count)


def unpacking_to(megabytes: int) -> bytes:
    """A page whose content unpacks to so many megabytes of blanks."""
    packer = zlib.compressobj(9)
    packed = b"".join(packer.compress(b" " * (1 << 20)) for _ in range(megabytes)) + packer.flush()
    return _with_stream(packed, "/Filter/FlateDecode")


def unpacking_twice(megabytes: int) -> bytes:
    """The same packed once more."""
    inner = zlib.compress(zlib.compress(bytes(megabytes << 20), 9), 9)
    return _with_stream(inner, "/Filter[/FlateDecode/FlateDecode]")


def _with_stream(data: bytes, more: str) -> bytes:
    body = f"<</Length {len(data)}{more}>>stream\n" + data.decode("latin-1") + "\nendstream"
    page = "<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]/Contents 4 0 R>>"
    return by_hand(CATALOG, PAGES, page, body)


def many_words(count: int) -> bytes:
    """One page of so many letters."""
    font = "/Font<</F 5 0 R>>"
    content = f"BT /F 1 Tf 10 100 Td ({'x' * count}) Tj ET"
    return page_with(content, "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>", resources=font)


def deep(levels: int) -> bytes:
    """A page with a list in a list, and so on."""
    return by_hand(CATALOG, PAGES, f"<</Type/Page/Parent 2 0 R/MediaBox{'[' * levels}0{']' * levels}>>")


def in_rings() -> bytes:
    """Pages, parents, outlines and earlier tables that lead back to themselves."""
    data = by_hand(
        "<</Type/Catalog/Pages 2 0 R/Outlines 4 0 R>>",
        "<</Type/Pages/Kids[3 0 R 2 0 R]/Count 2/Parent 2 0 R>>",
        "<</Type/Page/Parent 3 0 R/MediaBox[0 0 200 200]>>",
        "<</Type/Outlines/First 4 0 R/Next 4 0 R/Parent 4 0 R>>",
    )
    at = data.rindex(b"startxref")
    start = data[at:].split()[1]
    return data.replace(b"/Root 1 0 R>>", b"/Root 1 0 R/Prev " + start + b">>")


CELLS = '<sheetData><row r="1"><c r="A1"><v>1</v></c></row></sheetData>'
BOMBS: dict[str, Callable[[], bytes]] = {
    "draws itself": calls_itself,
    "5000 pages": lambda: pages(5_000),
    "5001 pages": lambda: pages(5_001),
    "pages that say they are a billion": lambda: pages(3).replace(b"/Count 3", b"/Count 999999999"),
    "unpacks to a gigabyte": lambda: unpacking_to(1_024),
    "unpacks twice": lambda: unpacking_twice(300),
    "60000 lines": lambda: page_with("0 0 m 9 9 l S\n" * 60_000),
    "a million letters": lambda: many_words(1_000_000),
    "50000 objects": lambda: by_hand(CATALOG, PAGES, "<</Type/Page/Parent 2 0 R>>", *["<</A[1 2 3]>>"] * 50_000),
    "200000 deep": lambda: deep(200_000),
    "in rings": in_rings,
    "wide": lambda: page_with("").replace(b"[0 0 200 200]", b"[0 0 1e9 1e300]"),
    "no number": lambda: page_with("nan inf 1e999 -1e999 re f"),
    "acts": lambda: by_hand(
        "<</Type/Catalog/Pages 2 0 R/OpenAction<</S/Launch/F(/bin/sh)>>/AA<</WC<</S/JavaScript/JS(app.beep)>>>>>>",
        PAGES,
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>>",
    ),
    "giant sheet": lambda: sheet_by_hand(
        '<dimension ref="A1:XFD1048576"/><sheetData><row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    ),
    "merged all over": lambda: sheet_by_hand(CELLS + '<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'),
    "laughs": lambda: sheet_by_hand(CELLS, "<!DOCTYPE l [<!ENTITY a 'ha'><!ENTITY b '&a;&a;'>]>"),
}
