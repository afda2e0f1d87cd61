"""``afrapport certify``: the arithmetic of one file, in words and for programs."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path

import pytest
from rich.console import Console

from extractors.place import Place
from flows.show.certificate import certificate
from program import ROOT, afrapport
from schemas.certificate import Tie

INBOX = ROOT / "samples" / "inbox"


def test_what_does_not_tie_is_shown_with_its_place(tmp_path: Path) -> None:
    done = afrapport(tmp_path, "certify", INBOX / "budgetark_bispeparken.xlsx")
    assert done.returncode == 0, done.stderr
    assert "161 af 163 regnestykker stemmer." in done.stdout
    assert "ark Budget, celle H24" in done.stdout
    assert "-15.000 kr." in done.stdout
    assert "Medfinansiering og balance" in done.stdout


def test_in_english(tmp_path: Path) -> None:
    done = afrapport(tmp_path, "certify", INBOX / "tryghedsplan_solbakken_2020.pdf", AFRAPPORT_LANGUAGE="en")
    assert "29 of 30 calculations tie." in done.stdout
    assert "page 5" in done.stdout
    assert "stemmer" not in done.stdout


def test_json_is_a_list_of_every_statement(tmp_path: Path) -> None:
    told = json.loads(afrapport(tmp_path, "certify", INBOX / "tryghedsplan_solbakken_2020.pdf", "--json").stdout)
    assert len(told) == 30
    (wrong,) = (tie for tie in told if not tie["ties"])
    facts = {name: wrong[name] for name in ("rule", "unit", "stated", "made", "difference", "tolerance", "parts")}
    assert facts == {
        "rule": "budget.total_mismatch",
        "unit": "DKK",
        "stated": 57173,
        "made": 48173,
        "difference": 9000,
        "tolerance": 0,
        "parts": 2,
    }
    assert wrong["page"] == 5


def test_a_report_without_sums(tmp_path: Path) -> None:
    done = afrapport(tmp_path, "certify", INBOX / "bilag_1_2019.pdf")
    assert (done.returncode, "ingen summer" in done.stdout) == (0, True)
    assert json.loads(afrapport(tmp_path, "certify", INBOX / "bilag_1_2019.pdf", "--json").stdout) == []


def test_a_file_that_cannot_be_read_is_not_completed(tmp_path: Path) -> None:
    (tmp_path / "tom.pdf").write_bytes(b"")
    done = afrapport(tmp_path, "certify", "tom.pdf", "--json")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("Filen kan ikke læses")


def test_no_file_is_wrong_usage(tmp_path: Path) -> None:
    done = afrapport(tmp_path, "certify", "findes_ikke.pdf")
    assert (done.returncode, done.stdout) == (2, "")


@pytest.mark.parametrize("columns", [80, 120])
def test_numbers_stay_whole_beside_long_labels(columns: int) -> None:
    about = "Andel af udgifter til lokaler og drift · 3. Fællesskab og tryghed i hele boligområdet · 2024"
    stated, made, tolerance = Decimal(123_456_789), Decimal(123_456_000), Decimal(500)
    tie = Tie("budget.total_mismatch", about, Place(12), "DKK", stated, made, 9, tolerance, False)
    console = Console(width=columns)
    with console.capture() as shown:
        console.print(certificate("ark.pdf", "budget_sheet", [tie], "da"))
    text = shown.get()
    for part in ("side 12", "123.456.789 kr.", "123.456.000 kr.", "789 kr.", "± 500 kr."):
        assert part in text
    assert max(map(len, text.splitlines())) <= columns
