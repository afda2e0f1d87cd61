"""What a kind's module makes of a document: figures as they stand, before any of them is judged."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from extractors.model import Native
from extractors.place import Place

BETWEEN_SENTENCES = re.compile(r"(?<=[.!?])\s+(?=[A-ZÆØÅ])")


@dataclass(slots=True)
class RawValue:
    """What stood in one column for one figure: the text, the workbook's typed value, the place.

    ``doubts`` is None where the text was drawn as text; where it was read from a picture, it holds the words of it
    on which two readings do not agree.
    """

    text: str | None
    place: Place | None = None
    native: Native = None
    problem: str | None = None  # see extractors.model.Cell.problem
    number_format: str | None = None
    doubts: list[str] | None = None


@dataclass(slots=True)
class RawFigure:
    """One row of a figure view (``status``, ``budget``, ``indicator``), every column still a text.

    ``values`` maps names of the view's columns (contract section 3) to what stood there; a column that is
    missing there is null. The column that holds the figure itself is ``status`` (a status word or ``2/3``),
    ``amount_dkk`` or ``value``. ``place`` and ``raw_text`` are those of that column's cell. ``scale`` is what
    an amount is multiplied by (1000 for a sheet in whole thousands). ``table`` and ``row`` tell which figures
    were printed side by side: a status and its amounts share both. ``doubt`` says why its labels may not be its own
    (a name of ``reasons`` in the rule book), None where they are sure.
    """

    view: str
    values: dict[str, RawValue]
    place: Place
    raw_text: str
    table: int
    row: int
    scale: int = 1
    is_total: bool = False
    note: str | None = None
    doubt: str | None = None


@dataclass(slots=True)
class Drift:
    """Something about the layout that the reader must tell: a rule of the contract and what it is about."""

    rule: str  # report.table_missing, table.column_missing, table.column_unexpected, sheet.hidden, ...
    place: Place
    found: str | None = None
    expected: str | None = None


@dataclass(slots=True)
class StatedCount:
    """A number of efforts that the running text states, and the number that the tables hold.

    ``part`` is True where it counts only those of which the text says something. Where that is their ``status``, they
    are counted once the statuses are understood, and ``found`` is the number of all efforts.
    """

    stated: int
    found: int
    text: str
    place: Place
    part: bool = False
    status: str | None = None

    @property
    def sentence(self) -> str:
        """Of a whole paragraph the sentence that states the number."""
        stated = re.compile(rf"\b{self.stated}\b")
        return next((s for s in BETWEEN_SENTENCES.split(self.text) if stated.search(s)), self.text)


@dataclass(slots=True)
class StatedFinancing:
    """What a budget sheet says below its table of the whole: ``cofinancing``, ``cofinancing_share`` or ``balance``."""

    what: str
    number: str
    text: str
    place: Place
    scale: int = 1


@dataclass(slots=True)
class RawReport:
    """A report with its figures, nothing judged yet.

    ``published_on``, ``period`` and the like are texts with places; schemas/ parses them.
    ``kind`` is null where no kind fits. ``kind_version`` is the version of the kind's YAML and module.
    """

    kind: str | None
    kind_version: int = 0
    title: RawValue | None = None
    period: RawValue | None = None
    published_on: RawValue | None = None
    case_number: RawValue | None = None
    price_level: RawValue | None = None
    about: list[str] = field(default_factory=list)  # partnerships, areas or the programme it is about
    figures: list[RawFigure] = field(default_factory=list)
    drifts: list[Drift] = field(default_factory=list)
    counts: list[StatedCount] = field(default_factory=list)
    financing: list[StatedFinancing] = field(default_factory=list)
    decimal_mark: str = ","  # the number format of the kind: `1.234` is a thousand where group_mark is a point
    group_mark: str = "."
