-- Every report at its last revision: what was loaded, and what decisions made of it.
create view known_report as
select
  r.report_id, r.identity, r.version_order, v.revision, v.state, v.figures_loaded, v.figures_held,
  r.kind as report_kind, r.submission_id
from report r
join report_revision v on v.report_id = r.report_id
where {known:v.recorded_at}
  and not exists (
    select 1 from report_revision later
    where later.report_id = v.report_id and later.revision > v.revision and {known:later.recorded_at}
  )
