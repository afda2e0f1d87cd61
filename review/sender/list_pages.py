"""The list of what is wrong as pages at the end of a PDF, in a font that every viewer has."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence

from pypdf import PdfWriter
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

from review.sender.note import Note

WIDTH, HEIGHT, MARGIN = 595.0, 842.0, 56.0  # points: A4
SIZE, STEP, GAP = 10.0, 14.0, 6.0
LETTERS = 92  # of a line: as wide as the page allows, for the wide letters of Danish text
TITLE = "Rettelser"
EXPLAINED = "Stederne er markeret med numre på siderne foran. Ret i din egen fil, og send den igen."

Line = tuple[str, str, float]  # font, text, and how far it stands below the one before


def add_list(writer: PdfWriter, notes: Sequence[Note]) -> None:
    """Adds the pages behind the others; none where there is nothing to list."""
    page: list[str] = []
    y = HEIGHT - MARGIN
    for font, text, down in _lines(notes) if notes else ():
        if y - down < MARGIN:
            _add_page(writer, page)
            page, y = [], HEIGHT - MARGIN
        y -= down
        size = SIZE * 1.6 if text == TITLE else SIZE
        page.append(f"BT /{font} {size:g} Tf {MARGIN:g} {y:g} Td ({_escaped(text)}) Tj ET")
    if page:
        _add_page(writer, page)


def _lines(notes: Sequence[Note]) -> Iterator[Line]:
    yield "B", TITLE, STEP
    yield "R", EXPLAINED, 2 * STEP
    for note in notes:
        place = note.place.in_words()
        down = STEP + GAP
        for text in _wrapped(f"{note.number}. {place[:1].upper()}{place[1:]}: {note.message}"):
            yield "B", text, down
            down = STEP
        said = [f"Fundet: {note.found}" if note.found else "", f"Forventet: {note.expected}" if note.expected else ""]
        for text in _wrapped(" · ".join(filter(None, said))) + _wrapped(note.how_to_fix):
            yield "R", text, STEP


def _wrapped(text: str) -> list[str]:
    return textwrap.wrap(" ".join(text.split()), LETTERS)


def _escaped(text: str) -> str:
    """The text as it may stand between brackets; letters that the font has not become question marks."""
    plain = text.encode("cp1252", "replace").decode("cp1252")
    return plain.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")


def _add_page(writer: PdfWriter, drawn: list[str]) -> None:
    page = writer.add_blank_page(WIDTH, HEIGHT)
    content = DecodedStreamObject()
    content.set_data("\n".join(drawn).encode("cp1252"))
    page[NameObject("/Contents")] = writer._add_object(content)
    fonts = {NameObject("/R"): _font("Helvetica"), NameObject("/B"): _font("Helvetica-Bold")}
    page[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): DictionaryObject(fonts)})


def _font(name: str) -> DictionaryObject:
    told = {"Type": "Font", "Subtype": "Type1", "BaseFont": name, "Encoding": "WinAnsiEncoding"}
    return DictionaryObject({NameObject(f"/{key}"): NameObject(f"/{value}") for key, value in told.items()})
