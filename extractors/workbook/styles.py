"""The looks of an xlsx file's cells: number format, bold, fill, border."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeVar

from extractors.workbook.number_formats import BUILT_IN, GENERAL, LOCAL_DATES, NumberFormat, parse_format
from extractors.workbook.package import Package
from extractors.workbook.xml_stream import is_on, local, stream


@dataclass(frozen=True, slots=True)
class Style:
    """How cells of one style look. ``fill`` is ``#RRGGBB`` or ``theme:N``; ``framed`` means a border or a fill."""

    number: NumberFormat = GENERAL
    bold: bool = False
    fill: str | None = None
    framed: bool = False


PLAIN = Style()
_T = TypeVar("_T")


class _Reader:
    """Collects fonts, fills, borders and formats, then the styles (``cellXfs``) that name them by number."""

    def __init__(self) -> None:
        self.codes: dict[int, str] = {}
        self.bold: list[bool] = []
        self.fills: list[str | None] = []
        self.borders: list[bool] = []
        self.uses: list[dict[str, str]] = []
        self._path: list[str] = []
        self._pattern = "none"

    def start(self, name: str, attributes: dict[str, str]) -> None:
        name = local(name)
        parent = self._path[-1] if self._path else ""
        section = self._path[1] if len(self._path) > 1 else ""
        self._path.append(name)
        if section == "numFmts" and name == "numFmt":
            self.codes[_number(attributes, "numFmtId")] = attributes.get("formatCode", "General")
        elif section == "fonts":
            self._font(name, attributes)
        elif section == "fills":
            self._fill(name, attributes)
        elif section == "borders":
            self._border(name, parent, attributes)
        elif section == "cellXfs" and name == "xf":
            self.uses.append(attributes)

    def end(self, _: str) -> None:
        self._path.pop()

    def _font(self, name: str, attributes: dict[str, str]) -> None:
        if name == "font":
            self.bold.append(False)
        elif name == "b" and self.bold:
            self.bold[-1] = is_on(attributes.get("val", "1"))

    def _fill(self, name: str, attributes: dict[str, str]) -> None:
        if name == "fill":
            self.fills.append(None)
        elif name == "patternFill":
            self._pattern = attributes.get("patternType", "none")
        elif name == "fgColor" and self.fills and self._pattern != "none":
            self.fills[-1] = _colour(attributes)

    def _border(self, name: str, parent: str, attributes: dict[str, str]) -> None:
        if name == "border":
            self.borders.append(False)
        elif parent == "border" and self.borders and attributes.get("style", "none") != "none":
            self.borders[-1] = True


def read_styles(package: Package, member: str) -> list[Style]:
    """The styles in the order in which cells name them by number."""
    reader = _Reader()
    stream(package, member, reader.start, reader.end)
    formats: dict[int, NumberFormat] = {}
    return [_style(reader, use, formats) for use in reader.uses]


def _style(reader: _Reader, use: dict[str, str], formats: dict[int, NumberFormat]) -> Style:
    code = _number(use, "numFmtId")
    if code not in formats:
        formats[code] = _format(code, reader.codes)
    fill = _pick(reader.fills, _number(use, "fillId"), None)
    border = _pick(reader.borders, _number(use, "borderId"), False)
    bold = _pick(reader.bold, _number(use, "fontId"), False)
    return Style(formats[code], bold, fill, border or fill is not None)


def _format(number: int, codes: dict[int, str]) -> NumberFormat:
    if number in codes:
        return parse_format(codes[number])
    if number in LOCAL_DATES:
        return NumberFormat("dd-mm-yyyy", "date")
    return parse_format(BUILT_IN.get(number, "General"))


def _colour(attributes: dict[str, str]) -> str | None:
    if "rgb" in attributes:
        return f"#{attributes['rgb'][-6:].upper()}"
    if "theme" in attributes:
        return f"theme:{attributes['theme']}"
    return f"indexed:{attributes['indexed']}" if "indexed" in attributes else None


def _number(attributes: dict[str, str], name: str) -> int:
    value = attributes.get(name, "0")
    return int(value) if value.isdecimal() and len(value) < 10 else 0


def _pick(values: list[_T], index: int, default: _T) -> _T:
    return values[index] if index < len(values) else default
