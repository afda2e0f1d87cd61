"""The clothes that a report can wear."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Style:
    """How a table is drawn. ``lines``: ``grid``, ``rows`` (horizontal only), ``zebra`` (shading) or ``bare``.

    ``height`` is that of the page in points, ``repeat`` whether the header stands again on every page.
    """

    lines: str = "grid"
    font: str = "sans"
    size: float = 9.0
    height: float = 842.0
    width: float = 595.0
    repeat: bool = True

    @property
    def name(self) -> str:
        """The style in a word for the test's name."""
        turned = "-wide" if self.width > self.height else ""
        return f"{self.lines}-{self.font}{self.size:g}-{self.height:g}{turned}{'' if self.repeat else '-once'}"
