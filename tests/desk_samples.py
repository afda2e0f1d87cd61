"""What tests of the review app ask the warehouse, and what they read out of a page."""

from __future__ import annotations

import re
from typing import Any

from sqlalchemy import text

from review.desk import Desk


def asked(desk: Desk, query: str, **values: Any) -> list[dict[str, Any]]:
    """The rows of a query."""
    with desk.engine.connect() as connection:
        return [dict(row) for row in connection.execute(text(query), values).mappings()]


def finding_of(desk: Desk, rule: str, **but: Any) -> dict[str, Any]:
    """The first open finding of a rule, of those with most at stake; ``but`` are columns with another value."""
    others = "".join(f" and {name} <> :{name}" for name in but)
    query = f"select * from open_finding where rule = :rule{others} order by amount_ore desc, finding_id"
    number = asked(desk, query, rule=rule, **but)[0]["finding_id"]
    return now(desk, number)


def now(desk: Desk, number: int) -> dict[str, Any]:
    """A finding as BI tools see it."""
    return asked(desk, "select * from bi_finding where finding_id = :number", number=number)[0]


def hidden(page: str, name: str) -> str:
    """The value of a hidden field."""
    found = re.search(rf'<input type="hidden" name="{name}" value="([^"]*)"', page)
    assert found, f"no field {name}"
    return found[1]


def links(page: str, pattern: str) -> list[str]:
    """The addresses of a page's links that look like this, as a browser would follow them."""
    found = re.findall(rf'href="({pattern})"', page)
    return [address.replace("&amp;", "&") for address in found]
