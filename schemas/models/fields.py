"""The fields of the pandera models, made from the one list of columns."""

from __future__ import annotations

from typing import Any

import pandera.pandas as pa

from schemas.columns import column


def field_of(view: str, name: str) -> Any:
    """The pandera field of a view's column, with its title, description and unit.

    Only flags must be there: that a value is missing is a finding with its own rule, not a broken frame.
    """
    described = column(view, name)
    return pa.Field(
        nullable=described.type != "flag",
        title=described.en,
        description=described.en_about,
        metadata={"unit": described.unit, "da": described.da_about},
    )
