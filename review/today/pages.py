"""Today: what the night did, what waits, what is awaited from whom."""

from __future__ import annotations

from babel.dates import format_date
from starlette.responses import Response

from review.charts.lines import line_chart
from review.charts.shapes import Chart
from review.charts.stacked import stacked_chart
from review.formats import COPENHAGEN, words
from review.language import Language
from review.page import Page
from review.roles import READER
from review.today.expected import awaited
from review.today.night import OneNight, last_night, trend
from review.today.self_check import self_check
from review.today.waiting import decided_lately, in_queue, waiting
from review.visit import Visit
from schemas.rulebook import rules

BARS = 5  # nights with new reports that are drawn one by one
STATES = ("loaded", "partial", "held")
AWAITED = 8  # expected reports that are told here


def show(visit: Visit) -> Response:
    """The first page of the day."""
    with visit.desk.engine.connect() as connection:
        night = last_night(connection, visit.desk.clock(), visit.desk.fresh_hours)
        nights = trend(connection)
        waits = waiting(connection, visit.person.person_id)
        lately = decided_lately(connection, visit.person.name)
        expected = awaited(connection, visit.desk.today())
    missing = [it for it in expected if it.state in ("overdue", "due")]
    return visit.show(
        "today/today.html",
        today=visit.desk.today(),
        night=night,
        waits=waits,
        lately=lately,
        overdue=sum(it.state == "overdue" for it in missing),
        missing=missing[:AWAITED],
        unseen=len(missing) - AWAITED,
        written_up=bool(expected),
        check=self_check(visit.desk.engine, visit.language, visit.desk.fresh_hours),
        course=_course(nights, visit.language),
        came=_came(nights, visit.language),
        in_queue=in_queue,
        says={name: rule.about[visit.language.code] for name, rule in rules().items()},
    )


def _course(nights: list[OneNight], language: Language) -> Chart | None:
    if len(nights) < 2:
        return None
    series = {
        language.say("Åbne fund"): [night.findings_open for night in nights],
        language.say("Nye i nattens rapporter"): [night.findings_new for night in nights],
    }
    return line_chart([_short(night, language) for night in nights], series, whole=True)


def _came(nights: list[OneNight], language: Language) -> Chart | None:
    full = [night for night in nights if night.loaded + night.partial + night.held][-BARS:]
    if not full:
        return None
    names = {state: words(language)("report", state) for state in STATES}
    series = {name: [getattr(night, state) for night in full] for state, name in names.items()}
    looks = {name: state for state, name in names.items()}
    return stacked_chart([_short(night, language) for night in full], series, looks)


def _short(night: OneNight, language: Language) -> str:
    pattern = "d. MMM" if language.code == "da" else "d MMM"
    return format_date(night.started_at.astimezone(COPENHAGEN), pattern, language.locale)


PAGES = (Page("/", show, READER),)
