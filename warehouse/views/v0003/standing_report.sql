-- The reports whose figures may be read: accepted, and no newer accepted version of the same report.
-- A held version never stands in front of an accepted one. The newer version is asked for as a value, not by `not exists`:
-- PostgreSQL would make a join of that, and look at all reports for the sake of a few figures. Nor by `is null`, which it
-- takes to be true of hardly any report: for many figures it would then go the way that is right for one.
create view standing_report as
select k.report_id, k.revision, k.report_kind, k.submission_id
from known_report k
where k.state in ('loaded', 'partial')
  and coalesce((
    select false from known_report newer
    where newer.identity = k.identity
      and newer.version_order > k.version_order
      and newer.state in ('loaded', 'partial')
    limit 1
  ), true)
