"""Which efforts are the same effort, whatever a report calls them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property

from rapidfuzz import fuzz, process

from schemas.labels import label_key, tidy
from schemas.vocabulary import vocabulary

NO_YEAR = -1  # what stands for a year that is not known
SUGGEST_FROM = 80  # per cent of likeness from which a registered effort is worth suggesting


@dataclass(frozen=True, slots=True)
class Span:
    """What a name means from ``first`` to ``last`` year: an effort's key and own name."""

    label: str
    first: int
    last: int
    key: str
    name: str


class Register:
    """Names of efforts and what they mean. ``names`` has the effort's key and own name by each name that it has.

    ``spans`` are names that are known in some years only; they count in the register ``in_year``.
    """

    def __init__(self, names: Mapping[str, tuple[str, str]], spans: Sequence[Span] = ()) -> None:
        self._names = names
        self._spans = spans

    def in_year(self, year: int | None) -> Register:
        """The register for a report about a year, or about none that is known."""
        if not self._spans:
            return self
        sought = NO_YEAR if year is None else year
        then = {s.label: (s.key, s.name) for s in self._spans if s.first <= sought <= s.last}
        return Register({**self._names, **then})

    def key(self, label: str | None) -> str | None:
        """The identity of an effort across reports and years; None for no label.

        The register's key where the label is one of its names, else the label's own letters and digits
        (so `NY START` and `Ny Start` share one even before anybody registers them). Never empty.
        """
        shown = tidy(label)
        if shown is None:
            return None
        own = label_key(shown)
        return self._keys.get(own) or own or shown

    def knows(self, label: str) -> bool:
        """Whether the register knows an effort by this label."""
        return label_key(label) in self._keys

    def suggestions(self, label: str, most: int = 3) -> list[tuple[str, int]]:
        """Names of efforts that are nearly the label, best first, with their likeness in per cent."""
        own_names = list(dict.fromkeys(name for _key, name in self._names.values()))
        found = process.extract(
            label,
            own_names,
            scorer=fuzz.token_sort_ratio,
            processor=str.casefold,
            limit=most,
            score_cutoff=SUGGEST_FROM,
        )
        return [(name, round(score)) for name, score, _ in found]

    def same(self, one: str | None, other: str | None) -> bool:
        """Whether two labels of one report name the same effort.

        Beside equal keys this takes the definite for the indefinite form (`…pulje`, `…puljen`): one label is
        the beginning of the other and at most three letters shorter.
        """
        first, second = self.key(one), self.key(other)
        if first is None or second is None:
            return False
        shorter, longer = sorted((label_key(one), label_key(other)), key=len)
        return first == second or (len(shorter) >= 6 and longer.startswith(shorter) and len(longer) - len(shorter) <= 3)

    @cached_property
    def _keys(self) -> dict[str, str]:
        return {label_key(name): key for name, (key, _own) in self._names.items()}


def program_names() -> Iterable[tuple[str, str, str]]:
    """The names that the program comes with: name, key of its effort, and the effort's own name."""
    for entry in vocabulary("efforts")["efforts"]:
        for name in (entry["name"], *entry.get("aliases", ())):
            yield name, entry["key"], entry["name"]


@cache
def program_register() -> Register:
    """The register of a program without a warehouse."""
    return Register({name: (key, own) for name, key, own in program_names()})
