"""What a name means year by year: no year is lost, none is covered twice, and the others keep what they meant."""

from __future__ import annotations

import itertools

from hypothesis import given
from hypothesis import strategies as st

from warehouse.meanings import LAST, NO_YEAR, Meaning, decided, meaning_in, overlaid, same_meaning, within
from warehouse.tables.effort import ALWAYS

FIRST, OTHER, THIRD = Meaning(*ALWAYS, 1), Meaning(2020, 2022, 2, "Bo"), Meaning(2022, LAST, 3, "Bo")


@st.composite
def parts(draw: st.DrawFn) -> list[Meaning]:
    """Meanings for some years, not overlapping."""
    edges = sorted(draw(st.sets(st.integers(NO_YEAR, LAST), max_size=8)))
    bounds = [(a, b - 1) for a, b in itertools.pairwise(edges)]
    kept = [years for years in bounds if draw(st.booleans())]
    return [Meaning(*years, draw(st.integers(1, 3)), draw(st.sampled_from([None, "Bo"]))) for years in kept]


def covered(meanings: list[Meaning]) -> bool:
    """Whether the meanings follow each other without a gap from the first year to the last."""
    lasts = [NO_YEAR - 1, *(m.last for m in meanings)]
    return [m.first for m in meanings] == [last + 1 for last in lasts[:-1]] and lasts[-1] == LAST


@given(st.lists(parts(), max_size=5), st.sampled_from([NO_YEAR, 0, 1900, 2022, 2023, LAST]))
def test_whatever_is_laid_on_top_every_year_is_covered_once(layers: list[list[Meaning]], year: int) -> None:
    meanings = [FIRST]
    for layer in layers:
        below, meanings = meanings, overlaid(meanings, layer)
        assert covered(meanings)
        for sought in {year, *(m.first for m in layer), *(m.last for m in layer)}:
            now, top = meaning_in(meanings, sought), meaning_in(layer, sought) or meaning_in(below, sought)
            assert now is not None and top is not None
            assert (now.effort_id, now.decided_by) == (top.effort_id, top.decided_by)


def test_a_meaning_for_some_years_leaves_the_others_alone() -> None:
    meanings = overlaid(overlaid([FIRST], [OTHER]), [THIRD])
    assert [(m.first, m.last, m.effort_id) for m in meanings] == [(NO_YEAR, 2019, 1), (2020, 2021, 2), (2022, LAST, 3)]
    assert meaning_in(meanings, None) == meanings[0]
    assert within(meanings, (2019, 2020)) == [Meaning(2019, 2019, 1), Meaning(2020, 2020, 2, "Bo")]


def test_neighbours_that_mean_the_same_become_one() -> None:
    assert overlaid(overlaid([FIRST], [OTHER]), within([FIRST], (2020, 2022))) == [FIRST]


def test_what_somebody_has_said_before_stays_theirs() -> None:
    after = decided(overlaid([FIRST], [OTHER]), "Ida", "ses tit")
    assert [m.decided_by for m in after] == ["Ida", "Bo", "Ida"]
    assert same_meaning(after, decided(after, "Per", None))
    assert not same_meaning([FIRST], decided([FIRST], "Ida", None))
