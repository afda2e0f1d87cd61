"""Self-checks of many warehouses in one process, so that Great Expectations is imported once for all of the tests.

``python tests/expectation_children.py URL ...`` prints a list with the outcomes of each warehouse, as JSON.
"""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from datetime import UTC, datetime

from warehouse.engine import open_warehouse
from warehouse.expectations.self_check import self_check

FRESH_HOURS = 36


def main(urls: list[str]) -> None:
    """Check each warehouse."""
    found = [self_check(open_warehouse(url), datetime.now(UTC), FRESH_HOURS) for url in urls]
    print(json.dumps([asdict(it) for it in found], default=str))


if __name__ == "__main__":
    main(sys.argv[1:])
