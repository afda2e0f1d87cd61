"""Every column of the figure views, once: name, type, unit, and what it is in Danish and English."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a view.

    ``type`` is ``text``, ``integer``, ``money``, ``number``, ``flag``, ``date`` or ``time`` (a moment, in UTC);
    ``unit`` is that of the data. ``da`` and ``en`` name the column as messages do (`beløbet`); ``da_about`` and
    ``en_about`` say what it holds.
    """

    name: str
    type: str
    da: str
    en: str
    da_about: str
    en_about: str
    unit: str | None = None


_EFFORT = (
    Column(
        "effort", "text", "indsatsen", "the effort",
        "Indsatsens navn, som det er skrevet", "Name of the effort as reported",
    ),
    Column(
        "effort_key", "text", "indsatsens nøgle", "the effort's key",
        "Indsatsens navn i registret, ens i alle rapporter og år", "The effort's identity across reports and years",
    ),
    Column(
        "partnership", "text", "partnerskabet", "the partnership",
        "Partnerskabets korte navn", "Short name of the partnership",
    ),
)  # fmt: skip
_DEPARTMENT = Column(
    "department", "text", "forvaltningen", "the department", "Forvaltningens kode", "Code of the department"
)

STATUS = (
    Column(
        "period_year", "integer", "året", "the year",
        "Det år som rapporten handler om", "Year that the report is about", "year",
    ),
    *_EFFORT,
    Column(
        "category", "text", "kategorien", "the category",
        "Grupperækken over indsatsen", "The group row above the effort",
    ),
    _DEPARTMENT,
    Column(
        "status", "text", "status", "the status",
        "Om målene er nået: achieved, partly_achieved, not_achieved eller not_relevant",
        "Whether the goals were met: achieved, partly_achieved, not_achieved or not_relevant",
    ),
    Column(
        "goals_met", "integer", "målopfyldelsen", "the goals met",
        "Antal mål der er nået", "Number of goals met", "count",
    ),
    Column(
        "goals_total", "integer", "antallet af mål", "the goals set",
        "Antal mål i alt", "Number of goals set", "count",
    ),
    Column("remark", "text", "bemærkningen", "the remark", "Den vurderende bemærkning", "The assessing remark"),
    Column(
        "context", "text", "den anden bemærkning", "the second remark",
        "En anden bemærkning, fx om Covid-19", "A second remark",
    ),
)  # fmt: skip

BUDGET = (
    Column(
        "year", "integer", "året", "the year",
        "Det år som beløbet hører til", "Year that the amount belongs to", "year",
    ),
    *_EFFORT,
    _DEPARTMENT,
    Column("line", "text", "linjen", "the line", "Udgiftsposten; tom for indsatsens eget beløb", "Expenditure post"),
    Column(
        "line_type", "text", "udgiftstypen", "the type of expense",
        "Arkets udgiftstype", "The sheet's type of expense",
    ),
    Column("source", "text", "finansieringskilden", "the source", "Hvem der betaler", "Who pays"),
    Column(
        "measure", "text", "beløbets art", "the measure",
        "budget, added, underspend, remaining eller total", "What the amount is",
    ),
    Column(
        "counterpart", "text", "modparten", "the counterpart",
        "Den anden part i en overførsel", "The other party of a transfer",
    ),
    Column(
        "amount_dkk", "money", "beløbet", "the amount",
        "Beløbet i hele kroner og øre", "The amount in kroner, exact", "DKK",
    ),
    Column(
        "is_total", "flag", "sum", "the sum mark",
        "Om beløbet er en skreven sum", "Whether the amount is a stated sum",
    ),
    Column(
        "note", "text", "noten", "the note",
        "Hvad der stod i stedet for et tal", "What stood there instead of a number",
    ),
)  # fmt: skip

INDICATOR = (
    *_EFFORT,
    Column("area", "text", "området", "the area", "Det sted som værdien gælder", "The place that the value is about"),
    Column("goal", "text", "målet", "the goal", "Det mål som værdien hører til", "The goal that the value belongs to"),
    Column("topic", "text", "emnet", "the topic", "Tabellens titel eller overskriften over den", "The table's title"),
    Column("indicator", "text", "indikatoren", "the indicator", "Det der måles", "What is measured"),
    Column("breakdown", "text", "opdelingen", "the breakdown", "Kolonnens overskrift", "The column's header path"),
    Column("year", "integer", "året", "the year", "Det år som værdien gælder", "Year that the value is about", "year"),
    Column("period_label", "text", "perioden", "the period", "Perioden som den er skrevet", "The period as reported"),
    Column(
        "measure", "text", "målingens art", "the measure",
        "value, baseline, before, after, target, change", "What the value is",
    ),
    Column(
        "value", "number", "værdien", "the value",
        "Værdien i den enhed som står i unit", "The value in the unit of the column unit",
    ),
    Column("unit", "text", "enheden", "the unit", "percent, count, score, years, days, hours eller number", "The unit"),
    Column(
        "data_source", "text", "datakilden", "the data source",
        "Hvor tallet kommer fra", "Where the number comes from",
    ),
)  # fmt: skip

PROVENANCE = (
    Column(
        "page", "integer", "siden", "the page",
        "Side i filen, fra 1; tom for regneark", "Page, from 1; empty for workbooks",
    ),
    Column("x0", "number", "venstre kant", "left edge", "Cellens venstre kant", "Left edge of the cell", "PDF point"),
    Column("top", "number", "øverste kant", "top edge", "Cellens øverste kant", "Top edge of the cell", "PDF point"),
    Column("x1", "number", "højre kant", "right edge", "Cellens højre kant", "Right edge of the cell", "PDF point"),
    Column(
        "bottom", "number", "nederste kant", "bottom edge",
        "Cellens nederste kant", "Bottom edge of the cell", "PDF point",
    ),
    Column("sheet", "text", "arket", "the sheet", "Arkets navn; tom for PDF", "Name of the sheet; empty for PDF"),
    Column(
        "cell", "text", "cellen", "the cell",
        "Cellens navn, fx C14; tom for PDF", "Cell such as C14; empty for PDF",
    ),
    Column("raw_text", "text", "teksten", "the text", "Cellen som den stod", "The cell as it stood"),
)  # fmt: skip

VIEWS = {"status": STATUS, "budget": BUDGET, "indicator": INDICATOR}


def column(view: str, name: str) -> Column:
    """The column of a view; KeyError where the view has none of that name."""
    for candidate in VIEWS[view]:
        if candidate.name == name:
            return candidate
    raise KeyError(f"{view}.{name}")
