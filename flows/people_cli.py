"""The commands ``afrapport people …``. Nothing heavy is imported before one of them runs."""

from __future__ import annotations

from typing import Annotated

import typer

from flows.chosen import chosen
from flows.options import JsonOption, UrlOption

LoginArgument = Annotated[str, typer.Argument(metavar="LOGIN", help="Brugernavnet. / The login.")]
RoleOption = Annotated[
    str, typer.Option("--role", metavar="ROLE", help="reader, submitter, steward, lead: læser, indsender, ..., leder.")
]
PasswordOption = Annotated[
    bool,
    typer.Option("--password", help="Spørg om et kodeord, eller læs det fra stdin. Ellers laves et. / Ask for it."),
]

people = typer.Typer(
    no_args_is_help=True, help="Konti til appen »afrapport serve«.\n\nAccounts of the app `afrapport serve`."
)


@people.command("list")
def list_people(json: JsonOption = False, url: UrlOption = None) -> None:
    """Alle personer, deres rolle, og hvordan de logger ind. / All people, their roles, how they sign in."""
    from flows.people_command import show_all

    show_all(_url(url), as_json=json)


@people.command("add")
def add(
    login: LoginArgument,
    name: Annotated[str, typer.Option("--name", metavar="NAME", help="Navnet ved afgørelser. / Name at decisions.")],
    role: RoleOption,
    password: PasswordOption = False,
    url: UrlOption = None,
) -> None:
    """Opret en konto med et kodeord. Den første skal være en leders. / A new account; the first must be a lead's."""
    from flows import people_command

    people_command.add(_url(url), login, name, role, ask=password)


@people.command("role")
def role(login: LoginArgument, role: Annotated[str, typer.Argument(metavar="ROLE")], url: UrlOption = None) -> None:
    """Giv en anden rolle. / Another role."""
    from flows import people_command

    people_command.give_role(_url(url), login, role)


@people.command("password")
def password(login: LoginArgument, password: PasswordOption = False, url: UrlOption = None) -> None:
    """Giv et nyt kodeord; personen logges ud overalt. / A new password; signs the person out everywhere."""
    from flows import people_command

    people_command.give_password(_url(url), login, ask=password)


@people.command("deactivate")
def deactivate(login: LoginArgument, url: UrlOption = None) -> None:
    """Luk en konto. Det, personen har afgjort, bliver stående. / Close an account; its decisions stay."""
    from flows import people_command

    people_command.set_active(_url(url), login, active=False)


@people.command("activate")
def activate(login: LoginArgument, url: UrlOption = None) -> None:
    """Åbn en lukket konto igen. / Open a closed account again."""
    from flows import people_command

    people_command.set_active(_url(url), login, active=True)


def _url(url: str | None) -> str:
    return chosen(None, url, needs_inbox=False).warehouse
