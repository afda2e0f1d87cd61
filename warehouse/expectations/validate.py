"""Asking the warehouse by Great Expectations. Importing this module takes seconds and 270 MB: one process does it."""

from __future__ import annotations

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
from warehouse.expectations.answer import outcome, unasked
from warehouse.expectations.expected import Expected
from warehouse.expectations.outcome import Outcome

COMPLETE = {
    "result_format": "COMPLETE",
    # the values themselves never leave the database
    "exclude_unexpected_values": True,
    "include_unexpected_rows": False,
    "return_unexpected_index_query": False,
}


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
            outcomes += [unasked(it, type(problem).__name__) for it in expectations]
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
        yield outcome(expectations[result.expectation_config.meta["number"]], result)
