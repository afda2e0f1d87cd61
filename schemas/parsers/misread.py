"""The one failure of the parsers."""

from __future__ import annotations


class Misread(Exception):
    """A text that cannot be read as what it should be.

    ``reason`` is one of the names under ``reasons`` in ``rules.yaml``, which holds the sentence for the reader:
    ``missing`` (nothing stands there), ``words``, ``range``, ``several``, ``foreign_format``, ``date``, ...
    ``likely`` is what the writer probably meant, where that can be told.
    """

    def __init__(self, reason: str, likely: str | None = None) -> None:
        super().__init__(reason, likely)
        self.reason = reason
        self.likely = likely
