"""XML so plain that patterns may read it: no comments, nothing to look up, nothing that an XML reader would refuse.

Patterns read a long sheet several times faster than a call for each element does. Whatever is not as plain as the
patterns expect goes to the XML reader instead, so both tell the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

_FORBIDDEN = bytes(range(9)) + bytes(range(11, 32))  # a carriage return is allowed, but an XML reader changes it
_MARKS = {b"!": b"<!", b"?": b"<?", b"]": b"]]>", b"\xef": b"\xef\xbf"}  # one letter is found much sooner than two
_NAMED = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'"}
_NUMBERED = re.compile(r"&#([0-9]+);")
_REFERENCE = re.compile(r"&(?:#([0-9]+)|([a-z]+));")
_NUMBERS = rb"#(?:9|10|13|3[2-9]|[4-9][0-9]|[1-9][0-9]{2,3}|[1-4][0-9]{4})"  # up to 49999: letters, no half ones
_UNKNOWN_REFERENCE = re.compile(rb"&(?!(?:amp|lt|gt|quot|apos|" + _NUMBERS + rb");)")
_ENCODING = re.compile(
    rb"""\A(?:\xef\xbb\xbf)?(?:<\?xml version=["']1\.0["'](?: encoding=["']([^"']*)["'])?[^<>]*\?>)?"""
)
_ATTRIBUTES = re.compile(r'(?: [A-Za-z_][A-Za-z0-9_.:-]*="[^"<>&]*")* ?')
_ATTRIBUTE = re.compile(r' ([^=]+)="([^"]*)"')


class NotPlain(Exception):
    """What was to be read is not of the plain form; it is for the XML reader."""


class Feed(Protocol):
    """Hands a piece of XML to the XML reader, which has read all that stood before it."""

    def __call__(self, piece: str, /) -> object: ...


class Scan(Protocol):
    """Reads whole elements in a row by patterns, and feeds those of them that are not plain."""

    def __call__(self, elements: str, feed: Feed, /) -> None: ...


@dataclass(frozen=True, slots=True)
class Shortcut:
    """A member of which a long middle part is read by patterns: after ``begin``, up to the last ``end``."""

    begin: re.Pattern[bytes]
    end: bytes
    scan: Scan


def is_plain_head(head: bytes) -> bool:
    """Whether a member begins as UTF-8 (or says nothing of it) and has no comment or instruction in its head."""
    declared = _ENCODING.match(head)
    if declared is None or (declared[1] or b"utf-8").lower() not in (b"utf-8", b"utf8"):
        return False
    return b"<!" not in head and b"<?" not in head[declared.end() :]


def plain_text(piece: bytes) -> str | None:
    """A piece of whole elements as text, None where it is not plain.

    Raises UnicodeDecodeError where it is no UTF-8.
    """
    if any(letter in piece and mark in piece for letter, mark in _MARKS.items()):
        return None
    if len(piece.translate(None, _FORBIDDEN)) < len(piece):
        return None
    if b"&" in piece and _UNKNOWN_REFERENCE.search(piece):
        return None
    return piece.decode()


def elements_of(text: str, end: str) -> Iterator[tuple[str, str]]:
    """Each element of a plain text without its end tag: as it stands, and with its letters (``l&#248;n``) resolved.

    Many letters are resolved at once here, since one by one they take longer than all the rest. What goes to the
    XML reader must be as it stands: where such a letter is in a tag, that is for it to refuse.
    """
    as_it_stands = text.split(end)[:-1]
    resolved = text
    for number in set(_NUMBERED.findall(text)):
        if int(number) >= 160:
            resolved = resolved.replace(f"&#{number};", chr(int(number)))
    return zip(as_it_stands, as_it_stands if resolved is text else resolved.split(end)[:-1], strict=True)


def resolve(text: str) -> str:
    """A text of a plain piece with the references that are left in it resolved: ``A &amp; B`` is ``A & B``."""
    return _REFERENCE.sub(lambda m: chr(int(m[1])) if m[1] else _NAMED[m[2]], text) if "&" in text else text


def attributes_of(text: str) -> dict[str, str]:
    """The attributes of a tag of which ``r`` has been taken out. Raises NotPlain where they are not plain."""
    if _ATTRIBUTES.fullmatch(text) is None:
        raise NotPlain
    pairs = _ATTRIBUTE.findall(text)
    found = dict(pairs)
    if len(found) < len(pairs) or "r" in found:
        raise NotPlain
    return found
