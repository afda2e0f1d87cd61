"""What a change of the register does to findings of unknown efforts, and to the checks of later reports."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import Engine, text

from raw_samples import report as raw_report
from raw_samples import status as raw_status
from register_samples import put, states
from schemas.check import check_report
from warehouse.load import load
from warehouse.register import confirm, join, register_of, split, undo
from warehouse.settle import Order, settle
from warehouse.views.definitions import NEWEST, as_of
from warehouse_samples import rows, run, submission

pytest_plugins = ["databases"]


def counts(engine: Engine) -> list[tuple]:
    """Every report's last revision, but for when and why it was written."""
    return [(r["report_id"], r["state"], r["figures_loaded"], r["figures_held"]) for r in rows(engine, "known_report")]


def causes(engine: Engine) -> list[str]:
    return [r["cause"] for r in rows(engine, "report_revision", "report_id, revision")]


def read(engine: Engine, period: str, *labels: str) -> list[str]:
    """Check a report against the warehouse's register and load it; the efforts that it does not know."""
    raw = raw_report(*(raw_status(label, row=n) for n, label in enumerate(labels, 1)), period=period)
    checked = check_report(raw, None, register=register_of(engine))
    load(engine, submission(run(engine), period + "".join(labels)), checked)
    return [f.effort or "" for f in checked.findings if f.rule == "effort.unknown"]


def test_findings_about_a_name_close_when_it_is_joined_and_open_when_that_is_undone(engine: Engine) -> None:
    put(engine, 2021, "Hus A", "Hus B")
    put(engine, 2022, "HUS A")
    before = counts(engine)
    joined = join(engine, "hus a", "Sjakket", "Ida")
    assert (joined.findings_closed, joined.findings_reopened) == (2, 0)
    closed = {("Hus A", "2021"): "obsolete", ("Hus B", "2021"): "open", ("HUS A", "2022"): "obsolete"}
    assert states(engine) == closed
    assert counts(engine) == before
    assert causes(engine) == ["loaded", "settled", "loaded", "settled"]
    back = undo(engine, joined.number, "Ida")
    assert (back.findings_closed, back.findings_reopened) == (0, 2)
    assert set(states(engine).values()) == {"open"}
    assert {r["reopened"] for r in rows(engine, "bi_finding") if r["effort"] != "Hus B"} == {"undone"}
    undo(engine, back.number, "Ida")
    assert states(engine) == closed


def test_confirming_closes_and_parting_opens(engine: Engine) -> None:
    put(engine, 2021, "Hus A")
    assert confirm(engine, "Hus A", "Ida").findings_closed == 1
    join(engine, "Hus A", "Sjakket", "Ida")
    assert states(engine)["Hus A", "2021"] == "obsolete"
    assert split(engine, "Hus A", "Ida").findings_reopened == 1


def test_joining_to_an_effort_that_nobody_has_vouched_for_vouches_for_it(engine: Engine) -> None:
    put(engine, 2021, "Hus A", "Hus B")
    assert join(engine, "Hus A", "Hus B", "Ida").findings_closed == 2
    assert register_of(engine).knows("Hus B")


def test_only_reports_of_the_years_are_touched(engine: Engine) -> None:
    put(engine, 2021, "Hus A")
    put(engine, 2022, "Hus A")
    join(engine, "Hus A", "Sjakket", "Ida", years=(2022, 9999))
    assert states(engine) == {("Hus A", "2021"): "open", ("Hus A", "2022"): "obsolete"}


def test_what_a_steward_has_accepted_stays_accepted(engine: Engine) -> None:
    assert read(engine, "2021", "Hus A") == ["Hus A"]
    (found,) = rows(engine, "bi_finding")
    settle(engine, Order(found["finding_id"], "accept", "Bo"), date(2026, 1, 1), register_of(engine))
    joined = join(engine, "Hus A", "Sjakket", "Ida")
    undo(engine, joined.number, "Ida")
    assert [r["state"] for r in rows(engine, "bi_finding")] == ["accepted"]


def test_a_report_that_is_checked_again_does_not_open_what_the_register_has_closed(engine: Engine) -> None:
    read(engine, "2021", "Hus A", "Hus B")
    join(engine, "Hus A", "Sjakket", "Ida")
    other = next(r for r in rows(engine, "bi_finding") if r["effort"] == "Hus B")
    settle(engine, Order(other["finding_id"], "accept", "Bo"), date(2026, 1, 1), register_of(engine))
    assert {r["effort"]: r["state"] for r in rows(engine, "bi_finding")} == {"Hus A": "obsolete", "Hus B": "accepted"}


def test_a_later_report_under_a_name_that_is_known_by_then_raises_nothing(engine: Engine) -> None:
    assert read(engine, "2021", "Hus A", "Ny Start") == ["Hus A"]
    join(engine, "Hus A", "Sjakket", "Ida", years=(2022, 9999))
    assert read(engine, "2022", "HUS-A", "Ny Start") == []
    assert read(engine, "2020", "Hus A.") == ["Hus A."]
    shown = {r["period_year"]: r["effort_key"] for r in rows(engine, "bi_status") if r["effort_key"] != "nystart"}
    assert shown == {2020: "husa", 2021: "husa", 2022: "sjakket"}


def test_findings_are_seen_as_they_were(engine: Engine) -> None:
    put(engine, 2021, "Hus A")
    before = datetime.now(UTC)
    join(engine, "Hus A", "Sjakket", "Ida")
    with engine.connect() as connection:
        if engine.dialect.name == "postgresql":
            asked, moment = "select state from bi_finding_as_of(:moment)", before
        else:
            asked, moment = as_of(NEWEST, "bi_finding", "sqlite", ":moment"), f"{before:%Y-%m-%dT%H:%M:%S.%fZ}"
        assert [r["state"] for r in connection.execute(text(asked), {"moment": moment}).mappings()] == ["open"]


def test_a_join_that_fails_leaves_findings_and_log_alone(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    put(engine, 2021, "Hus A")

    def fail(*_: object) -> str:
        raise OSError("full")

    monkeypatch.setattr("warehouse.register_change.append", fail)
    with pytest.raises(OSError, match="full"):
        join(engine, "Hus A", "Sjakket", "Ida")
    assert set(states(engine).values()) == {"open"}
    assert not register_of(engine).knows("Hus A")
