"""What is known of one finding: itself, its report, the figures that it is about, and what else hangs on these."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, RowMapping, text
from starlette.exceptions import HTTPException

from extractors.place import Place
from review.visit import Visit
from schemas.keys import figure_of
from schemas.report import Figure
from warehouse.figures import figures_of

MOST = 40  # figures and findings that are shown
FOUND = text("""
    select b.*, r.kind as report_kind, r.title, r.period_year, r.identity, d.action, d.value as decided_value,
      d.figure_key as decided_figure, d.until,
      (select max(e.revision) from finding_event e where e.finding_id = b.finding_id) as event,
      (select v.state from report_revision v where v.report_id = b.report_id order by v.revision desc limit 1)
        as report_state,
      a.person_id as taken_by_id, p.name as taken_by
    from bi_finding b
    join report r on r.report_id = b.report_id
    left join decision d on d.decision_id = b.decision_id
    left join assignment a on a.finding_id = b.finding_id
    left join person p on p.person_id = a.person_id
    where b.finding_id = :finding""")
ABOUT = text(f"""
    select figure_key from finding_figure where report_id = :report and finding_key = :key
    order by figure_key limit {MOST + 1}""")  # noqa: S608 - a number of ours
# the ones that share a figure with it, and, where it holds the whole report, those of the report
BESIDE = text(f"""
    select b.finding_id, b.rule, b.severity, b.state, b.effort, b.message, b.message_en from bi_finding b
    where b.report_id = :report and b.finding_id <> :finding and b.finding_key in (
      select o.finding_key from finding_figure mine
      join finding_figure o on o.report_id = mine.report_id and o.figure_key = mine.figure_key
      where mine.report_id = :report and mine.finding_key = :key)
    order by case b.state when 'open' then 0 else 1 end, b.severity, b.finding_id limit {MOST}""")  # noqa: S608
QUESTIONS = text("select asked_at, asked_by, content from question where finding_id = :finding order by question_id")


@dataclass(frozen=True, slots=True)
class Told:
    """A finding. ``row`` has the columns of ``bi_finding`` and more; ``figures`` are those that it is about, as far as
    they are shown (``more``: there are others); ``named`` is the one that its own key names.
    """

    row: RowMapping
    figures: list[Figure]
    more: bool
    beside: list[RowMapping]
    questions: list[RowMapping]

    @property
    def seen(self) -> str:
        """What somebody who looks at it now knows of its state; something else once it has changed."""
        return f"{self.row['state']}-{self.row['event'] if self.row['event'] is not None else ''}"

    @property
    def is_open(self) -> bool:
        """Whether it waits for somebody."""
        return self.row["state"] == "open"

    @property
    def takes_the_report(self) -> bool:
        """Whether to reject it takes a report out of the views of which figures stand there."""
        return not self.figures and self.row["report_state"] in ("loaded", "partial")

    @property
    def place(self) -> Place:
        """Where it stands."""
        return Place(**{name: self.row[name] for name in ("page", "x0", "top", "x1", "bottom", "sheet", "cell")})

    @property
    def named(self) -> Figure | None:
        """The figure that it is about first of all."""
        key = figure_of(self.row["rule"], self.row["finding_key"], [f.key for f in self.figures])
        return next((f for f in self.figures if f.key == key), self.figures[0] if self.figures else None)


def told_of(connection: Connection, finding_id: int) -> Told | None:
    """A finding as it is now; None where there is none of that number."""
    row = connection.execute(FOUND, {"finding": finding_id}).mappings().first()
    if row is None:
        return None
    of_finding: dict[str, Any] = {"report": row["report_id"], "key": row["finding_key"], "finding": finding_id}
    keys = list(connection.execute(ABOUT, _only(of_finding, "report", "key")).scalars())
    figures = figures_of(connection, row["report_id"], keys[:MOST]) if keys else []
    beside = list(connection.execute(BESIDE, of_finding).mappings()) if keys else []
    questions = list(connection.execute(QUESTIONS, _only(of_finding, "finding")).mappings())
    return Told(row, figures, len(keys) > MOST, beside, questions)


def told_at(visit: Visit) -> Told:
    """The finding of the address; a page that is not there (404) where there is none."""
    with visit.desk.engine.connect() as connection:
        told = told_of(connection, visit.number("id"))
    if told is None:
        raise HTTPException(404)
    return told


def _only(values: dict[str, Any], *names: str) -> dict[str, Any]:
    return {name: values[name] for name in names}
