"""The same figures in other clothes: every figure that a report shows is read, whoever drew it and however."""

from __future__ import annotations

import importlib
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

import pytest

from documents.by_html import by_chromium, by_weasyprint
from documents.by_reportlab import draw
from documents.figures import got_out, put_in
from documents.invented import Report, budget_sheet, goal_fulfilment, status_note
from documents.styles import Style
from extractors.pdf.read import read_pdf
from extractors.recognise import interpret

A4 = Style()
SHORT = Style(font="serif", size=8, height=640, repeat=False)
WIDE = Style(size=7.5, width=842, height=595)
LETTER = Style(font="serif", size=7, width=792, height=612, repeat=False)
NOTE = ("effort", "status", "amount", "remark")
GOALS = ("effort", "status", "department", "remark", "context")
LINES = ("grid", "rows", "zebra", "bare")

# kind, columns in another order and words, the two styles that each way of drawing lines is tried in
KINDS: dict[str, tuple[Callable[..., Report], dict, dict, Style, Style]] = {
    "note": (status_note, {}, {"order": NOTE, "wording": 1}, A4, SHORT),
    "goals": (goal_fulfilment, {"wording": 1}, {"order": GOALS}, A4, SHORT),
    "budget": (budget_sheet, {}, {"with_types": False}, WIDE, LETTER),
}


@dataclass(frozen=True)
class Case:
    """A report, who draws it, and how."""

    kind: str
    maker: str
    lines: str
    second: bool
    seed: int

    @property
    def name(self) -> str:
        """The case in a word, as pytest shows it."""
        return f"{self.kind}-{self.maker}-{self.lines}-{'second' if self.second else 'first'}-{self.seed}"

    def report(self) -> Report:
        """What is to be drawn."""
        make, first, second, _, _ = KINDS[self.kind]
        return make(self.seed, **(second if self.second else first))

    def style(self) -> Style:
        """How it is drawn."""
        style = KINDS[self.kind][4 if self.second else 3]
        return Style(self.lines, style.font, style.size, style.height, style.width, style.repeat)


def cases() -> list[Case]:
    """reportlab draws every combination; the slower printers take turns."""
    every = [
        Case(kind, "reportlab", lines, second, 1 + second)
        for kind in KINDS
        for lines in LINES
        for second in (False, True)
    ]
    for n, kind in enumerate(KINDS):
        for m, lines in enumerate(LINES):
            every.append(Case(kind, "chromium", lines, (n + m) % 2 == 1, 3))
            every.append(Case(kind, "weasyprint", lines, (n + m) % 2 == 0, 4))
    return every


@pytest.fixture(scope="session")
def makers(require: Callable[[str, str], NoReturn]) -> Callable[[Case, Path], bytes]:
    """Draws a case; skips where the program that draws it is not installed."""

    def make(case: Case, folder: Path) -> bytes:
        if case.maker == "reportlab":
            return draw(case.report(), case.style())
        if case.maker == "chromium":
            return (
                by_chromium(case.report(), case.style(), folder)
                if shutil.which("chromium")
                else require("browser", "no chromium")
            )
        try:
            importlib.import_module("weasyprint")
        except (ImportError, OSError) as problem:  # the package, or Pango that it draws with
            require("weasyprint", f"it cannot be loaded: {type(problem).__name__}")
        return by_weasyprint(case.report(), case.style(), folder)

    return make


@pytest.mark.parametrize("case", cases(), ids=lambda c: c.name)
def test_every_figure_is_read(case: Case, makers: Callable[[Case, Path], bytes], tmp_path: Path) -> None:
    raw = interpret(read_pdf(makers(case, tmp_path)))
    assert raw.kind == case.report().kind
    put, got = put_in(case.report()), got_out(raw)
    assert (put - got, got - put) == ({}, {})
    assert raw.drifts == []


def test_the_comparison_sees_what_is_lost_and_what_is_made_up() -> None:
    raw = interpret(read_pdf(draw(status_note(1), A4)))
    whole = got_out(raw)
    assert sum(put_in(status_note(1)).values()) == sum(whole.values()) == 36
    raw.figures.pop()
    raw.figures[0].values["effort"].text = "En anden"
    assert sum((whole - got_out(raw)).values()) == 3  # one gone; the name stood in a status and in an amount
    assert sum((got_out(raw) - whole).values()) == 2
