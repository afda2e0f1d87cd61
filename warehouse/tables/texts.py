"""What each table and column holds, in Danish and English: from ``texts.yaml`` and the columns of the views."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import MetaData

from extractors.data_file import data_file
from schemas.columns import BI_VIEWS


class NotDescribed(LookupError):
    """A table, view or column without a text; ``str()`` names it and says where its text belongs."""

    def __init__(self, name: str) -> None:
        super().__init__(f"{name} has no text: write one in warehouse/tables/texts.yaml or schemas/columns.yaml")


@dataclass(frozen=True, slots=True)
class About:
    """What something holds; ``unit`` is that of the data, ``type`` as in ``schemas.columns`` where a view tells it."""

    da: str
    en: str
    unit: str | None = None
    type: str | None = None


def about_object(name: str) -> About:
    """What a table or view below those for BI holds; raises NotDescribed."""
    entry = _texts()["objects"].get(name)
    if entry is None:
        raise NotDescribed(name)
    return About(entry["da"], entry["en"])


def about_column(name: str, column: str) -> About:
    """What a column holds: its own text, else that of the view which its table is like, else the shared one."""
    entry = _texts()["objects"].get(name, {})
    if own := entry.get("columns", {}).get(column):
        return About(**own)
    if "like" in entry:
        for same in BI_VIEWS[entry["like"]].columns:
            if same.name == column:
                return About(same.da_about, same.en_about, same.unit, same.type)
    if shared := _texts()["shared"].get(column):
        return About(**shared)
    raise NotDescribed(f"{name}.{column}")


def told(name: str) -> tuple[str, ...]:
    """The columns that ``texts.yaml`` itself names for a table or view."""
    return tuple(_texts()["objects"][name].get("columns", ()))


def objects() -> tuple[str, ...]:
    """The tables and views that ``texts.yaml`` describes."""
    return tuple(_texts()["objects"])


def comment_all(metadata: MetaData) -> None:
    """Give every table and column its Danish text as the comment that belongs into the database."""
    for table in metadata.tables.values():
        table.comment = about_object(table.name).da
        for column in table.columns:
            column.comment = about_column(table.name, column.name).da


@cache
def _texts() -> Mapping[str, Any]:
    return data_file("warehouse.tables", "texts.yaml")
