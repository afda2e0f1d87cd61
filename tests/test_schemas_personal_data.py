"""Personal numbers: found in every spelling, hardly ever where there is none, and never passed on."""

from __future__ import annotations

import random
from dataclasses import asdict
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from documents.personal import dashed, number
from extractors.model import Cell, Document, Line, Table
from raw_samples import at, budget, checked, only, report, status, value
from schemas.check import check_report
from schemas.cpr_number import has_check_digit
from schemas.personal_data import find_cpr, mask

JOINS = ["-", " - ", "–", "\u2011", "-\n", "\n", " ", "\u00a0", "- ", "--", "\n-", "\u2060-", "\t", "\u00ad"]
AROUND = [
    "{}",
    "Borger {} er besvaret.",
    "nr. {}, som",
    "({})",
    "CPR: {}",
    "»{}«",
    "personnummer {}.",
    "a/b {}/2",
    "1/{}",
]
NAMED = ["CPR {}", "cpr-nr.: {}", "Personnummer {}", "CPR-nummeret er {}"]
# ways of writing that also part other numbers, so that the check digit or the name has to tell
DOUBTFUL = ["{0}{1}", "{0}/{1}", "{0}.{1}", "{0}_{1}", "{0}:{1}", "({0}{1})"]
# d, m, y, c (the century's two digits), s and t: the parts of a number
PARTED = ["{d}{m}{c}{y}-{s}{t}", "{d}.{m}.{y}-{s}{t}", "{d}-{m}-{y}-{s}{t}", "{d}/{m}/{y}-{s}{t}", "{d} {m} {y}-{s}{t}"]
PARTED += ["{d}{m}{y}-{s} {t}", "{d} {m} {y}-{s} {t}"]


def positive(rng: random.Random) -> str:
    """A text with a number in one of the ways in which people write it."""
    digits = number(rng, with_check_digit=rng.random() < 0.7)
    d, m, y, s, t = (digits[n : n + 2] for n in range(0, 10, 2))
    way = rng.random()
    if way < 0.15:
        return rng.choice(AROUND if has_check_digit(digits) else NAMED).format(
            rng.choice(DOUBTFUL).format(digits[:6], digits[6:])
        )
    if way < 0.35:
        c = "19" if int(s[0]) < 4 or (s[0] in "49" and int(y) > 36) else "20"
        return rng.choice(AROUND).format(rng.choice(PARTED).format(d=d, m=m, y=y, c=c, s=s, t=t))
    if way < 0.4:
        return rng.choice(AROUND[:6]).format(" ".join(digits[:6]) + " - " + " ".join(digits[6:]))
    if way < 0.5:
        return f"{dashed(digits)}{rng.choice([', ', ',', ';', '/', ' og '])}{dashed(number(rng, True))}"
    return rng.choice(AROUND).format(f"{digits[:6]}{rng.choice(JOINS)}{digits[6:]}")


def look_alike(rng: random.Random) -> str:
    """A text with digits of the sorts that reports are full of."""
    n = rng.randrange
    return rng.choice(
        [
            lambda: f"EAN {n(10**12, 10**13)}",
            lambda: f"Tlf. {n(10, 99)} {n(10, 99)} {n(10, 99)} {n(10, 99)}",
            lambda: f"telefon {n(20000000, 99999999)}",
            lambda: f"+45 {n(20000000, 99999999)}",
            lambda: f"CVR {n(10**7, 10**8)}",
            lambda: f"CVR-nr. {n(10**7, 10**8)}, P-nr. {n(10**9, 1031 * 10**6)}",
            lambda: f"{n(2000, 2030)}-{n(10**6, 10**7):07d}",
            lambda: f"{n(100, 999)}-{n(2000, 2030)}-{n(10**5):05d}",
            lambda: f"{n(1, 99):02d}.{n(1, 99):02d}.{n(1, 99):02d}-G01-{n(1, 99)}-{n(10, 30)}",
            lambda: f"{n(2000, 2030)} - {n(10**4, 10**5)}",
            lambda: f"Dok. {n(10**6, 10**7)}",
            lambda: f"Faktura {n(10**7, 10**10)}",
            lambda: f"Faktura nr. {n(2000, 2030)}-{n(10**4, 10**5)}",
            lambda: f"konto {n(1000, 9999)} {n(10**9, 10**10):010d}",
            lambda: f"{n(1, 999)}.{n(1000):03d}.{n(1000):03d},{n(100):02d} kr.",
            lambda: f"{n(1, 999)}.{n(1000):03d} kr.",
            lambda: f"{n(10**4, 10**9)} kr. og {n(10**4, 10**9)},{n(100):02d}",
            lambda: f"{n(1, 28):02d}-{n(1, 12):02d}-{n(1990, 2030)} til {n(1, 28):02d}-{n(1, 12):02d}-{n(1990, 2030)}",
            lambda: f"{n(1, 28):02d}.{n(1, 12):02d}.{n(1990, 2030)}-{n(1, 28):02d}.{n(1, 12):02d}.{n(1990, 2030)}",
            lambda: f"{n(1990, 2030)}{n(1, 12):02d}{n(1, 28):02d}T{n(10, 24)}{n(10, 60)}",
            lambda: f"side {n(1, 300)}-{n(300, 999)}, bilag {n(1, 9)}, s. {n(1000, 2000)}-{n(2000, 3000)}",
            lambda: f"{n(10**11, 10**18)}",
            lambda: f"{n(1, 28):02d}{n(1, 12):02d}{n(99):02d}-{n(1, 28):02d}{n(1, 12):02d}{n(99):02d}",
            lambda: f"Løbenr. {n(10**9, 10**10)}",
            lambda: " ".join(str(n(1, 99)) for _ in range(n(2, 9))) + f" {n(1000, 9999)}",
            lambda: f"{n(100, 999)} {n(100, 999)} {n(100, 999)} {n(100, 999)}",
            lambda: f"{n(1000, 9999)} {n(1000, 9999)} {n(1000, 9999)} {n(1000, 9999)}",
            lambda: f"den {n(1, 28)}. maj {n(1990, 2030)}, uge {n(1, 52)}",
        ]
    )()


def test_nearly_every_number_is_found(capsys: pytest.CaptureFixture[str]):
    rng = random.Random(20231)
    texts = [positive(rng) for _ in range(2000)]
    found = sum(bool(find_cpr(text)) and not find_cpr(mask(text)) for text in texts) / len(texts)
    with capsys.disabled():
        print(f"\nCPR: {found:.2%} of {len(texts)} numbers found")
    assert found >= 0.995


def test_hardly_anything_else_is(capsys: pytest.CaptureFixture[str]):
    rng = random.Random(20232)
    texts = [look_alike(rng) for _ in range(20000)]
    flagged = sum(bool(find_cpr(text)) for text in texts) / len(texts)
    with capsys.disabled():
        print(f"\nCPR: {flagged:.2%} of {len(texts)} look-alikes taken for one")
    assert flagged <= 0.005


@pytest.mark.parametrize(
    "text",
    ["310299-{}", "001299-{}", "011399-{}", "290223-{}", "2023-0437064", "33 66 33 66", "5798009803005", "1{}01-0101"],
)
def test_impossible_dates_and_other_numbers_are_none(text):
    assert find_cpr(text.format("4321")) == []


def test_a_leap_day_and_a_replacement_number_are_possible():
    assert find_cpr("290200-4321")
    assert find_cpr("610203-4321")


def test_ten_digits_alone_need_the_check_digit_or_their_name():
    rng = random.Random(1)
    without = number(rng, with_check_digit=False)
    assert not find_cpr(without)
    assert find_cpr(f"CPR-nr. {without}")
    assert find_cpr(number(rng, with_check_digit=True))


def test_masking_leaves_the_date_and_the_rest_of_the_text():
    assert mask("Fra 010203-4321 og 020304 - 4322.") == "Fra 010203-•••• og 020304-••••."
    assert mask("Beløb 231.483 kr.") == "Beløb 231.483 kr."


def anywhere(digits: str, result: Any) -> bool:
    """Whether the number stands anywhere in what the checks return, in any spelling."""
    shown = str(asdict(result))
    squeezed = "".join(c for c in shown if c.isdigit() or c.isalpha() or c in "{}[]',:")
    return digits in squeezed or f"{digits[:6]}-{digits[6:]}" in shown


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10**6), st.sampled_from(["remark", "effort", "partnership", "status", "department"]))
def test_the_number_leaves_the_checks_nowhere(seed, column):
    rng = random.Random(seed)
    digits = number(rng, with_check_digit=True)
    text = f"Borger {digits[:6]}{rng.choice(JOINS)}{digits[6:]} er besvaret"
    columns: dict[str, Any] = {"effort": "Sangkoret", "status": "Opnået", column: text}
    row = status(columns.pop("effort"), columns.pop("status"), **columns)
    row.raw_text = text
    amount = budget("Sangkoret", text, note=text)
    result = checked(row, amount, title=value(text), about=[text], case_number=value(text))
    assert not anywhere(digits, result)
    assert result.state == "held"
    assert [f.state for f in result.figures] == ["held", "held"]
    told = only(result, "report.personal_data")
    assert told.severity == "error"
    assert f"{digits[:6]}-••••" in told.message


def test_a_number_outside_the_tables_holds_the_report():
    digits = number(random.Random(3), with_check_digit=True)
    lines = [Line(f"Henvendelse fra {digits[:6]}-", at(3)), Line(f"{digits[6:]} er besvaret", at(3))]
    result = check_report(report(status("Sangkoret")), Document("pdf", [*lines]))
    assert result.state == "held"
    assert only(result, "report.personal_data").place.page == 3
    assert "side 3" in only(result, "report.personal_data").message
    assert not anywhere(digits, result)


def test_a_number_that_a_workbook_stores_as_a_number():
    digits = "0" + next(n for n in (f"10203{s}" for s in range(4000, 4100)) if has_check_digit("0" + n))
    cell = Cell(0, 0, "", at(), native=Decimal(int(digits)))
    result = check_report(report(status("Sangkoret", remark="x")), Document("xlsx", [Table([cell], [at()])]))
    assert only(result, "report.personal_data").message.count("010203-••••") == 1
    raw = report(budget("Sangkoret", Decimal(int(digits))))
    assert not anywhere(digits, check_report(raw, None))


def test_several_numbers_are_counted_once_each():
    result = checked(
        status("A", remark="010203-4321 og 020304-4322"), status("B", row=2, remark="igen 010203-4321", page=2)
    )
    assert "2 CPR-numre" in only(result, "report.personal_data").message


def test_a_report_without_any_is_left_alone():
    result = checked(status("Sangkoret", remark="Sag 2023-0437064, tlf. 33 66 33 66, EAN 5798009803005"))
    assert result.state == "loaded"


@pytest.mark.parametrize("text", ["{} (CPR)", "{} cpr", "{}, personnummer", "{} – CPR-nummer", "{} [cpr.nr.]"])
def test_its_name_may_stand_behind_a_number(text: str) -> None:
    assert find_cpr(text.format("1205811234")) == [(0, 10)]


@pytest.mark.parametrize("text", ["{}\nCPR mangler", "{} cpr 120581-1234", "{} Klubben har ingen CPR", "{} personer"])
def test_a_name_that_is_not_right_behind_a_number_tells_nothing_of_it(text: str) -> None:
    assert (0, 10) not in find_cpr(text.format("1205811234"))
