"""How like names are: spelling, definite form and order of words do not matter much."""

from __future__ import annotations

import pytest

from schemas.efforts import program_names
from schemas.likeness import folded, likeness


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Fædrenetværket", "FAEDRENETVÆRK"),
        ("Tryghedspuljen", "tryghedspulje"),
        ("Å-huset", "Aa huset"),
        ("Cafe\u0301 Mors", "Café Mors"),
        ("18+ enhederne", "18+ enheden"),
    ],
)
def test_spellings_of_one_name_fold_to_the_same(one: str, other: str) -> None:
    assert folded(one) == folded(other)


def test_plus_and_short_words_stay() -> None:
    assert folded("SSP+") != folded("SSP")
    assert folded("Den ene") == "den ene"


def test_the_likeness_of_parts_orders_and_compounds() -> None:
    known = ["Hovedstadens Beredskabs Ungdomsbrandkorps", "Fritidsjob", "Dialog og kommunikation", "Nexus"]
    scores = likeness(["Ungdomsbrandkorpset", "Fritids job", "Kommunikation og dialog", "Nexsus"], known)
    assert scores.argmax(axis=1).tolist() == [0, 1, 2, 3]
    assert (scores.max(axis=1) > 85).all()
    assert scores.shape == (4, 4)


def test_other_names_of_known_efforts_come_first() -> None:
    """Each alias that the program knows, looked for among the efforts' own names."""
    own = {key: name for _name, key, name in program_names()}
    aliases = [(name, key) for name, key, own_name in program_names() if name != own_name and len(name) > 6]
    keys = list(own)
    scores = likeness([name for name, _key in aliases], list(own.values()))
    first = [keys[row.argmax()] for row in scores]
    assert [name for (name, key), found in zip(aliases, first, strict=True) if key != found] == []
