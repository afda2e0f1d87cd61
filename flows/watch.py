"""How a person follows a night: a bar on a terminal, a line a file in a log."""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable, Iterable, Iterator
from contextvars import ContextVar

from flows.ingest import Outcome
from schemas.plain_text import plain

logger = logging.getLogger("afrapport")

Watch = Callable[[Iterable[Outcome], int], Iterator[Outcome]]


def log_each(outcomes: Iterable[Outcome], total: int) -> Iterator[Outcome]:
    """Passes the outcomes on and logs a line for each."""
    for count, outcome in enumerate(outcomes, 1):
        logger.info("%d/%d %s: %s", count, total, plain(outcome.name), outcome.state)
        yield outcome


def draw_bar(outcomes: Iterable[Outcome], total: int) -> Iterator[Outcome]:
    """Passes the outcomes on and draws how far the night is on the terminal behind stderr."""
    from rich.console import Console
    from rich.markup import escape
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(), TextColumn("{task.description}"))
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        files = bar.add_task("", total=total)
        for outcome in outcomes:
            bar.update(files, advance=1, description=escape(plain(outcome.name)))
            yield outcome


def suited_to_stderr() -> Watch:
    """The bar where a person looks on, else the log."""
    return draw_bar if sys.stderr.isatty() else log_each


# Prefect stores a flow's parameters, so what cannot be stored reaches the flow this way.
watching: ContextVar[Watch] = ContextVar("watching", default=log_each)
