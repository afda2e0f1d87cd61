"""How often each rule was put to a report, and how it went."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, text

CHECKS = """
    select rule, passed, failed,
      (select count(*) from finding f where f.report_id = b.report_id and f.rule = b.rule) as findings
    from bi_check b where report_id = :report and passed + failed > 0
    order by failed desc, passed desc, rule"""


@dataclass(frozen=True, slots=True)
class Checks:
    """The rules that had something to judge in a report, those that found something first, with their findings.

    One check can lead to several findings: whether sheets are hidden is asked once of a file, and each one is told.
    """

    rows: Sequence[Any]

    @property
    def passed(self) -> int:
        """How many single checks went well."""
        return sum(row.passed for row in self.rows)

    @property
    def made(self) -> int:
        """How many were made."""
        return self.passed + sum(row.failed for row in self.rows)


def checks_of(connection: Connection, report_id: int) -> Checks:
    """The checks of a report; none where it came before they were counted."""
    return Checks(connection.execute(text(CHECKS), {"report": report_id}).all())
