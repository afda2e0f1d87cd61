"""What a sender is told of one place in the report."""

from __future__ import annotations

from dataclasses import dataclass

from extractors.place import Place

Plain = tuple[int, Place, str, str, str | None, str | None]


@dataclass(frozen=True, slots=True)
class Note:
    """An open finding as its sender reads it: number, place, what is wrong, what to do, what was found and expected."""

    number: int
    place: Place
    message: str
    how_to_fix: str = ""
    found: str | None = None
    expected: str | None = None

    @property
    def plain(self) -> Plain:
        """The note as plain values, for another process; ``Note(*plain)`` makes it again."""
        return self.number, self.place, self.message, self.how_to_fix, self.found, self.expected

    @property
    def told(self) -> str:
        """What is wrong and what to do, under its number."""
        return "\n".join(filter(None, [f"{self.number}. {self.message}", self.how_to_fix]))
