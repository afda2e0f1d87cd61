-- Which effort a name means, in which years.
create view known_alias as
select a.name_id, a.effort_id, a.from_year, a.to_year
from effort_alias a
where {known:a.recorded_from} and (a.recorded_to is null or not {known:a.recorded_to})
