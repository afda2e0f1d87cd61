"""Why a source cannot be shown, as sentences for the person who wanted to see it."""

from __future__ import annotations

from extractors.unreadable import Unreadable


class CannotShow(Exception):
    """A source that cannot be shown: the sentence to be told instead, ``da`` in Danish and ``en`` in English."""

    da, en = "Kilden kan ikke vises.", "The source cannot be shown."

    def __init__(self) -> None:
        super().__init__(self.en)


class FileMissing(CannotShow):
    """The archive has no such file, or it is not what it was."""

    da = "Filen mangler i arkivet, eller den er ændret, siden den blev lagt der."
    en = "The file is missing from the archive, or it has changed since it was put there."


class NoPage(CannotShow):
    """The file has no page of that number."""

    da, en = "Filen har ingen side med det nummer.", "The file has no page of that number."


class NoSheet(CannotShow):
    """The workbook has no sheet of that name."""

    da, en = "Projektmappen har intet ark med det navn.", "The workbook has no sheet of that name."


class OtherKind(CannotShow):
    """A page was asked of a workbook, a sheet of a PDF, or either of what is neither or cannot be opened."""

    da = "Filen kan ikke vises her: den er ikke en PDF eller et Excel-ark, der kan åbnes. Hent den for at se den."
    en = "The file cannot be shown here: it is no PDF or workbook that can be opened. Download it to see it."


class Locked(CannotShow):
    """The file cannot be opened without a password."""

    da, en = "Filen kan ikke åbnes uden en adgangskode.", "The file cannot be opened without a password."


class TooHeavy(CannotShow):
    """To draw it costs more time or memory than it may."""

    da = "Siden er så tung, at den ikke kan tegnes. Hent filen for at se den."
    en = "The page is too heavy to be drawn. Download the file to see it."


class Damaged(CannotShow):
    """The file is damaged."""

    da = "Filen er beskadiget på dette sted og kan ikke vises."
    en = "The file is damaged in this place and cannot be shown."


class NotNow(CannotShow):
    """Not a fault of the file: it can be tried again."""

    da, en = "Siden kunne ikke hentes lige nu. Prøv igen.", "The page could not be had just now. Try again."


BY_RULE: dict[str, type[CannotShow]] = {
    "report.unrecognised": OtherKind,
    "report.encrypted": Locked,
    "report.too_large": TooHeavy,
    "report.corrupt": Damaged,
}


def trouble(problem: Unreadable) -> CannotShow:
    """What a person is told of a file that could not be read."""
    return BY_RULE.get(problem.rule, CannotShow)()
