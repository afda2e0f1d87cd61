-- The reports whose figures may be read: accepted, and no newer accepted version of the same report.
-- A held version never stands in front of an accepted one. The newer version is asked for by itself, not by `not exists`:
-- PostgreSQL would make a join of that, and look at all reports for the sake of a few figures.
create view standing_report as
select k.report_id, k.revision, k.report_kind, s.file_name as report_file
from known_report k
join submission s on s.submission_id = k.submission_id
where k.state in ('loaded', 'partial')
  and (
    select newer.report_id from known_report newer
    where newer.identity = k.identity
      and newer.version_order > k.version_order
      and newer.state in ('loaded', 'partial')
    limit 1
  ) is null
