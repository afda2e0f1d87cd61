"""From problems to findings: the rule's sentences filled in, in both languages."""

from __future__ import annotations

from schemas.columns import column
from schemas.draft import Draft, Problem
from schemas.report import Finding
from schemas.rulebook import Rule, loaded, rule
from schemas.wording import quoted

LANGUAGES = ("da", "en")


def finding(problem: Problem, severity: str) -> Finding:
    """The finding of a problem; its key: the rule, the first figure (or what was found), the column, against what.

    ``severity`` is what the rule is graded with where the problem was found.
    """
    judged, first = rule(problem.rule), problem.drafts[0] if problem.drafts else None
    danish, english = (
        _facts(problem, first, language) | {"loaded": loaded(severity, language)} for language in LANGUAGES
    )
    report_wide = judged.figure == "report"
    return Finding(
        rule=judged.id,
        rule_version=judged.version,
        severity=severity,
        figure="report" if report_wide else _figure(judged, first),
        key=_key(problem, first),
        message=_sentence(judged.message["da"], danish),
        how_to_fix=_sentence(judged.fix["da"], danish),
        message_en=_sentence(judged.message["en"], english),
        how_to_fix_en=_sentence(judged.fix["en"], english),
        place=problem.place,
        effort=first.values["effort"] if first else None,
        field=problem.column,
        value=problem.found,
        expected=problem.expected,
        figure_keys=[draft.key for draft in problem.drafts],
    )


def _figure(judged: Rule, first: Draft | None) -> str:
    return first.view if first is not None else judged.figure


def _key(problem: Problem, first: Draft | None) -> str:
    named = [problem.rule, first.key if first else problem.found or "", problem.column or ""]
    return "|".join([*named, *([problem.against] if problem.against else [])])


def _sentence(template: str, facts: dict[str, str]) -> str:
    return " ".join(template.format_map(facts).split())


def _facts(problem: Problem, first: Draft | None, language: str) -> dict[str, str]:
    """The fields of a sentence. Facts with the ending ``_en`` are the English of those without it."""
    words = {"found": quoted(problem.found), "expected": problem.expected or "", **problem.facts}
    about, named = _about(first), _column(problem, first, language)
    where = problem.place.in_words() if language == "da" else problem.place.in_english()
    return {**words, "where": where, "about": about, "about_en": about, "Column": named, "Column_en": named}


def _about(draft: Draft | None) -> str:
    if draft is None:
        return ""
    effort, line = draft.values["effort"], draft.values.get("line") or draft.values.get("indicator")
    # the two small words are the same in both languages
    named = " under ".join(f"»{quoted(label)}«" for label in (line, effort) if label)
    # where the row is a place or the column a month, the label alone does not tell which figure it is
    nearer = ", ".join(quoted(label) for name in ("area", "period_label") if (label := draft.values.get(name)))
    return f" for {named}{f' ({nearer})' if nearer else ''}" if named else ""


def _column(problem: Problem, first: Draft | None, language: str) -> str:
    if first is None or not problem.column:
        return "Feltet" if language == "da" else "The field"
    described = column(first.view, problem.column)
    named = described.da if language == "da" else described.en
    return named[:1].upper() + named[1:]
