-- One row a report, whatever became of it. superseded_by is the version that stands, however many lie between.
create view bi_report as
select
  v.report_id, v.report_kind, v.report_file, v.sha256, v.title, v.period_year, v.period_end_year,
  v.published_on, v.case_number,
  case when v.superseded_by is null then v.state else 'superseded' end as state,
  v.superseded_by, v.figures_loaded, v.figures_held, v.received_at, v.loaded_at, v.identity, v.container, v.revision
from (
  select
    r.report_id, r.kind as report_kind, s.file_name as report_file, s.sha256, r.title, r.period_year,
    r.period_end_year, r.published_on, r.case_number, k.state, k.figures_loaded, k.figures_held, s.received_at,
    r.loaded_at, r.identity, s.container, k.revision,
    (
      select newest.report_id from known_report newest
      where newest.identity = r.identity
        and newest.version_order > r.version_order
        and newest.state in ('loaded', 'partial')
      order by newest.version_order desc limit 1
    ) as superseded_by
  from known_report k
  join report r on r.report_id = k.report_id
  join submission s on s.submission_id = r.submission_id
) v
