"""The commands ``afrapport rules …``. Nothing heavy is imported before one of them runs."""

from __future__ import annotations

from typing import Annotated, Literal

import typer

from flows.chosen import chosen
from flows.options import JsonOption, UrlOption

RuleArgument = Annotated[
    str, typer.Argument(metavar="RULE", help="Reglens navn, fx budget.negative. / The rule's name.")
]
Severity = Literal["error", "warning", "off"]

rules = typer.Typer(
    no_args_is_help=True, help="Reglerne, som tallene prøves efter.\n\nThe rules that figures are checked by."
)


@rules.command("list")
def list_rules(json: JsonOption = False, url: UrlOption = None) -> None:
    """Alle regler, og hvor alvorlige de er nu. / All rules, and how severe they are now."""
    from flows.rules_command import show_all

    show_all(_url(url), as_json=json)


@rules.command("show")
def show_rule(rule: RuleArgument, json: JsonOption = False, url: UrlOption = None) -> None:
    """Alt om én regel: hvad den ser på, siger, og hvem der har ændret den. / All about one rule."""
    from flows.rules_command import show_one

    show_one(_url(url), rule, as_json=json)


@rules.command("preview")
def preview_rule(
    rule: RuleArgument,
    severity: Annotated[
        Severity | None, typer.Option(help="Som om den var så alvorlig. / As if it were that severe.")
    ] = None,
    json: JsonOption = False,
    url: UrlOption = None,
) -> None:
    """Hvad reglen ville have fanget i alt, der er i varehuset. Skriver intet.

    What the rule would have caught in all that is held; writes nothing.
    """
    from flows.preview_command import preview

    preview(_url(url), rule, severity, as_json=json)


@rules.command("regrade")
def regrade_rule(
    rule: RuleArgument,
    severity: Annotated[Severity, typer.Option(help="Hvor alvorlig den skal være. / How severe it shall be.")],
    by: Annotated[str | None, typer.Option(metavar="NAME", help="Hvem der bestemmer det. / Who decides.")] = None,
    reason: Annotated[str | None, typer.Option(metavar="TEXT", help="Begrundelsen. / The reason.")] = None,
    since: Annotated[
        str | None, typer.Option("--from", metavar="DATE", help="Første dag; ellers i dag. / First day; else today.")
    ] = None,
    url: UrlOption = None,
) -> None:
    """Gør en regel mere eller mindre alvorlig for rapporter, der kommer ind herefter.

    Grade a rule anew, for reports that come in from then on.
    """
    from flows.regrade_command import regrade

    regrade(_url(url), rule, severity, by=by, reason=reason, since=since)


def _url(url: str | None) -> str:
    return chosen(None, url, needs_inbox=False).warehouse
