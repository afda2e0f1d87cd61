"""In what unit and at which year's prices amounts are stated."""

from __future__ import annotations

import pytest

from extractors.kinds.kind import load_kind
from extractors.kinds.metadata import describe
from extractors.model import Document, Line
from extractors.place import Place
from extractors.raw import RawReport
from raw_samples import budget, checked, value


def read(*lines: str) -> str | None:
    """The price level that a report of these lines states."""
    report = RawReport("budget_sheet")
    parts = [Line(text, Place(page=1)) for text in lines]
    describe(report, Document(container="pdf", parts=list(parts)), load_kind("budget_sheet"))
    return report.price_level.text if report.price_level else None


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("Alle beløb er i 1.000 kr., 2024 p/l", "2024"),
        ("(2023-priser)", "2023"),
        ("Beløb i prisniveau 2025", "2025"),
        ("p/l 2021", "2021"),
        ("2022 pris- og lønniveau", "2022"),
        ("Der var 2024 pladser", None),
        ("Budget 2024", None),
    ],
)
def test_a_stated_price_level_is_read(text: str, year: str | None) -> None:
    assert read("Budget for indsatsen", text) == year


def test_two_price_levels_in_one_report_are_none() -> None:
    assert read("Beløb i 2023-priser", "Sidste år i 2022-priser") is None
    assert read("Beløb i 2023-priser", "Tabel 2, 2023 p/l") == "2023"


@pytest.mark.parametrize(
    ("shown", "scale", "unit", "kroner"),
    [
        ("450.000 kr.", 1, "kr.", 450_000),
        ("450 t.kr.", 1, "t.kr.", 450_000),
        ("450", 1000, "t.kr.", 450_000),
        ("1,2 mio. kr.", 1, "mio. kr.", 1_200_000),
        ("450 kr.", 1000, "kr.", 450),
    ],
)
def test_the_unit_of_the_report_is_kept_beside_the_kroner(shown: str, scale: int, unit: str, kroner: int) -> None:
    (figure,) = checked(budget("A", shown, scale=scale), price_level=value("2024")).figures
    assert (figure.values["reported_unit"], figure.values["amount_dkk"]) == (unit, kroner)
    assert figure.values["price_level"] == 2024
