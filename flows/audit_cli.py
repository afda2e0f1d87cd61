"""The commands ``afrapport audit …``."""

from __future__ import annotations

from typing import Annotated

import typer

from flows.chosen import chosen
from flows.options import UrlOption

audit = typer.Typer(no_args_is_help=True, help="Loggen over afgørelser.\n\nThe log of decisions.")


@audit.command("verify")
def audit_verify(
    head: Annotated[
        str | None, typer.Option(metavar="HASH", help="Et aftryk, loggen før har endt med. / A hash noted earlier.")
    ] = None,
    url: UrlOption = None,
) -> None:
    """Er loggen over afgørelser hel? Nævner den første linje, der ikke er. / Is the log of decisions whole?"""
    from flows.settle_command import verify

    verify(chosen(None, url, needs_inbox=False).warehouse, head)
