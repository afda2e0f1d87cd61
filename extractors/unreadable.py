"""The one exception for a file that cannot or may not be read."""

from __future__ import annotations


class Unreadable(Exception):
    """A file that cannot or may not be read; ``rule`` is the contract's rule that it breaks.

    ``rule`` is one of ``report.corrupt``, ``report.encrypted``, ``report.empty``, ``report.too_large``.
    ``detail`` is a short technical note for the log, ``expected`` what would have been fine. ``reason`` names a
    sentence of the rule book that is said instead of the rule's usual one: ``scanned`` for pages that are pictures.
    """

    def __init__(self, rule: str, detail: str = "", expected: str | None = None, reason: str | None = None) -> None:
        super().__init__(rule, detail, expected, reason)
        self.rule = rule
        self.detail = detail
        self.expected = expected
        self.reason = reason
