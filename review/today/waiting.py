"""What waits for somebody, and what others have decided lately."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from sqlalchemy import Connection, Row, text

from review.remembered import remembered

QUEUE = "/fund"
BY_RULE = """
    select severity, rule, count(*) as findings, sum(amount_ore) as amount_ore from open_finding
    group by severity, urgency, rule order by urgency, findings desc, rule"""
MINE = """
    select count(*) from assignment a join open_finding o on o.finding_id = a.finding_id where a.person_id = :person"""
LATELY = """
    select d.decision_id, d.decided_at, d.decided_by, d.action, d.rule, d.report_id, f.finding_id, f.effort, s.file_name
    from decision d
    join report r on r.report_id = d.report_id
    join submission s on s.submission_id = r.submission_id
    left join finding f on f.report_id = d.report_id and f.finding_key = d.finding_key
    where d.decided_by <> :name order by d.decision_id desc limit :most"""


@dataclass(frozen=True, slots=True)
class Waiting:
    """The open findings: one row a rule and severity, and how many somebody has taken."""

    rules: list[Row[Any]]
    mine: int

    def count(self, severity: str | None = None) -> int:
        """How many are open, of one severity or in all."""
        return sum(row.findings for row in self.rules if severity in (None, row.severity))


def waiting(connection: Connection, person_id: int) -> Waiting:
    """What is open now."""
    mine = connection.execute(text(MINE), {"person": person_id}).scalar_one()
    rules = remembered(connection, BY_RULE, lambda: list(connection.execute(text(BY_RULE))))
    return Waiting(rules, mine)


def decided_lately(connection: Connection, name: str, most: int = 6) -> list[Row[Any]]:
    """The last decisions of everybody but ``name``, newest first."""
    return list(connection.execute(text(LATELY), {"name": name, "most": most}))


def in_queue(**asked: str | int | None) -> str:
    """The address of the queue with these filters; those without a value are left out."""
    given = {name: value for name, value in asked.items() if value not in (None, "")}
    return f"{QUEUE}?{urlencode(given)}" if given else QUEUE
