"""Joining, parting, vouching and undoing: what names mean then, in which years, and what was believed before."""

from __future__ import annotations

import itertools
import time
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, text

from register_samples import keys, put, uncovered
from schemas.efforts import program_names, program_register
from warehouse import audit
from warehouse.migrate import upgrade
from warehouse.refused import Refused
from warehouse.register import confirm, join, register_of, split, suggest, undo
from warehouse_samples import rows

pytest_plugins = ["databases"]

BRIGADE = "hovedstadensberedskabsungdomsbrandkorps"


def why(refused: pytest.ExceptionInfo[Refused]) -> str:
    return refused.value.why


def history(engine: Engine) -> list[tuple]:
    return [tuple(row.values()) for row in rows(engine, "effort_alias", "alias_id")]


def standing(engine: Engine) -> set[tuple]:
    """What all names mean now, who has said so and why."""
    clocks = ("alias_id", "recorded_from", "recorded_to")
    now = (r for r in rows(engine, "effort_alias") if r["recorded_to"] is None)
    return {tuple(value for name, value in r.items() if name not in clocks) for r in now}


def confirmed(engine: Engine, key: str) -> bool:
    return {row["effort_key"]: bool(row["confirmed"]) for row in rows(engine, "dim_effort")}[key]


def test_spellings_with_the_same_letters_are_one_effort_from_the_start(engine: Engine) -> None:
    put(engine, 2021, "NY START", "Ungdomsbrandkorpset", "Cykel-værkstedet")
    put(engine, 2022, "Ny Start", "Hovedstadens Beredskabs Ungdomsbrandkorps", "Cykelværkstedet")
    found = keys(engine)
    assert found["NY START", 2021] == found["Ny Start", 2022] == "nystart"
    assert found["Ungdomsbrandkorpset", 2021] == found["Hovedstadens Beredskabs Ungdomsbrandkorps", 2022] == BRIGADE
    assert found["Cykel-værkstedet", 2021] == found["Cykelværkstedet", 2022] == "cykelværkstedet"
    assert [s.labels for s in suggest(engine)] == [("Cykel-værkstedet", "Cykelværkstedet")]


def test_the_story_of_a_name(engine: Engine) -> None:
    put(engine, 2021, "Sjakkets Hus", "Sjakket")
    joined = join(engine, "SJAKKETS HUS", "Sjakket", "Ida", "flyttede i 2020")
    assert keys(engine) == {("Sjakkets Hus", 2021): "sjakket", ("Sjakket", 2021): "sjakket"}
    put(engine, 2022, "Sjakkets hus")
    assert keys(engine)["Sjakkets hus", 2022] == "sjakket"
    split(engine, "Sjakkets Hus", "Bo", "er et sted, ikke en indsats")
    assert keys(engine)["Sjakkets Hus", 2021] == keys(engine)["Sjakkets hus", 2022] == "sjakketshus"
    assert not register_of(engine).knows("Sjakkets Hus")
    vouched = confirm(engine, "Sjakkets hus", "Bo")
    assert register_of(engine).knows("sjakketshus") and confirmed(engine, "sjakketshus")
    undo(engine, vouched.number, "Bo")
    assert not confirmed(engine, "sjakketshus")
    with pytest.raises(Refused) as refused:
        undo(engine, joined.number, "Ida")
    assert why(refused) == "changed_since"
    assert uncovered(engine) == []
    actions = [(r["actor"], r["action"]) for r in rows(engine, "audit", "entry_id")]
    assert actions == [("Ida", "effort.join"), ("Bo", "effort.split"), ("Bo", "effort.confirm"), ("Bo", "effort.undo")]
    assert audit.verify(engine).broken is None


def test_undo_restores_exactly_and_an_undo_can_be_undone(engine: Engine) -> None:
    put(engine, 2021, "Hus A", "Hus B")
    meant = standing(engine)
    first = join(engine, "Hus A", "Sjakket", "Ida", "et")
    second = join(engine, "Hus A", "Nexus", "Bo", "to")
    back = undo(engine, second.number, "Bo")
    assert keys(engine)["Hus A", 2021] == "sjakket"
    again = undo(engine, back.number, "Bo")
    assert keys(engine)["Hus A", 2021] == "nexus"
    with pytest.raises(Refused, match="undone_already"):
        undo(engine, back.number, "Bo")
    undo(engine, again.number, "Bo")
    undo(engine, first.number, "Ida")
    assert standing(engine) == meant


def test_history_only_grows(engine: Engine) -> None:
    put(engine, 2021, "Hus A")
    before = history(engine)
    undo(engine, join(engine, "Hus A", "Sjakket", "Ida").number, "Ida")
    after = history(engine)
    closed = [new for old, new in zip(before, after, strict=False) if old != new]
    assert len(after) == len(before) + 2
    assert len(closed) == 1


def test_a_join_for_some_years_leaves_the_others_alone(engine: Engine) -> None:
    for year in (2019, 2020, 2022, 2023):
        put(engine, year, "Huset")
    join(engine, "Huset", "Sjakket", "Ida", years=(2020, 2022))
    expected = {2019: "huset", 2020: "sjakket", 2022: "sjakket", 2023: "huset"}
    assert keys(engine) == {("Huset", year): key for year, key in expected.items()}
    register = register_of(engine)
    known = [register.in_year(year).knows("Huset") for year in (None, 2019, 2020, 2022, 2023)]
    assert known == [False, False, True, True, False]
    assert register.in_year(2021).key("HUSET") == "sjakket"
    join(engine, "Huset", "Nexus", "Ida", years=(2022, 9999))
    assert [keys(engine)["Huset", year] for year in (2020, 2022, 2023)] == ["sjakket", "nexus", "nexus"]
    assert uncovered(engine) == []


def test_who_joins_what_a_name_means_in_each_year_takes_it_over(engine: Engine) -> None:
    put(engine, 2020, "Huset", "Gården")
    put(engine, 2021, "Huset", "Gården")
    join(engine, "Huset", "Sjakket", "Ida", years=(-1, 2020))
    join(engine, "Gården", "Huset", "Ida")
    assert [keys(engine)["Gården", year] for year in (2020, 2021)] == ["sjakket", "huset"]


def test_two_efforts_become_one_and_two_again(engine: Engine) -> None:
    put(engine, 2021, "Hus A", "Hus B", "Gård A", "Gård B")
    join(engine, "Hus B", "Hus A", "Ida")
    join(engine, "Gård B", "Gård A", "Ida")
    apart = keys(engine)
    merged = join(engine, "Gård A", "Hus A", "Bo", all_names=True)
    assert set(keys(engine).values()) == {"husa"}
    assert sorted(merged.names) == ["Gård A", "Gård B"]
    assert not confirmed(engine, "gårda")
    undo(engine, merged.number, "Bo")
    assert keys(engine) == apart
    assert confirmed(engine, "gårda")


def test_what_was_believed_before_can_still_be_read(engine: Engine) -> None:
    put(engine, 2021, "Hus A")
    before = datetime.now(UTC)
    joined = join(engine, "Hus A", "Sjakket", "Ida")
    between = datetime.now(UTC)
    undo(engine, joined.number, "Ida")
    assert keys(engine, before)["Hus A", 2021] == keys(engine)["Hus A", 2021] == "husa"
    assert keys(engine, between)["Hus A", 2021] == "sjakket"


def test_what_cannot_be_done_is_refused_and_nothing_is_written(engine: Engine) -> None:
    put(engine, 2021, "Hus A")
    before = history(engine)
    for change, reason in [
        (lambda: join(engine, "Hus Å", "Sjakket", "Ida"), "unknown_name"),
        (lambda: join(engine, "Hus A", "Sjakkette", "Ida"), "unknown_name"),
        (lambda: join(engine, "Hus A", "Sjakket", "Ida", years=(2022, 2021)), "wrong_years"),
        (lambda: join(engine, "Hus A", "Sjakket", "Ida", years=(20, 9999)), "wrong_years"),
        (lambda: join(engine, "Hus A", "Sjakket", " "), "nobody"),
        (lambda: join(engine, "Sjakket", "sjakket", "Ida"), "joined_already"),
        (lambda: split(engine, "Hus A", "Ida"), "own_already"),
        (lambda: confirm(engine, "Sjakket", "Ida"), "confirmed_already"),
        (lambda: undo(engine, 1, "Ida"), "no_change"),
        (lambda: undo(engine, 10**6, "Ida"), "no_change"),
        (lambda: confirm(engine, "  ", "Ida"), "unknown_name"),
    ]:
        with pytest.raises(Refused) as refused:
            change()
        assert why(refused) == reason
    assert history(engine) == before
    assert rows(engine, "audit") == []


def test_a_spelling_that_comes_in_during_a_join_means_what_is_joined(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(engine, 2021, "Hus A")
    loads: list[Future[None]] = []

    def load_meanwhile(*told: Any) -> str:
        loads.append(pool.submit(put, engine, 2022, "HUS A"))
        time.sleep(0.3)
        return audit.append(*told)

    monkeypatch.setattr("warehouse.register_change.append", load_meanwhile)
    with ThreadPoolExecutor(1) as pool:
        join(engine, "Hus A", "Sjakket", "Ida")
        loads[0].result()
    assert set(keys(engine).values()) == {"sjakket"}


def test_names_that_are_near_are_told(engine: Engine) -> None:
    with pytest.raises(Refused) as refused:
        join(engine, "Nexuss", "Sjakket", "Ida")
    assert "Nexus" in refused.value.near


def test_a_name_without_letters_is_itself(engine: Engine) -> None:
    put(engine, 2021, "***", "###")
    join(engine, "***", "Sjakket", "Ida")
    assert keys(engine) == {("***", 2021): "sjakket", ("###", 2021): "###"}


def test_the_warehouse_knows_what_the_program_knows(engine: Engine) -> None:
    register = register_of(engine)
    for name, key, _own in program_names():
        assert register.knows(name)
        assert register.key(name) == program_register().key(name) == key
    assert suggest(engine) == []


def test_suggestions_are_confirmed_efforts_the_best_first(engine: Engine) -> None:
    put(engine, 2021, "Ungdoms-brandkorps Kbh", "Noget helt andet", "Ny Starts", "Ny  Starts")
    found = {s.labels[0]: [(likely.effort_key, likely.score) for likely in s.efforts] for s in suggest(engine)}
    assert found["Ungdoms-brandkorps Kbh"][0][0] == BRIGADE
    assert found["Ny  Starts"][0][0] == "nystart"
    assert found["Noget helt andet"] == []
    assert all(a >= b for scores in found.values() for (_, a), (_, b) in itertools.pairwise(scores))


def test_what_a_steward_has_said_outlives_an_upgrade(engine: Engine) -> None:
    split(engine, "Ungdomsbrandkorpset", "Ida")
    join(engine, "Nexus", "Sjakket", "Ida", all_names=True)
    before = history(engine)
    upgrade(engine)
    assert history(engine) == before
    assert not confirmed(engine, "nexus")


def test_names_that_came_before_the_program_knew_them_are_known_after_an_upgrade(engine: Engine) -> None:
    with engine.begin() as connection:
        connection.execute(text("update effort_alias set decided_by = null where decided_by is not null"))
    assert not register_of(engine).knows("Ny Start")
    upgrade(engine)
    assert register_of(engine).knows("Ny Start")
    assert suggest(engine) == []


CHANGES = st.tuples(
    st.sampled_from(["join", "merge", "split", "confirm", "undo"]),
    *[st.sampled_from(["Hus A", "hus a", "Hus B", "Gård C", "Sjakket", "Sjakkets"])] * 2,
    st.sampled_from([(-1, 9999), (2020, 2022), (-1, 2021), (2021, 9999), (2021, 2021)]),
)


def test_whatever_is_done_every_year_is_covered_once_and_all_of_it_can_be_undone(engine: Engine) -> None:
    put(engine, 2021, "Hus A", "hus a", "Hus B", "Gård C", "Sjakkets")

    @settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(st.lists(CHANGES, max_size=5))
    def play(changes: list[tuple]) -> None:
        done: list[int] = []
        meant = standing(engine)
        for what, name, other, years in changes:
            start = keys(engine)
            try:
                done.append(_do(engine, what, name, other, years, done))
            except Refused:
                assert keys(engine) == start
        assert uncovered(engine) == []
        assert keys(engine)["Hus A", 2021] == keys(engine)["hus a", 2021]
        for number in reversed(done):
            undo(engine, number, "Ida")
        assert standing(engine) == meant

    play()
    assert audit.verify(engine).broken is None


def _do(engine: Engine, what: str, name: str, other: str, years: tuple[int, int], done: list[int]) -> int:
    if what in ("join", "merge"):
        return join(engine, name, other, "Ida", years=years, all_names=what == "merge").number
    if what == "undo":
        return undo(engine, done[-1] if done else 0, "Ida").number
    return {"split": split, "confirm": confirm}[what](engine, name, "Ida").number
