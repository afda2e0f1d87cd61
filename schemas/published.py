"""The five views that BI tools read, with every column in its order."""

from __future__ import annotations

from dataclasses import dataclass

from schemas.columns import BUDGET, INDICATOR, PROVENANCE, STATUS, Column
from schemas.finding_columns import FINDING
from schemas.report_columns import REPORT, REPORT_FILE, REPORT_ID, REPORT_KIND

_SOURCE = (
    REPORT_ID, REPORT_FILE, REPORT_KIND, *PROVENANCE,
    Column(
        "corrected", "flag", "rettet", "corrected",
        "Om et menneske har rettet tallet", "Whether a person has changed the figure",
    ),
    Column(
        "figure_key", "text", "tallets nøgle", "the figure's key",
        "Tallets navn inden for rapporten", "Name of the figure within its report",
    ),
    Column(
        "has_warning", "flag", "advarsel", "the warning mark",
        "Om en åben advarsel handler om tallet", "Whether an open warning is about the figure",
    ),
)  # fmt: skip
_ORE = Column(
    "amount_ore", "integer", "beløbet i øre", "the amount in øre",
    "Det samme beløb som et helt antal øre", "The same amount as a whole number of øre", "øre",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class View:
    """A view: what it is called in Danish, what a row is (``da``, ``en``), its columns, and those that name a row."""

    name: str
    title: str
    da: str
    en: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]


def _partnership_first(columns: tuple[Column, ...]) -> tuple[Column, ...]:
    # the views of status and amounts name the partnership before the effort, that of indicators after it
    (partnership,) = (column for column in columns if column.name == "partnership")
    others = [column for column in columns if column is not partnership]
    effort = [column.name for column in others].index("effort")
    return (*others[:effort], partnership, *others[effort:])


_FIGURE = ("report_id", "figure_key")

PUBLISHED = (
    View(
        "bi_report", "Rapporter", "En række pr. rapport, uanset hvad der blev af den",
        "A row a report, whatever became of it", REPORT, ("report_id",),
    ),
    View(
        "bi_status", "Status", "En række pr. indsats i en rapport: nåede den sine mål?",
        "A row an effort in a report: were its goals met?", (*_partnership_first(STATUS), *_SOURCE), _FIGURE,
    ),
    View(
        "bi_budget", "Beløb", "En række pr. beløb, i kroner", "A row an amount, in kroner",
        (*_partnership_first(BUDGET), *_SOURCE, _ORE), _FIGURE,
    ),
    View(
        "bi_indicator", "Indikatorer", "En række pr. målt værdi", "A row a measured value",
        (*INDICATOR, *_SOURCE), _FIGURE,
    ),
    View(
        "bi_finding", "Fund", "En række pr. fund, åbent eller afgjort", "A row a finding, open or settled",
        FINDING, ("finding_id",),
    ),
)  # fmt: skip
