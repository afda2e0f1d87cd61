"""The tables that the star brings, and the triggers that let facts and decisions only grow."""

from __future__ import annotations

import sqlalchemy as sa

from warehouse.migrations.shapes import KEY, NUMBER, SORTED, TIME, catalogue, key, may, must, place, texts, words

LATER = sa.text("revision > 0")
DIMENSIONS = ("partnership", "department", "area", "category")
GROWING = (
    *("fact_status", "fact_budget", "fact_indicator", "finding", "finding_figure"),
    *("finding_event", "report_revision", "decision", "decision_use", "audit"),
)


def new_tables() -> sa.MetaData:
    """All tables of the star, not made yet; ``run`` is there already."""
    made = catalogue()
    sa.Table("run", made, sa.Column("run_id", sa.Text(), primary_key=True))
    add_dimensions(made)
    add_efforts(made)
    add_reports(made)
    add_findings(made)
    add_decisions(made)
    add_facts(made)
    return made


def add_dimensions(made: sa.MetaData) -> None:
    """Years and what else figures are told apart by."""
    days = (may("first_day", sa.Date()), may("last_day", sa.Date()))
    year_id = sa.Column("year_id", KEY, primary_key=True, autoincrement=False)
    sa.Table("dim_year", made, year_id, may("year", sa.Integer()), *days, sa.UniqueConstraint("year"))
    for name in DIMENSIONS:
        label = [*texts(name), *(texts("name") if name == "department" else [])]
        valid = (must("valid_from", sa.Date()), may("valid_to", sa.Date()))
        sa.Table(f"dim_{name}", made, key(f"{name}_id"), *label, *valid, sa.UniqueConstraint(name, "valid_from"))


def add_efforts(made: sa.MetaData) -> None:
    """The register of efforts."""
    sa.Table(
        "dim_effort",
        made,
        key("effort_id"),
        *texts("effort_key", "name"),
        must("confirmed", sa.Boolean()),
        sa.UniqueConstraint("effort_key"),
    )
    labels = texts("label", "label_key")
    unique = sa.UniqueConstraint("label")
    sa.Table("effort_name", made, key("name_id"), *labels, unique, sa.Index(None, "label_key"))
    sa.Table(
        "effort_alias",
        made,
        key("alias_id"),
        must("name_id", KEY, "effort_name.name_id"),
        must("effort_id", KEY, "dim_effort.effort_id"),
        must("from_year", sa.Integer()),
        must("to_year", sa.Integer()),
        must("recorded_from", TIME),
        may("recorded_to", TIME),
        *texts("decided_by", "reason"),
        sa.Index(None, "name_id", "recorded_to"),
        sa.Index(None, "effort_id", "recorded_to"),
    )


def add_reports(made: sa.MetaData) -> None:
    """Submissions, reports, their revisions, and what was read in them."""
    sa.Table(
        "submission",
        made,
        key("submission_id"),
        must("sha256", sa.Text()),
        must("file_name", sa.Text()),
        may("container", sa.Text()),
        must("size", sa.BigInteger()),
        must("received_at", TIME),
        must("run_id", sa.Text(), "run.run_id"),
        sa.UniqueConstraint("sha256"),
        sa.Index(None, "run_id"),
    )
    sa.Table(
        "report",
        made,
        key("report_id"),
        must("submission_id", KEY, "submission.submission_id"),
        may("kind", sa.Text()),
        must("kind_version", sa.Integer()),
        may("identity", sa.Text()),
        must("version_order", SORTED),
        *texts("title"),
        may("period_year", sa.Integer()),
        may("period_end_year", sa.Integer()),
        may("published_on", sa.Date()),
        *texts("case_number"),
        must("loaded_at", TIME),
        sa.UniqueConstraint("submission_id"),
        sa.Index(None, "identity", "version_order"),
        sa.Index(None, "period_year"),
    )
    sa.Table(
        "report_revision",
        made,
        key("report_id", "report.report_id"),
        sa.Column("revision", sa.Integer(), primary_key=True, autoincrement=False),
        must("recorded_at", TIME),
        must("cause", sa.Text()),
        must("state", sa.Text()),
        must("figures_loaded", sa.Integer()),
        must("figures_held", sa.Integer()),
        words("state", "loaded", "partial", "held", "rejected"),
        words("cause", "loaded", "settled", "undone", "expired"),
    )
    sa.Table("reading", made, key("report_id", "report.report_id"), must("content", sa.LargeBinary()))


def add_findings(made: sa.MetaData) -> None:
    """Findings, what they are about, and what became of them."""
    sa.Table(
        "finding",
        made,
        key("finding_id"),
        must("report_id", KEY),
        must("revision", sa.Integer()),
        *(must(name, sa.Text()) for name in ("finding_key", "rule")),
        must("rule_version", sa.Integer()),
        *(must(name, sa.Text()) for name in ("severity", "figure")),
        *texts("effort", "field", "value", "expected"),
        *(must(name, sa.Text()) for name in ("message", "how_to_fix", "message_en", "how_to_fix_en")),
        *place(),
        must("first_seen", TIME),
        sa.UniqueConstraint("report_id", "finding_key"),
        of_revision(),
        words("severity", "error", "warning"),
        words("figure", "report", "status", "budget", "indicator"),
    )
    named = (sa.Column(name, sa.Text(), primary_key=True) for name in ("finding_key", "figure_key"))
    sa.Table(
        "finding_figure",
        made,
        sa.Column("report_id", KEY, primary_key=True, autoincrement=False),
        *named,
        sa.ForeignKeyConstraint(["report_id", "finding_key"], ["finding.report_id", "finding.finding_key"]),
        sa.Index(None, "report_id", "figure_key"),
    )
    sa.Table(
        "finding_event",
        made,
        key("finding_id", "finding.finding_id"),
        sa.Column("revision", sa.Integer(), primary_key=True, autoincrement=False),
        must("state", sa.Text()),
        may("decision_id", KEY, "decision.decision_id"),
        may("cause", sa.Text()),
        words("state", "open", "corrected", "accepted", "rejected", "obsolete"),
        words("cause", "conflict", "fixed_upstream", "expired", "undone"),
    )


def add_decisions(made: sa.MetaData) -> None:
    """Decisions, what they did, and the log of all of it."""
    sa.Table(
        "decision",
        made,
        key("decision_id"),
        must("decided_at", TIME),
        *(must(name, sa.Text()) for name in ("decided_by", "action")),
        must("report_id", KEY, "report.report_id"),
        *(must(name, sa.Text()) for name in ("identity", "finding_key", "rule")),
        must("rule_version", sa.Integer()),
        must("figure", sa.Text()),
        *texts("figure_key", "field", "guard", "value", "reason"),
        may("until", sa.Date()),
        may("undoes", KEY, "decision.decision_id"),
        sa.UniqueConstraint("undoes"),
        sa.Index(None, "identity"),
        words("action", "correct", "accept", "reject", "undo"),
        sa.CheckConstraint("(action = 'undo') = (undoes is not null)", name="undo_names_one"),
        sa.CheckConstraint("(action = 'correct') = (value is not null)", name="correct_has_value"),
    )
    sa.Table(
        "decision_use",
        made,
        key("decision_id", "decision.decision_id"),
        key("report_id", "report.report_id"),
        sa.Column("revision", sa.Integer(), primary_key=True, autoincrement=False),
        must("outcome", sa.Text()),
        words("outcome", "applied", "conflict", "fixed_upstream", "nothing", "expired", "undone"),
        sa.Index(None, "report_id", "revision"),
    )
    sa.Table(
        "audit",
        made,
        sa.Column("entry_id", KEY, primary_key=True, autoincrement=False),
        must("recorded_at", TIME),
        *(must(name, sa.Text()) for name in ("actor", "action", "subject", "detail", "previous_hash", "hash")),
        sa.UniqueConstraint("hash"),
    )


def add_facts(made: sa.MetaData) -> None:
    """The three tables of figures."""
    add_fact(
        made,
        "status",
        "status",
        ("category", "department"),
        *texts("status"),
        may("goals_met", sa.Integer()),
        may("goals_total", sa.Integer()),
        *texts("remark", "context"),
        words("status", "achieved", "partly_achieved", "not_achieved", "not_relevant"),
    )
    add_fact(
        made,
        "budget",
        "amount_ore",
        ("department",),
        *texts("line", "line_type", "source", "measure", "counterpart"),
        may("amount_ore", sa.BigInteger()),
        must("is_total", sa.Boolean()),
        *texts("note", "reported_unit"),
        may("price_level", sa.Integer()),
    )
    add_fact(
        made,
        "indicator",
        "value",
        ("area",),
        *texts("goal", "topic", "indicator", "breakdown", "period_label", "measure"),
        may("value", NUMBER),
        *texts("unit", "data_source"),
    )


def add_fact(
    made: sa.MetaData, view: str, required: str, dimensions: tuple[str, ...], *own: sa.schema.SchemaItem
) -> None:
    """One table of figures; ``required`` is the column that a figure must have to pass."""
    table, passed_has = f"fact_{view}", f"passed_has_{required.removesuffix('_ore')}"
    sa.Table(
        table,
        made,
        key(f"{view}_id"),
        must("report_id", KEY),
        must("revision", sa.Integer()),
        *(must(name, sa.Text()) for name in ("figure_key", "state")),
        must("corrected", sa.Boolean()),
        must("raw_text", sa.Text()),
        must("name_id", KEY, "effort_name.name_id"),
        must("partnership_id", KEY, "dim_partnership.partnership_id"),
        must("year_id", KEY, "dim_year.year_id"),
        *(must(f"{name}_id", KEY, f"dim_{name}.{name}_id") for name in dimensions),
        *own,
        *place(),
        sa.UniqueConstraint("report_id", "figure_key", "revision"),
        of_revision(),
        words("state", "passed", "held", "rejected"),
        sa.CheckConstraint(f"state <> 'passed' or {required} is not null", name=passed_has),
        sa.Index(None, "name_id", "year_id"),
        sa.Index(None, "year_id"),
        sa.Index(
            f"ix_{table}_later", "report_id", "figure_key", "revision", sqlite_where=LATER, postgresql_where=LATER
        ),
    )


def of_revision() -> sa.ForeignKeyConstraint:
    """That a row came with a revision of its report."""
    return sa.ForeignKeyConstraint(["report_id", "revision"], ["report_revision.report_id", "report_revision.revision"])
