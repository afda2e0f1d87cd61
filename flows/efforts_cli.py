"""The commands ``afrapport efforts …``. Nothing heavy is imported before one of them runs."""

from __future__ import annotations

from typing import Annotated

import typer

from flows.chosen import chosen
from flows.options import JsonOption, UrlOption

NameArgument = Annotated[
    str, typer.Argument(metavar="NAME", help="Indsatsens navn i en rapport. / The effort's name in a report.")
]
ByOption = Annotated[str, typer.Option("--by", metavar="NAME", help="Hvem der siger det. / Who says so.")]
ReasonOption = Annotated[str | None, typer.Option("--reason", metavar="TEXT", help="Hvorfor. / Why.")]

efforts = typer.Typer(
    no_args_is_help=True,
    help="Registret over indsatser: hvilke navne er den samme indsats?\n\n"
    "The register of efforts: which names are the same effort?",
)


@efforts.command("list")
def list_efforts(
    unconfirmed: Annotated[
        bool, typer.Option("--unconfirmed", help="Kun dem, ingen har sagt god for. / Only those nobody vouched for.")
    ] = False,
    json: JsonOption = False,
    url: UrlOption = None,
) -> None:
    """Indsatserne med deres navne. / The efforts with their names."""
    from flows import efforts_command

    efforts_command.show_all(_url(url), unconfirmed=unconfirmed, as_json=json)


@efforts.command("suggest")
def suggest(json: JsonOption = False, url: UrlOption = None) -> None:
    """Navne, ingen har sagt god for, og hvad de ligner. Intet lægges sammen. / New names, and what they are like."""
    from flows import efforts_command

    efforts_command.show_suggestions(_url(url), as_json=json)


@efforts.command("show")
def show(name: NameArgument, url: UrlOption = None) -> None:
    """Hvad et navn betyder nu, og hvad det har betydet. / What a name means, now and before."""
    from flows import efforts_command

    efforts_command.show_one(_url(url), name)


@efforts.command("join")
def join(
    name: NameArgument,
    effort: Annotated[str, typer.Argument(metavar="EFFORT", help="Den indsats, det er. / The effort that it is.")],
    by: ByOption,
    from_year: Annotated[int | None, typer.Option(metavar="Y", help="Fra og med året. / First year.")] = None,
    to_year: Annotated[int | None, typer.Option(metavar="Y", help="Til og med året. / Last year.")] = None,
    all_names: Annotated[
        bool, typer.Option("--all-names", help="Alle navne på indsatsen flytter med. / All names of it go along.")
    ] = False,
    reason: ReasonOption = None,
    url: UrlOption = None,
) -> None:
    """Navnet er den samme indsats som EFFORT. / The name is the same effort as EFFORT."""
    from flows import efforts_command

    efforts_command.join_names(_url(url), name, effort, by, reason, (from_year, to_year), all_names)


@efforts.command("split")
def split(name: NameArgument, by: ByOption, reason: ReasonOption = None, url: UrlOption = None) -> None:
    """Navnet er en indsats for sig igen. / The name is an effort of its own again."""
    from flows import efforts_command

    efforts_command.split_name(_url(url), name, by, reason)


@efforts.command("confirm")
def confirm(name: NameArgument, by: ByOption, reason: ReasonOption = None, url: UrlOption = None) -> None:
    """Sig god for navnet, som det står. / Vouch for the name as it stands."""
    from flows import efforts_command

    efforts_command.confirm_name(_url(url), name, by, reason)


@efforts.command("undo")
def undo(
    number: Annotated[int, typer.Argument(metavar="NUMBER", help="Ændringens nummer. / The number of the change.")],
    by: ByOption,
    url: UrlOption = None,
) -> None:
    """Fortryd en ændring. / Take a change back."""
    from flows import efforts_command

    efforts_command.undo_change(_url(url), number, by)


def _url(url: str | None) -> str:
    return chosen(None, url, needs_inbox=False).warehouse
