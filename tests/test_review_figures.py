"""The published figures: what is shown adds up to the views, held figures never show, every number has its source."""

from __future__ import annotations

import csv
import html
import io
import re
from collections import Counter
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from urllib.parse import quote

import pytest
from openpyxl import load_workbook
from sqlalchemy import Engine, text

from extractors.place import Place
from review.desk import Desk
from review.figures.asked import Asked
from review.figures.budgets import budgets
from review.figures.effort_walk import named_efforts
from review.figures.held import held
from review.figures.indicators import courses, efforts_measured
from review.figures.listed import listed, statuses
from review.figures.matrix import matrix_of
from review.figures.periods import in_order, shown, with_gaps
from review.figures.status_counts import StatusCounts, chosen
from review.report.figures import mark_of
from review_site import Client
from schemas.report import Figure
from warehouse.load import load
from warehouse.register import register_of
from warehouse.settle import Order, settle
from warehouse_samples import budget, finding, indicator, report, run, status, submission

pytest_plugins = ["databases", "review_app"]
ClientOf = Callable[[str | None], Client]
VIEWS = ("status", "budget", "indicator")
NEWER = {"identity": "status_note|a|2022", "published_on": date(2024, 1, 1)}


def put(engine: Engine, *figures: Figure, name: str = "a", **changes: object) -> int:
    """Load a report of these figures."""
    found = [finding(f.key, figure_keys=[f.key]) for f in figures if f.state == "held"]
    values = {"identity": f"status_note|{name}|2022"} | changes
    load(engine, submission(run(engine), name), report(*figures, findings=tuple(found), **values))
    with engine.connect() as connection:
        return connection.execute(text("select max(report_id) from report")).scalar_one()


def test_counts_follow_what_is_loaded_report_by_report(engine: Engine) -> None:
    counts = StatusCounts(engine)
    assert counts.now().total() == 0
    put(engine, status("1", partnership="Amager"), status("2", effort="B", partnership="Amager", status="not_achieved"))
    put(engine, status("1", period_year=2023), status("2", "held", effort="B"), name="b")
    found = counts.now()
    assert {(g.partnership, g.year, g.status): n for g, n in found.items()} == {
        ("Amager", 2022, "achieved"): 1,
        ("Amager", 2022, "not_achieved"): 1,
        (None, 2023, "achieved"): 1,
    }
    # a newer version of the first report takes its place
    put(engine, status("1", partnership="Amager", status="not_achieved"), name="a2", **NEWER)
    assert Counter(g.status for g in counts.now().elements()) == {"not_achieved": 1, "achieved": 1}
    assert counts.now() == StatusCounts(engine).now()


def test_the_matrix_has_every_count_once(engine: Engine) -> None:
    put(engine, status("1", partnership="Amager"), status("2", effort="B"), status("3", effort="C", period_year=2021))
    found = StatusCounts(engine).now()
    matrix = matrix_of(found)
    assert (matrix.partnerships, matrix.years) == (["Amager", None], [2021, 2022])
    assert sum(cell.total() for cell in matrix.cells.values()) == found.total() == 3
    assert chosen(found, Asked(partnership="-", year="2021")).total() == 1
    assert chosen(found, Asked(kind="safety_plan")).total() == 0


AMOUNTS = (
    budget("100.25", "own", partnership="Amager"),
    budget("0.10", "line1", line="Løn"),
    budget("0.20", "line2", line="Drift"),
    budget("40", "line3", line="Løn", year=2024),
    budget("0.30", "sum", line="I alt", is_total=True),
    budget("7", "lbf", line="Løn", year=None, source="LBF"),
    budget("9", "more", measure="added"),
    budget("1000", "held", "held", effort="Holdt", effort_key="holdt"),
    budget("5", "none", effort=None, effort_key=None),
)


def test_sums_are_exact_and_told_apart(engine: Engine) -> None:
    put(engine, *AMOUNTS)
    sums = {part: of_part(engine, part) for part in ("effort", "line", "source", "total")}
    assert sums == {
        "effort": {("nystart", 2022): 10025, (None, 2022): 500},
        "line": {("nystart", 2022): 30, ("nystart", 2024): 4000},
        "source": {("nystart", None): 700},
        "total": {("nystart", 2022): 30},
    }
    with engine.connect() as connection:
        found = budgets(connection, Asked(part="line"))
        assert (found.of_effort("nystart"), found.of_year(2022), found.all) == (4030, 30, 4030)
        assert found.years == [2022, 2024]
        assert budgets(connection, Asked(part="effort", partnership="Amager")).all == 10025
        assert budgets(connection, Asked(part="effort", search="NY st")).all == 10025
        assert budgets(connection, Asked(part="effort", effort="-")).all == 500


def of_part(engine: Engine, part: str) -> dict[tuple[str | None, int | None], int]:
    with engine.connect() as connection:
        return {key: int(cell.ore) for key, cell in budgets(connection, Asked(part=part)).cells.items()}


def test_held_figures_are_counted_and_never_shown(engine: Engine) -> None:
    put(engine, *AMOUNTS, status("s", "held"), status("t", effort="B", department="SOF"))
    with engine.connect() as connection:
        assert {view: held(connection, [view], Asked()).figures for view in VIEWS} == {
            "status": 1,
            "budget": 1,
            "indicator": 0,
        }
        assert held(connection, ["budget"], Asked(effort="holdt", year="2022", kind="status_note")).figures == 1
        assert held(connection, ["budget"], Asked(effort="nystart")).figures == 0
        assert held(connection, ["budget"], Asked(search="ny start")).figures == 0
        assert held(connection, ["budget"], Asked(search="HOLDT", effort="holdt")).figures == 1
        assert held(connection, ["budget"], Asked(year="2023")).figures == 0
        assert held(connection, ["status"], Asked(department="SOF")).figures == 0
        keys = {row.figure_key for view in VIEWS for row in listed(connection, view, Asked(), 99).rows}
    assert keys == {f.key for f in AMOUNTS} - {"held"} | {"t"}


def test_the_way_to_held_figures_leads_to_all_of_them_and_where_it_can_to_their_report_alone(
    desk: Desk, client_of: ClientOf
) -> None:
    reader = client_of("reader")
    first = put(desk.engine, budget("1", "a", "held", effort="A", year=1999), name="a")
    assert f'href="/fund?rapport={first}"' in reader.get("/tal/budget?aar=1999").text
    put(desk.engine, budget("2", "b", "held", effort="B", year=1999), name="b")
    assert 'href="/fund?slags=status_note"' in reader.get("/tal/budget?slags=status_note&aar=1999").text


@pytest.mark.parametrize("odd", ["partnerskab=%C2%B2", "forvaltning=%E2%91%A0", "slags=%C2%B2"])
def test_figures_that_look_like_digits_are_no_year(client_of: ClientOf, odd: str) -> None:
    assert client_of("reader").get(f"/tal?{odd}").status_code == 200


def test_held_figures_of_a_version_that_was_replaced_do_not_count(engine: Engine) -> None:
    put(engine, *AMOUNTS)
    put(engine, *(f for f in AMOUNTS if f.state == "passed"), name="new", **NEWER)
    with engine.connect() as connection:
        assert held(connection, ["budget"], Asked()).figures == 0


@pytest.mark.parametrize(("efforts", "rows"), [(3, 100), (40, 5)])
def test_lists_go_on_where_they_ended(engine: Engine, monkeypatch: pytest.MonkeyPatch, efforts: int, rows: int) -> None:
    monkeypatch.setattr("review.figures.listed.EFFORTS", efforts)
    monkeypatch.setattr("review.figures.listed.MOST", rows)
    given = [status(f"k|{n:02}", effort=f"E{n % 7}", effort_key=f"e{n % 7}") for n in range(25)]
    given[4].values.update(effort=None, effort_key=None)
    put(engine, *given)
    found, after = [], ""
    with engine.connect() as connection:
        while True:
            page = statuses(connection, Asked(year="2022"), after)
            assert len({row.effort_key for row in page.rows}) <= efforts and len(page.rows) <= rows
            found += [row.figure_key for row in page.rows]
            if not (after := page.after or ""):
                break
    assert sorted(found) == [f"k|{n:02}" for n in range(25)]


def test_efforts_are_walked_without_leaving_one_out(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    put(engine, *(budget("1", f"b{n}", effort=f"Å{n:02}", effort_key=f"å{n:02}") for n in range(40)))
    monkeypatch.setattr("review.figures.budgets.AT_ONCE", 1)  # as if there were very many figures
    seen: list[str | None] = []
    after = ""
    with engine.connect() as connection:
        while True:
            found = budgets(connection, Asked(part="effort"), after)
            assert len(found.efforts) <= 15
            seen += [it.key for it in found.efforts]
            if not (after := found.after or ""):
                break
        names = [it.key for it in named_efforts(connection) if it.key and it.key.startswith("å")]
    assert [key for key in seen if key and key.startswith("å")] == names
    assert len(set(names)) == 40


def test_indicators_become_curves_with_baseline_and_comparison(engine: Engine) -> None:
    put(
        engine,
        indicator("30.2", "v1", effort="A", effort_key="a", year=2020),
        indicator("40", "v2", effort="A", effort_key="a", year=2023),
        indicator("25", "base", effort="A", effort_key="a", year=2020, measure="baseline"),
        indicator("28", "comp", effort="A", effort_key="a", year=2020, measure="comparison"),
        indicator("9", "alone", effort="A", effort_key="a", indicator="Ensom"),
        indicator("1", "unit", effort="A", effort_key="a", year=2021, unit="count"),
    )
    with engine.connect() as connection:
        [measured], after = efforts_measured(connection, Asked())
        assert (measured.row.figures, measured.row.first_year, measured.row.last_year, after) == (6, 2020, 2023, None)
        rows = listed(connection, "indicator", Asked(effort="a"), 99).rows
    [course] = courses(rows, {"value": "Værdi", "baseline": "Udgangspunkt"})
    assert course.chart.names == ("Værdi", "Udgangspunkt", "comparison")
    assert course.chart.rows == (
        ("2020", (Decimal("30.2"), Decimal(25), Decimal(28))),
        ("2021", (None, None, None)),
        ("2022", (None, None, None)),
        ("2023", (Decimal(40), None, None)),
    )


def test_periods_stand_in_their_order() -> None:
    months = [(2024, "Februar"), (2023, "December"), (2024, "Januar")]
    assert sorted(months, key=in_order) == [(2023, "December"), (2024, "Januar"), (2024, "Februar")]
    assert with_gaps({*months, (2024, "Årets gns.")}) == sorted(months, key=in_order)
    assert with_gaps({(2020, ""), (2022, "")}) == [(2020, ""), (2021, ""), (2022, "")]
    assert [shown(it) for it in ((2023, ""), (2023, "Maj"), (2019, "Skoleåret 2019/20"), (None, ""))] == [
        "2023",
        "Maj 2023",
        "Skoleåret 2019/20",
        "–",
    ]


def test_every_number_leads_to_its_source(client_of: ClientOf, desk: Desk) -> None:
    reader = client_of("reader")
    with desk.engine.connect() as connection:
        for view in VIEWS:
            row = connection.execute(text(f"select report_id, figure_key from bi_{view} limit 1")).one()
            page = reader.get(f"/tal/kilde/{view}/{row.report_id}", params={"tal": row.figure_key})
            mark = mark_of(view, row.figure_key)
            assert page.headers["location"] == f"/rapporter/{row.report_id}/sider?tal={mark}#b-{mark}"
    assert reader.get("/tal/kilde/budget/1?tal=x").status_code == 404
    assert reader.get("/tal/kilde/finding/1?tal=x").status_code == 404


def test_a_held_number_has_no_way_from_here(client_of: ClientOf, desk: Desk) -> None:
    number = put(desk.engine, budget("1", "held", "held"), status())
    assert client_of("reader").get(f"/tal/kilde/budget/{number}?tal=held").status_code == 404


def test_the_pages_add_up_to_the_views(client_of: ClientOf, desk: Desk) -> None:
    reader = client_of("reader")
    with desk.engine.connect() as connection:
        statuses = connection.execute(text("select count(*) from bi_status")).scalar_one()
        amount = connection.execute(
            text(
                "select sum(amount_ore) from bi_budget where measure = 'budget' and not is_total"
                " and line is null and source is null"
            )
        ).scalar_one()
    page = reader.get("/tal").text
    assert f"{statuses} statusser i alt" in page
    cells = re.findall(r"</span>(\d+)</span>", page[page.index('class="matrix"') : page.index("</table>")])
    assert sum(map(int, cells)) == statuses
    page = html.unescape(reader.get("/tal/budget").text)
    foot = page[page.index("<tfoot>") : page.index("</tfoot>")]
    assert "I alt for de viste" not in foot
    assert f"{amount // 100:,}".replace(",", ".") + "\xa0kr." in foot


def test_an_effort_page_gathers_all_three(client_of: ClientOf, desk: Desk) -> None:
    key = "fokuspårockerogbandekriminalitet"
    page = client_of("reader").get(f"/tal/indsats/{quote(key)}").text
    with desk.engine.connect() as connection:
        for view in VIEWS:
            asked = text(f"select count(*) from bi_{view} where effort_key = :key")
            rows = connection.execute(asked, {"key": key}).scalar_one()
            links = set(re.findall(rf'href="(/tal/kilde/{view}/[^"]+)"', page))
            assert len(links) == rows, view
    assert '<svg viewBox="0 0 400' in page
    assert client_of("reader").get("/tal/indsats/findesikke").status_code == 404
    assert client_of("reader").get("/tal/indsats/-").status_code == 200


def test_what_is_shown_is_saved_as_csv_and_excel(client_of: ClientOf, desk: Desk) -> None:
    put(desk.engine, budget("1234.50", "x", effort="=1+1", effort_key="farlig", note="a"), name="csv")
    reader = client_of("reader")
    answer = reader.get("/tal/budget.csv", params={"indsats": "farlig"})
    assert answer.headers["content-disposition"] == 'attachment; filename="afrapport-budget.csv"'
    assert answer.content.startswith(b"\xef\xbb\xbf")
    [row] = csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";")
    assert (row["effort"], row["amount_dkk"], row["is_total"]) == ("'=1+1", "1234,50", "false")
    sheet = load_workbook(io.BytesIO(reader.get("/tal/budget.xlsx?indsats=farlig").content)).active
    assert sheet is not None
    names = [cell.value for cell in sheet[1]]
    cells = dict(zip(names, sheet[2], strict=True))
    assert (cells["amount_dkk"].value, cells["effort"].data_type, cells["effort"].value) == (1234.5, "s", "=1+1")
    everything = reader.get("/tal/status.csv").content.decode("utf-8-sig").splitlines()
    with desk.engine.connect() as connection:
        assert (
            len(list(csv.reader(everything, delimiter=";")))
            == connection.execute(text("select count(*) + 1 from bi_status")).scalar_one()
        )
    assert reader.get("/tal/person.csv").status_code == reader.get("/tal/budget.exe").status_code == 404


def test_what_is_saved_is_what_is_shown(client_of: ClientOf, desk: Desk) -> None:
    put(desk.engine, *AMOUNTS, name="searched")
    reader = client_of("reader")
    for part in ("effort", "line", "source", "total"):
        with desk.engine.connect() as connection:
            asked = Asked(part=part, search="ny st")
            shown = budgets(connection, asked)
        content = reader.get(f"/tal/budget.csv{asked.query()}").content.decode("utf-8-sig")
        rows = list(csv.DictReader(io.StringIO(content), delimiter=";"))
        assert sum(Decimal(row["amount_dkk"].replace(",", ".")) * 100 for row in rows) == shown.all
        assert len(rows) == sum(cell.figures for cell in shown.cells.values())
    assert {row["effort"].casefold()[:5] for row in rows} <= {"ny st"}


def test_text_from_reports_and_addresses_stays_text(client_of: ClientOf, desk: Desk) -> None:
    evil = "<script>alert(1)</script>"
    place = Place(sheet=evil, cell="A1")
    put(desk.engine, status("x", place=place, effort=evil, effort_key="evil", remark=evil, category=evil), name="evil")
    reader = client_of("reader")
    for address in (
        "/tal",
        "/tal/indsats/evil",
        f"/tal/budget?q={quote(evil)}",
        f"/tal?partnerskab={quote(evil)}&aar=x",
    ):
        answer = reader.get(address)
        assert answer.status_code == 200
        assert evil not in answer.text


@pytest.mark.parametrize("address", ["/tal", "/tal/budget", "/tal/indikatorer", "/tal/indsats/-", "/tal/budget.csv"])
def test_only_readers_see_figures(client_of: ClientOf, address: str) -> None:
    assert client_of("submitter").get(address).status_code == 403
    assert client_of(None).get(address).status_code == 303


def test_a_correction_is_seen_at_once(desk: Desk) -> None:
    counts = StatusCounts(desk.engine)
    before = counts.now().total()
    with desk.engine.connect() as connection:
        waiting = held(connection, ["status"], Asked()).figures
        asked = text("select finding_id from open_finding where rule = 'status.missing'")
        number = connection.execute(asked).scalar_one()
    order = Order(number, "correct", "steward", value="Opnået")
    settle(desk.engine, order, desk.today(), register_of(desk.engine))
    assert counts.now().total() == before + 1
    assert counts.now() == StatusCounts(desk.engine).now()
    with desk.engine.connect() as connection:
        assert held(connection, ["status"], Asked()).figures == waiting - 1
