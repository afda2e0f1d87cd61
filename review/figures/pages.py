"""The published figures to look through: status, budgets, indicators, and all about one effort."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, text
from starlette.exceptions import HTTPException
from starlette.responses import Response

from extractors.kinds.registry import KINDS
from review.figures import budgets as money
from review.figures import indicators as measured
from review.figures.asked import NONE, PARTS, Asked, asked_of
from review.figures.export import TYPES, VIEWS, TooMuch, as_file
from review.figures.held import held
from review.figures.listed import YEAR, is_published, source_address, statuses
from review.figures.matrix import chart_of, matrix_of
from review.figures.one_effort import one_effort
from review.figures.periods import shown
from review.figures.status_counts import chosen, status_counts
from review.formats import words
from review.page import Page
from review.report.figures import mark_of
from review.roles import READER
from review.today.waiting import in_queue
from review.visit import Visit

MEMBERS = "select distinct {name} from dim_{name} where {name} is not null order by {name}"


def status(visit: Visit) -> Response:
    """How efforts did, by partnership and year; below it the efforts of what is chosen."""
    asked = asked_of(visit)
    counts = status_counts(visit.desk.engine).now()
    left = chosen(counts, asked)
    with visit.desk.engine.connect() as connection:
        page = statuses(connection, asked, visit.asked("efter"))
        shared = _shared(connection, asked, "status")
    word = words(visit.language)
    years = sorted({group.year for group in counts if group.year is not None}, reverse=True)
    chart = chart_of(left, lambda code: word("status", code), visit.language.say("Uden år"))
    shared |= {"matrix": matrix_of(left), "chart": chart, "page": page, "total": left.total()}
    return visit.show("figures/status.html", years=years, **shared)


def budgets(visit: Visit) -> Response:
    """What efforts were given, by year."""
    asked = asked_of(visit)
    asked = replace(asked, part=asked.part or "effort")
    with visit.desk.engine.connect() as connection:
        sums = money.budgets(connection, asked, visit.asked("efter"))
        shared = _shared(connection, asked, "budget")
    chart = money.chart_of(sums, visit.language.say("Beløb"))
    years = _years(visit)
    return visit.show("figures/budgets.html", shown=sums, chart=chart, parts=PARTS, years=years, **shared)


def indicators(visit: Visit) -> Response:
    """The efforts that something was measured about."""
    asked = asked_of(visit)
    with visit.desk.engine.connect() as connection:
        efforts, after = measured.efforts_measured(connection, asked, visit.asked("efter"))
        shared = _shared(connection, asked, "indicator")
    return visit.show("figures/indicators.html", efforts=efforts, after=after, years=_years(visit), **shared)


def effort(visit: Visit) -> Response:
    """All that is published about one effort."""
    asked = replace(asked_of(visit), effort=visit.request.path_params["key"], part="", search="")
    with visit.desk.engine.connect() as connection:
        found = one_effort(connection, asked)
        shared = _shared(connection, asked, "budget", "status", "indicator")
    if found is None:
        raise HTTPException(404)
    word = words(visit.language)
    named = {measure: word("measure", measure) for measure in measured.MEASURES}
    courses = measured.courses(found.pages["indicator"].rows, named)
    charts = {part: money.chart_of(sums, visit.language.say("Beløb")) for part, sums in found.sums.items()}
    drawn = courses[: measured.MOST_CHARTS]
    shared |= {
        "period": shown,
        "found": found,
        "charts": charts,
        "courses": drawn,
        "more_courses": len(courses) - len(drawn),
    }
    return visit.show("figures/effort.html", years=_years(visit), **shared)


def source(visit: Visit) -> Response:
    """On from a number to the cell that it was read in."""
    view, report_id = visit.request.path_params["view"], visit.number("report")
    key = visit.request.query_params.get("tal", "")
    with visit.desk.engine.connect() as connection:
        if view not in YEAR or not is_published(connection, view, report_id, key):
            raise HTTPException(404)
    mark = mark_of(view, key)
    return visit.go(f"/rapporter/{report_id}/sider?tal={mark}#b-{mark}")


def export(visit: Visit) -> Response:
    """The rows that the filters leave, to be saved."""
    view, form = visit.request.path_params["view"], visit.request.path_params["form"]
    if view not in YEAR or view not in VIEWS or form not in TYPES:
        raise HTTPException(404)
    try:
        content = as_file(visit.desk.engine, view, asked_of(visit), form, visit.desk.clock())
    except TooMuch:
        raise HTTPException(413) from None
    headers = {"Content-Disposition": f'attachment; filename="afrapport-{view}.{form}"'}
    return Response(content, media_type=TYPES[form], headers=headers)


def _shared(connection: Connection, asked: Asked, *views: str) -> dict[str, Any]:
    """What all these pages know; the first of ``views`` is the one whose rows can be saved."""
    known = {name: list(connection.scalars(text(MEMBERS.format(name=name)))) for name in ("partnership", "department")}
    waiting = held(connection, views, asked)
    return {
        "asked": asked,
        "nothing": NONE,
        "view": views[0],
        "kinds": list(KINDS),
        "places": known["partnership"],
        "departments": known["department"],
        "held": waiting,
        # the queue knows the year and the department of a report, not of a figure: more are shown rather than others
        "held_at": in_queue(rapport=waiting.report, slags=asked.kind),
        "source": source_address,
    }


def _years(visit: Visit) -> list[int]:
    """The years that reports are about, and those right beside them."""
    asked = text("select min(period_year), max(coalesce(period_end_year, period_year)) from report")
    with visit.desk.engine.connect() as connection:
        first, last = connection.execute(asked).one()
    return [] if first is None else list(range(last + 1, first - 2, -1))


PAGES = (
    Page("/tal", status, READER),
    Page("/tal/budget", budgets, READER),
    Page("/tal/indikatorer", indicators, READER),
    Page("/tal/indsats/{key}", effort, READER),
    Page("/tal/kilde/{view}/{report:int}", source, READER),
    Page("/tal/{view}.{form}", export, READER),
)
