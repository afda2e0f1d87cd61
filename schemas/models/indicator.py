"""What a row of the indicator view must satisfy by itself."""

import pandas as pd
import pandera.pandas as pa
from pandera.typing import Series

from schemas.models.fields import field_of

# change and target may be signed and may pass 100 %
LEVELS = ["value", "baseline", "comparison", "before", "after"]


class IndicatorModel(pa.DataFrameModel):
    """One row a value; every check is named by its rule. Values are Decimal in the unit of the column ``unit``."""

    effort: Series[object] = field_of("indicator", "effort")
    effort_key: Series[object] = field_of("indicator", "effort_key")
    partnership: Series[object] = field_of("indicator", "partnership")
    area: Series[object] = field_of("indicator", "area")
    goal: Series[object] = field_of("indicator", "goal")
    topic: Series[object] = field_of("indicator", "topic")
    indicator: Series[object] = field_of("indicator", "indicator")
    breakdown: Series[object] = field_of("indicator", "breakdown")
    year: Series[pd.Int64Dtype] = field_of("indicator", "year")
    period_label: Series[object] = field_of("indicator", "period_label")
    measure: Series[object] = field_of("indicator", "measure")
    value: Series[object] = field_of("indicator", "value")
    unit: Series[object] = field_of("indicator", "unit")
    data_source: Series[object] = field_of("indicator", "data_source")

    @pa.check("value", name="indicator.unreadable", ignore_na=False)
    def has_value(cls, values: Series[object]) -> pd.Series:
        """A value stands there."""
        return values.notna()

    @pa.dataframe_check(name="indicator.out_of_range", ignore_na=False)
    def is_within_range(cls, rows: pd.DataFrame) -> pd.Series:
        """A share lies between 0 and 100 %, a count is not below 0."""
        level = rows["measure"].isin(LEVELS) & rows["value"].notna()
        low = rows["value"].map(lambda value: value is not None and value < 0).astype(bool)
        high = rows["value"].map(lambda value: value is not None and value > 100).astype(bool)
        percent, count = rows["unit"] == "percent", rows["unit"] == "count"
        return ~(level & ((percent & (low | high)) | (count & low)))
