"""Where personal numbers stand in a report that is in the warehouse, so that its pages can be shown without them."""

from __future__ import annotations

from sqlalchemy import Connection, text

from schemas.masking import Leak
from schemas.reading import leaks_in


def personal_places(connection: Connection, report_id: int) -> list[Leak]:
    """Every place at which a number was read in a report, the numbers masked; none for nearly all reports.

    It is not asked whether there is a finding of them: the rule may be graded off, and the numbers stand there still.
    """
    found = connection.execute(text("select content from reading where report_id = :report"), {"report": report_id})
    content = found.scalar()
    return [] if content is None else leaks_in(bytes(content))


def holds_numbers(connection: Connection, report_id: int) -> bool:
    """Whether personal numbers were read in a report, whatever has been decided about that."""
    return bool(personal_places(connection, report_id))
