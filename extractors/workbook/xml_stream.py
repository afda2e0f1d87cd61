"""A pass over an XML member in pieces, without document types, entities or anything from outside."""

from __future__ import annotations

from collections.abc import Callable
from xml.parsers import expat

from extractors.unreadable import Unreadable
from extractors.workbook.package import BROKEN, Package

PIECE_BYTES = 256 * 1024
Start = Callable[[str, dict[str, str]], None]
End = Callable[[str], None]
Text = Callable[[str], None]


def stream(package: Package, member: str, start: Start, end: End | None = None, text: Text | None = None) -> None:
    """Call the handlers for each element and text of a member; names come without their prefix's address.

    Raises Unreadable where the member is absent, damaged, no XML, or declares a document type.
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
            while piece := source.read(PIECE_BYTES):
                parser.Parse(piece, False)
        parser.Parse(b"", True)
    except expat.ExpatError as error:
        raise Unreadable("report.corrupt", f"{member}: {error}") from error
    except (*BROKEN, LookupError) as error:  # LookupError: an encoding that nobody knows
        raise Unreadable("report.corrupt", f"{member}: {error}") from error


def local(name: str) -> str:
    """An element's or attribute's name without its prefix: ``x:row`` is ``row``."""
    return name.rpartition(":")[2]


def is_on(value: str | None) -> bool:
    """Whether an attribute that is written ``1``, ``true`` or ``on`` is set."""
    return value is not None and value.lower() in ("1", "true", "on")


def _refuse_doctype(*_: object) -> None:
    raise Unreadable("report.corrupt", "a document type declaration, which no workbook has")
