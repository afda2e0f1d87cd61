"""The self-check as a Prefect flow: after each night, and on its own, so that a night that never came is told too."""

from __future__ import annotations

from typing import Any

from prefect import flow
from prefect.artifacts import create_table_artifact
from prefect.states import Completed, Failed, State

from flows.self_check_child import UNFINISHED, check_in_child, in_short
from flows.settings import settings
from schemas.plain_text import in_markdown

SHOWN = ("severity", "suite", "expectation", "object", "observed", "expected")


@flow(name="self-check", persist_result=False)
def check_warehouse(warehouse: str | None = None) -> State[dict[str, Any]]:
    """Does what is expected of the warehouse hold? Fails where a critical expectation does not.

    What is not given comes from the environment (``AFRAPPORT_WAREHOUSE``).
    """
    told = check_in_child(settings(None, warehouse).warehouse)
    failed = [it for it in told["outcomes"] if not it["success"]]
    rows = [{name: in_markdown(it[name]) for name in SHOWN} for it in failed]
    create_table_artifact(table=rows, key="afrapport-self-check", description="Holder ikke / does not hold")
    if told["state"] == "stopped":
        return Failed(message=f"publication stopped: {told['reason']}", data=told)
    return Completed(message=f"{len(told['outcomes'])} expectations, {len(failed)} warnings", data=told)


def check_after_night(warehouse: str | None) -> dict[str, Any]:
    """The same as a flow run within the night's: it may fail, and the night has been completed all the same."""
    state: State = check_warehouse(warehouse, return_state=True)  # ty: ignore[no-matching-overload]
    told = state.result(raise_on_failure=False)
    return in_short(told if isinstance(told, dict) else UNFINISHED)
