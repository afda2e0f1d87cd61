"""What names shall mean when one of them is joined to an effort."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy import Connection

from warehouse.aliases import letters_of, meanings_of, names_meaning
from warehouse.meanings import NO_YEAR, Meaning, decided, overlaid, same_meaning, within
from warehouse.members import FIRST_YEAR, LAST_YEAR
from warehouse.refused import Refused
from warehouse.registered import effort_with_key, name_of, unknown_name
from warehouse.tables.effort import ALWAYS

Said = tuple[str, str | None]  # who, and why


def join_plan(
    connection: Connection, name: str, to_effort: str, years: tuple[int, int], said: Said, all_names: bool
) -> dict[str, list[Meaning]]:
    """The new meanings of all names that change. Raises Refused where none would."""
    letters = name_of(connection, name)
    _require_years(years)
    target = [replace(m, decided_by=said[0], reason=said[1]) for m in within(_meant(connection, to_effort), years)]
    moved = _moved(connection, letters, target, all_names)
    efforts = {m.effort_id for m in target}
    vouched = names_meaning(connection, efforts) - moved.keys()
    before = meanings_of(connection, sorted({*moved, *vouched}))
    plan = {other: overlaid(before[other], above) for other, above in moved.items()}
    plan |= {other: _vouched(before[other], efforts, said) for other in vouched}
    plan = {other: after for other, after in plan.items() if not same_meaning(before[other], after)}
    if letters not in plan:
        raise Refused("joined_already", name=name, to=to_effort)
    return plan


def _require_years(years: tuple[int, int]) -> None:
    first, last = years
    known = range(FIRST_YEAR, LAST_YEAR + 1)
    if first > last or (first != NO_YEAR and first not in known) or (last != ALWAYS[1] and last not in known):
        raise Refused("wrong_years", first=first, last=last)


def _meant(connection: Connection, to_effort: str) -> list[Meaning]:
    """What a name means, or the effort with a key that is nobody's name any more."""
    letters = letters_of(to_effort)
    if meanings := meanings_of(connection, [letters]).get(letters):
        return meanings
    effort = effort_with_key(connection, to_effort)
    if effort is None:
        raise unknown_name(connection, to_effort)
    return [Meaning(*ALWAYS, effort)]


def _moved(
    connection: Connection, letters: str, target: Sequence[Meaning], all_names: bool
) -> dict[str, list[Meaning]]:
    """What is laid on top of each name that moves: on the name itself in all years, on others where they mean it."""
    moved = {letters: list(target)}
    if all_names:
        efforts = {m.effort_id for m in meanings_of(connection, [letters])[letters]}
        for name in names_meaning(connection, efforts) - {letters}:
            spans = [m for m in meanings_of(connection, [name])[name] if m.effort_id in efforts]
            moved[name] = [part for m in spans for part in within(target, (m.first, m.last))]
    return moved


def _vouched(before: Sequence[Meaning], efforts: set[int], said: Said) -> list[Meaning]:
    theirs = [m for m in before if m.effort_id in efforts]
    return overlaid(before, decided(theirs, *said))
