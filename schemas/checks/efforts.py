"""Efforts: the same one twice in a table, and those that nobody has registered."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Sequence

from extractors.kinds.kind import load_kind
from schemas.draft import Draft, Problem
from schemas.efforts import Register
from schemas.labels import label_key
from schemas.wording import places


def check_duplicates(drafts: Sequence[Draft]) -> Iterator[Problem]:
    """effort.duplicate: one effort in several rows of a table; it holds those rows' statuses and amounts.

    A table without statuses, such as an overview, is judged by the efforts' headline amounts.
    """
    for by_row in rows_of_efforts(drafts):
        if len(by_row) > 1:
            yield _duplicate(by_row, drafts)


def rows_of_efforts(drafts: Sequence[Draft]) -> Iterable[dict[tuple[int, int], list[Draft]]]:
    """For each effort of each table the printed rows that it heads."""
    rows: dict[Hashable, dict[tuple[int, int], list[Draft]]] = defaultdict(lambda: defaultdict(list))
    with_status = {draft.raw.table for draft in drafts if draft.view == "status"}
    for draft in drafts:
        heads = draft.view == "status" or (draft.raw.table not in with_status and _is_headline(draft))
        if heads and label_key(draft.values["effort"]):
            name = (draft.raw.table, label_key(draft.values["partnership"]), label_key(draft.values["effort"]))
            rows[name][draft.printed_row].append(draft)
    return rows.values()


def _is_headline(draft: Draft) -> bool:
    """Whether an amount is what an effort has as a whole, and no cost line, source, sum or remark of it."""
    values = draft.values
    if draft.view != "budget" or values["measure"] != "budget" or values["is_total"]:
        return False
    return all(values[name] is None for name in ("line", "line_type", "source"))


def _duplicate(by_row: dict[tuple[int, int], list[Draft]], drafts: Sequence[Draft]) -> Problem:
    heads = [head for row in by_row.values() for head in row]
    held = [draft for draft in drafts if draft.printed_row in by_row and draft not in heads]
    where = [head.place_of("effort") for head in heads]
    facts = {
        "times": str(len(by_row)),
        "places": places(where, "da"),
        "places_en": places(where, "en"),
    }
    label = heads[0].values["effort"]
    return Problem("effort.duplicate", [*heads, *held], where[1], label, None, "effort", facts)


def check_registered(drafts: Sequence[Draft], kind: str | None, register: Register) -> Iterator[Problem]:
    """effort.unknown: each effort that the register does not know, once a report, with what it may be called there."""
    if kind is not None and not load_kind(kind).registered_efforts:
        return
    seen: set[str] = set()
    for draft in drafts:
        label = draft.values["effort"]
        key = register.key(label)
        if label is None or key is None or key in seen or not label_key(label):
            continue
        seen.add(key)
        if not register.knows(label):
            yield _unknown(draft, label, register)


def _unknown(draft: Draft, label: str, register: Register) -> Problem:
    likely = register.suggestions(label)
    facts = {
        "suggestions": "Der er ikke noget navn, som ligner.",
        "suggestions_en": "There is no name like it.",
    }
    if likely:
        named = ", ".join(f"»{name}« ({score} %)" for name, score in likely)
        facts = {"suggestions": f"Det ligner {named}.", "suggestions_en": f"It is like {named}."}
    best = likely[0][0] if likely else None
    return Problem("effort.unknown", [draft], draft.place_of("effort"), label, best, "effort", facts)
