"""The findings of one report."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, text

# the open ones first, errors before warnings, then as they were found
FINDINGS = """
    select * from bi_finding where report_id = :report
    order by case state when 'open' then 0 else 1 end, severity, finding_id"""
STATES = ("open", "corrected", "accepted", "rejected", "obsolete")


def findings_of(connection: Connection, report_id: int) -> Sequence[Any]:
    """All of them, open and settled."""
    return connection.execute(text(FINDINGS), {"report": report_id}).all()
