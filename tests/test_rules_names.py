"""A row that names no effort is held and told; it is often the second half of a row that was broken in two."""

from __future__ import annotations

from typing import Any

import pytest

from raw_samples import budget, checked, findings, only, status
from schemas.report import CheckedReport


def states(result: CheckedReport) -> list[tuple[str | None, str]]:
    return [(f.values["effort"], f.state) for f in result.figures]


def test_a_status_without_an_effort_is_held_with_its_amount() -> None:
    result = checked(status("A"), budget("A"), status(None, "Opnået", row=2), budget(None, "5.000 kr.", 2))
    told = only(result, "effort.missing")
    assert states(result) == [("A", "passed"), ("A", "passed"), (None, "held"), (None, "held")]
    assert told.message == "»Opnået« står i en række uden indsats. Måske er det resten af rækken ovenfor (side 1)."
    assert (told.severity, told.field, told.value, result.state) == ("error", "effort", "Opnået", "partial")
    assert len(told.figure_keys) == 2


def test_the_rest_of_a_broken_row_is_told_once() -> None:
    rest = status(None, "", row=2, remark="som derfor blev aflyst.")
    result = checked(status("A"), budget("A"), rest, budget(None, "", 2))
    assert findings(result) == ["effort.missing"]
    assert only(result, "effort.missing").value == "som derfor blev aflyst."
    assert findings(checked(status("A", ""), budget("A", ""))) == ["status.missing", "budget.missing"]


def test_what_cannot_be_read_in_such_a_row_is_told_too() -> None:
    assert findings(checked(status(None, "måske"))) == ["effort.missing", "status.unknown"]


def test_rows_are_told_one_by_one() -> None:
    result = checked(status(None), status(None, "Ikke opnået", row=2, remark="Regn."))
    assert findings(result) == ["effort.missing"] * 2
    assert len({f.key for f in result.findings}) == 2


@pytest.mark.parametrize("named", [{"line": "Løn"}, {"line_type": "Drift"}, {"source": "LBF"}, {"is_total": True}])
def test_an_amount_may_be_known_by_something_else(named: dict[str, Any]) -> None:
    assert findings(checked(budget(None, "5.000 kr.", **named))) == []
    assert findings(checked(budget(None, "5.000 kr."))) == ["effort.missing"]
