"""What each rule is put to in a report, counted as the checks count it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from extractors.kinds.kind import load_kind
from schemas.checks.amounts import groups_of_like, stated_transfers
from schemas.checks.cofinancing import stated_cofinancing
from schemas.checks.counts import stated_counts
from schemas.checks.efforts import rows_of_efforts
from schemas.checks.indicators import stated_changes, stated_totals
from schemas.checks.restated import NOTHING_EARLIER, Earlier, compared
from schemas.counting import (
    ABSENT,
    Scope,
    Subject,
    all_figures,
    counted,
    each,
    figures,
    filled,
    of_kind,
    once,
    printed_rows,
    stated,
)
from schemas.draft import Draft
from schemas.labels import label_key
from schemas.models.indicator import LEVELS


def _registered(subject: Subject) -> Scope:
    if subject.raw.kind is not None and not load_kind(subject.raw.kind).registered_efforts:
        return Scope(0, 1, "not_registered")
    labels = {d.values["effort"] for d in subject.drafts}
    return counted(len({subject.register.key(label) for label in labels if label and label_key(label)}))


def _corrected(subject: Subject) -> Scope:
    return Scope(subject.corrections) if subject.corrections else Scope(0, 1, "not_corrected")


def restated_scope(drafts: Sequence[Draft], earlier: Earlier | None) -> Scope:
    """What indicator.restated is put to; ``earlier`` is None where nobody has looked for earlier reports yet."""
    count = sum(draft.view == "indicator" for draft in drafts)
    judged = sum(1 for _ in compared(drafts, earlier or NOTHING_EARLIER))
    why = "not_compared" if earlier is None else "not_earlier"
    return Scope(judged, count - judged, why) if count else Scope(0, 1, ABSENT)


def _has_text(draft: Draft, column: str) -> bool:
    """Whether something stands in a column that is, or would have to be, read: no blank, no dash, no error value."""
    failed = draft.failed.get(column)
    return draft.values[column] is not None or (failed is not None and failed.reason != "cell")


def _in_range(draft: Draft) -> bool:
    values = draft.values
    return values["value"] is not None and values["measure"] in LEVELS and values["unit"] in ("percent", "count")


SCOPES: dict[str, Callable[[Subject], Scope]] = {
    **dict.fromkeys(("report.unrecognised", "report.corrupt", "report.encrypted", "report.empty", "page.unread"), once),
    **dict.fromkeys(("report.too_large", "report.personal_data"), once),
    **dict.fromkeys(("report.period_missing", "report.table_missing"), of_kind),
    "report.count_mismatch": each(lambda s: stated_counts(s.raw, s.drafts)),
    **dict.fromkeys(("table.column_missing", "table.column_unexpected", "table.number_unread"), of_kind),
    "sheet.hidden": each(lambda s: {d.raw.place.sheet for d in s.drafts if d.raw.place.sheet}),
    "figure.error_cell": all_figures,
    "figure.label_doubtful": all_figures,
    "figure.ocr_unconfirmed": each(
        lambda s: [d for d in s.drafts if any(v.doubts is not None for v in d.raw.values.values())]
    ),
    "status.missing": filled("status", "status"),
    "status.unknown": figures("status", lambda d: _has_text(d, "status") and "goals_met" not in d.failed, "blank"),
    "status.goals_invalid": figures(
        "status", lambda d: d.values["goals_total"] is not None or "goals_met" in d.failed, "no_goals"
    ),
    "status.remark_missing": figures(
        "status", lambda d: d.values["status"] in ("partly_achieved", "not_achieved"), "not_needed"
    ),
    "effort.missing": each(
        lambda s: printed_rows(d for d in s.drafts if d.view != "indicator" and not d.values.get("is_total"))
    ),
    "effort.duplicate": each(lambda s: rows_of_efforts(s.drafts)),
    "effort.unknown": _registered,
    "department.unknown": each(lambda s: printed_rows(d for d in s.drafts if d.text_of("department"))),
    "budget.missing": filled("budget", "amount_dkk"),
    "budget.unreadable": figures("budget", lambda d: _has_text(d, "amount_dkk"), "blank"),
    "budget.negative": figures("budget", lambda d: d.amount is not None, "unread"),
    "budget.total_mismatch": stated("budget.total_mismatch"),
    "budget.financing_mismatch": stated("budget.financing_mismatch"),
    "budget.cofinancing_mismatch": each(lambda s: stated_cofinancing(s.raw, s.drafts)),
    "budget.scale_suspect": each(lambda s: groups_of_like(s.drafts)),
    "budget.transfer_unbalanced": each(lambda s: stated_transfers(s.drafts, s.register)),
    "indicator.unreadable": figures("indicator", lambda _: True, ABSENT),
    "indicator.out_of_range": figures("indicator", _in_range, "no_limits"),
    "indicator.total_mismatch": each(lambda s: stated_totals(s.drafts)),
    "indicator.change_mismatch": each(lambda s: stated_changes(s.drafts)),
    "indicator.restated": lambda s: restated_scope(s.drafts, s.earlier),
    **dict.fromkeys(("decision.conflict", "decision.fixed_upstream"), _corrected),
}
