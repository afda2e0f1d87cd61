"""What a row of the budget view must satisfy by itself."""

from decimal import Decimal

import pandas as pd
import pandera.pandas as pa
from pandera.typing import Series

from schemas.models.fields import field_of


class BudgetModel(pa.DataFrameModel):
    """One row an amount; every check is named by its rule. Amounts are Decimal kroner, never floats."""

    year: Series[pd.Int64Dtype] = field_of("budget", "year")
    partnership: Series[object] = field_of("budget", "partnership")
    effort: Series[object] = field_of("budget", "effort")
    effort_key: Series[object] = field_of("budget", "effort_key")
    department: Series[object] = field_of("budget", "department")
    line: Series[object] = field_of("budget", "line")
    line_type: Series[object] = field_of("budget", "line_type")
    source: Series[object] = field_of("budget", "source")
    measure: Series[object] = field_of("budget", "measure")
    counterpart: Series[object] = field_of("budget", "counterpart")
    amount_dkk: Series[object] = field_of("budget", "amount_dkk")
    is_total: Series[bool] = field_of("budget", "is_total")
    note: Series[object] = field_of("budget", "note")

    @pa.check("amount_dkk", name="exact money")
    def is_exact(cls, amounts: Series[object]) -> pd.Series:
        """Amounts come as Decimal."""
        return amounts.map(lambda amount: isinstance(amount, Decimal)).astype(bool)

    @pa.check("amount_dkk", name="budget.missing", ignore_na=False)
    def has_amount(cls, amounts: Series[object]) -> pd.Series:
        """An amount stands there."""
        return amounts.notna()

    @pa.check("amount_dkk", name="budget.negative")
    def is_not_negative(cls, amounts: Series[object]) -> pd.Series:
        """The amount is zero or more."""
        return amounts.map(lambda amount: amount >= 0).astype(bool)
