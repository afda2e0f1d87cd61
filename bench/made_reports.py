"""Checked reports made up for the warehouse benchmarks: as long, as mixed and as wordy as real ones."""

from __future__ import annotations

import random
from datetime import date
from decimal import Decimal
from functools import cache
from itertools import product
from typing import Any

from extractors.place import Place
from schemas.labels import label_key
from schemas.report import CheckedReport, Figure, Finding, Tally
from schemas.rulebook import rules

PLACES = (
    "Folehaven",
    "Amager",
    "Tingbjerg-Husum",
    "Nørrebro",
    "Sydhavn",
    "Bispeparken",
    "Mjølnerparken",
    "Akacieparken",
)
DEPARTMENTS = ("BIF", "BUF", "KFF", "SOF", "SUF", "TMF", "ØKF")
WHAT = ("Mentorforløb", "Lommepengejob", "Gadeplansarbejde", "Fædregruppe", "Lektiecafé", "Fritidspas", "Bydelsmødre")
WHOM = ("unge", "familier", "drenge 10-17 år", "kvinder", "ældre", "børn i skolestart", "forældre")
LINES = (
    "Løn, projektleder",
    "Materialer og udstyr",
    "Forplejning",
    "Kørsel",
    "Evaluering",
    "Lokaleleje",
    "Øvrig drift",
)
REMARK = (
    "Indsatsen er gennemført i samarbejde med boligorganisationerne og den boligsociale helhedsplan. "
    "Der har været {} deltagere, og målet om fremmøde er nået i de fleste af årets måneder."
)
WORDS = ("achieved", "partly_achieved", "not_achieved", "not_relevant")
YEARS = range(2016, 2026)
EFFORTS = 2_000


@cache
def efforts() -> tuple[str, ...]:
    """The names of all efforts, as reports spell them."""
    every = product(range(1, 10), WHAT, WHOM, PLACES)
    names = (f"{what} for {whom} i {where} {n}" for n, what, whom, where in every)
    return tuple(name for name, _ in zip(names, range(EFFORTS), strict=False))


def made_report(number: int, figures: int) -> CheckedReport:
    """The same report for the same number. One figure in fifty is held, by an error; one in fifty is warned of."""
    dice = random.Random(number)
    where, year = PLACES[number % len(PLACES)], YEARS[number // len(PLACES) % len(YEARS)]
    chosen = dice.sample(efforts(), min(EFFORTS, figures // 8 + 1))
    made = [_figure(n, chosen[n // 8], where, year, dice) for n in range(figures)]
    held = [figure for figure in made if figure.state == "held"]
    return CheckedReport(
        kind="status_note",
        kind_version=1,
        identity=f"status_note|{number}|{year}",
        title=f"Status på tryghedspartnerskabet i {where} {year}",
        period_year=year,
        period_end_year=None,
        published_on=date(year + 1, 3, 1 + number % 28),
        case_number=f"{year + 1}-{number:07}",
        state="partial" if held else "loaded",
        figures=made,
        findings=[_finding(f, "error") for f in held] + [_finding(f, "warning") for f in made[7::50]],
        checks=[_tally(name, figures) for name in rules()],
    )


def _figure(n: int, effort: str, where: str, year: int, dice: random.Random) -> Figure:
    """Of eight figures of an effort one is its status, five are amounts and two are indicators."""
    key = label_key(effort)
    values: dict[str, Any] = {"partnership": where, "effort": effort, "effort_key": key}
    state = "held" if n % 50 == 5 else "passed"
    left, top = dice.randrange(4000) / 10, dice.randrange(7000) / 10
    place = Place(n // 40 + 1, left, top, left + 95.28, top + 24.6) if n % 3 else Place(sheet="Ark1", cell=f"D{n + 3}")
    if n % 8 == 0:
        values |= {"period_year": year, "category": "Primær forebyggelse", "department": dice.choice(DEPARTMENTS)}
        values |= {"status": dice.choice(WORDS), "remark": REMARK.format(n), "goals_met": 2, "goals_total": 3}
        return Figure("status", f"status|effort={key}", values, place, "Delvist opnået", state)
    if n % 8 < 6:
        line, amount = LINES[n % 7], dice.randrange(5_000, 900_000)
        values |= {"year": year, "department": dice.choice(DEPARTMENTS), "line": line, "line_type": "Drift"}
        values |= {"measure": "budget", "amount_dkk": Decimal(amount), "is_total": False}
        key = (
            f"budget|partnership={label_key(where)}|effort={key}|line={label_key(line)}|year={year}|measure=budget#{n}"
        )
        return Figure("budget", key, values, place, f"{amount:,}".replace(",", "."), state)
    share = Decimal(dice.randrange(1000)) / 10
    values |= {"year": year, "area": where, "topic": "Fremmøde og fastholdelse", "indicator": "Andel i beskæftigelse"}
    values |= {"breakdown": f"Deltagere / {n % 12}", "measure": "value", "value": share, "unit": "percent"}
    key = f"indicator|effort={key}|indicator=andelibeskæftigelse|year={year}|measure=value#{n}"
    return Figure("indicator", key, values, place, f"{share} %".replace(".", ","), state)


def _tally(rule: str, figures: int) -> Tally:
    """About half of the rules find nothing that they are about."""
    if len(rule) % 2:
        return Tally(rule, 1, passed=figures - 2, failed=2)
    return Tally(rule, 1, not_applicable=1, reason="absent")


def _finding(about: Figure, severity: str) -> Finding:
    rule = {"status": "status.remark_missing", "budget": "budget.scale_suspect", "indicator": "indicator.restated"}
    effort = about.values["effort"]
    return Finding(
        rule=rule[about.view],
        rule_version=1,
        severity=severity,
        figure=about.view,
        key=f"{rule[about.view]}|{about.key}",
        message=f"Tallet for »{effort}« er langt fra de andre tal for den samme indsats ({about.raw_text}).",
        how_to_fix="Se i rapporten, om beløbet er skrevet i hele kroner eller i tusinde, og ret det eller godkend det.",
        message_en=f"The figure for {effort} is far from the other figures of the same effort ({about.raw_text}).",
        how_to_fix_en="See in the report whether the amount is in whole kroner or in thousands; correct or accept it.",
        place=about.place,
        effort=effort,
        field="amount_dkk",
        value=about.raw_text,
        figure_keys=[about.key],
    )
