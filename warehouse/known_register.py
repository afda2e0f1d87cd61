"""What the checks of a night know of the efforts: the names that somebody has vouched for, and what they mean."""

from __future__ import annotations

from sqlalchemy import Engine, select

from schemas.efforts import Register, Span
from warehouse.aliases import ALIASES, EFFORTS, NAMES
from warehouse.tables.effort import ALWAYS


def register_of(engine: Engine) -> Register:
    """The warehouse's register as it is now. Names that nobody has looked at are not known to it."""
    asked = (
        select(NAMES.c.label, EFFORTS.c.effort_key, EFFORTS.c.name, ALIASES.c.from_year, ALIASES.c.to_year)
        .join(ALIASES, ALIASES.c.name_id == NAMES.c.name_id)
        .join(EFFORTS, EFFORTS.c.effort_id == ALIASES.c.effort_id)
        .where(ALIASES.c.recorded_to.is_(None), ALIASES.c.decided_by.is_not(None), NAMES.c.label.is_not(None))
        .order_by(NAMES.c.name_id, ALIASES.c.from_year)
    )
    always: dict[str, tuple[str, str]] = {}
    some_years: list[Span] = []
    with engine.connect() as connection:
        for label, key, name, first, last in connection.execute(asked):
            if (first, last) == ALWAYS:
                always[label] = (key, name)
            else:
                some_years.append(Span(label, first, last, key, name))
    return Register(always, some_years)
