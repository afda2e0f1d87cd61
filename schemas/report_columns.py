"""The columns of ``bi_report``, as those of the figure views stand in ``schemas.columns``."""

from __future__ import annotations

from schemas.columns import Column

REPORT_ID = Column(
    "report_id", "integer", "rapportens nummer", "the report's number",
    "Rapportens nummer i varehuset", "Number of the report in the warehouse",
)  # fmt: skip
REPORT_FILE = Column(
    "report_file", "text", "filen", "the file", "Filens navn, som den blev sendt ind", "Name of the file as it came in"
)
REPORT_KIND = Column(
    "report_kind", "text", "slags rapport", "the kind of report",
    "Hvilken slags rapport det er; tom, hvor det ikke kunne ses", "What sort of report it is; empty where none fits",
)  # fmt: skip

REPORT = (
    REPORT_ID, REPORT_KIND, REPORT_FILE,
    Column(
        "sha256", "text", "filens hash", "the file's hash",
        "SHA-256 af filens indhold", "SHA-256 of the file's content",
    ),
    Column("title", "text", "titlen", "the title", "Rapportens titel", "Title of the report"),
    Column(
        "period_year", "integer", "året", "the year",
        "Det år som rapporten handler om, eller det første af dem",
        "Year that the report is about, or the first of them", "year",
    ),
    Column(
        "period_end_year", "integer", "slutåret", "the last year",
        "Det sidste år, hvor rapporten handler om flere", "The last year, where the report is about several", "year",
    ),
    Column("published_on", "date", "datoen", "the date", "Den dato rapporten bærer", "Date that the report bears"),
    Column(
        "case_number", "text", "sagsnummeret", "the case number",
        "Sagens nummer i kommunens journal", "Number of the case in the municipality's filing system",
    ),
    Column(
        "state", "text", "tilstanden", "the state",
        "loaded, partial, held, superseded eller rejected", "loaded, partial, held, superseded or rejected",
    ),
    Column(
        "superseded_by", "integer", "afløseren", "the newer report",
        "Nummeret på den rapport, der gælder i stedet", "Number of the report that stands instead",
    ),
    Column(
        "figures_loaded", "integer", "indlæste tal", "figures loaded",
        "Antal tal der er indlæst", "Number of figures loaded", "count",
    ),
    Column(
        "figures_held", "integer", "tilbageholdte tal", "figures held",
        "Antal tal der holdes tilbage", "Number of figures held back", "count",
    ),
    Column(
        "received_at", "time", "modtagelsen", "the arrival",
        "Hvornår filen blev taget ind, i UTC", "When the file was taken in, in UTC", "UTC",
    ),
    Column(
        "loaded_at", "time", "indlæsningen", "the loading",
        "Hvornår rapporten blev indlæst, i UTC", "When the report was loaded, in UTC", "UTC",
    ),
    Column(
        "identity", "text", "rapportens identitet", "the report's identity",
        "Slags, emne og periode; ens for alle udgaver af en rapport",
        "Kind, subject and period; shared by all versions of a report",
    ),
    Column(
        "container", "text", "filtypen", "the type of file",
        "Hvad filen er efter sit indhold: pdf, xlsx …", "What the file is by its content: pdf, xlsx …",
    ),
)  # fmt: skip
