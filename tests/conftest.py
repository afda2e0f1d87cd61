"""What every test can use."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

import pytest

from schemas.examine import examine

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="session")
def require() -> Callable[[str, str], NoReturn]:
    """``require("postgres", "no server is installed")``: skips the test with that reason.

    Where AFRAPPORT_REQUIRE names the thing (``postgres,browser,ocr,weasyprint,odbc``) the test fails, as when a change
    is taken.
    """

    def missing(thing: str, reason: str) -> NoReturn:
        if thing in os.environ.get("AFRAPPORT_REQUIRE", "").split(","):
            pytest.fail(f"{thing} is required here: {reason}")
        pytest.skip(f"{thing}: {reason}")

    return missing


@pytest.fixture(scope="session")
def samples() -> list[Path]:
    """Two sample reports that hold figures, the smallest ones."""
    files = (p for p in (ROOT / "samples" / "inbox").iterdir() if p.is_file())
    good = (p for p in sorted(files, key=lambda p: (p.stat().st_size, p.name)) if examine(p).checked.passed)
    return [next(good), next(good)]
