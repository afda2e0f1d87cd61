"""Tables for the review app: the open findings in their order, people, and what they do besides deciding."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from warehouse.migrations.shapes import KEY, TIME, catalogue, key, may, must, texts, words

revision = "0007"
down_revision = "0006"

TABLES = (
    *("handed_in", "expected_report", "decision_batch", "question", "presence", "assignment"),
    *("sign_in_attempt", "person_session", "person", "open_finding"),
)
FACTS, HELD = ("fact_status", "fact_budget", "fact_indicator"), sa.text("state = 'held'")
# what a queue needs to know of a finding, worked out for those that are open now
FILL = """
    insert into open_finding (finding_id, report_id, rule, severity, urgency, value, effort, report_kind, period_year,
      department, figures, amount_ore, first_seen)
    select b.finding_id, b.report_id, b.rule, b.severity, case b.severity when 'error' then 0 else 1 end, b.value,
      b.effort, r.kind, r.period_year,
      coalesce(
        (select min(d.department) from finding_figure ff cross join fact_status f
          join dim_department d on d.department_id = f.department_id
          where ff.report_id = b.report_id and ff.finding_key = b.finding_key
            and f.report_id = ff.report_id and f.figure_key = ff.figure_key),
        (select min(d.department) from finding_figure ff cross join fact_budget f
          join dim_department d on d.department_id = f.department_id
          where ff.report_id = b.report_id and ff.finding_key = b.finding_key
            and f.report_id = ff.report_id and f.figure_key = ff.figure_key)),
      (select count(*) from finding_figure ff where ff.report_id = b.report_id and ff.finding_key = b.finding_key),
      coalesce((select sum(abs(a.amount_ore)) from finding_figure ff cross join fact_budget a
        where ff.report_id = b.report_id and ff.finding_key = b.finding_key
          and a.report_id = ff.report_id and a.figure_key = ff.figure_key
          and a.revision = (select max(l.revision) from fact_budget l
            where l.report_id = a.report_id and l.figure_key = a.figure_key)), 0),
      b.first_seen
    from bi_finding b join report r on r.report_id = b.report_id
    where b.state = 'open'"""


def upgrade() -> None:
    """Make the tables, and put the findings that are open into their order."""
    made = catalogue()
    for name in ("finding", "decision"):  # there already
        sa.Table(name, made, sa.Column(f"{name}_id", KEY, primary_key=True))
    add_open_findings(made)
    add_people(made)
    add_work(made)
    add_submissions(made)
    made.create_all(op.get_bind())
    for table in FACTS:
        op.create_index(f"ix_{table}_held", table, ["name_id", "year_id"], sqlite_where=HELD, postgresql_where=HELD)
    op.create_index("ix_audit_action", "audit", ["action"])
    op.execute(FILL)


def downgrade() -> None:
    """Drop them, with all people and what they noted; their decisions stay."""
    for table in FACTS:
        op.drop_index(f"ix_{table}_held", table)
    op.drop_index("ix_audit_action", "audit")
    for name in TABLES:
        op.drop_table(name)


def add_open_findings(made: sa.MetaData) -> None:
    """The findings that wait for somebody."""
    sa.Table(
        "open_finding",
        made,
        sa.Column("finding_id", KEY, primary_key=True, autoincrement=False),
        must("report_id", KEY),
        *(must(name, sa.Text()) for name in ("rule", "severity")),
        must("urgency", sa.Integer()),
        *texts("value", "effort", "report_kind"),
        may("period_year", sa.Integer()),
        *texts("department"),
        must("figures", sa.Integer()),
        must("amount_ore", sa.BigInteger()),
        must("first_seen", TIME),
        words("severity", "error", "warning"),
        sa.Index("ix_open_finding_order", "urgency", "amount_ore", "figures", "finding_id"),
        sa.Index("ix_open_finding_count", "rule", "severity", "amount_ore"),
        sa.Index(None, "rule", "value"),
        sa.Index(None, "report_id"),
    )


def add_people(made: sa.MetaData) -> None:
    """Who may sign in, who is signed in, and who tried."""
    sa.Table(
        "person",
        made,
        key("person_id"),
        *(must(name, sa.Text()) for name in ("login", "name", "role")),
        *texts("password_hash", "subject"),
        must("active", sa.Boolean()),
        *texts("language"),
        must("shortcuts", sa.Boolean()),
        must("created_at", TIME),
        sa.UniqueConstraint("login"),
        sa.UniqueConstraint("subject"),
        words("role", "reader", "submitter", "steward", "lead"),
    )
    sa.Table(
        "person_session",
        made,
        sa.Column("token_hash", sa.Text(), primary_key=True),
        must("person_id", KEY, "person.person_id"),
        must("csrf_token", sa.Text()),
        *(must(name, TIME) for name in ("started_at", "seen_at")),
        sa.Index(None, "person_id"),
    )
    sa.Table(
        "sign_in_attempt",
        made,
        key("attempt_id"),
        *(must(name, sa.Text()) for name in ("login", "address")),
        must("tried_at", TIME),
        must("succeeded", sa.Boolean()),
        sa.Index(None, "login", "tried_at"),
        sa.Index(None, "address", "tried_at"),
    )


def add_work(made: sa.MetaData) -> None:
    """Who has taken what, who looks at what, what was asked and decided at once."""
    person, finding = must("person_id", KEY, "person.person_id"), key("finding_id", "finding.finding_id")
    sa.Table("assignment", made, finding, person, must("assigned_at", TIME), sa.Index(None, "person_id"))
    both = (key("finding_id", "finding.finding_id"), key("person_id", "person.person_id"))
    sa.Table("presence", made, *both, must("seen_at", TIME))
    sa.Table(
        "question",
        made,
        key("question_id"),
        must("finding_id", KEY, "finding.finding_id"),
        must("asked_at", TIME),
        *(must(name, sa.Text()) for name in ("asked_by", "content")),
        sa.Index(None, "finding_id"),
    )
    decision = key("decision_id", "decision.decision_id")
    first = must("batch_id", KEY, "decision.decision_id")
    sa.Table("decision_batch", made, decision, first, sa.Index(None, "batch_id"))


def add_submissions(made: sa.MetaData) -> None:
    """What is awaited from whom, and what was handed in."""
    sa.Table(
        "expected_report",
        made,
        key("expected_id"),
        *(must(name, sa.Text()) for name in ("report_kind", "about")),
        must("period_year", sa.Integer()),
        must("due_on", sa.Date()),
        *texts("sender", "answer", "answered_by"),
        may("answered_at", TIME),
        *texts("note"),
        sa.UniqueConstraint("report_kind", "about", "period_year"),
        words("answer", "nothing_to_report"),
    )
    sa.Table(
        "handed_in",
        made,
        key("handed_in_id"),
        must("person_id", KEY, "person.person_id"),
        must("handed_in_at", TIME),
        *(must(name, sa.Text()) for name in ("sha256", "file_name")),
        must("size", sa.BigInteger()),
        sa.Index(None, "person_id"),
        sa.Index(None, "sha256"),
    )
