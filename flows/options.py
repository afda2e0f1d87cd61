"""Options that several groups of commands have."""

from __future__ import annotations

from typing import Annotated

import typer

JsonOption = Annotated[bool, typer.Option("--json", help="Skriv JSON på stdout. / Write JSON to stdout.")]
WarehouseOption = Annotated[
    str | None, typer.Option(metavar="URL", help="Varehuset, som SQLAlchemy-URL. / The warehouse, a SQLAlchemy URL.")
]
UrlOption = Annotated[
    str | None,
    typer.Option("--warehouse", metavar="URL", help="Varehuset, som SQLAlchemy-URL. / The warehouse."),
]
