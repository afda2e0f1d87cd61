"""A report and its tabs."""

from __future__ import annotations

from typing import Any

from starlette.responses import Response

from review.page import Page
from review.report.arithmetic import address_of, certificate_of, marks_by_place
from review.report.checks import checks_of
from review.report.figures import STATES, SeenFigure, counted, seen_figures
from review.report.findings import findings_of
from review.report.head import Head, head_of
from review.report.history import history_of
from review.report.versions import difference, other_version, versions_of
from review.report.wording import Wording
from review.roles import READER
from review.visit import Visit
from warehouse.register import register_of

A_PAGE = 100  # rows of a table; more make a page slow and are not read
SETTLED = "settled"


def overview(visit: Visit) -> Response:
    """What the report is, and what is to be done about it."""
    with visit.desk.engine.connect() as connection:
        head = head_of(connection, visit.number("report"))
        seen = seen_figures(connection, head.report.report_id)
        checks = checks_of(connection, head.report.report_id)
    return _tab(visit, "report/overview.html", "", {"head": head, "states": counted(seen), "checks": checks})


def figures(visit: Visit) -> Response:
    """All figures, by state and by what they are."""
    head, seen = _with_figures(visit)
    views = list(dict.fromkeys(each.figure.view for each in seen))
    view = visit.asked("slags") if visit.asked("slags") in views else ""
    of_view = [each for each in seen if view in ("", each.figure.view)]
    state = visit.asked("tilstand") if visit.asked("tilstand") in STATES else ""
    chosen = [each for each in of_view if state in ("", each.state)]
    part = _part(visit, len(chosen))
    asked = {"slags": view, "tilstand": state}
    known = {"head": head, "views": views, "states": counted(of_view), "rows": chosen[part : part + A_PAGE]}
    return _tab(visit, "report/figures.html", "tal", known | _place(len(chosen), part, asked))


def findings(visit: Visit) -> Response:
    """Its findings, those that wait first."""
    with visit.desk.engine.connect() as connection:
        head = head_of(connection, visit.number("report"))
        found = findings_of(connection, head.report.report_id)
        checks = checks_of(connection, head.report.report_id)
    waiting = [row for row in found if row.state == "open"]
    settled = [row for row in found if row.state != "open"]
    of = {"": found, "open": waiting, SETTLED: settled}
    state = visit.asked("tilstand") if visit.asked("tilstand") in of else ""
    counts = {name: len(rows) for name, rows in of.items()}
    part = _part(visit, counts[state])
    known = {"head": head, "rows": of[state][part : part + A_PAGE], "counts": counts, "checks": checks}
    return _tab(visit, "report/findings.html", "fund", known | _place(counts[state], part, {"tilstand": state}))


def arithmetic(visit: Visit) -> Response:
    """What ties in it, what does not, and by how much."""
    register = register_of(visit.desk.engine)
    with visit.desk.engine.connect() as connection:
        head = head_of(connection, visit.number("report"))
        found = certificate_of(connection, head.report.report_id, register)
        marks = marks_by_place(seen_figures(connection, head.report.report_id))

    def where(place: Any) -> str | None:
        return address_of(head.report.report_id, place, marks)

    known = {"head": head, "found": found, "where": where, "all_of_it": visit.asked("vis") == "alle"}
    return _tab(visit, "report/arithmetic.html", "regnskab", known)


def versions(visit: Visit) -> Response:
    """Its versions, what this one changed, and what has been decided about it."""
    with visit.desk.engine.connect() as connection:
        head = head_of(connection, visit.number("report"))
        found = versions_of(connection, head.report.identity)
        other = other_version(found, head.report.report_id, visit.asked("mod"))
        compared = difference(connection, found, head.report.report_id, other.report_id) if other else None
        steps = history_of(connection, head.report.report_id)
    kind = visit.asked("hvad")
    changes = [] if compared is None else compared.changes(kind)
    part = _part(visit, len(changes))
    known: dict[str, Any] = {"head": head, "versions": found, "against": other, "compared": compared}
    known |= {"steps": steps, "kind": kind} | _place(len(changes), part, {"mod": visit.asked("mod"), "hvad": kind})
    return _tab(visit, "report/versions.html", "udgaver", known | {"changes": changes[part : part + A_PAGE]})


def _with_figures(visit: Visit) -> tuple[Head, list[SeenFigure]]:
    with visit.desk.engine.connect() as connection:
        head = head_of(connection, visit.number("report"))
        return head, seen_figures(connection, head.report.report_id)


def _part(visit: Visit, total: int) -> int:
    """The number of the first row that is shown; rows are of one report, and read already."""
    start = visit.asked_number("fra") or 0
    return start if start < total else 0


def _place(total: int, start: int, asked: dict[str, str]) -> dict[str, Any]:
    """Where in a long table this page is, and what else its address asks for."""
    return {"total": total, "start": start, "size": A_PAGE, "asked": asked}


def _tab(visit: Visit, template: str, tab: str, known: dict[str, Any]) -> Response:
    return visit.show(template, 200, tab=tab, say=Wording(visit.language), **known)


PAGES = (
    Page("/rapporter/{report:int}", overview, READER),
    Page("/rapporter/{report:int}/tal", figures, READER),
    Page("/rapporter/{report:int}/fund", findings, READER),
    Page("/rapporter/{report:int}/regnskab", arithmetic, READER),
    Page("/rapporter/{report:int}/udgaver", versions, READER),
)
