"""Programme reports printed anew in other clothes: the same figures, and none under a label that is not its own."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import NoReturn

import pytest

from documents.reprinted import Clothes, reprinted
from extractors.model import Document
from extractors.pdf.read import read_pdf
from extractors.recognise import interpret
from schemas.check import check_report
from schemas.report import CheckedReport

ROOT = Path(__file__).parents[1]
REPORTS = (
    ROOT / "samples" / "inbox" / "afrapportering_2024.pdf",
    ROOT / ".." / "shared" / "reports" / "dirty" / "afrapportering_2020.pdf",
)
TOP = "vertical-align: top; padding: 2.5pt 5pt"
TIGHT = "vertical-align: top; padding: 1pt 5pt"
CENTRED = "text-align: center; vertical-align: middle; padding: 4pt 5pt"
# all but the topic: which heading stands right above a table is another on another paper
TOLD = (
    *("effort", "line", "department", "counterpart", "amount_dkk", "is_total"),
    *("area", "indicator", "breakdown", "year", "period_label", "measure", "value", "unit"),
)
# how many of the figures are at least read right and loaded
CLOTHES = {
    Clothes("zebra"): 0.98,
    Clothes("zebra", "254mm 143mm", "serif", TOP, wide=False): 0.9,
    Clothes("rows"): 0.98,
    Clothes("rows", "210mm 297mm", "serif", TOP): 0.95,
    Clothes("rows", "254mm 143mm", "sans", CENTRED, wide=False): 0.95,
    Clothes("bare"): 0.95,
    Clothes("bare", "297mm 210mm", "serif", TOP): 0.9,
    Clothes("bare", "297mm 167mm", "serif", TIGHT): 0.9,
    Clothes("grid", "210mm 297mm", "serif", TOP): 0.98,
}


@cache
def read(path: Path) -> tuple[Document, Counter[tuple]]:
    """A report as it was submitted, and its figures."""
    document = read_pdf(path.read_bytes())
    return document, figures(check_report(interpret(document), document), held=True)


def figures(checked: CheckedReport, held: bool = False) -> Counter[tuple]:
    """What the figures are called and say; those that are held only where they are asked for."""
    named = Counter(
        (f.view, *sorted((name, str(value)) for name, value in f.values.items() if value is not None and name in TOLD))
        for f in checked.figures
        if held or (f.state == "passed" and checked.state != "held")
    )
    return Counter({(view, *map(_loosely, values)): n for (view, *values), n in named.items()})


def _loosely(value: tuple[str, str]) -> tuple[str, str]:
    """Words that a narrow column breaks are joined as the file shows; letters alone are compared."""
    return value[0], "".join(c for c in value[1].casefold() if c.isalnum())


@pytest.mark.parametrize("clothes", CLOTHES, ids=lambda c: c.name)
@pytest.mark.parametrize("path", REPORTS, ids=lambda p: p.stem)
def test_no_figure_loads_under_another_label(
    path: Path, clothes: Clothes, tmp_path: Path, require: Callable[[str, str], NoReturn]
) -> None:
    if not path.exists():
        pytest.skip(f"the sample {path.name} is not here")
    if shutil.which("chromium") is None:
        require("browser", "no chromium")
    document, printed = read(path)
    again = read_pdf(reprinted(document, clothes, tmp_path))
    loaded = figures(check_report(interpret(again), again))
    assert loaded - printed == Counter()
    assert loaded.total() >= CLOTHES[clothes] * printed.total() - 6  # six are held in the sample of 2020 itself
