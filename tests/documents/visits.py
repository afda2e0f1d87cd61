"""Invented reports on visits to drop-in centres: what they say, drawn as a PDF or written as a workbook."""

from __future__ import annotations

import io
import random
from dataclasses import dataclass, field

import openpyxl
from openpyxl.styles import Font

from documents.essays import Block, Grid, Heading, Text

MONTHS = ("Januar", "Februar", "Marts", "April", "Maj", "Juni")
MORE = ("Juli", "August", "September", "Oktober", "November", "December")
PLACES = ("Lanternen", "Café Kahytten", "Varmestuen ved Havnen", "Pigernes Hus", "Natcaféen")
NOTE = "En besøgende tælles én gang om dagen. Tallene er talt op ved døren."


@dataclass
class Visits:
    """What one report counts: a table by place and month for each topic."""

    year: int
    sender: str = "Foreningen Åben Dør"
    months: tuple[str, ...] = MONTHS + MORE
    places: tuple[str, ...] = PLACES
    corner: str = "Værested"
    topics: tuple[str, ...] = ("Besøg", "Overnatninger")
    seed: int = 1
    counts: dict[str, list[list[int]]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        dice = random.Random(self.seed)
        for topic in self.topics:
            self.counts[topic] = [[dice.randint(40, 2400) for _ in self.months] for _ in self.places]

    @property
    def title(self) -> str:
        """The report's title."""
        return f"Besøgstal for væresteder {self.year}"

    def table(self, topic: str) -> list[list[str | int]]:
        """Header and rows with a sum at the end of each row and a row of sums below."""
        rows = [[place, *counts, sum(counts)] for place, counts in zip(self.places, self.counts[topic], strict=True)]
        sums = [sum(column) for column in zip(*self.counts[topic], strict=True)]
        return [[self.corner, *self.months, "I alt"], *rows, ["I alt", *sums, sum(sums)]]

    def blocks(self) -> list[Block]:
        """The report as text with a table for each topic."""
        blocks: list[Block] = [Heading(self.title, 1), Text(f"Indsendt af: {self.sender}"), Text(NOTE)]
        for topic in self.topics:
            header, *rows = [tuple(shown(x) for x in row) for row in self.table(topic)]
            blocks += [Heading(f"{topic} i {self.year}"), Grid(header, tuple(rows))]
        return blocks

    def workbook(self) -> openpyxl.Workbook:
        """The report as a workbook with a sheet for each topic."""
        book = openpyxl.Workbook()
        book.remove(book.worksheets[0])
        for topic in self.topics:
            sheet = book.create_sheet(topic)
            for text in (self.title, f"Indsendt af: {self.sender}", None, f"{topic} i {self.year}"):
                sheet.append([text])
            for row in self.table(topic):
                sheet.append(row)
            for cell in sheet[5]:
                cell.font = Font(bold=True)
            for row in sheet.iter_rows(min_row=6, min_col=2):
                for cell in row:
                    cell.number_format = "#,##0"
        return book

    def file(self) -> bytes:
        """The workbook's bytes."""
        out = io.BytesIO()
        self.workbook().save(out)
        return out.getvalue()


def shown(value: str | int) -> str:
    """A count as a Danish author writes it: ``1.204``."""
    return value if isinstance(value, str) else f"{value:,}".replace(",", ".")
