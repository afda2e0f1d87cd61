"""The one person of a machine where nobody has an account."""

from __future__ import annotations

import getpass

from sqlalchemy import select

from review.desk import Desk
from review.people.accounts import PEOPLE, Person, add_person, person_of
from review.roles import LEAD

SUBJECT = "local"


def only_person(desk: Desk) -> Person:
    """Whoever started the app, as a lead; an account without a password, made at the first time."""
    asked = select(PEOPLE.c.person_id).where(PEOPLE.c.subject == SUBJECT)
    with desk.engine.connect() as connection:
        number = connection.execute(asked).scalar()
    if number is None:
        name = getpass.getuser()
        number = add_person(desk.engine, f"local:{name}", name, LEAD, None, name, SUBJECT)
    with desk.engine.connect() as connection:
        found = person_of(connection, number)
    if found is None:
        raise PermissionError("the local person has been made inactive")
    return found
