"""What tells the figures of a finding from each other, in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from review.finding.told import Told
from review.formats import money, words
from review.language import Language
from schemas.figure_name import named_by
from schemas.report import Figure

RAW = 40  # letters of what stands in the report
ORDINARY = ("budget", "value")  # measures that go without saying
CODES = ("source", "measure")


def figure_names(figures: Sequence[Figure], language: Language) -> list[str]:
    """A name for each: its effort, line, payer, place and year, without what is the same for all of them."""
    parts = [tuple(_parts(figure, language)) for figure in figures]
    same = set.intersection(*map(set, parts)) if len(parts) > 1 else set()
    names = [", ".join(_own(each, same) or each) for each in parts]
    return [name[:1].upper() + name[1:] for name in names]


def that_can_be_meant(told: Told, language: Language) -> list[tuple[str, str]]:
    """The figures that a correction of the finding can be about, by key; none where there is no telling them apart."""
    figures = [figure for figure in told.figures if figure.view == told.row["figure"]]
    names = figure_names(figures, language)
    if len(set(names)) < len(names) or len(names) < 2:
        return []
    return [(f.key, f"{name}: {_stands(f, language)}") for f, name in zip(figures, names, strict=True)]


def name_of_other(told: Told, key: str | None, language: Language) -> str:
    """The name of a figure of the finding that is not the one it names itself; blank for that one."""
    if key is None or told.named is None or key == told.named.key:
        return ""
    names = zip(told.figures, figure_names(told.figures, language), strict=True)
    return next((name for figure, name in names if figure.key == key), "")


def _stands(figure: Figure, language: Language) -> str:
    """An amount in kroner, as it is to be corrected: a sheet may be in thousands."""
    kroner = figure.values.get("amount_dkk")
    return money(kroner, language) if kroner is not None else figure.raw_text[:RAW]


def _own(parts: tuple[str, ...], same: set[str]) -> list[str]:
    return [part for part in parts if part not in same]


def _parts(figure: Figure, language: Language) -> Iterator[str]:
    for name, value in named_by(figure):
        if name != "measure" or value not in ORDINARY:
            yield words(language)(name, value) if name in CODES else str(value)
    if figure.values.get("is_total"):
        yield language.say("summen")
