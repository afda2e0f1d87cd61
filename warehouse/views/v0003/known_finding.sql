-- Every finding in its last state.
create view known_finding as
select d.finding_id, d.report_id, d.finding_key, d.severity, coalesce(v.state, 'open') as state, v.decision_id, v.cause
from finding d
join known_report k on k.report_id = d.report_id and d.revision <= k.revision
left join finding_event v on v.finding_id = d.finding_id and v.revision = (
  select max(last.revision) from finding_event last where last.finding_id = d.finding_id and last.revision <= k.revision
)
