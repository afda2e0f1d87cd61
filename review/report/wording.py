"""A figure in words: what it is called, what it says, and both with its state in one line."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from review.formats import NOTHING, money, number, words
from review.language import Language
from review.report.figures import SeenFigure
from schemas.columns import BI_VIEWS
from schemas.figure_name import VALUE, named_by
from schemas.report import Figure
from schemas.rulebook import rule
from warehouse.totals import Move

CODES = ("measure", "source", "status", "unit")  # columns whose values are code words
PLAIN = (None, "count", "number")  # units of a bare number
MANY = 3  # figures of one place that are named; of more only the number is


class Wording:
    """Figures in a language."""

    def __init__(self, language: Language) -> None:
        self.language = language
        self.word: Callable[[str, str | None], str] = words(language)
        self._said: dict[int, tuple[str, str, Figure]] = {}

    def name(self, figure: Figure) -> str:
        """What tells it apart, such as ``Ny Start · 2024 · Budget``."""
        return self._both(figure)[0]

    def value(self, figure: Figure) -> str:
        """What it says, with its unit; a dash where nothing could be read."""
        return self._both(figure)[1]

    def _both(self, figure: Figure) -> tuple[str, str, Figure]:
        # a page says both twice, in the table and in the box, and numbers take long to write; the figure is kept along
        # so that no other one can have its id
        if id(figure) not in self._said:
            self._said[id(figure)] = (self._name(figure), self._value(figure), figure)
        return self._said[id(figure)]

    def _name(self, figure: Figure) -> str:
        pairs = [pair for pair in named_by(figure) if pair != ("measure", "value")]  # that says nothing to a reader
        said = [self.word(name, value) if name in CODES else str(value) for name, value in pairs]
        if figure.values.get("is_total"):
            said.append(self.language.say("sum"))
        return " · ".join(said) or figure.key

    def _value(self, figure: Figure) -> str:
        said = figure.values.get(VALUE[figure.view])
        if said is None:
            return NOTHING
        if figure.view == "status":
            return self.word("status", said)
        if figure.view == "budget":
            return money(said, self.language)
        unit = figure.values.get("unit")
        shown = number(said, self.language)
        return shown if unit in PLAIN else f"{shown}\N{NO-BREAK SPACE}{self.word('unit', unit)}"

    def label(self, seen: SeenFigure) -> str:
        """All of it for somebody who does not see the page: ``Beløb 1.200.000 kr., Ny Start, holdt tilbage``."""
        what = self.word("figure", seen.figure.view)
        state = self.word("figure", seen.state).lower()
        return f"{what} {self.value(seen.figure)}, {self.name(seen.figure)}, {state}"

    def labels(self, several: list[SeenFigure]) -> str:
        """The figures of one place, one after the other."""
        said = "; ".join(self.label(each) for each in several[:MANY])
        rest = len(several) - MANY
        more = self.language.say("og %(count)s mere", count=rest) if rest > 0 else ""
        return f"{said}; {more}" if more else said

    def about(self, rule_id: str) -> str:
        """What a rule says, in short."""
        return rule(rule_id).about[self.language.code]

    def total(self, move: Move) -> str:
        """What a sum or a count is of, such as ``Ny Start · 2024 · Budget · finansiering``."""
        part = self._parts().get(str(move.about.get("part")))
        about = [(name, move.about.get(name)) for name in ("effort", "status", "year", "measure")]
        said = [self.word(name, str(value)) if name in CODES else str(value) for name, value in about if value]
        return " · ".join([*said, *filter(None, [part])]) or self.word("figure", move.of)

    def _parts(self) -> dict[str, str]:
        say = self.language.say
        return {"effort": say("indsatsens eget beløb"), "line": say("udgiftsposter"), "source": say("finansiering")}

    def column(self, view: str, name: str) -> str:
        """What a column of a view is called."""
        if name == "state":
            return self.language.say("tilstanden")
        found = next((c for c in BI_VIEWS[f"bi_{view}"].columns if c.name == name), None)
        return name if found is None else self.language.said(found.da, found.en)

    def shown(self, name: str, value: Any) -> str:
        """A column's value."""
        if value is None:
            return NOTHING
        if isinstance(value, bool):
            return self.language.say("ja") if value else self.language.say("nej")
        if isinstance(value, Decimal):
            return money(value, self.language) if name == "amount_dkk" else number(value, self.language)
        if name == "state":
            return self.word("figure", value)
        return self.word(name, value) if name in CODES else str(value)
