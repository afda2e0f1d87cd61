-- Every report at its last revision: what was loaded, and what decisions made of it.
create view known_report as
select
  r.report_id, r.identity, r.version_order, v.revision, v.state, v.figures_loaded, v.figures_held,
  r.kind as report_kind, r.submission_id
from report r
join report_revision v on v.report_id = r.report_id
where v.revision = (
  select max(last.revision) from report_revision last where last.report_id = r.report_id and {known:last.recorded_at}
)
