"""The findings that wait, kept in their order as reports come in and are decided about."""

from __future__ import annotations

from sqlalchemy import Connection, text

# of a report and all other versions of it: a newer one that is accepted makes the findings of the others obsolete
OF_REPORT = """
    (select r.report_id from report r where r.report_id = :report
      union select o.report_id from report r join report o on o.identity = r.identity where r.report_id = :report)"""
CLEAR = f"delete from open_finding where report_id in {OF_REPORT}"  # noqa: S608 - our own words
FILL = f"""
    insert into open_finding (finding_id, report_id, rule, severity, urgency, value, effort, report_kind, period_year,
      department, figures, amount_ore, first_seen)
    select b.finding_id, b.report_id, b.rule, b.severity, case b.severity when 'error' then 0 else 1 end, b.value,
      b.effort, r.kind, r.period_year,
      (select min(d.department) from finding_figure ff
        join (select report_id, figure_key, department_id from fact_status
          union all select report_id, figure_key, department_id from fact_budget) f
          on f.report_id = ff.report_id and f.figure_key = ff.figure_key
        join dim_department d on d.department_id = f.department_id
        where ff.report_id = b.report_id and ff.finding_key = b.finding_key),
      (select count(*) from finding_figure ff where ff.report_id = b.report_id and ff.finding_key = b.finding_key),
      coalesce((select sum(abs(a.amount_ore)) from finding_figure ff
        join fact_budget a on a.report_id = ff.report_id and a.figure_key = ff.figure_key
          and a.revision = (select max(l.revision) from fact_budget l
            where l.report_id = a.report_id and l.figure_key = a.figure_key)
        where ff.report_id = b.report_id and ff.finding_key = b.finding_key), 0),
      b.first_seen
    from bi_finding b join report r on r.report_id = b.report_id
    where b.state = 'open' and b.report_id in {OF_REPORT}"""  # noqa: S608 - our own words


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
    connection.execute(text(CLEAR), asked)
    connection.execute(text(FILL), asked)
