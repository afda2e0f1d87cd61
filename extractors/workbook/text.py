"""A workbook's texts as the document model wants them."""

from __future__ import annotations

import re
import unicodedata

_TIDY = re.compile(r"[!-^`-~æøåÆØÅ]++(?: [!-^`-~æøåÆØÅ]++)*+")  # as most texts are: nothing to clean
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_BROKEN_WORD = re.compile(r"(?<=\w)-[ \t]*\r?\n[ \t]*(?!(?:og|eller|samt)\b)(?=[a-zæøå])")
_RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_RAISED_AT_END = re.compile(rf"(?<!\bm)(?<!\b[kcd]m)[{_RAISED}]+$")
_NOTE_MARK = re.compile(r"[\d*,) ]{1,6}")
_PLAIN = str.maketrans(_RAISED, "0123456789")


def clean(text: str) -> str:
    """Whitespace collapsed, NFC, soft hyphens gone, words joined that a hyphen broke over two lines.

    "drifts-\\nog anlæg" keeps its hyphen: it stands for a left-out word, not for a break.
    """
    if "\n" in text:
        text = _BROKEN_WORD.sub("", text)
    text = " ".join(text.split())
    return text if text.isascii() else unicodedata.normalize("NFC", text.replace("\u00ad", ""))


def unescape(text: str) -> str:
    """Text with ``_x000D_`` and the like turned back into the characters that they stand for."""
    if "_x" not in text:
        return text
    decoded = _ESCAPED.sub(lambda m: chr(int(m[1], 16)), text)
    return "".join(c for c in decoded if c in "\t\r\n" or unicodedata.category(c) not in ("Cc", "Cs"))


def split_marks(runs: list[tuple[str, bool]]) -> tuple[str, str]:
    """The text of rich text runs and the note marks taken out of it; a run is its text and whether it is raised.

    A raised 2 after a unit of length stays ("m2"): it is no note.
    """
    text, marks = "", ""
    for run, raised in runs:
        if raised and text.strip() and _NOTE_MARK.fullmatch(run.strip()) and not re.search(r"\b[kcd]?m$", text):
            marks += run.strip()
        else:
            text += run
    text, at_end = text_and_marks(text)
    return text, marks + at_end


def text_and_marks(stored: str) -> tuple[str, str]:
    """A stored text cleaned, and the raised note marks taken off its end."""
    if _TIDY.fullmatch(stored):
        return stored, ""
    text = clean(unescape(stored))
    if text[-1:] in _RAISED and (match := _RAISED_AT_END.search(text)):
        return text[: match.start()].rstrip(), match[0].translate(_PLAIN)
    return text, ""
