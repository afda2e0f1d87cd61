"""The command ``afrapport rules preview``."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection

from flows.as_json import place, written
from flows.ingest import Outcome
from flows.known_rule import known_rule
from flows.opened import opened
from flows.settings import language
from flows.show.preview import preview as drawn
from flows.show.text import show
from flows.watch import suited_to_stderr
from flows.words import words
from schemas.efforts import Register
from schemas.grades import OFF
from schemas.rulebook import Rule
from warehouse.export.snapshot import snapshot
from warehouse.grades import danish_day, grades_at
from warehouse.known_register import register_of
from warehouse.preview import count_reports, previews
from warehouse.preview_total import PreviewTotal


def preview(url: str, name: str, severity: str | None, *, as_json: bool) -> None:
    """Check all that is held again, as if the rule had that severity (else the one that it has), and tell of it."""
    rule = known_rule(name)
    with opened(url) as engine, snapshot(engine) as connection:
        now = grades_at(connection, datetime.now(UTC)).of(rule.id)
        asked = severity or (now if now != OFF else rule.severity)
        total = _looked_at(connection, rule, asked, register_of(engine))
    if as_json:
        print(written(_told(rule, now, asked, total)))
    else:
        show(drawn(rule, now, asked, total, language()))


def _looked_at(connection: Connection, rule: Rule, severity: str, register: Register) -> PreviewTotal:
    total = PreviewTotal()
    for _ in suited_to_stderr()(_each(connection, rule, severity, total, register), count_reports(connection)):
        pass
    return total


def _each(
    connection: Connection, rule: Rule, severity: str, total: PreviewTotal, register: Register
) -> Iterator[Outcome]:
    say = words(language())
    for one in previews(connection, rule.id, severity, danish_day(datetime.now(UTC)), register):
        total.add(one)
        yield Outcome(one.report_file, say["preview_progress"].format(count=len(one.catches)))


def _told(rule: Rule, now: str, asked: str, total: PreviewTotal) -> dict[str, Any]:
    return {
        "rule": rule.id,
        "rule_version": rule.version,
        "severity_now": now,
        "severity": asked,
        "reports_checked": total.reports,
        "reports_unread": total.unread,
        "reports_caught": len(total.caught),
        "findings": total.findings.total(),
        "findings_by_state": dict(total.findings),
        "findings_accepted": total.findings["accepted"],
        "figures_held": total.held,
        "figures_leaving": total.leaving,
        "figures_coming": total.coming,
        "kroner_leaving": total.kroner_leaving,
        "kroner_coming": total.kroner_coming,
        "reports": total.caught,
        "examples": [
            {"report_file": file, "state": it.state, "message": it.message, "message_en": it.message_en}
            | place(it.place)
            for file, it in total.examples
        ],
    }
