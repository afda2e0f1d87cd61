"""Reports damaged at random, the same ones for the same seed: cut off, bytes changed, pieces lost, doubled or blank."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

Damage = Callable[[random.Random, bytearray], bytearray]


def damaged_files(sources: Sequence[Path], count: int, seed: int) -> Iterator[tuple[str, bytes]]:
    """So many damaged files with their names, made of the sources in turn; no two have the same content."""
    rng, seen = random.Random(seed), set()
    while len(seen) < count:
        source = sources[len(seen) % len(sources)]
        name, damage = rng.choice(DAMAGES)
        data = bytes(damage(rng, bytearray(source.read_bytes())))
        if data not in seen:
            seen.add(data)
            yield f"{len(seen):03d}-{name}-{source.name}", data


def cut(rng: random.Random, data: bytearray) -> bytearray:
    """The beginning alone."""
    return data[: rng.randrange(len(data))]


def flipped(rng: random.Random, data: bytearray) -> bytearray:
    """Some bytes changed, few or many."""
    for _ in range(rng.choice((1, 3, 10, 100, 1_000))):
        data[rng.randrange(len(data))] = rng.randrange(256)
    return data


def holed(rng: random.Random, data: bytearray) -> bytearray:
    """A piece lost."""
    at, size = _piece(rng, data)
    del data[at : at + size]
    return data


def blanked(rng: random.Random, data: bytearray) -> bytearray:
    """A piece that is all zeros, as a disk leaves it."""
    at, size = _piece(rng, data)
    data[at : at + size] = bytes(len(data[at : at + size]))
    return data


def doubled(rng: random.Random, data: bytearray) -> bytearray:
    """A piece that comes twice."""
    at, size = _piece(rng, data)
    data[at:at] = data[at : at + size]
    return data


def digits(rng: random.Random, data: bytearray) -> bytearray:
    """Some digits changed: lengths, offsets and references that lead elsewhere."""
    places = [n for n, byte in enumerate(data) if 0x30 <= byte <= 0x39]
    for at in rng.sample(places, min(20, len(places))):
        data[at] = rng.randrange(0x30, 0x3A)
    return data


def _piece(rng: random.Random, data: bytearray) -> tuple[int, int]:
    return rng.randrange(len(data)), rng.choice((1, 16, 500, 4_096))


DAMAGES: tuple[tuple[str, Damage], ...] = (
    ("cut", cut),
    ("flipped", flipped),
    ("holed", holed),
    ("blanked", blanked),
    ("doubled", doubled),
    ("digits", digits),
)
