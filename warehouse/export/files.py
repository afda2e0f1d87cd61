"""What the files of an export are called."""

from __future__ import annotations

from schemas.published import PUBLISHED

PACKAGE = "datapackage.json"
PACKAGE_NAME = "afrapport"
EXCEL = "afrapport.xlsx"


def csv_name(view: str) -> str:
    """The CSV file of a view."""
    return f"{view}.csv"


def parquet_name(view: str) -> str:
    """The Parquet file of a view."""
    return f"{view}.parquet"


def data_files() -> list[str]:
    """Every file of an export but the one that describes them."""
    return [name(view.name) for view in PUBLISHED for name in (csv_name, parquet_name)] + [EXCEL]
