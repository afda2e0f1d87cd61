"""The ruled lines of a picture, found in its pixels and taken out so that they are not read as letters."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np

from extractors.ocr.picture import Picture
from extractors.pdf.page import Rule

LONG_ACROSS, LONG_DOWN = 18.0, 20.0  # points: shorter strokes may be dashes and letters
THICK = 3.0  # points: what is thicker is a filled area
SOLID = 0.9  # share of a stroke's pixels that must be dark: scans have specks
FAINT = 0.4  # of the way from paper to ink from which a pixel counts as dark
RIDGE, HALF = 0.15, 1.6  # the same from its surroundings, which begin this many points away
ALONE = 0.2  # share of the pixels right beside a stroke that may be dark: more, and it runs through letters
FLUSH = 0.5  # the same on the busier side of a line down the page: numbers stand flush against it
SPREAD = 0.2  # share of a stroke's length that its runs must be spread over to tell how it leans
BESIDE = 1.2  # points from a stroke's edge to what stands beside it


@dataclass(slots=True)
class Stroke:
    """Dark runs on neighbouring rows: ``runs`` has the row, the first and one past the last column of each."""

    runs: list[tuple[int, int, int]] = field(default_factory=list)

    @property
    def thickness(self) -> float:
        """Pixels across, on average."""
        return sum(e - s for _, s, e in self.runs) / max(self.end - self.start, 1)

    @property
    def start(self) -> int:
        """The first column."""
        return min(s for _, s, _ in self.runs)

    @property
    def end(self) -> int:
        """One past the last column."""
        return max(e for _, _, e in self.runs)

    @property
    def row(self) -> float:
        """The row in its middle, by weight."""
        return sum(r * (e - s) for r, s, e in self.runs) / sum(e - s for _, s, e in self.runs) + 0.5


def take_out_lines(picture: Picture) -> tuple[list[Rule], list[Rule], np.ndarray]:
    """The horizontal and the vertical lines in points, and the pixels without them."""
    left = picture.pixels.copy()
    across = _taken(picture.pixels, left, LONG_ACROSS, ALONE, picture)
    down = _taken(picture.pixels.T, left.T, LONG_DOWN, FLUSH, picture)
    return across, down, left


def _ridges(pixels: np.ndarray, picture: Picture) -> np.ndarray:
    """The pixels that are darker than what stands above and below them: thin lines on shading are only that."""
    away = max(round(HALF * picture.scale), 1)
    step = RIDGE * (picture.paper - picture.ink)
    ridges = np.zeros(pixels.shape, bool)
    beside = np.minimum(pixels[: -2 * away], pixels[2 * away :])
    ridges[away:-away] = pixels[away:-away] + np.float32(step) < beside
    return ridges


def _taken(pixels: np.ndarray, left: np.ndarray, shortest: float, most: float, picture: Picture) -> list[Rule]:
    """The lines along the rows of some pixels, which are made paper in ``left``."""
    rules = []
    pixels = np.ascontiguousarray(pixels)
    dark = pixels < picture.paper - FAINT * (picture.paper - picture.ink)
    paper = round(picture.paper)
    for stroke in strokes(dark | _ridges(pixels, picture), round(shortest * picture.scale)):
        if stroke.thickness > THICK * picture.scale or not _is_alone(stroke, dark, BESIDE * picture.scale, most):
            continue
        rules.append(Rule(stroke.row / picture.scale, stroke.start / picture.scale, stroke.end / picture.scale))
        for row, start, end in stroke.runs:
            left[max(row - 1, 0) : row + 2, start:end] = paper
    return rules


def _is_alone(stroke: Stroke, dark: np.ndarray, beside: float, most: float) -> bool:
    """Whether hardly anything stands right above and below a stroke, as letters would that it runs through.

    ``most`` is the share of the busier side that may be dark.
    """
    rows, starts, ends = (np.asarray(v, float) for v in zip(*stroke.runs, strict=True))
    columns = np.arange(stroke.start, stroke.end, 3)
    middles, weights = (starts + ends) / 2, ends - starts
    level = np.full(len(columns), stroke.row - 0.5)
    if np.ptp(middles) > SPREAD * (stroke.end - stroke.start):  # a line may still lean by a hair
        middle = np.average(middles, weights=weights)
        slope = np.average((middles - middle) * rows, weights=weights) / np.average(
            (middles - middle) ** 2, weights=weights
        )
        level += slope * (columns - middle)
    away = stroke.thickness / 2 + beside
    sides = (np.clip(np.rint(level + s * away), 0, dark.shape[0] - 1).astype(int) for s in (-1, 1))
    clear, busy = sorted(float(dark[side, columns].mean()) for side in sides)
    return clear <= ALONE and busy <= most


def strokes(dark: np.ndarray, shortest: int) -> list[Stroke]:
    """What is dark over at least ``shortest`` pixels along its row, with what touches it on the next rows."""
    done: list[Stroke] = []
    growing: list[tuple[Stroke, int, int]] = []
    last = -2
    for row, runs in _runs(dark, shortest):
        if row != last + 1:
            growing = []
        now: list[tuple[Stroke, int, int]] = []
        for start, end in runs:
            touching = [g for g in growing if g[1] < end and start < g[2]]
            stroke = touching[0][0] if touching else Stroke()
            if not touching:
                done.append(stroke)
            for other, _, _ in touching[1:]:
                if other is not stroke:
                    stroke.runs += other.runs
                    done = [d for d in done if d is not other]
                    now = [(stroke if s is other else s, a, b) for s, a, b in now]
                    growing = [(stroke if s is other else s, a, b) for s, a, b in growing]
            stroke.runs.append((row, start, end))
            now.append((stroke, start, end))
        growing, last = now, row
    return done


def _runs(dark: np.ndarray, shortest: int) -> Iterator[tuple[int, list[tuple[int, int]]]]:
    """The rows with long dark runs, and these."""
    if dark.shape[1] < shortest:
        return
    for row in np.flatnonzero(dark.sum(axis=1) >= SOLID * shortest).tolist():
        sums = np.concatenate(([0], np.cumsum(dark[row], dtype=np.int32)))
        full = (sums[shortest:] - sums[:-shortest]) >= SOLID * shortest  # windows that are nearly all dark
        if not full.any():
            continue
        edges = np.flatnonzero(np.diff(np.concatenate(([0], full.astype(np.int8), [0]))))
        found = [
            _trimmed(dark[row], int(s), int(e) - 1 + shortest) for s, e in zip(edges[::2], edges[1::2], strict=True)
        ]
        yield row, _joined(found)


def _trimmed(row: np.ndarray, start: int, end: int) -> tuple[int, int]:
    inside = np.flatnonzero(row[start:end])
    return start + int(inside[0]), start + int(inside[-1]) + 1


def _joined(runs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    out: list[tuple[int, int]] = []
    for start, end in runs:
        if out and start <= out[-1][1]:
            out[-1] = (out[-1][0], max(end, out[-1][1]))
        else:
            out.append((start, end))
    return out
