"""The night's last step: what the reports say of each other."""

from __future__ import annotations

import logging
from datetime import datetime

from sqlalchemy.exc import InterfaceError, OperationalError

from flows.ingest import Desk
from schemas.examine import without_content
from warehouse.across import affected, compare

logger = logging.getLogger("afrapport")


def compare_reports(desk: Desk, since: datetime) -> None:
    """Compare what has come or changed since then. Raises only where the warehouse fails."""
    for report_id in affected(desk.engine, since):
        try:
            compare(desk.engine, report_id, desk.received_at, desk.today, desk.register)
        except (OperationalError, InterfaceError):
            raise
        except Exception as problem:
            # The report stands as it was loaded: a comparison that fails holds nobody up.
            logger.error("report %s was not compared: %s", report_id, without_content(problem))
