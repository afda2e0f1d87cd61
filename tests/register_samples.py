"""Reports with efforts under some names, and a look at what those mean, for the tests of the register."""

from __future__ import annotations

import itertools
from datetime import datetime
from typing import Any

from sqlalchemy import Engine, text

from schemas.labels import label_key
from schemas.report import CheckedReport
from warehouse.load import load
from warehouse.views.definitions import NEWEST, as_of
from warehouse_samples import finding, report, run, status, submission

COVERAGE = """
    select n.label, a.from_year, a.to_year from effort_alias a join effort_name n on n.name_id = a.name_id
    where a.recorded_to is null order by n.label, a.from_year"""


def unknown(label: str, key: str) -> Any:
    """What the checks say of an effort that nobody has registered."""
    return finding(
        f"effort.unknown|{key}", "warning", rule="effort.unknown", figure="status", effort=label, figure_keys=[key]
    )


def told(year: int, *labels: str) -> CheckedReport:
    """A report of one year on efforts that nobody has registered."""
    figures = [
        status(f"s{n}", effort=label, effort_key=label_key(label) or label, period_year=year)
        for n, label in enumerate(labels)
    ]
    findings = tuple(unknown(label, f"s{n}") for n, label in enumerate(labels))
    return report(*figures, findings=findings, identity=f"status_note|x|{year}", period_year=year)


def put(engine: Engine, year: int, *labels: str) -> None:
    """Load a report of one year."""
    load(engine, submission(run(engine), f"{year}{labels}"), told(year, *labels))


def keys(engine: Engine, moment: datetime | None = None) -> dict[tuple[str, int], str]:
    """The effort's key by name and year, as ``bi_status`` shows it now, or as it was known at a moment."""
    with engine.connect() as connection:
        if moment is None:
            rows = connection.execute(text("select * from bi_status"))
        elif engine.dialect.name == "postgresql":
            rows = connection.execute(text("select * from bi_status_as_of(:moment)"), {"moment": moment})
        else:
            stamp = f"{moment:%Y-%m-%dT%H:%M:%S.%fZ}"
            rows = connection.execute(text(as_of(NEWEST, "bi_status", "sqlite", ":moment")), {"moment": stamp})
        return {(row["effort"], row["period_year"]): row["effort_key"] for row in rows.mappings()}


def states(engine: Engine) -> dict[tuple[str, str], str]:
    """The state of every finding, by effort and file."""
    with engine.connect() as connection:
        rows = connection.execute(text("select effort, report_file, state from bi_finding"))
        return {(row.effort, row.report_file[:4]): row.state for row in rows}


def uncovered(engine: Engine) -> list[str]:
    """Names that mean nothing in some year, or two things."""
    years: dict[str, list[tuple[int, int]]] = {}
    with engine.connect() as connection:
        for label, first, last in connection.execute(text(COVERAGE)):
            years.setdefault(label, []).append((first, last))
    return [label for label, spans in years.items() if not _whole(spans)]


def _whole(spans: list[tuple[int, int]]) -> bool:
    follows = all(first == last + 1 for (_, last), (first, _) in itertools.pairwise(spans))
    return follows and (spans[0][0], spans[-1][1]) == (-1, 9999)
