"""The command line. Nothing heavy is imported before a command needs it: ``afrapport --help`` is quick."""

from __future__ import annotations

import logging
import sys
from pathlib import Path
from typing import Annotated

import typer

from flows.audit_cli import audit
from flows.chosen import chosen as _chosen
from flows.efforts_cli import efforts
from flows.ending import WRONG_USAGE, stop
from flows.figures_cli import figures
from flows.options import JsonOption, WarehouseOption
from flows.people_cli import people
from flows.quiet import quiet
from flows.rules_cli import rules
from flows.settings import language
from flows.warehouse_cli import warehouse
from schemas.plain_text import file_name

FileArgument = Annotated[Path, typer.Argument(metavar="FILE", help="En PDF eller et regneark. / A PDF or a workbook.")]
InboxOption = Annotated[
    Path | None, typer.Option(metavar="DIR", help="Mappen med rapporter. / The folder of submitted reports.")
]
DirectOption = Annotated[
    bool, typer.Option("--direct", help="De samme trin uden Prefect. / The same steps, no Prefect.")
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


app.add_typer(warehouse, name="warehouse")
app.add_typer(audit, name="audit")
app.add_typer(efforts, name="efforts")
app.add_typer(rules, name="rules")
app.add_typer(people, name="people")
app.add_typer(figures)  # without a name: its commands stand beside these


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
