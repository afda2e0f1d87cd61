"""Reports of our own invention, the same for the same seed: what they say, apart from how they look."""

from __future__ import annotations

import random
from dataclasses import dataclass, field

PLACES = ("Møllevangen", "Strandkvarteret", "Åparken", "Elmelunden")
FIRST = ("Nattevandring", "Lektiehjælp", "Bydelsmødre", "Sommerværksted", "Naboskab", "Klubaften", "Haveprojekt")
SECOND = ("for unge mellem 13 og 17 år", "ved søen", "i samarbejde med boligorganisationerne", "på tværs", "")
LONG = ("Kriminalitetsforebyggelse", "Beskæftigelsesrettet fritidsvejledning", "TV-overvågning", "SSP-samarbejdet")
SENTENCES = (
    "Der har været {n} deltagere i løbet af året, hvilket er flere end forventet.",
    "Kun {n} ud af 40 ventede deltagere mødte op på grund af byggeriet.",
    "Aktiviteten blev flyttet til biblioteket, mens beboerhuset blev sat i stand.",
    "Samarbejdet med de frivillige fortsætter i {y}.",
    "Målgruppen er nået; forældrene deltog i {n} % af møderne.",
    "Tilbuddet til 13-15-årige er udvidet med en ugentlig åbningsdag.",
    "Ventelisten er afviklet (se også {n}. møde i styregruppen).",
)
STATUSES = ("Opnået", "Delvist opnået", "Ikke opnået", "Ikke relevant")
DEPARTMENTS = ("BIF", "BUF", "KFF", "SOF", "SUF", "TMF", "ØKF")
CATEGORIES = ("Primær forebyggelse", "Sekundær forebyggelse", "Tertiær forebyggelse")
SECTIONS = ("1. Uddannelse og livschancer", "2. Beskæftigelse", "3. Fællesskab og tryghed")
POSTS = (
    "Projektleder",
    "Materialer til værksted",
    "Kursusudgifter og supervision",
    "Leje af lokaler (4)",
    "Fælles arrangementer",
)
TYPES = ("Andel af projektlederløn", "Aktivitetsmidler", "Andel af udgifter til lokaler og drift")

# The headers that a column goes by: the first is the usual one.
HEADERS = {
    "effort": ("Aktivitet", "Indsats", "Initiativ"),
    "amount": ("Økonomi", "Bevilling", "Afsat beløb"),
    "status": ("Status på målsætninger", "Målopfyldelse", "Status"),
    "remark": ("Bemærkninger", "Kommentar", "Uddybning"),
    "department": ("Forvaltning", "Ansvarlig forvaltning", "Forvaltning"),
    "context": ("Covid-19", "Særlige forhold", "Øvrige forhold"),
}

GOAL_HEADERS = {
    "effort": ("Indsats", "Indsatsens navn", "Projekt"),
    "status": ("Målopfyldelse", "Indfrielse af succeskriterier", "Opfyldte mål"),
    "remark": ("Sikker By bemærkning", "Bemærkning", "Vurdering"),
}


@dataclass(frozen=True)
class Row:
    """A row of a table: a text by column; ``group`` where it is one text across the table."""

    cells: dict[str, str] = field(default_factory=dict)
    group: str | None = None


@dataclass(frozen=True)
class Sheet:
    """A table with its caption, its columns by name with the header of each, and its rows."""

    caption: str | None
    columns: dict[str, str]
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Report:
    """An invented report: its kind, its title, the lines before the tables, the tables."""

    kind: str
    title: str
    lines: tuple[str, ...]
    sheets: tuple[Sheet, ...]


def kroner(amount: int) -> str:
    """An amount as a Danish author writes it: ``123.456 kr.``."""
    return f"{amount:,} kr.".replace(",", ".")


def status_note(
    seed: int, order: tuple[str, ...] = ("effort", "amount", "status", "remark"), wording: int = 0
) -> Report:
    """A status note with a table for each of two partnerships."""
    dice = random.Random(seed)
    year = dice.randint(2012, 2027)
    places = dice.sample(PLACES, 2)
    columns = {name: HEADERS[name][wording] for name in order}
    sheets = tuple(
        Sheet(f"Tabel {n}: Tryghedspartnerskabet {place}", columns, _efforts(dice, 9, year))
        for n, place in enumerate(places, 1)
    )
    title = f"Afrapportering på aktiviteter i tryghedspartnerskaberne på {places[0]} og {places[1]}"
    lines = (
        f"Udvalget orienteres om aktiviteterne i {year}.",
        "Nedenfor vises for hvert partnerskab, om målene er nået.",
    )
    return Report("status_note", title, lines, sheets)


def _efforts(dice: random.Random, count: int, year: int) -> tuple[Row, ...]:
    out = []
    for name in _names(dice, count):
        status = dice.choice(STATUSES[:3])
        silent = status == "Opnået" and dice.random() < 0.6
        amount = dice.randint(12, 900) * 1000 + dice.choice((0, 0, 417))
        out.append(
            Row(
                {
                    "effort": name,
                    "amount": kroner(amount),
                    "status": status,
                    "remark": "" if silent else _remark(dice, year),
                }
            )
        )
    return tuple(out)


def _names(dice: random.Random, count: int) -> list[str]:
    pool = [f"{a} {b}".strip() for a in FIRST for b in SECOND]
    names = [*dice.sample(pool, count - 2), *dice.sample(LONG, 2)]
    dice.shuffle(names)
    return names


def _remark(dice: random.Random, year: int) -> str:
    said = dice.sample(SENTENCES, dice.randint(1, 3))
    return " ".join(s.format(n=dice.randint(2, 39), y=year + 1) for s in said)


def goal_fulfilment(
    seed: int, order: tuple[str, ...] = ("effort", "department", "status", "context", "remark"), wording: int = 0
) -> Report:
    """An appendix on goals: rows grouped by level of prevention."""
    dice = random.Random(seed)
    year = dice.randint(2012, 2027)
    headers = {name: (GOAL_HEADERS.get(name) or HEADERS[name])[wording] for name in order}
    rows: list[Row] = []
    names = _names(dice, 5 * len(CATEGORIES))
    for n, category in enumerate(CATEGORIES):
        rows.append(Row(group=category.upper() if seed % 2 else category))
        rows += [_goal_row(dice, name, year) for name in names[5 * n : 5 * n + 5]]
    lines = ("Et tal som 2/3 betyder, at to af tre mål er nået.",)
    return Report(
        "goal_fulfilment",
        f"Bilag 1: Indsatsernes målopfyldelse for {year}",
        lines,
        (Sheet(None, headers, tuple(rows)),),
    )


def _goal_row(dice: random.Random, name: str, year: int) -> Row:
    of = dice.randint(1, 6)
    status = f"{dice.randint(0, of)}/{of}" if dice.random() < 0.85 else "Ikke relevant"
    cells = {"effort": name, "department": dice.choice(DEPARTMENTS), "status": status}
    return Row(cells | {"context": _remark(dice, year) if dice.random() < 0.7 else "", "remark": _remark(dice, year)})


def budget_sheet(seed: int, with_types: bool = True) -> Report:
    """A budget sheet in whole thousands: sections with a sum each, lines by year and by who pays."""
    dice = random.Random(seed)
    first = dice.randint(2014, 2024)
    years = [str(y) for y in range(first, first + 4)]
    columns = {"line": "Udgiftspost"} | ({"line_type": "Udgiftstype"} if with_types else {})
    columns |= {y: y for y in years} | {"total": "Samlede udgifter", "LBF": "LBF"}
    columns |= {"municipality_cash": "Kommune kontant", "other_local": "Anden lokal"}
    rows: list[Row] = []
    for section in SECTIONS:
        rows.append(Row(group=section))
        rows += _section(dice, list(columns), years)
    lines = (
        f"Start boligsocial indsats: 01-01-{first}",
        f"Slut boligsocial indsats: 31-12-{first + 3}",
        "Boligområde: Åparken",
    )
    title = "Budgetark for boligsocial indsats (alle beløb i hele tusinde kr.)"
    return Report("budget_sheet", title, lines, (Sheet(None, columns, tuple(rows)),))


def _section(dice: random.Random, columns: list[str], years: list[str]) -> list[Row]:
    lines = [_line(dice, post, years) for post in dice.sample(POSTS, 4)]
    names = [c for c in columns if c not in ("line", "line_type")]
    sums = {c: sum(amounts.get(c, 0) for _, amounts in lines) for c in names}
    rows = [
        Row({"line": post, "line_type": dice.choice(TYPES)} | {c: _thousands(n) for c, n in amounts.items()})
        for post, amounts in lines
    ]
    return [*rows, Row({"line": "Sum"} | {c: _thousands(n) for c, n in sums.items()})]


def _line(dice: random.Random, post: str, years: list[str]) -> tuple[str, dict[str, int]]:
    amounts = {y: dice.randint(20, 2400) for y in years if dice.random() < 0.9}
    total = sum(amounts.values())
    own = dice.randint(0, total)
    paid = {"LBF": total - own} | ({"municipality_cash": own} if own else {})
    return post, amounts | {"total": total} | paid


def _thousands(amount: int) -> str:
    return f"{amount:,}".replace(",", ".")
