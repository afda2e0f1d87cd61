"""A view as a Parquet file, with types that say what its columns are."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from schemas.columns import Column
from schemas.published import View

TYPES: dict[str, pa.DataType] = {
    "text": pa.string(),
    "integer": pa.int64(),
    "money": pa.decimal128(20, 2),  # all that 64 bits of øre can be
    "number": pa.float64(),
    "flag": pa.bool_(),
    "date": pa.date32(),
    "time": pa.timestamp("us", tz="UTC"),
}


def schema_of(view: View) -> pa.Schema:
    """The columns of a view as Arrow types; each bears its Danish description."""
    return pa.schema([_field(column) for column in view.columns])


class ParquetFile:
    """Takes a view chunk by chunk; the file is whole after ``close``. A chunk is a row group."""

    def __init__(self, path: Path, view: View) -> None:
        self._schema = schema_of(view)
        self._file = pq.ParquetWriter(path, self._schema)

    def write(self, columns: list[list[Any]]) -> None:
        """Add rows. Raises pyarrow.ArrowInvalid for a value that the column's type cannot hold exactly."""
        arrays = [pa.array(values, type=field.type) for values, field in zip(columns, self._schema, strict=True)]
        self._file.write_batch(pa.record_batch(arrays, schema=self._schema))

    def close(self) -> None:
        """Write the rest of the file."""
        self._file.close()


def _field(column: Column) -> pa.Field:
    return pa.field(column.name, TYPES[column.type], metadata={"description": column.da_about})
