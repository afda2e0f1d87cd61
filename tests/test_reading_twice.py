"""Numbers whose sum does not tie are read by a second reader, and the finding says what it found."""

from __future__ import annotations

import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import pytest

from documents import hostile
from documents.paper import Paper
from extractors.messages import ReadRequest
from extractors.pdf.read import read_pdf
from extractors.place import Place
from extractors.reading import Reader, read_again
from extractors.second_reading import read_boxes
from extractors.unreadable import Unreadable
from program import ROOT, environment
from raw_samples import budget, checked
from schemas.examine import examine
from schemas.report import CheckedReport
from schemas.second_reading import doubtful_places, same_numbers, tell_readings

XS, SIZE = (60, 220, 340, 460), 10
ROWS = (
    ("Budgetpost", "2021", "2022", "I alt"),
    ("Løn", "12.000", "13.500", "25.500"),
    ("Lokaler", "4.250", "4.250", "8.500"),
    ("I alt", "16.250", "17.750", "34.000"),
)
PAGES = {
    "upright": Paper(),
    "turned": Paper(842, 595, turn=90),
    "cropped": Paper(700, 900, crop=(30, 20, 660, 870)),
    "upside down": Paper(turn=180),
    "turned and cropped": Paper(900, 700, turn=270, crop=(30, 20, 690, 870)),
}


def plan(total: str = "34.000", paper: Paper | None = None) -> bytes:
    """A safety plan with one activity, whose grand total is as given."""
    paper = paper or Paper()
    paper.text(60, 80, "Tryghedsplan for Partnerskabet Åparken 2021-2022", 16, bold=True)
    paper.text(60, 120, "Aktivitet 1: Nattevandring", 12, bold=True)
    paper.text(60, 150, "Økonomi", 11, bold=True)
    paper.grid((55, 210, 330, 450, 540), (160, 180, 200, 220, 240))
    for n, row in enumerate(ROWS):
        shown = (*row[:3], total) if n == 3 else row
        paper.row(XS, 174 + 20 * n, shown, bold=n == 0, size=SIZE)
    return paper.data()


def examined(data: bytes, folder: Path) -> CheckedReport:
    path = folder / "plan.pdf"
    path.write_bytes(data)
    return examine(path).checked


def mismatches(result: CheckedReport) -> list[str]:
    return [f.message for f in result.findings if f.rule == "budget.total_mismatch"]


def test_a_wrong_sum_that_is_read_the_same_twice_is_the_senders(tmp_path: Path) -> None:
    result = examined(plan("35.000"), tmp_path)
    assert result.kind == "safety_plan"
    told = [f for f in result.findings if f.rule == "budget.total_mismatch"]
    assert told
    for found in told:
        assert found.message.endswith("Filen er læst på to måder med samme resultat: fejlen står i selve rapporten.")
        assert found.message_en.endswith(
            "It was read in two ways with the same result: the mistake is in the report itself."
        )
        assert (found.severity, found.rule_version) == ("error", 1)


def test_a_sum_that_ties_costs_no_second_reading(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[object] = []
    monkeypatch.setattr("schemas.second_look.read_again", lambda *args: asked.append(args) or [])
    result = examined(plan(), tmp_path)
    assert (result.passed != [], mismatches(result), asked) == (True, [], [])
    examined(plan("35.000"), tmp_path)
    assert len(asked) == 1


def test_where_the_second_reader_fails_the_first_reading_stands(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(path: Path, places: list[Place]) -> list[str]:
        raise Unreadable("report.too_large", "more memory than allowed")

    monkeypatch.setattr("schemas.second_look.read_again", fails)
    told = mismatches(examined(plan("35.000"), tmp_path))
    assert told
    assert not any("læst på to måder" in message for message in told)


@pytest.mark.parametrize("name", PAGES)
def test_both_readers_mean_the_same_place(name: str) -> None:
    paper = PAGES[name]
    for n, row in enumerate(ROWS):
        paper.row(XS, 174 + 20 * n, row)
    data = paper.grid((55, 210, 330, 450, 540), (160, 180, 200, 220, 240)).data()
    cells = [c for table in read_pdf(data).tables for c in table.cells]
    assert len(cells) == 16
    assert read_boxes(data, [c.place for c in cells]) == [c.text for c in cells]


def test_a_note_mark_is_no_digit_of_the_number() -> None:
    data = Paper().text(60, 100, "1.200").text(87, 96, "3", size=6).text(60, 130, "5 6").data()
    box, line, blank = Place(1, 50, 80, 150, 110), Place(1, 50, 118, 150, 140), Place(1, 300, 80, 400, 110)
    assert read_boxes(data, [blank, box, line]) == ["", "1.200", "5 6"]


def test_every_place_is_read_on_its_own_page() -> None:
    data = Paper().text(60, 100, "11").page().text(60, 100, "22").page().text(60, 100, "33").data()
    assert read_boxes(data, [Place(n, 50, 80, 150, 110) for n in (3, 1)]) == ["33", "11"]


def test_the_second_reader_is_asked_in_the_reader_process(tmp_path: Path) -> None:
    path = tmp_path / "plan.pdf"
    path.write_bytes(plan())
    assert read_again(path, [Place(1, 215, 182, 325, 198)]) == ["12.000"]
    path.write_bytes(b"%PDF-1.4 noget andet %%EOF")
    with pytest.raises(Unreadable):
        read_again(path, [Place(1, 0, 0, 100, 100)])


def test_the_second_reader_has_the_limits_of_the_first(tmp_path: Path) -> None:
    path = tmp_path / "ring.pdf"
    path.write_bytes(hostile.page_with("BT /F 9 Tf " + "(123456789) Tj " * 60_000 + "ET"))
    reader = Reader()
    try:
        with pytest.raises(Unreadable) as caught:
            reader.ask(ReadRequest(str(path), False, (Place(1, 0, 0, 200, 200),), cpu_seconds=1, wall_seconds=60))
        assert caught.value.rule == "report.too_large"
    finally:
        reader.close()


def test_the_second_reader_is_loaded_where_it_is_wanted_only(tmp_path: Path) -> None:
    code = "import sys, extractors.reader_process, schemas.examine; print('pdfplumber' in sys.modules)"
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, env=environment(tmp_path), cwd=ROOT, capture_output=True, text=True, timeout=60)
    assert done.stdout == "False\n", done.stderr


def untied() -> tuple[CheckedReport, dict[Place, str]]:
    """A report whose sum does not tie, and what a second reading finds, which is the same."""
    figures = [
        budget("A", text, row, page=row, line=line, year="2021", is_total=line == "I alt")
        for row, (line, text) in enumerate((("L1", "10 kr."), ("L2", "20 kr."), ("I alt", "90 kr.")), 1)
    ]
    result = checked(*figures)
    return result, {f.place: f.raw_text for f in result.figures}


def test_readings_that_differ_are_both_told() -> None:
    result, again = untied()
    keys = [f.key for f in result.findings]
    assert sorted(p.page or 0 for p in doubtful_places(result)) == [1, 2, 3]
    again[result.figures[2].place] = "30 kr."
    tell_readings(result, again)
    [message] = mismatches(result)
    assert message.endswith(
        "Læst på to måder er filen ikke ens: »90 kr.« og »30 kr.«. Se efter i filen, hvad der står."
    )
    assert [f.key for f in result.findings] == keys
    assert result.figures[2].values["amount_dkk"] == Decimal(90)


def test_a_place_that_the_second_reader_leaves_blank_proves_nothing() -> None:
    result, again = untied()
    [before] = mismatches(result)
    again[result.figures[0].place] = ""
    tell_readings(result, again)
    assert mismatches(result) == [before]


def test_findings_of_other_rules_are_left_alone() -> None:
    result = checked(budget("A", "se bilag"))
    assert doubtful_places(result) == []
    tell_readings(result, {f.place: "5" for f in result.figures})
    assert not any("to gange" in f.message for f in result.findings)


def test_a_personal_number_of_the_second_reading_is_not_told() -> None:
    result, again = untied()
    again[result.figures[0].place] = "10 kr. 010203-4321"
    tell_readings(result, again)
    assert "4321" not in "".join(f.message + f.message_en for f in result.findings)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("1 200 kr.", "1200 kr", True),
        ("72 % (UP) 64 % (AB)", "72% (UP)\n64% (AB)", True),
        ("12,5", "12.5", False),
        ("205", "285", False),
        ("205", "", False),
    ],
)
def test_numbers_are_compared_and_not_the_words_around_them(one: str, other: str, same: bool) -> None:
    assert same_numbers(one, other) is same
