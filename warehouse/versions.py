"""Which of several versions of a report is the newest."""

from __future__ import annotations

from datetime import date, datetime

from warehouse.tables.types import utc_text

WORKBOOKS = frozenset({"xlsx", "xls", "xlsb", "ods"})


def version_order(published_on: date | None, received_at: datetime, container: str | None, sha256: str) -> str:
    """A text that sorts the versions of a report, oldest first.

    By date of publication (none is oldest), then arrival, then workbook after PDF, then content: so the result is
    the same whatever order they are loaded in. Raises ValueError for an arrival without a time zone.
    """
    published = published_on.isoformat() if published_on else "0000-00-00"
    return f"{published} {utc_text(received_at)} {int(container in WORKBOOKS)} {sha256}"
