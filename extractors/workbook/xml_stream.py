"""A pass over an XML member in pieces, without document types, entities or anything from outside."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from xml.parsers import expat

from extractors.unreadable import Unreadable
from extractors.workbook.package import BROKEN, Package
from extractors.workbook.plain_xml import Shortcut, is_plain_head, plain_text

PIECE_BYTES = 256 * 1024
LONGEST_ELEMENT = 4 * PIECE_BYTES  # a shortcut is given up where one of its elements is longer
Start = Callable[[str, dict[str, str]], None]
End = Callable[[str], None]
Text = Callable[[str], None]


def stream(
    package: Package,
    member: str,
    start: Start,
    end: End | None = None,
    text: Text | None = None,
    shortcut: Shortcut | None = None,
) -> None:
    """Call the handlers for each element and text of a member; names come without their prefix's address.

    What a shortcut reads by itself comes to no handler. Raises Unreadable where the member is absent, damaged, no
    XML, or declares a document type.
    """
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _refuse_doctype
    parser.StartElementHandler = start
    if end is not None:
        parser.EndElementHandler = end
    if text is not None:
        parser.CharacterDataHandler = text
    try:
        with package.open(member) as source:
            pieces = iter(lambda: source.read(PIECE_BYTES), b"")
            for piece in _left_over(pieces, parser, shortcut) if shortcut else pieces:
                parser.Parse(piece, False)
        parser.Parse(b"", True)
    except expat.ExpatError as error:
        raise Unreadable("report.corrupt", f"{member}: {error}") from error
    except (*BROKEN, LookupError) as error:  # LookupError: an encoding that nobody knows
        raise Unreadable("report.corrupt", f"{member}: {error}") from error


def _left_over(pieces: Iterator[bytes], parser: expat.XMLParserType, shortcut: Shortcut) -> Iterator[bytes]:
    """Pieces of a member without what the shortcut could read; it reads as the pieces go by."""
    first = next(pieces, b"")
    begin = shortcut.begin.search(first)
    if begin is None or not is_plain_head(first[: begin.end()]):
        yield first
        yield from pieces
        return
    yield first[: begin.end()]
    rest = first[begin.end() :]
    while len(rest) < LONGEST_ELEMENT:
        cut = rest.rfind(shortcut.end) + len(shortcut.end)
        if cut >= len(shortcut.end):
            elements, rest = rest[:cut], rest[cut:]
            if (plain := plain_text(elements)) is not None:
                shortcut.scan(plain, lambda element: parser.Parse(element.encode(), False))
            else:
                yield elements
                if b"<!" in elements or b"<?" in elements:  # a comment may hold what looks like elements
                    break
        if not (piece := next(pieces, b"")):
            break
        rest += piece
    yield rest
    yield from pieces


def local(name: str) -> str:
    """An element's or attribute's name without its prefix: ``x:row`` is ``row``."""
    return name.rpartition(":")[2]


def is_on(value: str | None) -> bool:
    """Whether an attribute that is written ``1``, ``true`` or ``on`` is set."""
    return value is not None and value.lower() in ("1", "true", "on")


def _refuse_doctype(*_: object) -> None:
    raise Unreadable("report.corrupt", "a document type declaration, which no workbook has")
