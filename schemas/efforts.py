"""Which efforts are the same effort, whatever a report calls them."""

from __future__ import annotations

from functools import cache

from rapidfuzz import fuzz, process

from schemas.labels import label_key, tidy
from schemas.vocabulary import vocabulary

SUGGEST_FROM = 80  # per cent of likeness from which a registered effort is worth suggesting


def effort_key(label: str | None) -> str | None:
    """The identity of an effort across reports and years; None for no label.

    The register's key where the label is one of its names, else the label's own letters and digits
    (so `NY START` and `Ny Start` share one even before anybody registers them). Never empty.
    """
    shown = tidy(label)
    if shown is None:
        return None
    own = label_key(shown)
    return _register().get(own) or own or shown


def is_registered(label: str) -> bool:
    """Whether the register knows an effort by this label."""
    return label_key(label) in _register()


def suggestions(label: str, most: int = 3) -> list[tuple[str, int]]:
    """Registered names that are nearly the label, best first, with their likeness in per cent."""
    found = process.extract(
        label, _names(), scorer=fuzz.token_sort_ratio, processor=str.casefold, limit=most, score_cutoff=SUGGEST_FROM
    )
    return [(name, round(score)) for name, score, _ in found]


def same_effort(one: str | None, other: str | None) -> bool:
    """Whether two labels of one report name the same effort.

    Beside equal keys this takes the definite for the indefinite form (`…pulje`, `…puljen`): one label is
    the beginning of the other and at most three letters shorter.
    """
    first, second = effort_key(one), effort_key(other)
    if first is None or second is None:
        return False
    shorter, longer = sorted((label_key(one), label_key(other)), key=len)
    return first == second or (len(shorter) >= 6 and longer.startswith(shorter) and len(longer) - len(shorter) <= 3)


@cache
def _register() -> dict[str, str]:
    entries = vocabulary("efforts")["efforts"]
    return {label_key(name): entry["key"] for entry in entries for name in (entry["name"], *entry.get("aliases", ()))}


@cache
def _names() -> tuple[str, ...]:
    return tuple(entry["name"] for entry in vocabulary("efforts")["efforts"])
