"""What the reading role should have and has not, or has and should not: queries whose rows are the statements to run.

They ask what the role can do in effect, however it came to it; where all is right they give no rows. ``:reader`` is
its name.
"""

from __future__ import annotations

SETTINGS = """
select format('alter role %I set default_transaction_read_only = on', rolname) from pg_roles
where rolname = :reader and not 'default_transaction_read_only=on' = any (coalesce(rolconfig, '{}'))
"""

RELATIONS = """
with relation as (
  select r.oid as reader, c.oid, c.relkind, quote_ident(n.nspname) || '.' || quote_ident(c.relname) as name,
    c.relname ~ '^bi_' and c.relkind in ('v', 'm') as is_open
  from pg_class c join pg_namespace n on n.oid = c.relnamespace, pg_roles r
  where r.rolname = :reader and n.nspname = current_schema() and c.relkind in ('r', 'p', 'v', 'm', 'f', 'S')
)
select format('revoke all on %s %s from %I', case relkind when 'S' then 'sequence' else 'table' end, name,
  cast(:reader as text))
from relation
where case when relkind = 'S' then has_sequence_privilege(reader, oid, 'usage, select, update') else
  has_table_privilege(reader, oid, 'insert, update, delete, truncate, references, trigger')
  or has_any_column_privilege(reader, oid, 'insert, update, references')
  or not is_open and has_any_column_privilege(reader, oid, 'select')
end
"""

# asked after RELATIONS has done its work, since a revoke takes the right to read along
VIEWS = """
select format('grant select on %I.%I to %I', n.nspname, c.relname, r.rolname)
from pg_class c join pg_namespace n on n.oid = c.relnamespace, pg_roles r
where r.rolname = :reader and n.nspname = current_schema() and c.relname ~ '^bi_' and c.relkind in ('v', 'm')
  and not has_table_privilege(r.oid, c.oid, 'select')
"""

FUNCTIONS = """
select format('grant execute on function %s to %I', cast(cast(p.oid as regprocedure) as text), r.rolname)
from pg_proc p join pg_namespace n on n.oid = p.pronamespace, pg_roles r
where r.rolname = :reader and n.nspname = current_schema() and p.proname ~ '^bi_' and p.prokind = 'f'
  and not has_function_privilege(r.oid, p.oid, 'execute')
"""

# Everyone may make temporary tables in a database unless that is taken from everyone; the owner keeps it.
PLACES = """
select format(what, place, r.rolname) from pg_roles r, lateral (values
  ('grant usage on schema %I to %I', current_schema(), not has_schema_privilege(r.oid, current_schema(), 'usage')),
  ('revoke create on schema %I from %I, public', current_schema(),
    has_schema_privilege(r.oid, current_schema(), 'create')),
  ('grant connect on database %I to %I', current_database(),
    not has_database_privilege(r.oid, current_database(), 'connect')),
  ('revoke create, temporary on database %I from %I, public', current_database(),
    has_database_privilege(r.oid, current_database(), 'create, temp'))
) as rights (what, place, is_wrong)
where r.rolname = :reader and is_wrong
"""

# in the order in which they are to be run
RIGHTS = (SETTINGS, RELATIONS, VIEWS, FUNCTIONS, PLACES)
