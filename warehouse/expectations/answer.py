"""Reading what Great Expectations answers: how many rows fail and which, never what stands in them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from warehouse.expectations.expected import Expected
from warehouse.expectations.outcome import Outcome, only_keys

ERROR = re.compile(r"\b[A-Z]\w*(?:Error|Exception)\b")


def outcome(it: Expected, result: Any) -> Outcome:
    """From the result that Great Expectations gives for an expectation."""
    details = dict(result.result or {})
    if not details:
        return unasked(it, str(result.exception_info))
    rows, failing = _failing(details, result.success)
    seen = details.get("observed_value", f"{failing} / {details.get('element_count')}")
    return Outcome(
        it.suite, it.name, it.object, it.severity, bool(result.success), str(seen), it.wanted, failing, only_keys(rows)
    )


def _failing(details: Mapping[str, Any], success: bool) -> tuple[list[dict[str, Any]], int]:
    """Rows that fail, and how many; an expectation about a whole column fails once."""
    if "unexpected_count" in details:
        # of no rows at all it counts None
        return _rows(details.get("unexpected_index_list") or []), details["unexpected_count"] or 0
    if rows := details.get("details", {}).get("unexpected_rows"):
        return rows, details["observed_value"]
    return [], 0 if success else 1


def _rows(listed: Sequence[Any]) -> list[dict[str, Any]]:
    """Rows from columns: with the values left out, Great Expectations lists ``{"report_id": [1, 2]}``."""
    rows: list[dict[str, Any]] = []
    for columns in (it for it in listed if isinstance(it, Mapping)):
        lists = {name: value if isinstance(value, list) else [value] for name, value in columns.items()}
        rows += [dict(zip(lists, values, strict=False)) for values in zip(*lists.values(), strict=False)]
    return rows


def unasked(it: Expected, problem: str) -> Outcome:
    """One that could not be asked. Only the kind of error is told: its words may quote what stands in the database."""
    kind = ERROR.search(problem)
    return Outcome(it.suite, it.name, it.object, it.severity, False, kind[0] if kind else "error", it.wanted)
