"""Two versions figure by figure, and their totals: on figures made by hand."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from extractors.place import Place
from schemas.report import Figure
from warehouse.compare import Comparison, compare
from warehouse.totals import moves
from warehouse_samples import budget, indicator, status


def counted(found: Comparison) -> dict[str, int]:
    kinds = {kind: found.count(kind) for kind in ("added", "removed", "changed")}
    return kinds | {"same": found.same, "moved": found.moved, "rewritten": found.rewritten}


def counts(**some: int) -> dict[str, int]:
    return dict.fromkeys(("added", "removed", "changed", "same", "moved", "rewritten"), 0) | some


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ([], [], counts()),
        ([status()], [status()], counts(same=1)),
        ([status()], [], counts(removed=1)),
        ([], [status()], counts(added=1)),
        ([status("k")], [indicator("1", "k")], counts(added=1, removed=1)),
        ([budget("1")], [budget("1", place=Place(page=9))], counts(same=1, moved=1)),
        ([budget("1")], [replace(budget("1"), raw_text="1,00")], counts(same=1, rewritten=1)),
        ([indicator("30.2")], [replace(indicator("30.20"), raw_text="30.2")], counts(same=1)),
        ([budget("1")], [budget("2", place=Place(page=9))], counts(changed=1)),
        ([budget("1")], [budget("1", state="held")], counts(changed=1)),
        ([budget("1"), budget("2", "c")], [budget("2", "c"), budget("1")], counts(same=2)),
    ],
)
def test_what_becomes_of_a_figure(old: list[Figure], new: list[Figure], expected: dict[str, int]) -> None:
    assert counted(compare(old, new)) == expected


def test_a_change_tells_each_column_and_both_texts() -> None:
    (change,) = compare([budget("100")], [replace(budget("90.5", state="held", note="rettet"), corrected=True)]).changes
    assert change.columns == {
        "amount_dkk": (Decimal(100), Decimal("90.5")),
        "note": (None, "rettet"),
        "state": ("passed", "held"),
        "corrected": (False, True),
    }
    assert change.old and change.new
    assert (change.old.raw_text, change.new.raw_text) == ("100 kr.", "90.5 kr.")


def test_the_order_is_that_of_the_old_version_then_what_is_new() -> None:
    old = [budget("1", "a"), budget("2", "b"), budget("3", "c")]
    new = [budget("9", "new"), budget("5", "c"), budget("6", "a")]
    assert [(c.kind, c.figure.key) for c in compare(old, new).changes] == [
        ("changed", "a"),
        ("removed", "b"),
        ("changed", "c"),
        ("added", "new"),
    ]


def moved(old: list[Figure], new: list[Figure]) -> list[tuple]:
    return [(m.of, *m.about.values(), m.old, m.new, m.by) for m in moves(old, new)]


def test_amounts_are_added_up_by_effort_year_measure_and_part() -> None:
    old = [budget("100", "a"), budget("60", "l1", line="Løn"), budget("40", "l2", line="Drift")]
    new = [budget("110", "a"), budget("70", "l1", line="Løn"), budget("40", "l2", line="Drift")]
    assert moved(old, new) == [
        ("budget", "Ny Start", "nystart", 2022, "budget", "effort", 100, 110, 10),
        ("budget", "Ny Start", "nystart", 2022, "budget", "line", 100, 110, 10),
    ]
    paid = [budget("5", "s", source="LBF", year=None)]
    assert moved([], paid) == [("budget", "Ny Start", "nystart", None, "budget", "source", None, 5, 5)]


def test_names_of_one_effort_are_one_sum() -> None:
    assert moved([budget("100")], [budget("60", "a"), budget("40", "c", effort="NY START")]) == []


def test_sums_are_exact() -> None:
    old = [budget("0.10", "a"), budget("0.20", "c")]
    new = [budget("0.30", "a"), budget("99999999999999.99", "c")]
    assert moved(old, new)[0][-3:] == (Decimal("0.30"), Decimal("100000000000000.29"), Decimal("99999999999999.99"))


@pytest.mark.parametrize(
    "unseen",
    [
        [budget("5", is_total=True)],
        [budget("5", state="held")],
        [budget(None, state="held")],
        [status(state="rejected")],
        [indicator("1", state="held")],
        [budget("0")],
    ],
)
def test_what_stands_in_no_view_or_is_a_sum_moves_nothing(unseen: list[Figure]) -> None:
    assert moved([], unseen) == moved(unseen, []) == []


def test_statuses_and_indicators_are_counted() -> None:
    old = [status("a"), status("b"), indicator("1")]
    new = [status("a"), status("b", status="not_achieved"), indicator("5"), indicator("2", "j")]
    assert moved(old, new) == [
        ("status", "achieved", 2, 1, -1),
        ("status", "not_achieved", None, 1, 1),
        ("indicator", 1, 2, 1),
    ]
