"""What the command line says, in Danish or English."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any


@cache
def words(language: str) -> dict[str, Any]:
    """The sentences of ``words.yaml`` in one language: ``da`` or ``en``."""
    import yaml

    return yaml.safe_load(Path(__file__).with_name("words.yaml").read_text(encoding="utf-8"))[language]
