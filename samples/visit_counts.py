"""Makes the two sample reports on visits: PYTHONPATH=.:tests .venv/bin/python samples/visit_counts.py"""

from __future__ import annotations

from pathlib import Path

from documents.essays import draw
from documents.styles import Style
from documents.visits import Visits

INBOX = Path(__file__).parent / "inbox"


def main() -> None:
    """Writes a report that ties as a PDF, and the next year's with one sum that does not as a workbook."""
    (INBOX / "besoeg_2024.pdf").write_bytes(draw(Visits(2024).blocks(), Style("rows", size=7, width=842, height=595)))
    wrong = Visits(2025, seed=2)
    book = wrong.workbook()
    total = book["Besøg"].cell(row=5 + len(wrong.places) + 1, column=2 + wrong.months.index("Marts"))
    total.value += 100
    book.save(INBOX / "besoeg_2025.xlsx")


if __name__ == "__main__":
    main()
