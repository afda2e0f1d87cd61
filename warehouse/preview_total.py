"""What the previews of all reports add up to, a report at a time: only counts, sums and a few examples are kept."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal

from schemas.report import Figure
from warehouse.preview import Catch, Preview

MOST_EXAMPLES = 10
Kroner = dict[str, Decimal]


@dataclass(slots=True)
class PreviewTotal:
    """What a rule does to all reports.

    ``findings`` counts by state: the accepted ones were found by somebody to be right as they stand. ``held`` counts
    the figures that the rule holds; ``leaving`` and ``coming`` those that the views would lose and win, and
    ``kroner_leaving`` and ``kroner_coming`` their amounts by measure. ``caught`` has a row for each report in which
    something was found, ``examples`` the first findings with their file.
    """

    reports: int = 0
    unread: int = 0
    findings: Counter[str] = field(default_factory=Counter)
    held: int = 0
    leaving: int = 0
    coming: int = 0
    kroner_leaving: Kroner = field(default_factory=lambda: defaultdict(Decimal))
    kroner_coming: Kroner = field(default_factory=lambda: defaultdict(Decimal))
    caught: list[dict[str, object]] = field(default_factory=list)
    examples: list[tuple[str, Catch]] = field(default_factory=list)

    def add(self, preview: Preview) -> None:
        """Count one more report."""
        leaving, coming = kroner_of(preview.leaving), kroner_of(preview.coming)
        self.reports += preview.read
        self.unread += not preview.read
        self.held += preview.held
        self.leaving += len(preview.leaving)
        self.coming += len(preview.coming)
        self.findings.update(catch.state for catch in preview.catches)
        for sums, more in ((self.kroner_leaving, leaving), (self.kroner_coming, coming)):
            for measure, kroner in more.items():
                sums[measure] += kroner
        if preview.catches:
            self.caught.append(_caught(preview) | {"kroner_leaving": leaving, "kroner_coming": coming})
        room = MOST_EXAMPLES - len(self.examples)
        self.examples += [(preview.report_file, catch) for catch in preview.catches[:room]]


def kroner_of(figures: Iterable[Figure]) -> Kroner:
    """The amounts of one report by measure, stated sums left out.

    A report may tell the same money as an effort's own amount, as expenditure posts and as who pays. These are never
    added to each other: the largest of the three counts.
    """
    told: defaultdict[str, Kroner] = defaultdict(lambda: defaultdict(Decimal))
    for figure in figures:
        values = figure.values
        if figure.view == "budget" and not values.get("is_total"):
            part = "source" if values.get("source") else "line" if values.get("line") else "effort"
            told[values["measure"]][part] += values["amount_dkk"]
    return {measure: max(sums.values(), key=abs) for measure, sums in told.items()}


def _caught(preview: Preview) -> dict[str, object]:
    return {
        "report_id": preview.report_id,
        "report_file": preview.report_file,
        "findings": len(preview.catches),
        "figures_held": preview.held,
        "figures_leaving": len(preview.leaving),
        "figures_coming": len(preview.coming),
    }
