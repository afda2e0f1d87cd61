"""Values and rows: what could not be read, and what pandera's models say about the rest."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from schemas.draft import Draft, Problem
from schemas.models.budget import BudgetModel
from schemas.models.frame import Failure, failures, frame
from schemas.models.indicator import IndicatorModel
from schemas.models.status import StatusModel
from schemas.parsers.misread import Misread
from schemas.parsers.status_word import department_codes, status_words
from schemas.rulebook import reason
from schemas.stored_texts import expected_in
from schemas.vocabulary import vocabulary
from schemas.wording import any_of

_MODELS = {"status": StatusModel, "budget": BudgetModel, "indicator": IndicatorModel}
_UNREADABLE = {"status": "status.unknown", "budget": "budget.unreadable", "indicator": "indicator.unreadable"}


def check_rows(drafts: Sequence[Draft]) -> Iterator[Problem]:
    """Every problem that a figure has by itself, in reading order."""
    found = {id(draft): list(_unread(draft)) for draft in drafts}
    for view, model in _MODELS.items():
        rows = [draft for draft in drafts if draft.view == view]
        if not rows:
            continue
        for failure in failures(model, frame(view, rows)):
            draft = rows[failure.index]
            # what could not be read is not judged again
            if failure.column not in draft.failed and not (failure.column == "goals_met" and "status" in draft.failed):
                found[id(draft)].append(_broken(draft, failure))
    yield from _one_a_row([problem for draft in drafts for problem in found[id(draft)]])


def _one_a_row(problems: Sequence[Problem]) -> list[Problem]:
    """A department stands once in a printed row, however many figures of that row carry it."""
    kept: list[Problem] = []
    departments: dict[tuple[int, int], Problem] = {}
    for problem in problems:
        row = problem.drafts[0].printed_row
        if problem.rule == "department.unknown" and row in departments:
            departments[row].drafts = [*departments[row].drafts, *problem.drafts]
            continue
        if problem.rule == "department.unknown":
            departments[row] = problem
        kept.append(problem)
    return kept


def _unread(draft: Draft) -> Iterator[Problem]:
    for name, problem in draft.failed.items():
        if problem.reason == "cell":
            yield _error_cell(draft, name)
        elif name == "department":
            yield _problem(draft, "department.unknown", name, **_one_of(department_codes()))
        elif name == "goals_met":
            yield _with_reason(draft, "status.goals_invalid", name, problem, shown="status")
        elif name == "status" and "goals_met" not in draft.failed:
            yield _problem(draft, "status.unknown", name, **_one_of(status_words()))
        elif name not in ("status", "period_year"):
            yield _with_reason(draft, _UNREADABLE[draft.view], name, problem)


def _broken(draft: Draft, failure: Failure) -> Problem:
    name = failure.column or ""
    if failure.rule == "status.missing":
        return _problem(draft, failure.rule, name, **_one_of(status_words()))
    if failure.rule == "status.remark_missing":
        shown = draft.text_of("status") or vocabulary("status")["words"][draft.values["status"]][0]
        return Problem(failure.rule, [draft], draft.place_of("status"), shown, None, name, {"found": shown})
    if failure.rule == "indicator.unreadable":
        return _with_reason(draft, failure.rule, name, Misread("missing"))
    if failure.rule == "indicator.out_of_range":
        return _problem(draft, failure.rule, name, **_range_allowed(draft))
    return _problem(draft, failure.rule, name)


def _range_allowed(draft: Draft) -> dict[str, str]:
    if draft.values["unit"] == "percent":
        return _allowed("en andel ligger mellem 0 og 100 %")
    return _allowed("et antal er 0 eller mere")


def _problem(draft: Draft, name: str, column_name: str, **facts: str) -> Problem:
    found = draft.text_of("status" if column_name == "goals_met" else column_name)
    return Problem(name, [draft], draft.place_of(column_name), found, facts.get("allowed"), column_name, facts)


def _one_of(options: Sequence[str]) -> dict[str, str]:
    return _allowed(any_of(options))


def _allowed(text: str) -> dict[str, str]:
    return {"allowed": text, "allowed_en": expected_in("en", text)}


def _with_reason(draft: Draft, name: str, column_name: str, why: Misread, shown: str | None = None) -> Problem:
    example = _example(draft, column_name)
    facts = {
        "reason": reason(why.reason, "da", why.likely),
        "reason_en": reason(why.reason, "en", why.likely),
        "example": example,
        "example_en": expected_in("en", example),
    }
    at = shown or column_name
    return Problem(name, [draft], draft.place_of(at), draft.text_of(at), why.likely or example, column_name, facts)


def _example(draft: Draft, column_name: str) -> str:
    if column_name == "year":
        return "et årstal, fx 2023."
    if column_name == "goals_met":
        return "nåede mål og mål i alt, fx 2/3."
    if draft.view == "budget":
        return "et beløb i kroner, fx 150.000 kr."
    return "en andel, fx 30,2 %." if draft.values.get("unit") == "percent" else "et tal, fx 42."


def _error_cell(draft: Draft, name: str) -> Problem:
    value = draft.raw.values[name]
    formula = value.problem == "formula"
    facts = {
        "problem": "Cellen har en formel, men regnearket har ikke gemt dens resultat"
        if formula
        else f"Der står fejlen »{value.problem}«",
        "problem_en": "The cell has a formula, but the workbook has not stored its result"
        if formula
        else f"It holds the error »{value.problem}«",
    }
    known = name if name in draft.values else None
    return Problem("figure.error_cell", [draft], draft.place_of(name), value.problem, None, known, facts)
