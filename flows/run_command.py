"""The command ``afrapport run``: a night by Prefect or by hand, and what a person or a program is told about it."""

from __future__ import annotations

import os
import sys
from contextlib import redirect_stdout
from typing import Any

from sqlalchemy.exc import SQLAlchemyError

from flows.ending import NOT_COMPLETED, stop
from flows.settings import Settings, self_check_wanted
from flows.watch import suited_to_stderr, watching
from schemas.examine import without_content
from warehouse.engine import open_warehouse
from warehouse.read import open_findings, report_rows
from warehouse.runs import AlreadyRunning
from warehouse.schema_version import SchemaMismatch

MOST_FINDINGS = 10_000


def run(chosen: Settings, *, as_json: bool, direct: bool, self_check: bool | None = None) -> None:
    """Run the night and tell of it; ends with status 1 and a sentence where it could not be completed.

    What is not said about the self-check comes from the environment; else it is done by Prefect, and not by hand.
    """
    wanted = self_check_wanted(otherwise=not direct) if self_check is None else self_check
    try:
        counts = _direct(chosen, wanted) if direct else _by_prefect(chosen, wanted)
        _tell(counts, chosen, as_json)
    except AlreadyRunning:
        stop("already_running", NOT_COMPLETED)
    except SchemaMismatch as problem:
        stop("other_schema", NOT_COMPLETED, reason=problem)
    except SQLAlchemyError as problem:
        stop("warehouse_failed", NOT_COMPLETED, reason=without_content(problem))
    except Exception as problem:
        stop("failed", NOT_COMPLETED, reason=without_content(problem))


def _direct(chosen: Settings, self_check: bool) -> dict[str, Any]:
    from flows.night import one_after_the_other, run_night

    counts = run_night(chosen, one_after_the_other, suited_to_stderr()).summary
    if self_check:
        from flows.self_check_child import check_in_child, in_short

        counts["self_check"] = in_short(check_in_child(chosen.warehouse))
    return counts


def _by_prefect(chosen: Settings, self_check: bool) -> dict[str, Any]:
    # By the environment, not as parameters: Prefect stores those, and the URL may hold a password.
    os.environ["AFRAPPORT_INBOX"] = os.fspath(chosen.inbox)
    os.environ["AFRAPPORT_WAREHOUSE"] = chosen.warehouse
    os.environ["AFRAPPORT_SELF_CHECK"] = "on" if self_check else "off"
    from flows.nightly import nightly

    watching.set(suited_to_stderr())
    with redirect_stdout(sys.stderr):
        return nightly()


def _tell(counts: dict[str, Any], chosen: Settings, as_json: bool) -> None:
    if as_json:
        from flows.as_json import written

        print(written(counts))
        return
    from flows.show.night import night
    from flows.show.text import show

    engine = open_warehouse(chosen.warehouse)
    reports = report_rows(engine, counts["run_id"])
    findings = open_findings(engine, counts["run_id"], MOST_FINDINGS)
    engine.dispose()
    show(night(counts, reports, findings, chosen.language))
