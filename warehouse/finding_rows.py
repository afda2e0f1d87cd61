"""Findings as rows of their tables; none may fall out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any

from schemas.report import Finding
from warehouse.rows import PLACE, place_row
from warehouse.tables.types import utc_text
from warehouse.text import storable, storable_or_none

TEXTS = ("message", "how_to_fix", "message_en", "how_to_fix_en", "effort", "field", "value", "expected")
COLUMNS = (
    *("report_id", "revision", "first_seen", "finding_key", "rule", "rule_version", "severity", "figure"),
    *TEXTS,
    *PLACE,
)
ABOUT = ("report_id", "finding_key", "figure_key")


def keyed(findings: Iterable[Finding]) -> Iterator[tuple[str, Finding]]:
    """Each finding with its key; one that comes back gets ``#2``, ``#3``, … in reading order: none may fall out."""
    seen = dict[str, int]()
    for finding in findings:
        key = storable(finding.key)
        seen[key] = seen.get(key, 0) + 1
        yield key if seen[key] == 1 else f"{key}#{seen[key]}", finding


def finding_rows(
    report_id: int, revision: int, first_seen: datetime, findings: Mapping[str, Finding]
) -> Iterator[tuple[Any, ...]]:
    """Findings by their keys as rows in the order of ``COLUMNS``."""
    common = (report_id, revision, utc_text(first_seen))
    for key, finding in findings.items():
        texts = (storable_or_none(getattr(finding, name)) for name in TEXTS)
        says = (key, finding.rule, finding.rule_version, finding.severity, finding.figure)
        yield (*common, *says, *texts, *place_row(finding.place))


def about_rows(report_id: int, findings: Mapping[str, Finding]) -> Iterator[tuple[Any, ...]]:
    """Which figures the findings are about, in the order of ``ABOUT``."""
    for key, finding in findings.items():
        yield from ((report_id, key, figure) for figure in dict.fromkeys(map(storable, finding.figure_keys)))
