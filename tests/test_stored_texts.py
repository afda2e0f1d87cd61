"""What is stored in one language is said in both."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from schemas.stored_texts import expected_in, found_in

ROOT = Path(__file__).parents[1]


def wanted_of_files() -> Iterator[str]:
    """What the readers say that a file should be: the third word of each ``Unreadable``."""
    for file in sorted((ROOT / "extractors").rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func) == "Unreadable" and len(node.args) > 2:
                yield _filled(node.args[2])


def _filled(said: ast.expr) -> str:
    if isinstance(said, ast.JoinedStr):
        return "".join("7" if isinstance(it, ast.FormattedValue) else ast.literal_eval(it) for it in said.values)
    return ast.literal_eval(said)


def test_all_that_is_expected_of_a_file_has_its_english() -> None:
    wanted = set(wanted_of_files())
    assert len(wanted) > 12
    assert [text for text in wanted if expected_in("en", text) == text] == []


@pytest.mark.parametrize(
    ("danish", "english"),
    [
        ("et årstal, fx 2023.", "a year, such as 2023."),
        ("en andel, fx 30,2 %.", "a share, such as 30,2 %."),
        ("nåede mål og mål i alt, fx 2/3.", "goals met and goals set, such as 2/3."),
        ("»KFF«, »SOF« eller »ØKF«", "»KFF«, »SOF« or »ØKF«"),
        ("højst 50 MB", "50 MB at most"),
        ("946.000 kr.", "946.000 kr."),
        ("Budgetark", "Budgetark"),
    ],
)
def test_what_was_expected(danish: str, english: str) -> None:
    assert (expected_in("da", danish), expected_in("en", danish)) == (danish, english)


def test_what_was_found_hidden() -> None:
    told = [found_in("da", "sheet.hidden", text) for text in ("sheet: Lister", "columns: G", "rows: 3-5", "very: odd")]
    assert told == ["ark: Lister", "kolonner: G", "rækker: 3-5", "very: odd"]
    assert found_in("da", "effort.unknown", "sheet: Lister") == "sheet: Lister"  # a name that looks like it
    assert found_in("en", "sheet.hidden", "columns: G") == "columns: G"
