"""Commands that give figures out: export, publish, query, diff. Nothing heavy is imported before one of them runs."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

from flows.chosen import chosen
from flows.options import JsonOption, WarehouseOption
from flows.settings import settings

CsvDecimalOption = Annotated[
    Literal["comma", "point"],
    typer.Option(help="Decimaltegnet i CSV-filerne. / The decimal sign of the CSV files."),
]
ExcelOption = Annotated[
    bool, typer.Option("--excel/--no-excel", help="Med eller uden regneark. / With or without the Excel workbook.")
]
SqlArgument = Annotated[str, typer.Argument(metavar="SQL", help="Én select over bi_*. / One select over bi_*.")]
AsOfOption = Annotated[
    str | None,
    typer.Option(metavar="TIME", help="Fx 2026-11-22 eller 2026-11-22T14:30, dansk tid. / As known then, Danish time."),
]
VERSION = "report_id, filnavn, sha256 (6+ tegn) eller fil på disken. / report_id, file name, sha256 (6+) or a file."
OldArgument = Annotated[str, typer.Argument(metavar="OLD", help=VERSION)]
NewArgument = Annotated[str, typer.Argument(metavar="NEW", help=VERSION)]
AnywayOption = Annotated[
    bool, typer.Option("--anyway", help="Også når selvkontrollen har fundet fejl. / Even if the self-check failed.")
]

figures = typer.Typer()


@figures.command()
def export(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="Mappen, filerne lægges i. / Where the files go.")],
    warehouse: WarehouseOption = None,
    csv_decimal: CsvDecimalOption = "comma",
    excel: ExcelOption = True,
    anyway: AnywayOption = False,
) -> None:
    """Skriv visningerne som Parquet, CSV og Excel i en mappe.

    The views as Parquet, CSV and Excel, with a datapackage.json.
    """
    from flows.export_command import export as start

    start(chosen(None, warehouse, needs_inbox=False), folder, csv_decimal, excel, anyway)


@figures.command()
def publish(
    target: Annotated[str, typer.Argument(metavar="TARGET", help="Fx / e.g. s3://bucket/afrapport, file:///srv/bi")],
    warehouse: WarehouseOption = None,
    csv_decimal: CsvDecimalOption = "comma",
    excel: ExcelOption = True,
    anyway: AnywayOption = False,
) -> None:
    """Læg de samme filer op på en server eller i en sky.

    The same files, uploaded to wherever fsspec has a driver for.
    """
    from flows.publish_command import publish as start

    start(chosen(None, warehouse, needs_inbox=False), target, csv_decimal, excel, anyway)


@figures.command()
def query(
    sql: SqlArgument, as_of: AsOfOption = None, json: JsonOption = False, warehouse: WarehouseOption = None
) -> None:
    """Spørg varehuset i SQL, som det er nu, eller som det var kendt dengang. Ændrer intet.

    Read-only SQL over the bi_* views, now or as they were known then.
    """
    from flows.query_command import query as asked

    asked(settings(None, warehouse).warehouse, sql, as_of, as_json=json)


@figures.command()
def diff(old: OldArgument, new: NewArgument, json: JsonOption = False, warehouse: WarehouseOption = None) -> None:
    """To udgaver af en rapport, tal for tal, og hvad det gør ved summerne. Ændrer intet.

    Two versions of a report, figure by figure, and what it does to published totals.
    """
    from flows.diff_command import diff as compared

    compared(settings(None, warehouse).warehouse, old, new, as_json=json)
