-- One row an effort in a report: how it did.
create view bi_status as
select
  f.period_year, f.partnership, f.effort, e.effort_key, f.category, f.department, f.status, f.goals_met,
  f.goals_total, f.remark, f.context,
  s.report_id, s.report_file, s.report_kind, f.page, f.x0, f.top, f.x1, f.bottom, f.sheet, f.cell, f.raw_text,
  f.corrected, f.figure_key,
  exists (
    select 1 from finding_figure about
    join finding w on w.report_id = about.report_id and w.finding_key = about.finding_key
    where about.report_id = f.report_id and about.figure_key = f.figure_key
      and w.severity = 'warning' and w.state = 'open'
  ) as has_warning
from fact_status f
join standing_report s on s.report_id = f.report_id
left join dim_effort e on e.effort_id = f.effort_id
where f.state = 'passed'
