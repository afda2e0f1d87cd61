"""The findings that wait, kept in their order as reports come in and are decided about."""

from __future__ import annotations

from sqlalchemy import Connection, bindparam, text

from warehouse.bulk import in_portions

# of a report and all other versions of it: a newer one that is accepted makes the findings of the others obsolete
RAISED = text("""
    select v.report_id, f.finding_id from (
      select report_id from report where report_id = :report
      union select o.report_id from report r join report o on o.identity = r.identity where r.report_id = :report
    ) v join finding f on f.report_id = v.report_id""")
CLEAR = text("delete from open_finding where report_id in :reports").bindparams(bindparam("reports", expanding=True))
# `cross join` keeps SQLite from beginning with all figures of a report where it has no statistics yet
FILL = text("""
    insert into open_finding (finding_id, report_id, rule, severity, urgency, value, effort, report_kind, period_year,
      department, figures, amount_ore, first_seen)
    select b.finding_id, b.report_id, b.rule, b.severity, case b.severity when 'error' then 0 else 1 end, b.value,
      b.effort, r.kind, r.period_year,
      coalesce(
        (select min(d.department) from finding_figure ff cross join fact_status f
          join dim_department d on d.department_id = f.department_id
          where ff.report_id = b.report_id and ff.finding_key = b.finding_key
            and f.report_id = ff.report_id and f.figure_key = ff.figure_key),
        (select min(d.department) from finding_figure ff cross join fact_budget f
          join dim_department d on d.department_id = f.department_id
          where ff.report_id = b.report_id and ff.finding_key = b.finding_key
            and f.report_id = ff.report_id and f.figure_key = ff.figure_key)),
      (select count(*) from finding_figure ff where ff.report_id = b.report_id and ff.finding_key = b.finding_key),
      coalesce((select sum(abs(a.amount_ore)) from finding_figure ff cross join fact_budget a
        where ff.report_id = b.report_id and ff.finding_key = b.finding_key
          and a.report_id = ff.report_id and a.figure_key = ff.figure_key
          and a.revision = (select max(l.revision) from fact_budget l
            where l.report_id = a.report_id and l.figure_key = a.figure_key)), 0),
      b.first_seen
    from bi_finding b join report r on r.report_id = b.report_id
    where b.state = 'open' and b.finding_id in :findings""").bindparams(bindparam("findings", expanding=True))


TAKE_TURN = (
    "select pg_advisory_xact_lock(hashtext('open_finding'), hashtext(identity)) from report where report_id = :report"
)


def put_in_queue(connection: Connection, report_id: int) -> None:
    """Bring the open findings of a report, and of its other versions, to what they are now.

    It is the last thing that a transaction writes: two versions of a report that come at once take turns here, so that
    the second one sees the first.
    """
    asked = {"report": report_id}
    if connection.dialect.name == "postgresql":
        connection.execute(text(TAKE_TURN), asked)
    raised = connection.execute(RAISED, asked).all()
    if not raised:
        return
    connection.execute(CLEAR, {"reports": list({row.report_id for row in raised})})
    # by their numbers: a database that has no statistics yet would look at all findings of all reports
    for some in in_portions([row.finding_id for row in raised]):
        connection.execute(FILL, {"findings": some})
