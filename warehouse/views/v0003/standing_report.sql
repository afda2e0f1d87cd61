-- The reports whose figures may be read: accepted, and no newer accepted version of the same report.
-- A held version never stands in front of an accepted one.
create view standing_report as
select k.report_id, k.revision, r.kind as report_kind, s.file_name as report_file
from known_report k
join report r on r.report_id = k.report_id
join submission s on s.submission_id = r.submission_id
where k.state in ('loaded', 'partial')
  and not exists (
    select 1 from known_report newer
    where newer.identity = k.identity
      and newer.version_order > k.version_order
      and newer.state in ('loaded', 'partial')
  )
