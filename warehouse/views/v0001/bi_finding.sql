-- One row a finding. It is obsolete once a newer accepted version of its report stands: nobody needs to settle it.
create view bi_finding as
select
  d.finding_id, d.report_id, s.file_name as report_file, d.rule, d.rule_version, d.severity,
  case when d.state = 'open' and exists (
    select 1 from report newer
    where newer.identity = r.identity
      and newer.version_order > r.version_order
      and newer.state in ('loaded', 'partial')
  ) then 'obsolete' else d.state end as state,
  d.figure, d.effort, d.field, d.value, d.expected, d.message, d.how_to_fix, d.page, d.x0, d.top, d.x1, d.bottom,
  d.sheet, d.cell, d.first_seen, {nothing:text} as settled_by, {nothing:time} as settled_at, {nothing:text} as reason,
  d.message_en, d.how_to_fix_en, d.finding_key
from finding d
join report r on r.report_id = d.report_id
join submission s on s.submission_id = r.submission_id
