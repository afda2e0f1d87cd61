"""The commands ``afrapport warehouse …``. Nothing heavy is imported before one of them runs."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from flows.chosen import chosen
from flows.options import JsonOption, UrlOption

warehouse = typer.Typer(no_args_is_help=True, help="Varehusets opbygning.\n\nThe structure of the warehouse.")


@warehouse.command("upgrade")
def warehouse_upgrade(url: UrlOption = None) -> None:
    """Byg varehuset, eller bring det op til nyeste opbygning. / Build or update the warehouse."""
    from flows.warehouse_command import upgrade

    upgrade(chosen(None, url, needs_inbox=False).warehouse)


@warehouse.command("downgrade")
def warehouse_downgrade(
    revision: Annotated[str, typer.Argument(help="Udgaven der skal tilbage til. / The revision to go back to.")],
    url: UrlOption = None,
) -> None:
    """Før varehuset tilbage til en ældre opbygning. / Take the warehouse back to an older structure."""
    from flows.warehouse_command import downgrade

    downgrade(chosen(None, url, needs_inbox=False).warehouse, revision)


@warehouse.command("check")
def warehouse_check(url: UrlOption = None) -> None:
    """Passer varehusets opbygning til programmet? / Does the structure of the warehouse fit the program?"""
    from flows.warehouse_command import check as check_structure

    check_structure(chosen(None, url, needs_inbox=False).warehouse)


@warehouse.command("expect")
def warehouse_expect(
    json: JsonOption = False,
    page: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Skriv også en side til browseren. / Also write a web page.")
    ] = None,
    last: Annotated[
        bool, typer.Option("--last", help="Vis den sidste selvkontrol, og lav ingen ny. / Show the last one only.")
    ] = False,
    url: UrlOption = None,
) -> None:
    """Holder det, der må ventes af varehusets indhold? / Does what is expected of the warehouse's content hold?"""
    from flows.expect_command import expect

    expect(chosen(None, url, needs_inbox=False), as_json=json, page=page, last=last)
