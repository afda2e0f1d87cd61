"""What a row of the status view must satisfy by itself."""

import pandas as pd
import pandera.pandas as pa
from pandera.typing import Series

from schemas.models.fields import field_of


class StatusModel(pa.DataFrameModel):
    """One row an effort in a report; every check is named by its rule."""

    period_year: Series[pd.Int64Dtype] = field_of("status", "period_year")
    partnership: Series[object] = field_of("status", "partnership")
    effort: Series[object] = field_of("status", "effort")
    effort_key: Series[object] = field_of("status", "effort_key")
    category: Series[object] = field_of("status", "category")
    department: Series[object] = field_of("status", "department")
    status: Series[object] = field_of("status", "status")
    goals_met: Series[pd.Int64Dtype] = field_of("status", "goals_met")
    goals_total: Series[pd.Int64Dtype] = field_of("status", "goals_total")
    remark: Series[object] = field_of("status", "remark")
    context: Series[object] = field_of("status", "context")

    @pa.check("status", name="status.missing", ignore_na=False)
    def has_status(cls, status: Series[object]) -> pd.Series:
        """A status stands there."""
        return status.notna()

    @pa.dataframe_check(name="status.goals_invalid", ignore_na=False)
    def goals_can_be(cls, rows: pd.DataFrame) -> pd.Series:
        """No more goals met than set, and at least one set, where goals are reported."""
        reported = rows["goals_total"].notna()
        met, total = rows["goals_met"].fillna(0), rows["goals_total"].fillna(1)
        return ~reported | ((met >= 0) & (met <= total) & (total >= 1))

    @pa.dataframe_check(name="status.remark_missing", ignore_na=False)
    def says_why_not(cls, rows: pd.DataFrame) -> pd.Series:
        """Where goals were not all met, a remark says why."""
        return ~rows["status"].isin(["partly_achieved", "not_achieved"]) | rows["remark"].notna()
