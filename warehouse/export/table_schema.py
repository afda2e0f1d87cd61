"""A view's columns, keys and the form of its numbers, as Frictionless describes a table."""

from __future__ import annotations

from typing import Any

from schemas.columns import Column
from schemas.published import View

TYPES = {
    "text": "string",
    "integer": "integer",
    "money": "number",
    "number": "number",
    "flag": "boolean",
    "date": "date",
    "time": "datetime",
}
REPORTS = "bi_report"
# column -> what it points to in bi_report
POINTERS = ("report_id", "superseded_by")


def table_schema(view: View, decimal: str | None = None) -> dict[str, Any]:
    """The schema of a view in CSV with this decimal sign; without one, in Parquet, whose numbers have no signs."""
    schema: dict[str, Any] = {
        "fields": [_field(column, decimal) for column in view.columns],
        "primaryKey": list(view.key),
    }
    if decimal is not None:
        schema["missingValues"] = [""]
    if keys := _foreign_keys(view, "" if decimal else "-parquet"):
        schema["foreignKeys"] = keys
    return schema


def _field(column: Column, decimal: str | None) -> dict[str, Any]:
    field = {
        "name": column.name,
        "type": TYPES[column.type],
        "title": column.da[:1].upper() + column.da[1:],
        "description": column.da_about,
    }
    if column.unit:
        field["unit"] = column.unit
    if field["type"] == "number" and decimal is not None:
        field |= {"decimalChar": decimal, "groupChar": ""}
    return field


def _foreign_keys(view: View, suffix: str) -> list[dict[str, Any]]:
    """To the reports; within ``bi_report`` itself an empty resource means the same table."""
    names = [c.name for c in view.columns if c.name in POINTERS and [c.name] != list(view.key)]
    resource = "" if view.name == REPORTS else REPORTS + suffix
    return [{"fields": [name], "reference": {"resource": resource, "fields": ["report_id"]}} for name in names]
