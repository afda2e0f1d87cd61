"""The command line. Nothing heavy is imported before a command needs it: ``afrapport --help`` is quick."""

from __future__ import annotations

import logging
import sys
from pathlib import Path
from typing import Annotated, Literal

import typer

from flows.chosen import chosen as _chosen
from flows.efforts_cli import efforts
from flows.ending import WRONG_USAGE, stop
from flows.quiet import quiet
from flows.rules_cli import rules
from flows.settings import language, settings
from schemas.plain_text import file_name

JsonOption = Annotated[bool, typer.Option("--json", help="Skriv JSON på stdout. / Write JSON to stdout.")]
FileArgument = Annotated[Path, typer.Argument(metavar="FILE", help="En PDF eller et regneark. / A PDF or a workbook.")]
WarehouseOption = Annotated[
    str | None, typer.Option(metavar="URL", help="Varehuset, som SQLAlchemy-URL. / The warehouse, a SQLAlchemy URL.")
]
InboxOption = Annotated[
    Path | None, typer.Option(metavar="DIR", help="Mappen med rapporter. / The folder of submitted reports.")
]
DirectOption = Annotated[
    bool, typer.Option("--direct", help="De samme trin uden Prefect. / The same steps, no Prefect.")
]
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

app = typer.Typer(
    name="afrapport",
    help="Læser kommunale afrapporteringer, kontrollerer hvert tal og fylder et datavarehus.\n\n"
    "Reads municipal reports, checks each figure and loads a warehouse.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
warehouse = typer.Typer(no_args_is_help=True, help="Varehusets opbygning.\n\nThe structure of the warehouse.")
audit = typer.Typer(no_args_is_help=True, help="Loggen over afgørelser.\n\nThe log of decisions.")
app.add_typer(warehouse, name="warehouse")
app.add_typer(audit, name="audit")
app.add_typer(efforts, name="efforts")
app.add_typer(rules, name="rules")


@app.command()
def run(
    inbox: InboxOption = None,
    warehouse: WarehouseOption = None,
    json: JsonOption = False,
    direct: DirectOption = False,
    self_check: Annotated[
        bool | None,
        typer.Option("--self-check/--no-self-check", help="Kontrollér varehuset bagefter. / Check it afterwards."),
    ] = None,
) -> None:
    """Tag alle nye filer ind: indlæs det rigtige, hold det forkerte tilbage.

    One nightly run: load what passes, hold what does not.
    """
    from flows.run_command import run as start

    start(_chosen(inbox, warehouse), as_json=json, direct=direct, self_check=self_check)


@app.command()
def check(file: FileArgument, json: JsonOption = False) -> None:
    """Prøv én fil: hvad er det, hvilke tal, og hvad er galt? Skriver intet.

    A dry run on one file; writes nothing.
    """
    _require_file(file)
    from schemas.examine import examine

    checked = examine(file).checked
    if json:
        from flows import as_json

        print(as_json.written(as_json.report(checked)))
    else:
        from flows.show.report import report
        from flows.show.text import show

        show(report(checked, file_name(file.name), language()))


@app.command()
def tables(file: FileArgument, json: JsonOption = False) -> None:
    """Vis tabellerne i en fil, som de står; kun CPR-numre skjules.

    The tables in a file as they stand, before any meaning is given; personal numbers alone are masked.
    """
    _require_file(file)
    from flows.tables_command import tables as show_tables

    show_tables(file, json)


@app.command()
def certify(file: FileArgument, json: JsonOption = False) -> None:
    """Regn hele rapporten efter: hvad stemmer, hvad stemmer ikke, og hvor meget.

    The arithmetic of the whole report: what ties, what does not, by how much.
    """
    _require_file(file)
    from flows.certify_command import certify as recompute

    recompute(file, json)


@app.command()
def settle(
    finding: Annotated[int, typer.Argument(help="Fundets nummer i bi_finding. / Its number in bi_finding.")],
    correct: Annotated[
        str | None, typer.Option(metavar="VALUE", help="Hvad der skal stå; beløb i kroner. / The right value.")
    ] = None,
    accept: Annotated[bool, typer.Option("--accept", help="Godkend det, som det står. / Accept as it stands.")] = False,
    reject: Annotated[bool, typer.Option("--reject", help="Tallet skal ikke bruges. / Do not use it.")] = False,
    undo: Annotated[bool, typer.Option("--undo", help="Fortryd den sidste afgørelse. / Take it back.")] = False,
    reason: Annotated[str | None, typer.Option(metavar="TEXT", help="Begrundelsen. / The reason.")] = None,
    by: Annotated[str | None, typer.Option(metavar="NAME", help="Hvem der afgør. / Who decides.")] = None,
    until: Annotated[
        str | None, typer.Option(metavar="DATE", help="Sidste dag den gælder. / Last day on which it counts.")
    ] = None,
    figure: Annotated[
        str | None, typer.Option(metavar="KEY", help="Tallets nøgle, hvor fundet har flere. / The figure's key.")
    ] = None,
    warehouse: WarehouseOption = None,
) -> None:
    """Afgør et fund: ret tallet, godkend det eller afvis det.

    Settle a finding: correct the figure, accept it or reject it.
    """
    chosen = {"correct": correct is not None, "accept": accept, "reject": reject, "undo": undo}
    actions = [action for action, given in chosen.items() if given]
    if len(actions) != 1:
        stop("settle_one_action", WRONG_USAGE)
    from flows.settle_command import settle_finding

    url = _chosen(None, warehouse, needs_inbox=False).warehouse
    settle_finding(url, finding, actions[0], value=correct, reason=reason, by=by, until=until, figure=figure)


@audit.command("verify")
def audit_verify(
    head: Annotated[
        str | None, typer.Option(metavar="HASH", help="Et aftryk, loggen før har endt med. / A hash noted earlier.")
    ] = None,
    url: Annotated[str | None, typer.Option("--warehouse", metavar="URL")] = None,
) -> None:
    """Er loggen over afgørelser hel? Nævner den første linje, der ikke er. / Is the log of decisions whole?"""
    from flows.settle_command import verify

    verify(_chosen(None, url, needs_inbox=False).warehouse, head)


@app.command()
def serve(
    host: Annotated[str, typer.Option(help="Hvor appen lytter. / Where the app listens.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=1, max=65535, help="Porten. / The port.")] = 8484,
    warehouse: WarehouseOption = None,
) -> None:
    """Start datastewardernes app i browseren.

    The review app for data stewards.
    """
    from flows.serve_command import serve as start

    start(_chosen(None, warehouse, needs_inbox=False), host, port)


@app.command()
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

    start(_chosen(None, warehouse, needs_inbox=False), folder, csv_decimal, excel, anyway)


@app.command()
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

    start(_chosen(None, warehouse, needs_inbox=False), target, csv_decimal, excel, anyway)


@app.command()
def query(
    sql: SqlArgument, as_of: AsOfOption = None, json: JsonOption = False, warehouse: WarehouseOption = None
) -> None:
    """Spørg varehuset i SQL, som det er nu, eller som det var kendt dengang. Ændrer intet.

    Read-only SQL over the bi_* views, now or as they were known then.
    """
    from flows.query_command import query as asked

    asked(settings(None, warehouse).warehouse, sql, as_of, as_json=json)


@app.command()
def diff(old: OldArgument, new: NewArgument, json: JsonOption = False, warehouse: WarehouseOption = None) -> None:
    """To udgaver af en rapport, tal for tal, og hvad det gør ved summerne. Ændrer intet.

    Two versions of a report, figure by figure, and what it does to published totals.
    """
    from flows.diff_command import diff as compared

    compared(settings(None, warehouse).warehouse, old, new, as_json=json)


@warehouse.command("upgrade")
def warehouse_upgrade(url: Annotated[str | None, typer.Option("--warehouse", metavar="URL")] = None) -> None:
    """Byg varehuset, eller bring det op til nyeste opbygning. / Build or update the warehouse."""
    from flows.warehouse_command import upgrade

    upgrade(_chosen(None, url, needs_inbox=False).warehouse)


@warehouse.command("downgrade")
def warehouse_downgrade(
    revision: Annotated[str, typer.Argument(help="Udgaven der skal tilbage til. / The revision to go back to.")],
    url: Annotated[str | None, typer.Option("--warehouse", metavar="URL")] = None,
) -> None:
    """Før varehuset tilbage til en ældre opbygning. / Take the warehouse back to an older structure."""
    from flows.warehouse_command import downgrade

    downgrade(_chosen(None, url, needs_inbox=False).warehouse, revision)


@warehouse.command("check")
def warehouse_check(url: Annotated[str | None, typer.Option("--warehouse", metavar="URL")] = None) -> None:
    """Passer varehusets opbygning til programmet? / Does the structure of the warehouse fit the program?"""
    from flows.warehouse_command import check as check_structure

    check_structure(_chosen(None, url, needs_inbox=False).warehouse)


@warehouse.command("expect")
def warehouse_expect(
    json: JsonOption = False,
    page: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Skriv også en side til browseren. / Also write a web page.")
    ] = None,
    last: Annotated[
        bool, typer.Option("--last", help="Vis den sidste selvkontrol, og lav ingen ny. / Show the last one only.")
    ] = False,
    url: Annotated[str | None, typer.Option("--warehouse", metavar="URL")] = None,
) -> None:
    """Holder det, der må ventes af varehusets indhold? / Does what is expected of the warehouse's content hold?"""
    from flows.expect_command import expect

    expect(_chosen(None, url, needs_inbox=False), as_json=json, page=page, last=last)


def _require_file(file: Path) -> None:
    if not file.is_file():
        stop("no_file", WRONG_USAGE, name=file)


def _require_limits() -> None:
    from extractors.limits import WrongLimit, check_limits

    try:
        check_limits()
    except WrongLimit as wrong:
        stop("bad_limit", WRONG_USAGE, name=wrong.name)


def _log_to_stderr() -> None:
    # Our own log only: Prefect has its own on stderr, where it is not wanted twice.
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    log = logging.getLogger("afrapport")
    log.setLevel(logging.INFO)
    log.addHandler(handler)


def main() -> None:
    """The program ``afrapport``."""
    quiet()
    _log_to_stderr()
    # pandera imports hypothesis wherever it is installed, which takes half a second; it is for tests only
    sys.modules["hypothesis"] = None  # ty: ignore[invalid-assignment]
    for stream in (sys.stdout, sys.stderr):
        getattr(stream, "reconfigure", lambda **_: None)(errors="backslashreplace")
    _require_limits()
    app(prog_name="afrapport")


if __name__ == "__main__":
    main()
