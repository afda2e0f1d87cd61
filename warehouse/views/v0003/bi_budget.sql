-- One row an amount, in kroner; amount_ore is the same amount as whole øre.
-- PostgreSQL seeks the best order among the first eight tables only, those of the report included:
-- so what is asked for most stands first.
create view bi_budget as
select
  y.year, p.partnership, n.label as effort, e.effort_key, d.department, f.line, f.line_type, f.source, f.measure,
  f.counterpart, {kroner:f.amount_ore} as amount_dkk, f.is_total, f.note,
  s.report_id, b.file_name as report_file, s.report_kind, f.page, f.x0, f.top, f.x1, f.bottom, f.sheet, f.cell, f.raw_text,
  f.corrected, f.figure_key,
  exists (
    select 1 from finding_figure about
    join known_finding w on w.report_id = about.report_id and w.finding_key = about.finding_key
    where about.report_id = f.report_id and about.figure_key = f.figure_key
      and w.severity = 'warning' and w.state = 'open'
  ) as has_warning, f.amount_ore, f.reported_unit, f.price_level
from fact_budget f
join effort_name n on n.name_id = f.name_id
join known_alias a on a.name_id = f.name_id and f.year_id between a.from_year and a.to_year
join dim_effort e on e.effort_id = a.effort_id
join dim_year y on y.year_id = f.year_id
join standing_report s on s.report_id = f.report_id
join submission b on b.submission_id = s.submission_id
join dim_partnership p on p.partnership_id = f.partnership_id
join dim_department d on d.department_id = f.department_id
where f.state = 'passed'
  and f.revision <= s.revision
  and not exists (
    select 1 from fact_budget later
    where later.revision > 0 and later.report_id = f.report_id and later.figure_key = f.figure_key
      and later.revision > f.revision and later.revision <= s.revision
  )
