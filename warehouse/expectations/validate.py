"""Asking the warehouse by Great Expectations. Importing this module takes seconds and 270 MB: one process does it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import redirect_stdout
from io import StringIO
from itertools import chain, groupby
from typing import Any

import great_expectations as gx
import great_expectations.expectations as gxe
import pandas as pd
from great_expectations.datasource.fluent.interfaces import Batch
from sqlalchemy import URL

from warehouse.expectations.address import read_only
from warehouse.expectations.expected import Expected
from warehouse.expectations.outcome import Outcome, only_keys

COMPLETE = {
    "result_format": "COMPLETE",
    # the values themselves never leave the database
    "exclude_unexpected_values": True,
    "include_unexpected_rows": False,
    "return_unexpected_index_query": False,
}
ERROR = re.compile(r"\b[A-Z]\w*(?:Error|Exception)\b")


def validate(url: URL, wanted: Sequence[Expected], computed: Mapping[str, pd.DataFrame]) -> list[Outcome]:
    """What becomes of each expectation; one that cannot be asked has failed. Nothing is written to the warehouse.

    ``computed`` holds the tables that no query can tell, by name.
    """
    with redirect_stdout(StringIO()):  # it prints advice about queries
        return _validate(url, wanted, computed)


def _validate(url: URL, wanted: Sequence[Expected], computed: Mapping[str, pd.DataFrame]) -> list[Outcome]:
    context = gx.get_context(mode="ephemeral")
    context.variables.progress_bars = {"globally": False}  # ty: ignore[invalid-assignment]
    warehouse = context.data_sources.add_sql("warehouse", connection_string=read_only(url))
    frames = context.data_sources.add_pandas("computed")
    outcomes = []
    for number, (source, group) in enumerate(groupby(wanted, _source)):
        expectations = list(group)
        try:
            batch = _batch(warehouse, frames, f"asset_{number}", source, computed)
        except Exception as problem:
            outcomes += [_unasked(it, type(problem).__name__) for it in expectations]
        else:
            outcomes += _outcomes(batch, expectations)
    warehouse.get_execution_engine().close()
    return outcomes


def _source(it: Expected) -> tuple[str, str]:
    if it.computed:
        return "computed", it.computed
    return ("query", it.query) if it.query else ("table", it.object)


def _batch(
    warehouse: Any, frames: Any, name: str, source: tuple[str, str], computed: Mapping[str, pd.DataFrame]
) -> Batch:
    make, what = source
    if make == "computed":
        whole = frames.add_dataframe_asset(name).add_batch_definition_whole_dataframe(name)
        return whole.get_batch(batch_parameters={"dataframe": computed[what]})
    if make == "query":
        asset = warehouse.add_query_asset(name, query=what)
    else:
        asset = warehouse.add_table_asset(name, table_name=what)
    return asset.add_batch_definition_whole_table(name).get_batch()


def _outcomes(batch: Batch, expectations: Sequence[Expected]) -> Iterator[Outcome]:
    """One suite for each set of key columns, since they are told with the suite's result format."""
    by_key = groupby(sorted(expectations, key=lambda it: it.key), lambda it: it.key)
    return chain.from_iterable(_of_suite(batch, key, list(group)) for key, group in by_key)


def _of_suite(batch: Batch, key: tuple[str, ...], expectations: Sequence[Expected]) -> Iterator[Outcome]:
    suite = gx.ExpectationSuite(name="suite")
    for number, it in enumerate(expectations):
        make = getattr(gxe, it.kind)
        suite.add_expectation(make(**it.arguments, severity=it.severity, meta={"number": number}))
    named = {"unexpected_index_column_names": list(key)} if key else {}
    results: Any = batch.validate(suite, result_format=COMPLETE | named).results
    for result in results:
        yield _outcome(expectations[result.expectation_config.meta["number"]], result)


def _outcome(it: Expected, result: Any) -> Outcome:
    details = dict(result.result or {})
    if not details:
        return _unasked(it, str(result.exception_info))
    rows, failing = _failing(details, result.success)
    seen = details.get("observed_value", f"{failing} / {details.get('element_count')}")
    return Outcome(
        it.suite, it.name, it.object, it.severity, bool(result.success), str(seen), it.wanted, failing, only_keys(rows)
    )


def _failing(details: Mapping[str, Any], success: bool) -> tuple[list[dict[str, Any]], int]:
    """Rows that fail, and how many; an expectation about a whole column fails once."""
    if "unexpected_count" in details:
        return _rows(details.get("unexpected_index_list") or []), details["unexpected_count"]
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


def _unasked(it: Expected, problem: str) -> Outcome:
    """Only what kind of error it is: its words may quote what stands in the database."""
    kind = ERROR.search(problem)
    return Outcome(it.suite, it.name, it.object, it.severity, False, kind[0] if kind else "error", it.wanted)
