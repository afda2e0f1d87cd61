-- One row a rule and report: how often the rule was put to it when it was last counted.
create view bi_check as
select
  t.report_id, s.file_name as report_file, k.report_kind, t.rule, t.rule_version, t.passed, t.failed, t.not_applicable,
  t.reason
from known_report k
join submission s on s.submission_id = k.submission_id
join check_tally t on t.report_id = k.report_id and t.revision <= k.revision
where (t.recounted_at is null or {known:t.recounted_at})
  and not exists (
    select 1 from check_tally later
    where later.report_id = t.report_id and later.rule = t.rule and later.revision <= k.revision
      and (later.revision > t.revision or later.revision = t.revision and later.recount > t.recount)
      and (later.recounted_at is null or {known:later.recounted_at})
  )
