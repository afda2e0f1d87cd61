"""What is wrong with a report as a whole: its kind, its period, its tables, personal numbers in it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extractors.place import Place
from extractors.raw import Drift, RawReport
from extractors.unreadable import Unreadable
from schemas.draft import Problem
from schemas.masking import Leak
from schemas.parsers.period import Period
from schemas.rulebook import limit, reason
from schemas.wording import quoted

# for one and for several
_HIDDEN = {
    "sheet": (("arket »{}«", "the sheet »{}«"),) * 2,
    "rows": (("rækken {}", "row {}"), ("rækkerne {}", "rows {}")),
    "columns": (("kolonnen {}", "column {}"), ("kolonnerne {}", "columns {}")),
}
# a column, and a table by its heading
_WANTED = (
    ("Der skal være en kolonne »{}«.", "There must be a column »{}«."),
    ("Der skal være en tabel med »{}« i overskriften.", "There must be a table with »{}« in its heading."),
)


def check_whole(raw: RawReport, period: Period | None) -> Iterator[Problem]:
    """Everything that a report breaks as a whole, in the order in which it should be mended."""
    if raw.kind is None:
        yield Problem("report.unrecognised", [], Place())
    elif period is None and not any(drift.rule == "report.period_missing" for drift in raw.drifts):
        yield _period_missing(raw)
    drifts = [drift for drift in raw.drifts if not (raw.kind is None and drift.rule == "report.unrecognised")]
    yield from map(_drift, drifts)
    if raw.kind is not None and not raw.figures and not raw.drifts:
        yield _drift(Drift("report.table_missing", Place()))


def personal_data(leaks: Sequence[Leak]) -> Iterator[Problem]:
    """report.personal_data, once a report: how many numbers, and where the first of them stands."""
    if not leaks:
        return
    many = len(leaks) > 1
    facts = {
        "count": f"{len(leaks)} CPR-numre" if many else "et CPR-nummer",
        "count_en": f"{len(leaks)} personal numbers (CPR)" if many else "a personal number (CPR)",
    }
    yield Problem("report.personal_data", [], leaks[0].place, leaks[0].masked, facts=facts)


def unreadable(problem: Unreadable) -> Problem:
    """The problem of a file that could not be opened; the technical note stays in the log."""
    wanted, why = problem.expected, problem.reason or "empty"
    facts = {"limit": limit(wanted, "da"), "limit_en": limit(wanted, "en")}
    facts |= {"nothing": reason(why, "da"), "nothing_en": reason(why, "en")}
    facts |= {"remedy": reason(f"{why}_remedy", "da"), "remedy_en": reason(f"{why}_remedy", "en")}
    return Problem(problem.rule, [], Place(), expected=wanted, facts=facts)


def _period_missing(raw: RawReport) -> Problem:
    text = raw.period.text if raw.period is not None else None
    place = raw.period.place if raw.period is not None and raw.period.place is not None else Place()
    return Problem("report.period_missing", [], place, text, facts=_says(text))


def _says(text: str | None) -> dict[str, str]:
    if not text:
        return {"says": "", "says_en": ""}
    return {"says": f"Der står »{quoted(text)}«.", "says_en": f"It says »{quoted(text)}«."}


def _drift(drift: Drift) -> Problem:
    if drift.rule == "sheet.hidden":
        return _hidden(drift)
    if drift.rule in ("table.column_unexpected", "table.number_unread"):
        return _unread(drift)
    wanted = drift.expected
    facts = {
        "wanted": _WANTED[drift.rule == "report.table_missing"][0].format(wanted) if wanted else "",
        "wanted_en": _WANTED[drift.rule == "report.table_missing"][1].format(wanted) if wanted else "",
        **_says(drift.found),
    }
    return Problem(drift.rule, [], drift.place, drift.found, wanted, facts=facts)


def _unread(drift: Drift) -> Problem:
    """``found`` is a column's header, or a number; ``expected`` the column's place among the others, or how many."""
    found, number = drift.found, drift.expected or "1"
    others = int(number) - 1 if number.isdigit() else 0
    facts = {
        "column": f"kolonnen »{quoted(found)}«, som ikke kendes"
        if found
        else f"en kolonne uden overskrift (nr. {number})",
        "column_en": f"the column »{quoted(found)}«, which is not known"
        if found
        else f"a column without a header (no. {number})",
        "more": f", og heller ikke {others} andre tal dér" if others else "",
        "more_en": f", nor were {others} other numbers there" if others else "",
    }
    return Problem(drift.rule, [], drift.place, found or f"kolonne {number}", facts=facts)


def _hidden(drift: Drift) -> Problem:
    """``found`` is what is hidden and its name (`columns: G`), ``expected`` how many filled cells it holds."""
    what, _, name = (drift.found or "").partition(": ")
    several = not name.isalnum()
    danish, english = (text.format(name) for text in _HIDDEN[what][several]) if name else (what, what)
    many = drift.expected or ""
    cells = f" med {many} udfyldt{'' if many == '1' else 'e'} felt{'' if many == '1' else 'er'}" if many else ""
    filled = f" with {many} filled cell{'' if many == '1' else 's'}" if many else ""
    facts = {"hidden": danish + cells, "hidden_en": english + filled}
    return Problem(drift.rule, [], drift.place, drift.found, facts=facts)
