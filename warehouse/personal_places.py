"""Where personal numbers stand in a report that is in the warehouse, so that its pages can be shown without them."""

from __future__ import annotations

from sqlalchemy import Connection, text

from schemas.masking import Leak
from warehouse.recheck import reading_of_report

HOLDS_NUMBERS = "select 1 from finding where report_id = :report and rule = 'report.personal_data' limit 1"


def personal_places(connection: Connection, report_id: int) -> list[Leak]:
    """Every place at which a number was read in a report, the numbers masked; none for nearly all reports."""
    if connection.execute(text(HOLDS_NUMBERS), {"report": report_id}).scalar() is None:
        return []
    reading = reading_of_report(connection, report_id)
    return [] if reading is None else reading.everywhere or reading.leaks
