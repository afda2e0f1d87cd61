"""Efforts: the same one twice, unknown ones, and which labels are one effort."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from raw_samples import budget, checked, findings, held, only, status
from schemas.efforts import program_register
from schemas.labels import label_key, tidy
from schemas.vocabulary import vocabulary


def test_an_effort_twice_in_a_table_holds_both_rows_and_their_amounts():
    result = checked(
        status("Cykelværkstedet", row=1),
        budget("Cykelværkstedet", "47.000 kr.", 1),
        status("Sangkoret", row=2),
        budget("Sangkoret", "10.000 kr.", 2),
        status("cykel-\nværkstedet ", row=3, page=2),
        budget("cykelværkstedet", "59.000 kr.", 3, page=2),
    )
    told = only(result, "effort.duplicate")
    assert (told.figure, told.effort, told.severity) == ("status", "Cykelværkstedet", "error")
    assert "»Cykelværkstedet« står 2 gange" in told.message
    assert "side 1 og side 2" in told.message
    assert len(held(result)) == len(told.figure_keys) == 4
    assert {f.values["effort"] for f in result.passed} == {"Sangkoret"}


def test_the_same_effort_in_two_tables_or_partnerships_is_fine():
    tables = checked(status("Tryghedspuljen"), status("Tryghedspuljen", row=2, table=2))
    partners = checked(
        status("Tryghedspuljen", partnership="Amager"), status("Tryghedspuljen", row=2, partnership="Folehaven")
    )
    plus = checked(status("SSP"), status("SSP+", row=2))
    assert findings(tables) == findings(partners) == findings(plus) == []


def test_unknown_efforts_are_told_once_a_report_with_what_is_like_them():
    result = checked(
        status("Kultur i Folehave"), budget("Kultur i Folehave"), status("Zumba", row=2), status("Nexus", row=3)
    )
    told = {f.effort: f for f in result.findings}
    assert [f.rule for f in result.findings] == ["effort.unknown", "effort.unknown"]
    assert "Det ligner »Kultur i Folehaven« (97 %)" in told["Kultur i Folehave"].message
    assert "Der er ikke noget navn, som ligner" in told["Zumba"].message
    assert result.state == "loaded"


@pytest.mark.parametrize("kind", ["budget_sheet", "housing_agreement"])
def test_sections_of_a_budget_are_no_efforts_to_register(kind):
    assert findings(checked(budget("1. Uddannelse"), kind=kind), but="") == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("NY START", "Ny Start"),
        ("ALL-IN", "All in"),
        ("Fædretnetværk", "Fædrenetværk"),
        ("Ungdomsbrandkorpset", "Hovedstadens Beredskabs Ungdomsbrandkorps"),
        ("Fokus på rocker- og bande-kriminalitet", "Fokus på rocker- og bandekriminalitet"),
        ("KBH 18+ (Askovfonden)", "KBH 18+"),
        ("Lomme pengejobs for 13-15-årige", "Lommepengejobs for 13-15-årige"),
    ],
)
def test_one_effort_under_two_names(one, other):
    assert program_register().key(one) == program_register().key(other)
    assert program_register().knows(one)
    assert program_register().knows(other)


def test_different_efforts_have_different_keys():
    labels = [
        "SSP",
        "SSP+",
        "18 enheden",
        "18+ enheden",
        "Lommepengejob",
        "Lommepengejob (13-14 år)",
        "Ungerådet",
        "øl",
        "ol",
    ]
    assert len({program_register().key(label) for label in labels}) == len(labels)


def test_a_key_is_never_empty():
    assert program_register().key(None) is program_register().key("  ") is None
    assert program_register().key("***") == "***"


@given(st.text(min_size=1, max_size=40))
def test_a_key_does_not_depend_on_how_a_label_is_set(label):
    key = program_register().key(label)
    assert (key is None) == (tidy(label) is None)
    if label_key(label):
        assert program_register().key(f"  {label} ") == key == program_register().key(" - ".join(label.split()))


def test_definite_and_indefinite_form():
    assert program_register().same("Bylivs- og tryghedspuljen", "Bylivs- og tryghedspulje")
    assert program_register().same("Frivilligpuljen", "Frivilligpulje")
    assert not program_register().same("Ungerådet", "Ungerådet på torvet")
    assert not program_register().same("SSP", "SSP+")
    assert not program_register().same(None, "SSP")


def test_suggestions_come_with_their_likeness():
    assert program_register().suggestions("Nexsus") == [("Nexus", 91)]
    assert program_register().suggestions("Et helt andet tiltag") == []


def test_the_register_gives_every_name_one_key():
    keys: dict[str, str] = {}
    for entry in vocabulary("efforts")["efforts"]:
        assert entry["key"] == label_key(entry["name"])
        for name in (entry["name"], *entry.get("aliases", ())):
            assert keys.setdefault(label_key(name), entry["key"]) == entry["key"]
    assert len(set(keys.values())) == len(vocabulary("efforts")["efforts"])
