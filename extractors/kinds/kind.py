"""A report kind as its YAML declares it: how it is recognised, which columns its tables have, which words it uses."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from extractors.data_file import data_file
from extractors.labels import key


@dataclass(frozen=True, slots=True)
class ColumnSpec:
    """A column of a kind's tables: its name here, the headers it goes by, whether it must be there."""

    name: str
    headers: tuple[str, ...]
    required: bool = False


@dataclass(frozen=True, slots=True)
class Recognition:
    """What speaks for and against a kind: columns that a table must have, others with points, phrases with points.

    ``told`` are the points that phrases must give for a report whose table lacks a column; None where none is enough.
    """

    essential: tuple[str, ...]
    columns: dict[str, float]
    phrases: tuple[tuple[re.Pattern[str], float], ...]
    threshold: float
    told: float | None = None


@dataclass(frozen=True, slots=True)
class Share:
    """A sentence such as "12 af de 22 indsatser dækker hele byen": what the column says for each that it counts.

    ``says`` are keys of labels; in the column ``status`` the name of the status.
    """

    pattern: re.Pattern[str]
    column: str
    says: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Kind:
    """One report kind. ``words`` holds the lists of words that only this kind's module uses.

    ``names`` is what people call it, by language. ``registered_efforts`` is False where what its figures are about
    are headings, which no register of efforts holds.
    """

    name: str
    version: int
    names: dict[str, str]
    registered_efforts: bool
    columns: tuple[ColumnSpec, ...]
    recognition: Recognition
    decimal_mark: str
    group_mark: str
    scale: int
    title: tuple[re.Pattern[str], ...]
    period: tuple[re.Pattern[str], ...]
    period_headings: tuple[re.Pattern[str], ...]
    published: tuple[re.Pattern[str], ...]
    case_number: tuple[re.Pattern[str], ...]
    case_label: tuple[re.Pattern[str], ...]
    case_below: tuple[re.Pattern[str], ...]
    price_level: tuple[re.Pattern[str], ...]
    counts: tuple[re.Pattern[str], ...]
    count_words: dict[str, int]
    shares: tuple[Share, ...]
    words: dict[str, Any] = field(default_factory=dict)

    def column(self, name: str) -> ColumnSpec:
        """The column of that name."""
        return next(c for c in self.columns if c.name == name)


@cache
def load_kind(name: str) -> Kind:
    """The kind whose YAML is called ``name``; words that several kinds share come from ``common.yaml``."""
    common, own = data_file("extractors.kinds", "common.yaml"), data_file("extractors.kinds", f"{name}.yaml")
    number = own.get("number_format", common["number_format"])
    return Kind(
        name=own["kind"],
        version=own["version"],
        names=own["names"],
        registered_efforts=own.get("registered_efforts", True),
        columns=tuple(
            ColumnSpec(column, tuple(key(h) for h in spec["headers"]), spec.get("required", False))
            for column, spec in own["columns"].items()
        ),
        recognition=_recognition(own["recognise"]),
        decimal_mark=number["decimal"],
        group_mark=number["group"],
        scale=own.get("scale", 1),
        title=_patterns(own.get("title", [])),
        period=_patterns(own.get("period", [])),
        period_headings=_patterns(own.get("period_headings", common["period_headings"])),
        published=_patterns(own.get("published", common["published"])),
        case_number=_patterns(own.get("case_number", common["case_number"])),
        case_label=_patterns([common["case_label"]]),
        case_below=_patterns([common["case_below"]]),
        price_level=_patterns(own.get("price_level", common["price_level"])),
        counts=_patterns(_counted(own.get("counts", common["counts"]), common)),
        count_words=common["count_words"],
        shares=_shares(own.get("shares", common["shares"])),
        words={**common.get("words", {}), **own.get("words", {})},
    )


def _patterns(texts: list[str]) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(t, re.IGNORECASE) for t in texts)


def _counted(texts: list[str], common: dict[str, Any]) -> list[str]:
    number = rf"(\d{{1,3}}|{'|'.join(common['count_words'])})"
    return [text.replace("{number}", number).replace("{whole}", common["count_whole"]) for text in texts]


def _shares(spec: dict[str, Any]) -> tuple[Share, ...]:
    return tuple(
        Share(
            re.compile(rf"{spec['of']}\s+{said['text']}{spec['end']}", re.IGNORECASE),
            said["column"],
            tuple(said["says"] if said["column"] == "status" else map(key, said["says"])),
        )
        for said in spec["said"]
    )


def _recognition(spec: dict[str, Any]) -> Recognition:
    phrases = tuple(
        (re.compile(text, re.IGNORECASE), float(points)) for text, points in spec.get("phrases", {}).items()
    )
    columns = spec.get("columns", {})
    return Recognition(tuple(spec["essential"]), columns, phrases, float(spec["threshold"]), spec.get("told"))
