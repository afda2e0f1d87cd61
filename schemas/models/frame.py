"""A typed frame of the figures of one view, and pandera's failures on it as rule, column and row."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd
import pandera.backends.pandas.builtin_checks  # noqa: F401 (else loaded by the first check, after the file was read)
import pandera.pandas as pa

from schemas.columns import VIEWS
from schemas.draft import Draft
from schemas.rulebook import rule, rules

_DTYPES = {"integer": "Int64", "flag": "bool"}


@dataclass(frozen=True, slots=True)
class Failure:
    """A check that a row of the frame did not pass: the rule's id, the column that it judges, the row's index."""

    rule: str
    column: str | None
    index: int


def frame(view: str, drafts: Sequence[Draft]) -> pd.DataFrame:
    """One row a figure in the order given, every column of the view; money and numbers stay exact (Decimal objects)."""
    columns = {
        column.name: pd.Series([d.values[column.name] for d in drafts], dtype=_DTYPES.get(column.type, "object"))
        for column in VIEWS[view]
    }
    return pd.DataFrame(columns)


def failures(model: type[pa.DataFrameModel], rows: pd.DataFrame) -> list[Failure]:
    """Every check of the model that a row fails, once each, in the order of the rows.

    Checks are named by their rule. Any other failure means that parsing gave a value of the wrong type:
    that is a fault of the program and is raised again.
    """
    try:
        model.validate(rows, lazy=True)
    except pa.errors.SchemaErrors as problem:
        cases = problem.failure_cases
        if not set(cases["check"]) <= set(rules()) or cases["index"].isna().any():
            raise
        found = {(int(i), str(name)) for i, name in zip(cases["index"], cases["check"], strict=True)}
        return [Failure(name, rule(name).column, i) for i, name in sorted(found)]
    return []
