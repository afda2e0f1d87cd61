-- One row a measured value.
create view bi_indicator as
select
  f.effort, e.effort_key, f.partnership, f.area, f.goal, f.topic, f.indicator, f.breakdown, f.year, f.period_label,
  f.measure, {number:f.value} as value, f.unit, f.data_source,
  s.report_id, s.report_file, s.report_kind, f.page, f.x0, f.top, f.x1, f.bottom, f.sheet, f.cell, f.raw_text,
  f.corrected, f.figure_key,
  exists (
    select 1 from finding_figure about
    join finding w on w.report_id = about.report_id and w.finding_key = about.finding_key
    where about.report_id = f.report_id and about.figure_key = f.figure_key
      and w.severity = 'warning' and w.state = 'open'
  ) as has_warning
from fact_indicator f
join standing_report s on s.report_id = f.report_id
left join dim_effort e on e.effort_id = f.effort_id
where f.state = 'passed'
