"""Putting text on the terminal: what comes from a file is shown as it is, neither obeyed nor read as mark-up."""

from __future__ import annotations

from rich.console import Console, RenderableType
from rich.text import Text

from schemas.plain_text import plain


def text(value: object, style: str = "") -> Text:
    """A value as text without control characters; nothing for None."""
    return Text("" if value is None else plain(value), style)


def show(shown: RenderableType) -> None:
    """Print it on stdout, without the guesses that rich makes about numbers and addresses in it."""
    Console().print(shown, highlight=False, markup=False, emoji=False)
