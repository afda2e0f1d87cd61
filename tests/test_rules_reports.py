"""What a report breaks as a whole, and what that holds."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from datetime import date

import pytest

from conftest import ROOT
from extractors.place import Place
from extractors.raw import Drift, RawValue, StatedCount
from extractors.unreadable import Unreadable
from raw_samples import at, budget, checked, findings, only, status, value
from schemas.check import check_unreadable
from schemas.rulebook import limit


def test_a_good_report():
    result = checked(
        status("Sangkoret"),
        title=value("Afrapportering  2023"),
        published_on=value("01-12-2023"),
        case_number=value("2023 - 19282"),
        about=["Folehaven", "Amager", "Tingbjerg-Husum"],
    )
    assert result.identity == "status_note|amager+folehaven+tingbjerghusum|2023"
    assert (result.title, result.case_number) == ("Afrapportering 2023", "2023 - 19282")
    assert (result.published_on, result.period_year, result.period_end_year) == (date(2023, 12, 1), 2023, None)
    assert (result.state, result.kind, result.kind_version) == ("loaded", "status_note", 1)


def test_the_identity_does_not_depend_on_order_or_spelling():
    one = checked(status("A"), about=["Amager", "Tingbjerg-Husum"], period="2022-2025").identity
    assert one == checked(status("A"), about=["Tingbjerg Husum", "AMAGER"], period="2022–25").identity
    assert one == "status_note|amager+tingbjerghusum|2022-2025"
    assert checked(status("A"), kind=None).identity is None
    assert checked(status("A"), period=None).identity is None


def test_unrecognised():
    result = checked(kind=None, period=None)
    assert findings(result) == ["report.unrecognised"]
    assert (result.state, result.kind) == ("held", None)


@pytest.mark.parametrize("text", [None, "1. januar 218 til 31. december 221", "uden år"])
def test_period_missing_holds_everything(text):
    result = checked(status("A"), budget("A"), period=text)
    told = only(result, "report.period_missing")
    assert (result.state, result.passed, told.figure) == ("held", [], "report")
    assert text is None or f"Der står »{text}«." in told.message
    assert "fx 2023 eller 2022-2025" in told.message


@pytest.mark.parametrize(
    ("rule", "wanted"),
    [
        ("report.table_missing", "Der skal være en tabel med »Status på målsætninger« i overskriften."),
        ("table.column_missing", "Der skal være en kolonne »Status på målsætninger«."),
    ],
)
def test_what_must_be_there_and_is_not_holds_everything(rule, wanted):
    drift = Drift(rule, at(2), found="Aktivitet, Bemærkning", expected="Status på målsætninger")
    result = checked(status("A"), drifts=[drift])
    told = only(result, rule)
    assert (result.state, len(result.held)) == ("held", 1)
    assert wanted in told.message
    assert "side 2" in told.message
    assert "page 2" in told.message_en


@pytest.mark.parametrize("rule", ["table.column_unexpected", "sheet.hidden"])
def test_what_is_odd_warns(rule):
    result = checked(status("A"), drifts=[Drift(rule, Place(sheet="Skjult"), found="Tjekket af")])
    assert (only(result, rule).severity, result.state) == ("warning", "loaded")
    assert "Tjekket af" in only(result, rule).message
    assert "ark Skjult" in only(result, rule).message


def test_what_is_hidden_is_named():
    place = Place(sheet="Ark1", cell="G1")
    drifts = [Drift("sheet.hidden", place, found, n) for found, n in (("rows: 3-5", "1"), ("sheet: Lister", "7"))]
    messages = [f.message for f in checked(status("A"), drifts=drifts).findings if f.rule == "sheet.hidden"]
    assert "rækkerne 3-5 med 1 udfyldt felt (" in messages[0]
    assert "arket »Lister« med 7 udfyldte felter (" in messages[1]
    told = only(checked(status("A"), drifts=[Drift("sheet.hidden", place, "columns: G", "25")]), "sheet.hidden")
    assert "som ikke er læst: kolonnen G med 25 udfyldte felter (ark Ark1, celle G1)" in told.message
    assert "column G with 25 filled cells (sheet" in told.message_en


def test_two_columns_that_nobody_knows_are_two_findings():
    drifts = [Drift("table.column_unexpected", at(), found=name) for name in ("X", "Y", "X")]
    keys = [f.key for f in checked(status("A"), drifts=drifts).findings if f.rule != "effort.unknown"]
    assert len(set(keys)) == 3


def test_count_mismatch_warns():
    counts = [StatedCount(25, 24, "I alt 25 indsatser", at()), StatedCount(24, 24, "24 indsatser", at())]
    result = checked(status("A"), counts=counts)
    told = only(result, "report.count_mismatch")
    assert "der er 25 indsatser, men tabellen har 24" in told.message
    assert "»I alt 25 indsatser«" in told.message
    paragraph = StatedCount(25, 24, "Bilag. Der er 25 indsatser. De er delt op.", at())
    told = only(checked(status("A"), counts=[paragraph]), "report.count_mismatch")
    assert "Der står »Der er 25 indsatser.« (side 1)" in told.message
    assert result.state == "loaded"


def test_a_report_without_any_figure_never_loads_silently():
    result = checked()
    assert (findings(result), result.state) == (["report.table_missing"], "held")


@pytest.mark.parametrize("rule", ["report.corrupt", "report.encrypted", "report.empty", "report.too_large"])
def test_files_that_cannot_be_read(rule):
    result = check_unreadable(Unreadable(rule, "xref table is broken", "højst 5000 sider"))
    told = only(result, rule)
    assert (result.state, result.kind, result.identity, result.figures) == ("held", None, None, [])
    assert ("Den må højst have 5.000 sider." in told.message) == (rule == "report.too_large")
    assert ("It may have 5,000 pages at most." in told.message_en) == (rule == "report.too_large")
    assert "xref" not in told.message + told.message_en


def limits_of_the_readers() -> Iterator[str]:
    """What the code of the readers says that a file may be at most, with # for numbers."""
    for path in (ROOT / "extractors").rglob("*.py"):
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(call, ast.Call) and ast.unparse(call.func) == "Unreadable" and len(call.args) > 2:
                rule, _detail, wanted = map(ast.unparse, call.args)
                if rule in ("'report.too_large'", "TOO_LARGE"):
                    yield re.sub(r"{[^}]*}", "#", ast.literal_eval(wanted.removeprefix("f")))


def test_every_limit_of_the_readers_is_told_in_both_languages() -> None:
    named = set(limits_of_the_readers())
    assert len(named) > 10
    for wanted in named:
        danish, english = (limit(wanted.replace("#", "1000"), language) for language in ("da", "en"))
        assert danish.endswith(".")
        assert english.endswith(".")
        assert ("1.000" in danish, "1,000" in english) == ("#" in wanted, "#" in wanted)
    assert limit(None, "da") == ""


def test_an_error_holds_its_own_figures_and_a_warning_none():
    result = checked(status("A", "Ikke opnået"), status("B", "", row=2), budget("B", row=2), budget("A", "-1"))
    assert result.state == "partial"
    assert [(f.view, f.values["effort"]) for f in result.held] == [("status", "B"), ("budget", "A")]
    assert checked(status("B", "")).state == "held"


def test_a_doubtful_period_without_figures_leaves_the_report_its_own_finding() -> None:
    period = RawValue("2023", at(), doubts=["2023"])
    assert [f.rule for f in checked(period=period).findings] == ["report.table_missing"]
