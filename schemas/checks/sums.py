"""Stated sums against the amounts that they sum up, and financing against expense."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from schemas.checks.exactness import StatedSum, added_up, typed_whole
from schemas.checks.printed import TOTALS, Column, Row, Section, tables
from schemas.draft import Draft, Problem
from schemas.wording import kroner

_SOURCES = {
    "LBF": ("LBF", "LBF"),
    "housing": ("boligorganisationen", "the housing organisation"),
    "housing_cash": ("boligorganisationen (kontant)", "the housing organisation (cash)"),
    "housing_in_kind": ("boligorganisationen (timer og lokaler)", "the housing organisation (in kind)"),
    "municipality": ("kommunen", "the municipality"),
    "municipality_cash": ("kommunen (kontant)", "the municipality (cash)"),
    "municipality_in_kind": ("kommunen (timer og lokaler)", "the municipality (in kind)"),
    "other_local": ("anden lokal medfinansiering", "other local financing"),
}


def check_sums(drafts: Sequence[Draft]) -> Iterator[Problem]:
    """budget.total_mismatch: a section's sums, a line's total over its years, and the grand totals of a table."""
    yield from _judged("budget.total_mismatch", drafts)


def check_financing(drafts: Sequence[Draft]) -> Iterator[Problem]:
    """budget.financing_mismatch: the sources of a line against its total, one problem a line.

    A line without any source is judged only in a table whose other lines mostly have one.
    """
    yield from _judged("budget.financing_mismatch", drafts)


def stated_sums(drafts: Sequence[Draft]) -> Iterator[tuple[str, StatedSum, bool]]:
    """Every sum that the report states: the rule that judges it, the sum, and whether it must tie to the last krone."""
    found = [(_sums_of(sections), _financing_of(sections)) for sections in tables(drafts)]
    whole = typed_whole([[*sums, *financing] for sums, financing in found])
    for (sums, financing), exactly in zip(found, whole, strict=True):
        yield from (("budget.total_mismatch", stated, exactly) for stated in sums)
        yield from (("budget.financing_mismatch", stated, exactly) for stated in financing)


def sums_that_tie(drafts: Sequence[Draft], least: int) -> Iterator[Draft]:
    """The stated sums that agree exactly with at least so many amounts other than zero, and these amounts."""
    for sections in tables(drafts):
        for stated in (*_sums_of(sections), *_financing_of(sections)):
            for parts in stated.ways:
                known = [part for part in parts if part.amount]
                if len(known) >= least and stated.total.amount == added_up(known):
                    yield from (stated.total, *known)


def _judged(rule: str, drafts: Sequence[Draft]) -> Iterator[Problem]:
    for judged_by, stated, exactly in stated_sums(drafts):
        if judged_by == rule and not stated.ties(exactly):
            yield _mismatch(rule, stated.total, stated.told)


def _sums_of(sections: list[Section]) -> list[StatedSum]:
    named = [section for section in sections if section.effort is not None]
    found: list[StatedSum] = []
    for section in named or sections:
        found += [*_line_totals(section), *_breakdowns(section), *_section_sums(section)]
    for section in sections if named else ():
        if section.effort is None:
            found += _grand_totals(section, named)
    return found


def _financing_of(sections: list[Section]) -> list[StatedSum]:
    lines = [line for section in sections if section.effort is not None for line in section.lines]
    financed = [line for line in lines if _sources(line)]
    found: list[StatedSum] = []
    for line in lines if len(financed) * 2 > len(lines) else financed:
        total = [amount for amount in line.at(TOTALS) if amount.values["is_total"]]
        sources = _sources(line)
        if len(total) == 1 and (sources or total[0].amount):
            found.append(StatedSum(total[0], [sources], sources))
    return found


def _sources(line: Row) -> list[Draft]:
    return [amount for amount in line.amounts if amount.values["source"] is not None]


def _line_totals(section: Section) -> Iterator[StatedSum]:
    for line in section.lines:
        years = [a for a in line.amounts if a.values["year"] is not None and a.values["source"] is None]
        for total in line.at(TOTALS):
            if total.values["is_total"] and years:
                yield StatedSum(total, [years], years)


def _breakdowns(section: Section) -> Iterator[StatedSum]:
    """An amount and, in the same cell, what it is made of: `16.886.000 / Overførsler: 16.236.000 / Drift: 650.000`."""
    for row in section.lines:
        for headline in (a for a in row.amounts if a.values["line"] is None):
            parts = [
                a
                for a in row.amounts
                if a.raw.place == headline.raw.place
                and a.values["line"]
                and a.values["year"] == headline.values["year"]
            ]
            if len(parts) > 1:
                yield StatedSum(headline, [parts], parts)


def _section_sums(section: Section) -> Iterator[StatedSum]:
    for row, total, column in _stated(section):
        everything = section.parts(column)
        if not section.lines or not (everything or _has_column(section, column)):
            continue
        since = section.parts(column, after=_row_before(section, row, column), before=row.number)
        yield StatedSum(total, [everything, since], everything if _is_only(section, column) else since)


def _grand_totals(totals: Section, sections: Sequence[Section]) -> Iterator[StatedSum]:
    for row, total, column in _stated(totals):
        everything = [amount for section in sections for amount in section.worth(column)]
        # a section's wrong sum is told once, there: the grand total may still be right over the lines
        lines = [amount for section in sections for amount in section.parts(column)]
        previous = _row_before(totals, row, column)
        since = [amount for amount in everything if previous < amount.raw.row < row.number]
        if everything:
            yield StatedSum(total, [everything, lines, since], everything if _is_only(totals, column) else since)


def _stated(section: Section) -> Iterator[tuple[Row, Draft, Column]]:
    for row in section.sums:
        for total in row.amounts:
            yield row, total, (total.values["year"], total.values["source"])


def _row_before(section: Section, row: Row, column: Column) -> int:
    """The number of the row that states the sum before this one in the same column; -1 where this is the first."""
    return max((other.number for other in section.sums if other.number < row.number and other.at(column)), default=-1)


def _is_only(section: Section, column: Column) -> bool:
    return sum(bool(row.at(column)) for row in section.sums) == 1


def _has_column(section: Section, column: Column) -> bool:
    """Whether the lines go into columns of this sort (years, or sources) at all, so that a blank one means 0."""
    _, source = column
    amounts = [amount for line in section.lines for amount in line.amounts]
    if source is not None:
        return any(a.values["source"] is not None for a in amounts)
    return any(a.values["year"] is not None for a in amounts)


def _mismatch(rule: str, total: Draft, parts: Sequence[Draft]) -> Problem:
    stated, made = total.amount or Decimal(0), added_up(parts)
    label, label_en = _column_label(total)
    make, make_en = _making(len(parts))
    facts = {
        "parts": make,
        "parts_en": make_en,
        "difference": kroner(abs(stated - made)),
        "column_label": label,
        "column_label_en": label_en,
    }
    return Problem(rule, [total, *parts], total.raw.place, kroner(stated), kroner(made), "amount_dkk", facts)


def _making(count: int) -> tuple[str, str]:
    if count == 0:
        return "de tomme felter giver", "the empty fields make"
    return (
        ("beløbet giver", "the amount makes")
        if count == 1
        else (f"de {count} beløb giver", f"the {count} amounts make")
    )


def _column_label(total: Draft) -> tuple[str, str]:
    year, source = total.values["year"], total.values["source"]
    if year is not None:
        return f" i {year}", f" in {year}"
    if source is not None:
        danish, english = _SOURCES.get(source, (source, source))
        return f" fra {danish}", f" from {english}"
    return "", ""
