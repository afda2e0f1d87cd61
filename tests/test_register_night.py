"""Stewards and nights: what is said with ``afrapport efforts`` counts for the next report."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from program import afrapport, counts
from workbook_samples import workbook_of

HEADERS = ["Indsats", "Forvaltning", "Målopfyldelse", "Bemærkning"]


def appendix(folder: Path, year: int, *efforts: str) -> None:
    """An appendix on goals in the inbox, with these efforts."""
    rows = [[f"Bilag 1. Målopfyldelse for {year}"], [], HEADERS]
    rows += [[effort, "SOF", "2/2", "Alt er nået."] for effort in efforts]
    (folder / "ind").mkdir(exist_ok=True)
    (folder / "ind" / f"{year}.xlsx").write_bytes(workbook_of(rows, headers=[3]))


def asked(folder: Path, sql: str) -> list[tuple]:
    with closing(sqlite3.connect(folder / "var" / "warehouse.db")) as connection:
        return connection.execute(sql).fetchall()


def efforts(folder: Path, *arguments: object, **more: str) -> str:
    done = afrapport(folder, "efforts", *arguments, **more)
    assert done.returncode == 0, done.stderr
    return done.stdout


def refused(folder: Path, *arguments: object) -> tuple[int, str]:
    done = afrapport(folder, "efforts", *arguments)
    assert done.stdout == ""
    assert "Traceback" not in done.stderr
    return done.returncode, done.stderr


def unknown(folder: Path) -> list[tuple]:
    return asked(folder, "select effort, state from bi_finding where rule = 'effort.unknown' order by effort")


@pytest.fixture
def after_a_night(tmp_path: Path) -> Path:
    """A folder with the warehouse of a night on one report with two efforts that nobody has registered."""
    appendix(tmp_path, 2021, "Ungdommens Brandkorps", "Cykelværkstedet", "NY START")
    counts(tmp_path, tmp_path / "ind")
    return tmp_path


def test_a_name_that_a_steward_joins_is_known_to_the_next_night(after_a_night: Path) -> None:
    folder = after_a_night
    assert unknown(folder) == [("Cykelværkstedet", "open"), ("Ungdommens Brandkorps", "open")]
    told = efforts(folder, "join", "UNGDOMMENS brandkorps", "UBK", "--by", "Ida", "--reason", "nyt navn")
    assert "»Ungdommens Brandkorps« betyder nu »Hovedstadens Beredskabs Ungdomsbrandkorps«" in told
    assert "Fund, som ikke venter mere: 1." in told
    appendix(folder, 2022, "Ungdommens brand-korps", "Ny Start")
    counts(folder, folder / "ind")
    assert unknown(folder) == [("Cykelværkstedet", "open"), ("Ungdommens Brandkorps", "obsolete")]
    keys = asked(folder, "select distinct effort_key from bi_status where effort like 'Ungdommens%'")
    assert keys == [("hovedstadensberedskabsungdomsbrandkorps",)]
    assert asked(folder, "select count(distinct effort_key) from bi_status where lower(effort) = 'ny start'") == [(1,)]


def test_a_decision_about_another_figure_does_not_ask_for_the_name_again(after_a_night: Path) -> None:
    folder = after_a_night
    efforts(folder, "confirm", "Cykelværkstedet", "--by", "Ida")
    ((number,),) = asked(folder, "select finding_id from bi_finding where effort = 'Ungdommens Brandkorps'")
    assert afrapport(folder, "settle", number, "--accept", "--by", "Ida").returncode == 0
    assert unknown(folder) == [("Cykelværkstedet", "obsolete"), ("Ungdommens Brandkorps", "accepted")]


def test_lists_and_suggestions_for_people_and_programs(after_a_night: Path) -> None:
    folder = after_a_night
    found = {s["labels"][0]: s["efforts"] for s in json.loads(efforts(folder, "suggest", "--json"))}
    assert found.keys() == {"Ungdommens Brandkorps", "Cykelværkstedet"}
    assert found["Ungdommens Brandkorps"][0]["effort_key"] == "hovedstadensberedskabsungdomsbrandkorps"
    assert "Ungdommens Brandkorps" in efforts(folder, "suggest")
    waiting = json.loads(efforts(folder, "list", "--unconfirmed", "--json"))
    assert [(e["effort_key"], e["confirmed"]) for e in waiting] == [
        ("cykelværkstedet", False),
        ("ungdommensbrandkorps", False),
    ]
    everything = {e["effort_key"]: e for e in json.loads(efforts(folder, "list", "--json"))}
    assert {n["label"] for n in everything["nystart"]["names"]} == {"Ny Start", "NY START"}
    assert "Cykelværkstedet (ingen har sagt god for den)" in efforts(folder, "list")


def test_a_name_is_shown_with_its_history_and_the_numbers_that_undo_it(after_a_night: Path) -> None:
    folder = after_a_night
    efforts(folder, "join", "Cykelværkstedet", "Nexus", "--from-year", 2021, "--to-year", 2022, "--by", "Ida")
    shown = efforts(folder, "show", "cykel-værkstedet")
    assert "nexus (2021–2022)" in shown
    number = next(line.split()[0] for line in shown.splitlines() if "nexus (2021–2022)" in line)
    efforts(folder, "undo", number, "--by", "Ida")
    assert asked(folder, "select effort_key from bi_status where effort = 'Cykelværkstedet'") == [("cykelværkstedet",)]
    assert "now means »Cykelværkstedet«" in efforts(
        folder, "confirm", "Cykelværkstedet", "--by", "Ida", AFRAPPORT_LANGUAGE="en"
    )


def test_what_cannot_be_done_is_told_in_words(after_a_night: Path) -> None:
    folder, by = after_a_night, ("--by", "Ida")
    status, told = refused(folder, "join", "Cykelværksted", "Nexus", *by)
    assert status == 2
    assert "Ingen rapport har brugt navnet »Cykelværksted«. Mente du »Cykelværkstedet«" in told
    assert "Mente du" in refused(folder, "join", "Cykelværkstedet", "Nexsus", *by)[1]
    years = refused(folder, "join", "Cykelværkstedet", "Nexus", *by, "--from-year", 2022, "--to-year", 2021)
    assert years[0] == 2 and "Årene 2022 til 2021 går ikke" in years[1]
    assert refused(folder, "undo", 1, *by) == (
        2,
        "Der er ingen ændring med nr. 1. »afrapport efforts show NAVN« viser dem.\n",
    )
    assert refused(folder, "split", "Cykelværkstedet", *by)[0] == 1
    assert "--by" in refused(folder, "confirm", "Cykelværkstedet", "--by", " ")[1]
    assert refused(folder, "list", "--warehouse", "ikke en adresse")[0] == 2
    assert refused(folder, "list", "--warehouse", f"sqlite:///{folder}/andet.db")[0] == 1
