-- One row a finding. It is obsolete once a newer accepted version of its report stands: nobody needs to settle it.
create view bi_finding as
select
  d.finding_id, d.report_id, s.file_name as report_file, d.rule, d.rule_version, d.severity,
  case when k.state = 'open' and exists (
    select 1 from known_report newer
    where newer.identity = r.identity
      and newer.version_order > r.version_order
      and newer.state in ('loaded', 'partial')
  ) then 'obsolete' else k.state end as state,
  d.figure, d.effort, d.field, d.value, d.expected, d.message, d.how_to_fix, d.page, d.x0, d.top, d.x1, d.bottom,
  d.sheet, d.cell, d.first_seen,
  case when k.state = 'open' then null else c.decided_by end as settled_by,
  case when k.state = 'open' then null else c.decided_at end as settled_at,
  case when k.state = 'open' then null else c.reason end as reason,
  d.message_en, d.how_to_fix_en, d.finding_key, k.cause as reopened, k.decision_id
from known_finding k
join finding d on d.finding_id = k.finding_id
join report r on r.report_id = d.report_id
join submission s on s.submission_id = r.submission_id
left join decision c on c.decision_id = k.decision_id
