-- The reports whose figures may be read: accepted, and no newer accepted version of the same report.
-- A held version never stands in front of an accepted one.
create view standing_report as
select r.report_id, r.kind as report_kind, s.file_name as report_file
from report r
join submission s on s.submission_id = r.submission_id
where r.state in ('loaded', 'partial')
  and not exists (
    select 1 from report newer
    where newer.identity = r.identity
      and newer.version_order > r.version_order
      and newer.state in ('loaded', 'partial')
  )
