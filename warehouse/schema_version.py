"""Refusing to work on a warehouse that has another shape than this program knows."""

from __future__ import annotations

from sqlalchemy import Engine

from warehouse.revisions import current, head, known_revisions


class SchemaMismatch(Exception):
    """The warehouse is older or newer than the program. ``str()`` is a Danish message that says what to do.

    ``found`` is the database's revision (None: no warehouse there yet), ``needed`` the program's.
    """

    def __init__(self, found: str | None, needed: str) -> None:
        super().__init__(_in_words(found, needed))
        self.found = found
        self.needed = needed


def require_current(engine: Engine) -> None:
    """Return when the warehouse has the schema of this program; raises SchemaMismatch when it has not."""
    found, needed = current(engine), head()
    if found != needed:
        raise SchemaMismatch(found, needed)


def require_not_newer(found: str | None) -> None:
    """Raises SchemaMismatch for a revision that this program does not know: a newer program has made it."""
    if found is not None and found not in known_revisions():
        raise SchemaMismatch(found, head())


def _in_words(found: str | None, needed: str) -> str:
    if found is None:
        return "Databasen har intet varehus endnu. Kør »afrapport warehouse upgrade«, som opretter det."
    if found in known_revisions():
        return (
            f"Varehuset har en ældre opbygning ({found}) end programmet ({needed}). "
            "Kør »afrapport warehouse upgrade«, og prøv igen."
        )
    return (
        f"Varehuset har en nyere opbygning ({found}), end programmet kender ({needed}). "
        "Opdatér programmet, og prøv igen. Der er intet ændret i varehuset."
    )
