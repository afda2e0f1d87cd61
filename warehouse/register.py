"""The register of efforts, changed by stewards: joining names, parting them, vouching for them, and taking that back.

Every change is a set of rows closed and rows opened at one moment; it is called by the number of its first new row.
Facts refer to names and are never rewritten. All spellings with the same letters go together. With ``only_try`` a
change is made and taken back in one transaction: what is returned tells what it would do, and nothing is written.
"""

from __future__ import annotations

from sqlalchemy import Engine

from warehouse.aliases import meanings_of
from warehouse.effort_changes import change_of, require_standing
from warehouse.joining import join_plan
from warehouse.known_register import register_of
from warehouse.meanings import Meaning, decided, same_meaning
from warehouse.refused import Refused
from warehouse.register_change import Changed, begin_change, make_change, who
from warehouse.registered import name_of, own_effort
from warehouse.suggest import suggest
from warehouse.tables.effort import ALWAYS
from warehouse.text import storable_or_none

__all__ = ["Changed", "confirm", "join", "register_of", "split", "suggest", "undo"]


def join(
    engine: Engine,
    name: str,
    to_effort: str,
    by: str,
    reason: str | None = None,
    *,
    years: tuple[int, int] = ALWAYS,
    all_names: bool = False,
    only_try: bool = False,
) -> Changed:
    """The name means in these years what ``to_effort`` (a name, or an effort's key) means in them.

    With ``all_names`` every name of the name's effort goes along: the two efforts become one. An effort that nobody
    has vouched for is vouched for by being joined to. The other years keep what they meant.
    """
    said = (who(by), storable_or_none(reason))
    with begin_change(engine, only_try) as (connection, at):
        plan = join_plan(connection, name, to_effort, years, said, all_names)
        detail = {"to": to_effort, "from_year": years[0], "to_year": years[1], "all_names": all_names}
        return make_change(connection, at, plan, ("effort.join", by, name), **detail, reason=reason)


def split(engine: Engine, name: str, by: str, reason: str | None = None, *, only_try: bool = False) -> Changed:
    """The name is an effort of its own again, one that nobody has vouched for yet."""
    with begin_change(engine, only_try) as (connection, at):
        letters = name_of(connection, name)
        own = own_effort(connection, letters)
        if {meaning.effort_id for meaning in meanings_of(connection, [letters])[letters]} == {own}:
            raise Refused("own_already", name=name)
        plan = {letters: [Meaning(*ALWAYS, own, None, storable_or_none(reason))]}
        return make_change(connection, at, plan, ("effort.split", by, name), reason=reason)


def confirm(engine: Engine, name: str, by: str, reason: str | None = None, *, only_try: bool = False) -> Changed:
    """What the name means is right: somebody says so now."""
    said = (who(by), storable_or_none(reason))
    with begin_change(engine, only_try) as (connection, at):
        letters = name_of(connection, name)
        before = meanings_of(connection, [letters])[letters]
        after = decided(before, *said)
        if same_meaning(before, after):
            raise Refused("confirmed_already", name=name)
        return make_change(connection, at, {letters: after}, ("effort.confirm", by, name), reason=reason)


def undo(engine: Engine, number: int, by: str, *, only_try: bool = False) -> Changed:
    """Every name that a change has touched means again exactly what it meant before it. An undo can be undone too.

    Raises Refused where the names have been changed again since: the later change is undone first.
    """
    with begin_change(engine, only_try) as (connection, at):
        change = change_of(connection, number)
        require_standing(connection, number, change)
        return make_change(connection, at, change.before, ("effort.undo", by, str(number)))
