"""The rule book and the code agree both ways; every sentence can be read."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path

import pytest

from extractors.data_file import data_file
from extractors.raw import Drift, RawFigure, RawValue, StatedCount, StatedFinancing
from extractors.unreadable import Unreadable
from raw_samples import at, budget, checked, figure, report, status, value
from schemas.check import check_reading, check_unreadable
from schemas.checks.restated import Stated, key_of
from schemas.columns import PROVENANCE, VIEWS
from schemas.decision import Decision
from schemas.efforts import program_register
from schemas.models.budget import BudgetModel
from schemas.models.indicator import IndicatorModel
from schemas.models.status import StatusModel
from schemas.reading import Reading
from schemas.report import CheckedReport
from schemas.rulebook import reason, rule, rules
from schemas.typed import drafts_of

SCHEMAS = Path(__file__).parents[1] / "schemas"
COUNTS = [(1, "A", "3"), (2, "B", "4")]
CORRECTION = Decision(
    1, "correct", "x", "budget.negative", 1, "budget", "budget|effort=a|measure=budget", "amount_dkk", "-5", "50.000"
)
DOUBTS = ("loose", "nameless", "gapped", "unlabelled", "moved", "shared", "torn")
CHANGE = [("before", "10 %"), ("after", "20 %"), ("change", "10 %")]


def doubtful() -> list[RawFigure]:
    """Figures of tables that were not read as they stand, one or two for each reason."""
    found = [figure("indicator", "7", n, 4 + n, indicator="L") for n, _ in enumerate(DOUBTS)]
    found.append(figure("indicator", "8", 9, 4, indicator="M"))
    for raw, doubt in zip(found, [*DOUBTS, DOUBTS[0]], strict=True):
        raw.doubt = doubt
    return found


def everything_wrong() -> list[CheckedReport]:
    """Reports that break every rule that code stands behind."""
    figures = [
        status("A", ""),
        status("B", "måske", row=2),
        status("C", "5/3", row=3),
        status("D", "Ikke opnået", row=4, department="KKF"),
        status("D", "Opnået", row=5),
        status(None, "Opnået", row=9),
        status("P", RawValue("Opnået", at(), doubts=["Opnået"]), row=11),
        budget("A", ""),
        budget("B", "se bilag", 2),
        budget("C", "-5 kr.", 3),
        budget("D", RawValue("", at(), problem="#DIV/0!"), 4),
        budget("A", "5.000 kr.", 1, measure="added", counterpart="B"),
        budget("E", "231 kr.", 6),
        budget("E", "231.000 kr.", 6, measure="total"),
        budget("F", "100 kr.", 7, line="L", year="2022"),
        budget("F", "50 kr.", 7, line="L", source="LBF"),
        budget("F", "90 kr.", 7, line="L", is_total=True),
        figure("indicator", "130 %", indicator="I", unit="percent"),
        figure("indicator", "høj", indicator="J"),
        *doubtful(),
        *(figure("indicator", text, row, 2, indicator=name, unit="count") for row, name, text in COUNTS),
        figure("indicator", "9", 4, 2, indicator="I alt", unit="count", is_total=True),
        *(figure("indicator", text, 1, 3, indicator="K", measure=measure, unit="percent") for measure, text in CHANGE),
    ]
    drifts = [
        Drift(name, at(), "X", "Y")
        for name in ("report.table_missing", "table.column_missing", "table.column_unexpected", "sheet.hidden")
    ]
    drifts.append(Drift("page.unread", at()))
    drifts += [Drift("table.column_unexpected", at(), None, "3"), Drift("table.number_unread", at(), "7", "2")]
    counts = [StatedCount(2, 3, "2 indsatser", at())]
    broken = checked(
        *figures, drifts=drifts, counts=counts, period=None, about=["010203-4321"], case_number=value(None)
    )
    files = ("report.corrupt", "report.encrypted", "report.empty", "report.too_large")
    scan = check_unreadable(Unreadable("report.empty", reason="scanned"))
    outdated = [check_reading(Reading(report(budget("A", text))), [CORRECTION]) for text in ("7 kr.", "50.000 kr.")]
    financing = [StatedFinancing("balance", "5", "Balance 5", at())]
    totals = [
        budget("A", "9", 1, line="L", is_total=True),
        budget("A", "9", 1, line="L", source="LBF"),
        budget(None, "9", 2, line="Total", is_total=True),
        budget(None, "9", 2, line="Total", source="LBF", is_total=True),
    ]
    unbalanced = checked(*totals, kind="budget_sheet", financing=financing)
    return [
        broken,
        unbalanced,
        scan,
        checked(kind=None),
        restated(),
        *outdated,
        *(check_unreadable(Unreadable(name)) for name in files),
    ]


def restated() -> CheckedReport:
    """A report whose value an earlier report gave otherwise."""
    users = figure("indicator", "7", effort="A", indicator="Brugere", year="2021", unit="count")
    (draft,) = drafts_of(report(users), program_register())
    key = key_of(draft.values)
    assert key is not None
    return check_reading(Reading(report(users)), earlier={key: [Stated(Decimal(8), "8", "", "a.pdf", at(3))]})


def test_every_implemented_rule_is_raised_and_no_other():
    raised = {f.rule for result in everything_wrong() for f in result.findings}
    assert raised == {name for name, entry in rules().items() if entry.implemented}


def test_every_rule_that_the_code_names_is_in_the_book():
    text = "\n".join(path.read_text(encoding="utf-8") for path in SCHEMAS.rglob("*.py"))
    named = set(
        re.findall(r'"((?:report|page|table|sheet|figure|status|effort|department|budget|indicator)\.[a-z_]+)"', text)
    )
    assert named <= set(rules())
    assert {name for name in rules() if name not in text} <= {
        *("report.corrupt", "report.encrypted", "report.empty", "report.too_large"),
        *("table.column_missing", "table.column_unexpected", "sheet.hidden", "page.unread"),
        *("decision.conflict", "decision.fixed_upstream"),
    }


def test_findings_take_their_rule_from_the_book():
    for result in everything_wrong():
        keys = [f.key for f in result.findings]
        assert len(set(keys)) == len(keys)
        for found in result.findings:
            book = rule(found.rule)
            assert (found.severity, found.rule_version) == (book.severity, book.version)
            assert found.figure in ("report", "status", "budget", "indicator")
            assert set(found.figure_keys) <= {f.key for f in result.figures}


def test_messages_are_whole_sentences_in_plain_words():
    for result in everything_wrong():
        for found in result.findings:
            for text in (found.message, found.how_to_fix, found.message_en, found.how_to_fix_en):
                assert text[0].isupper() or text[0] == "»", text
                assert text.rstrip(")").endswith((".", "1", "filen", "file")), text
                assert not re.search(r"[{}]|\bNone\b|null|invalid|regex|\.\.(?!\.)|  | ,", text), text
            assert found.message != found.message_en
            assert not re.search(r"\b(?:the|must|is not)\b", found.message), found.message
            assert not re.search(r"\b(?:ikke|eller|skal)\b", re.sub("»[^»«]*«", "", found.message_en)), found.message_en


def test_severities_and_levels():
    for entry in rules().values():
        assert entry.severity in ("error", "warning")
        assert entry.level in ("value", "row", "table", "report", "across")
        assert entry.level in ("value", "row", "table", "report", "across", "warehouse")
        assert entry.version >= 1
        assert set(entry.about) == set(entry.message) == set(entry.fix) == {"da", "en"}
    warnings = {name for name, entry in rules().items() if entry.severity == "warning"}
    assert warnings == {
        *(
            "report.count_mismatch",
            "table.column_unexpected",
            "table.number_unread",
            "sheet.hidden",
            "page.unread",
            "status.remark_missing",
            "effort.unknown",
        ),
        *(
            "decision.conflict",
            "decision.fixed_upstream",
            "budget.cofinancing_mismatch",
            "budget.scale_suspect",
            "budget.transfer_unbalanced",
            "indicator.change_mismatch",
            "indicator.restated",
        ),
    }


def test_reasons_have_sentences_for_every_failure_of_the_parsers():
    text = "\n".join(path.read_text(encoding="utf-8") for path in (SCHEMAS / "parsers").glob("*.py"))
    named = set(re.findall(r'Misread\("([a-z_]+)"', text)) | set(
        re.findall(r'Misread\("[a-z_]+" if .* else "([a-z_]+)"', text)
    )
    for name in named | set(data_file("schemas", "rules.yaml")["reasons"]):
        assert reason(name, "da", "3/5").endswith(".")
        assert reason(name, "en", "3/5") != reason(name, "da", "3/5")


@pytest.mark.parametrize(
    ("view", "model"), [("status", StatusModel), ("budget", BudgetModel), ("indicator", IndicatorModel)]
)
def test_the_models_have_the_columns_of_the_list(view, model):
    schema = model.to_schema()
    assert list(schema.columns) == [column.name for column in VIEWS[view]]
    for column in VIEWS[view]:
        assert schema.columns[column.name].description == column.en_about
        assert column.da_about
        assert column.en_about
    judged = {check.name for check in schema.checks} | {c.name for col in schema.columns.values() for c in col.checks}
    assert judged - {"exact money"} <= set(rules())


def test_the_columns_are_those_of_the_views():
    names = {view: " ".join(column.name for column in columns) for view, columns in VIEWS.items()}
    assert names == {
        "status": "period_year partnership effort effort_key category department status goals_met goals_total "
        "remark context",
        "budget": "year partnership effort effort_key department line line_type source measure counterpart "
        "amount_dkk is_total note",
        "indicator": "effort effort_key partnership area goal topic indicator breakdown year period_label "
        "measure value unit data_source",
    }
    assert (
        " ".join(column.name for column in PROVENANCE)
        == "report_id report_file report_kind page x0 top x1 bottom sheet cell raw_text corrected"
    )


def test_a_value_of_the_wrong_type_is_a_fault_and_no_finding():
    import pandera.errors

    from raw_samples import report
    from schemas.efforts import program_register
    from schemas.models.frame import failures, frame
    from schemas.parsers.period import Period
    from schemas.typed import typed

    draft = typed(budget("A"), report(), Period(2023), program_register())
    assert failures(BudgetModel, frame("budget", [draft])) == []
    draft.values["amount_dkk"] = 0.1
    with pytest.raises(pandera.errors.SchemaErrors):
        failures(BudgetModel, frame("budget", [draft]))
