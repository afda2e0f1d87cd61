"""Today: what is told of the night, the queue, the self-check and the expected reports, over real warehouses."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine, insert, text

from review.app import make_app
from review.desk import Desk
from review.people.accounts import add_person
from review.people.sessions import begin_session
from review.today.expected import EXPECTED, awaited
from review.today.night import last_night, trend
from review.today.waiting import decided_lately, in_queue, waiting
from review.visit import cookie_name
from review_site import Client, number_of
from self_check_samples import outcome, recorded
from warehouse.archive import Archive
from warehouse.audit import verify
from warehouse.engine import begin_write
from warehouse.load import load
from warehouse.publication import stop_unchecked
from warehouse.runs import end_run, start_run
from warehouse.tables.base import table_of
from warehouse.tables.desk_work import Assignment
from warehouse_samples import NOW, budget, finding, report, status, submission

pytest_plugins = ["databases", "review_app"]
ClientOf = Callable[[str | None], Client]


REVISION = """
    insert into report_revision (report_id, revision, recorded_at, cause, state, figures_loaded, figures_held)
    select report_id, 1, recorded_at, 'settled', state, figures_loaded, figures_held from report_revision"""
COPIED = "report_id, rule, rule_version, severity, figure, message, how_to_fix, message_en, how_to_fix_en, first_seen"
RAISED = f"insert into finding ({COPIED}, revision, finding_key) select {COPIED}, 1, 'more' || finding_key from finding"


def night(engine: Engine, number: int, state: str = "completed") -> str:
    """A run with one report that has an error and a warning, ``number`` days after the first one."""
    run_id = start_run(engine, NOW + timedelta(days=number))
    held = budget("5", "held", "held")
    found = (finding("e", figure_keys=["held"]), finding("w", "warning", rule="effort.unknown"))
    about = report(status(), held, findings=found, identity=f"status_note|amager|{2000 + number}")
    load(engine, submission(run_id, f"night {number}"), about)
    if state == "completed":
        end_run(engine, run_id, {"reports_seen": number + 1})
    return run_id


def test_the_last_night_and_what_went_wrong_with_it(engine: Engine) -> None:
    with engine.connect() as connection:
        assert last_night(connection, NOW, 36).done is None
    night(engine, 0)
    soon, later = NOW + timedelta(hours=2), NOW + timedelta(days=2)
    assert told(engine, soon) == ("completed", None)
    assert told(engine, later) == ("completed", "old")
    start_run(engine, later)
    assert told(engine, later + timedelta(hours=1)) == ("completed", "running")
    assert told(engine, later + timedelta(hours=7)) == ("completed", "stuck")
    with begin_write(engine) as connection:
        connection.execute(text("update run set state = 'abandoned' where state = 'running'"))
    assert told(engine, later + timedelta(hours=7)) == ("completed", "abandoned")


def told(engine: Engine, now: datetime) -> tuple[str | None, str | None]:
    with engine.connect() as connection:
        found = last_night(connection, now, 36)
    return (found.done.state if found.done else None), found.trouble


def test_the_trend_has_what_was_open_and_what_came(engine: Engine) -> None:
    for number in range(3):
        night(engine, number)
    night(engine, 3, "abandoned")
    with begin_write(engine) as connection:  # what a later revision raised did not come in that night
        connection.execute(text(REVISION))
        connection.execute(text(RAISED))
    with engine.connect() as connection:
        points = trend(connection)
    assert [(it.findings_open, it.findings_new) for it in points] == [(2, 2), (4, 2), (6, 2)]
    assert [(it.loaded, it.partial, it.held) for it in points] == [(0, 1, 0)] * 3
    assert [it.started_at.day for it in points] == [(NOW + timedelta(days=n)).day for n in range(3)]


def test_a_night_that_was_looked_at_before_it_was_done_is_counted_all_the_same(engine: Engine) -> None:
    night(engine, 0)
    running = night(engine, 1, "running")
    assert came(engine) == [2]
    end_run(engine, running, {"reports_seen": 1})
    assert came(engine) == [2, 2]


def came(engine: Engine) -> list[int]:
    with engine.connect() as connection:
        return [it.findings_new for it in trend(connection)]


def test_open_findings_are_counted_by_rule_and_errors_come_first(engine: Engine) -> None:
    night(engine, 0)
    night(engine, 1)
    with engine.connect() as connection:
        found = waiting(connection, 1)
    counted = [(row.severity, row.rule, row.findings) for row in found.rules]
    assert counted == [("error", "budget.unreadable", 2), ("warning", "effort.unknown", 2)]
    assert (found.count(), found.count("error"), found.count("warning")) == (4, 2, 2)
    assert in_queue(regel="budget.unreadable", aar=None, mine=1) == "/fund?regel=budget.unreadable&mine=1"


def test_the_counts_on_the_page_are_those_of_the_queue(client_of: ClientOf, desk: Desk) -> None:
    page = client_of("steward").get("/").text
    with desk.engine.connect() as connection:
        rows = connection.execute(
            text("select rule, count(*) from bi_finding where state = 'open' group by rule")
        ).all()
    for rule, findings in rows:
        shown = re.search(rf'<a class="count" href="/fund\?regel={re.escape(rule)}"[^>]*>(\d+)</a>', page)
        assert shown is not None and int(shown[1]) == findings
    assert f">{sum(count for _, count in rows)}</a>" in page


def test_what_i_have_taken_and_what_others_decided(client_of: ClientOf, desk: Desk) -> None:
    steward = number_of(desk, "steward")
    with desk.engine.connect() as connection:
        first, second = connection.execute(
            text("select finding_id from open_finding order by finding_id limit 2")
        ).all()
        decided = connection.execute(
            text(
                "select f.*, r.identity from finding f join report r on r.report_id = f.report_id where r.identity > ''"
            )
        ).first()
    assert decided is not None
    with begin_write(desk.engine) as connection:
        taken = [{"finding_id": row[0], "person_id": steward, "assigned_at": NOW} for row in (first, second)]
        connection.execute(insert(table_of(Assignment)), taken)
        for name in ("Lead Hansen", "Steward Hansen"):
            connection.execute(
                text(
                    "insert into decision (decided_at, decided_by, action, report_id, identity, finding_key, rule,"
                    " rule_version, figure) values ('2026-11-22T03:00:00.000000Z', :name, 'accept', :report, :identity,"
                    " :key, :rule, 1, 'budget')"
                ),
                {
                    "name": name,
                    "report": decided.report_id,
                    "identity": decided.identity,
                    "key": decided.finding_key,
                    "rule": decided.rule,
                },
            )
    with desk.engine.connect() as connection:
        assert waiting(connection, steward).mine == 2
        [row] = decided_lately(connection, "Steward Hansen")
        assert (row.decided_by, row.finding_id) == ("Lead Hansen", decided.finding_id)
    page = client_of("steward").get("/").text
    assert "2 taget af dig" in page
    assert f'href="/fund/{decided.finding_id}"' in page


def test_stopped_publication_is_told_with_what_to_do(client_of: ClientOf, desk: Desk) -> None:
    recorded(desk.engine, outcome())
    assert "Udgivelsen er stoppet" not in client_of("reader").get("/").text
    recorded(desk.engine, outcome(success=False), outcome(suite="volumes", severity="warning"), number=2)
    page = client_of("reader").get("/").text
    assert "Udgivelsen er stoppet" in page and "afrapport warehouse expect" in page
    assert "fact_budget" in page
    stop_unchecked(desk.engine)
    assert "blev ikke færdig" in client_of("reader").get("/").text


def test_an_empty_warehouse_says_how_to_begin(client_of: ClientOf, desk: Desk, engine: Engine, tmp_path: Path) -> None:
    empty = replace(desk, engine=engine, archive=Archive(tmp_path / "archive"))
    person = add_person(engine, "ny", "Ny Hansen", "steward", None, "test")
    client = Client(make_app(empty), base_url=empty.address, follow_redirects=False)
    client.cookies.set(cookie_name(empty), begin_session(empty, person))
    for address, said in (
        ("/", "Velkommen"),
        ("/tal", "Her er ingen statusser"),
        ("/tal/budget", "Her er ingen beløb"),
    ):
        answer = client.get(address)
        assert (answer.status_code, said in answer.text) == (200, True), address
    assert client.get("/tal/indikatorer").status_code == 200


@pytest.mark.parametrize(
    ("identity", "kind", "years", "about", "year", "came"),
    [
        ("status_note|amager+folehaven|2023", "status_note", (2023, None), "Amager", 2023, True),
        ("status_note|amager+folehaven|2023", "status_note", (2023, None), "Tingbjerg", 2023, False),
        ("status_note|amager|2023", "status_note", (2023, None), "Amager", 2024, False),
        ("budget_sheet|amager|2022-2025", "budget_sheet", (2022, 2025), "AMAGER", 2024, True),
        ("programme_report|sikkerby|2024", "programme_report", (2024, None), "", 2024, True),
        ("status_note|amager|2023", "safety_plan", (2023, None), "Amager", 2023, False),
    ],
)
def test_a_report_has_come_by_kind_subject_and_year(
    engine: Engine, identity: str, kind: str, years: tuple[int, int | None], about: str, year: int, came: bool
) -> None:
    changes = {"identity": identity, "kind": identity.split("|")[0], "period_year": years[0]}
    about_it = report(status(), findings=(), period_end_year=years[1], **changes)
    load(engine, submission(start_run(engine, NOW)), about_it)
    expect(engine, report_kind=kind, about=about, period_year=year)
    with engine.connect() as connection:
        [found] = awaited(connection, date(2026, 1, 1))
    assert (found.state, found.report_id) == (("arrived", 1) if came else ("overdue", None))


def test_a_report_that_was_rejected_has_not_come(engine: Engine) -> None:
    load(engine, submission(start_run(engine, NOW)), report(status("s", "held"), state="rejected"))
    expect(engine, about="Amager", period_year=2022)
    with engine.connect() as connection:
        [found] = awaited(connection, date(2026, 1, 1))
    assert (found.state, found.report_id, found.came_as) == ("overdue", 1, "rejected")


def test_overdue_reports_come_first_and_an_answer_counts(engine: Engine) -> None:
    expect(engine, about="A", due_on=date(2026, 5, 1))
    expect(engine, about="B", due_on=date(2026, 3, 1))
    expect(engine, about="C", due_on=date(2026, 2, 1), answer="nothing_to_report")
    expect(engine, about="D", due_on=date(2026, 4, 1))
    with engine.connect() as connection:
        found = awaited(connection, date(2026, 4, 1))
    assert [(it.row.about, it.state) for it in found] == [
        ("B", "overdue"),
        ("D", "due"),
        ("A", "due"),
        ("C", "nothing"),
    ]


def expect(engine: Engine, **changes: object) -> None:
    values = {"report_kind": "status_note", "about": "", "period_year": 2025, "due_on": date(2025, 3, 1)}
    with begin_write(engine) as connection:
        connection.execute(insert(EXPECTED).values(values | changes))


FORM = {"report_kind": "status_note", "about": " Ny  By ", "period_year": "2025", "due_on": "2026-02-28"}


def test_a_steward_keeps_the_list(client_of: ClientOf, desk: Desk) -> None:
    steward = client_of("steward")
    assert steward.send_form("/ventede", FORM | {"sender": "Ida"}).headers["location"] == "/ventede?aar=2025"
    twice = steward.send_form("/ventede", FORM | {"about": "Ny By"})
    assert (twice.status_code, "står allerede" in twice.text) == (400, True)
    wrong = steward.send_form("/ventede", {"report_kind": "brev", "period_year": "20x5", "due_on": "snart"})
    assert wrong.status_code == 400
    assert wrong.text.count('class="wrong"') == 3
    assert listed(desk) == [("Ny By", 2025, date(2026, 2, 28), "Ida", None)]
    number = steward.get("/ventede").text.split('href="/ventede/')[1].split('"')[0]
    assert steward.send_form(f"/ventede/{number}", FORM | {"due_on": "2026-03-01"}).status_code == 303
    assert listed(desk) == [("Ny By", 2025, date(2026, 3, 1), None, None)]
    assert steward.send_form("/ventede/overtag", {"year": "2025"}).status_code == 303
    steward.send_form("/ventede/overtag", {"year": "2025"})
    assert [row[1:3] for row in listed(desk)] == [(2025, date(2026, 3, 1)), (2026, date(2027, 3, 1))]
    assert steward.send_form(f"/ventede/{number}/fjern").status_code == 303
    assert [row[1] for row in listed(desk)] == [2026]
    assert steward.get(f"/ventede/{number}").status_code == 404
    with desk.engine.connect() as connection:
        actions = list(connection.scalars(text("select action from audit where actor = 'steward' order by entry_id")))
    assert actions == ["expected.add", "expected.change", "expected.add", "expected.remove"]
    assert verify(desk.engine).broken is None


def listed(desk: Desk) -> list[tuple]:
    columns = (EXPECTED.c.about, EXPECTED.c.period_year, EXPECTED.c.due_on, EXPECTED.c.sender, EXPECTED.c.answer)
    with desk.engine.connect() as connection:
        return [
            tuple(row)
            for row in connection.execute(EXPECTED.select().with_only_columns(*columns).order_by("period_year"))
        ]


def test_a_submitter_answers_and_changes_nothing_else(client_of: ClientOf, desk: Desk) -> None:
    expect(desk.engine, about="Ny By")
    submitter = client_of("submitter")
    page = submitter.get("/ventede")
    assert "Intet at melde" in page.text and "Skriv op" not in page.text and "/rapporter/" not in page.text
    number = page.text.split('action="/ventede/')[1].split("/")[0]
    assert submitter.send_form(f"/ventede/{number}/svar", {"nothing": "1"}).status_code == 303
    assert listed(desk)[0][4] == "nothing_to_report"
    assert submitter.send_form(f"/ventede/{number}/svar", {"nothing": "0"}).status_code == 303
    assert listed(desk)[0][4] is None
    assert submitter.send_form("/ventede", FORM).status_code == 403
    assert submitter.send_form(f"/ventede/{number}/fjern").status_code == 403
    assert client_of("reader").send_form(f"/ventede/{number}/svar", {"nothing": "1"}).status_code == 403


def test_a_submitter_sees_what_is_awaited_and_nobodys_name_or_note(client_of: ClientOf, desk: Desk) -> None:
    expect(desk.engine, about="Ny By", sender="Ida Hansen", note="ring først", answer="nothing_to_report")
    with begin_write(desk.engine) as connection:
        connection.execute(EXPECTED.update().values(answered_by="vibeke", answered_at=desk.clock()))
    submitter, steward = client_of("submitter").get("/ventede").text, client_of("steward").get("/ventede").text
    for told in ("Ida Hansen", "ring først", "vibeke"):
        assert (told in submitter, told in steward) == (False, True)
    assert "Ny By" in submitter and "Intet at melde" in submitter


def test_an_answer_is_taken_back_by_who_gave_it_or_by_a_steward(client_of: ClientOf, desk: Desk) -> None:
    expect(desk.engine, about="Ny By")
    submitter, steward = client_of("submitter"), client_of("steward")
    (where,) = re.findall(r'action="(/ventede/\d+/svar)"', submitter.get("/ventede").text)
    submitter.send_form(where, {"nothing": "1"})
    assert ("submitter" in steward.get("/ventede").text, where in submitter.get("/ventede").text) == (True, True)
    steward.send_form(where, {"nothing": "0"})
    assert listed(desk)[0][4] is None
    steward.send_form(where, {"nothing": "1"})
    assert where not in submitter.get("/ventede").text
    assert submitter.send_form(where, {"nothing": "0"}).status_code == 403
    assert submitter.send_form(where, {"nothing": "1"}).status_code == 303  # said already
    with desk.engine.connect() as connection:
        assert connection.scalar(text("select answered_by from expected_report")) == "steward"


def test_a_submitter_finds_the_list_and_the_way_home(client_of: ClientOf) -> None:
    submitter = client_of("submitter")
    page, wrong = submitter.get("/indsend").text, submitter.get("/fund").text
    assert page.count('href="/ventede"') == 2
    for shown in (page, wrong):
        assert 'class="brand" href="/indsend"' in shown
        assert 'href="/"' not in shown
    assert 'href="/ventede">Ventede rapporter' not in client_of("steward").get("/indsend").text
    assert 'class="brand" href="/"' in client_of("steward").get("/indsend").text


def test_the_first_page_names_who_is_late(client_of: ClientOf, desk: Desk) -> None:
    expect(desk.engine, about="<b>Ny By</b>", due_on=date(2020, 1, 1))
    page = client_of("reader").get("/").text
    assert "1 for sent" in page
    assert "&lt;b&gt;Ny By&lt;/b&gt;" in page and "<b>Ny By</b>" not in page


def test_where_nobody_has_written_up_what_is_expected_that_is_said(client_of: ClientOf, desk: Desk) -> None:
    for role, link in (("reader", False), ("steward", True)):
        page = client_of(role).get("/").text
        assert "Ingen har skrevet op, hvilke rapporter der ventes." in page
        assert "Ingen rapporter mangler" not in page
        assert ('<a href="/ventede">' in page) == link
    expect(desk.engine, due_on=date(2999, 1, 1), answer="nothing_to_report", answered_by="Ida", answered_at=NOW)
    assert "Ingen rapporter mangler" in client_of("steward").get("/").text
