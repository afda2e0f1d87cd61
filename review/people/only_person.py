"""The one person of a machine where nobody has an account."""

from __future__ import annotations

import getpass

from sqlalchemy import select

from review.desk import Desk
from review.people.accounts import LOCAL, PEOPLE, Person, add_person, person_of
from review.roles import LEAD


def only_person(desk: Desk) -> Person | None:
    """Whoever started the app, as a lead; an account without a password, made at the first time.

    None where a lead has made it inactive.
    """
    asked = select(PEOPLE.c.person_id).where(PEOPLE.c.subject == LOCAL)
    with desk.engine.connect() as connection:
        number = connection.execute(asked).scalar()
    if number is None:
        name = getpass.getuser()
        number = add_person(desk.engine, f"local:{name}", name, LEAD, None, name, LOCAL)
    with desk.engine.connect() as connection:
        return person_of(connection, number)
