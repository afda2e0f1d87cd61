"""The rule book in the review app: read by all, tried on all reports, graded anew by a lead."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime
from types import SimpleNamespace

import pytest
from sqlalchemy import Engine, text

from register_samples import put
from review.desk import Desk
from review.jobs import Job, Jobs, TooManyJobs
from review.language import Language
from review.rules import trial
from review.rules.counts import by_state, open_by_rule
from review.templates_of import environment
from review_site import Client, number_of
from schemas.rulebook import rules
from warehouse import preview_apart
from warehouse.audit import head, verify
from warehouse.grades import grades_at
from warehouse.known_register import register_of
from warehouse.preview import previews
from warehouse.preview_total import PreviewTotal
from warehouse.register import confirm

pytest_plugins = ["databases", "review_app"]
ClientOf = Callable[[str | None], Client]
MISMATCH = "budget.total_mismatch"


def over(job: Job | None) -> Job:
    assert job is not None
    end = time.monotonic() + 60
    while not job.over and time.monotonic() < end:
        time.sleep(0.02)
    return job


def test_the_book_shows_every_rule_and_each_has_its_page(client_of: ClientOf) -> None:
    client = client_of("reader")
    page = client.get("/regler").text
    assert [name for name in rules() if f'href="/regler/{name}"' not in page] == []
    for name, rule in rules().items():
        told = client.get(f"/regler/{name}").text
        assert name in told
        assert "Prøv som" not in told
        assert rule.about["da"].replace("»", "»")[:20] in told
    assert client.get("/regler/budget.findes_ikke").status_code == 404


def test_findings_are_counted_as_the_view_has_them(desk: Desk) -> None:
    asked = text("select rule, state, count(*) from bi_finding group by rule, state")
    with desk.engine.connect() as connection:
        view: dict[str, dict[str, int]] = {}
        for rule, state, count in connection.execute(asked):
            view.setdefault(rule, {})[state] = count
        found = {rule: by_state(connection, rule) for rule in view}
        assert {rule: {"open": 0} | states for rule, states in view.items()} == found
        assert {r: s["open"] for r, s in view.items() if "open" in s} == open_by_rule(connection)


def test_findings_are_counted_on_both_databases(engine: Engine) -> None:
    put(engine, 2023, "Helt ny", "En til")
    confirm(engine, "Helt ny", "Anne")
    with engine.connect() as connection:
        assert by_state(connection, "effort.unknown") == {"open": 1, "obsolete": 1}
        assert open_by_rule(connection) == {"effort.unknown": 1}
        assert by_state(connection, MISMATCH) == {"open": 0}


def test_a_trial_tells_what_the_command_would_and_writes_nothing(desk: Desk, client_of: ClientOf) -> None:
    before, person = head(desk.engine), number_of(desk, "lead")
    client = client_of("lead")
    done = client.send_form(f"/regler/{MISMATCH}/proeve", {"alvor": "warning"})
    job = over(trial.find(desk, person, MISMATCH, "warning"))
    page = client.get(done.headers["location"]).text
    assert job.done == job.total > 10
    expected = PreviewTotal()
    with desk.engine.connect() as connection:
        for one in previews(connection, MISMATCH, "warning", desk.today(), register_of(desk.engine)):
            expected.add(one)
    assert (job.result.total.coming, job.result.total.findings) == (expected.coming, expected.findings)
    assert expected.coming > 0
    assert "tal ville komme i visningerne" in page
    assert head(desk.engine) == before


def test_a_lead_grades_a_rule_anew_with_a_reason(desk: Desk, client_of: ClientOf) -> None:
    client = client_of("lead")
    address = f"/regler/{MISMATCH}/alvor"
    silent = client.send_form(address, {"alvor": "warning"})
    assert (silent.status_code, "Skriv hvorfor" in silent.text) == (422, True)
    past = client.send_form(address, {"alvor": "warning", "reason": "x", "fra": "1-1-2020"})
    assert (past.status_code, "1-1-2020 er gået" in past.text) == (422, True)
    soon = client.send_form(address, {"alvor": "warning", "reason": "x", "fra": "snart"})
    assert "ikke en dato" in soon.text
    done = client.send_form(address, {"alvor": "warning", "reason": "<script>aftalt</script>"})
    assert done.headers["location"] == f"/regler/{MISMATCH}"
    page = client.get(done.headers["location"]).text
    assert "&lt;script&gt;aftalt" in page
    assert "Lead Hansen" in page
    with desk.engine.connect() as connection:
        assert grades_at(connection, datetime.now(UTC)).of(MISMATCH) == "warning"
    assert "ændret her" in client.get("/regler").text
    assert verify(desk.engine).broken is None
    again = client.send_form(address, {"alvor": "warning", "reason": "igen"})
    assert "er allerede advarsel" in again.text


def test_a_grade_of_a_day_to_come_is_told_as_such(client_of: ClientOf) -> None:
    client = client_of("lead")
    form = {"alvor": "warning", "reason": "aftalt", "fra": "31-12-2099"}
    done = client.send_form(f"/regler/{MISMATCH}/alvor", form)
    page = client.get(done.headers["location"]).text
    assert f"Fra 31. dec. 2099 er {MISMATCH} »advarsel«." in page
    assert "Fra 31. dec. 2099 bliver den »advarsel«:" in page
    assert "Før er bestemt" not in page


@pytest.mark.parametrize("code", ["da", "en"])
def test_a_rule_is_told_in_the_language_of_the_page_first(client_of: ClientOf, code: str) -> None:
    client, about = client_of("reader"), rules()[MISMATCH].about
    client.cookies.set("afrapport-language", code, domain="testserver.local")
    page, other = client.get(f"/regler/{MISMATCH}").text, "da" if code == "en" else "en"
    assert f'<p class="lead">{about[code]}</p>' in page
    assert f'<p class="soft" lang="{other}">{about[other]}</p>' in page
    assert page.index(f'<blockquote lang="{code}">') < page.index(f'<blockquote lang="{other}">')


def test_one_report_is_told_as_one() -> None:
    total = PreviewTotal()
    total.caught.append(
        {"report_id": 1, "report_file": "a.pdf", "findings": 1, "figures_leaving": 0, "figures_coming": 0}
    )
    total.reports = 1
    job = SimpleNamespace(over=True, state="done", done=1, total=1)
    values = {"job": job, "tried": SimpleNamespace(total=total, at=datetime.now(UTC)), "severity": "warning"}
    shown = environment("da").get_template("rules/progress.html")
    page = shown.render(values | {"rule": rules()[MISMATCH], "lang": Language("da"), "visit": None})
    assert "fund, i 1 rapport<" in page
    assert "på 1 rapport." in page


@pytest.mark.parametrize(
    ("address", "form"),
    [
        (f"/regler/{MISMATCH}/proeve", {"alvor": "off"}),
        (f"/regler/{MISMATCH}/alvor", {"alvor": "grim", "reason": "x"}),
        ("/regler/report.personal_data/alvor", {"alvor": "warning", "reason": "x"}),
        ("/regler/findes.ikke/proeve", {"alvor": "error"}),
    ],
)
def test_what_a_rule_cannot_be_is_not_there(client_of: ClientOf, address: str, form: dict) -> None:
    assert client_of("lead").send_form(address, form).status_code == 404
    assert client_of("steward").send_form(address, form).status_code == 403


def test_a_trial_is_stopped_and_forgotten(desk: Desk, client_of: ClientOf) -> None:
    client, person = client_of("lead"), number_of(desk, "lead")
    client.send_form(f"/regler/{MISMATCH}/proeve", {"alvor": "warning"})
    job = trial.find(desk, person, MISMATCH, "warning")
    assert "every 1s" in client.get(f"/regler/{MISMATCH}/proeve?alvor=warning").text
    client.send_form(f"/regler/{MISMATCH}/stop", {"alvor": "warning"})
    job = over(job)
    assert (job.state, job.result) == ("cancelled", None)
    assert trial.find(desk, person, MISMATCH, "warning") is None


def test_a_trial_whose_process_is_lost_is_told(
    desk: Desk, client_of: ClientOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    client, person = client_of("lead"), number_of(desk, "lead")
    monkeypatch.setattr(preview_apart, "MODULE", "warehouse.preview")  # ends at once, and says nothing
    client.send_form(f"/regler/{MISMATCH}/proeve", {"alvor": "warning"})
    assert over(trial.find(desk, person, MISMATCH, "warning")).state == "failed"
    page = client.get(f"/regler/{MISMATCH}/proeve?alvor=warning").text
    assert "Prøven blev ikke færdig" in page
    assert "hidden" in page.partition('id="decide"')[2][:20]


def test_jobs_run_a_few_at_a_time_and_no_more_than_so_many_wait() -> None:
    jobs, go = Jobs(at_once=2, most=3), threading.Event()
    started = [jobs.start((n,), lambda _job: go.wait(30)) for n in range(3)]
    end = time.monotonic() + 30
    while sum(job.state == "running" for job in started) < 2 and time.monotonic() < end:
        time.sleep(0.01)
    assert sorted(job.state for job in started) == ["running", "running", "waiting"]
    assert jobs.start((0,), lambda _job: None) is started[0]
    with pytest.raises(TooManyJobs):
        jobs.start((3,), lambda _job: None)
    go.set()
    assert [over(job).state for job in started] == ["done"] * 3
    failed = jobs.start((4,), lambda _job: 1 // 0)
    assert over(failed).state == "failed"
    assert over(jobs.start((4,), lambda _job: 7)).result == 7
