"""The table of texts that the sheets of an xlsx file share."""

from __future__ import annotations

import re

from extractors.workbook.package import Package
from extractors.workbook.plain_xml import Feed, Shortcut, elements_of, resolve
from extractors.workbook.text import split_marks, text_and_marks
from extractors.workbook.xml_stream import local, stream

_BEGIN = re.compile(rb"<sst[^<>]*[^<>/]>")
_END = "</si>"
_PLAIN_ITEM = re.compile(r'<si><t(?: xml:space="preserve")?>([^<]*)</t>')


class RichText:
    """Collects the runs of one text item (``si`` or ``is``); reading aids for Japanese (``rPh``) are no text."""

    def __init__(self) -> None:
        self.runs: list[tuple[str, bool]] = []
        self._raised = self._inside = self._aid = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """An element within the item begins; ``name`` without prefix."""
        if name == "t":
            self._inside = not self._aid
        elif name == "r":
            self._raised = False
        elif name == "vertAlign":
            self._raised = attributes.get("val") == "superscript"
        elif name == "rPh":
            self._aid = True

    def end(self, name: str) -> None:
        """An element within the item ends."""
        if name == "t":
            self._inside = False
        elif name == "r":
            self._raised = False
        elif name == "rPh":
            self._aid = False

    def text(self, piece: str) -> None:
        """Characters anywhere in the item."""
        if self._inside:
            self.runs.append((piece, self._raised))

    def finish(self) -> tuple[str, str]:
        """Text and note marks of the item; empties the collector."""
        runs, self.runs = self.runs, []
        return split_marks(runs)


def read_shared_strings(package: Package, member: str, by_patterns: bool = True) -> list[tuple[str, str]]:
    """Each shared text with its note marks, in the order in which cells name them by number."""
    strings: list[tuple[str, str]] = []
    item = RichText()

    def end(name: str) -> None:
        name = local(name)
        item.end(name)
        if name == "si":
            strings.append(item.finish())

    def scan(items: str, feed: Feed) -> None:
        for raw, each in elements_of(items, _END):
            if (plain := _PLAIN_ITEM.fullmatch(each)) and not item.runs:
                strings.append(text_and_marks(resolve(plain[1])))
            else:
                feed(raw + _END)

    shortcut = Shortcut(_BEGIN, _END.encode(), scan) if by_patterns else None
    stream(package, member, lambda name, attributes: item.start(local(name), attributes), end, item.text, shortcut)
    return strings
