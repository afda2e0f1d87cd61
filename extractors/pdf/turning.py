"""Places on pages that were read another way than they are shown, turned back."""

from __future__ import annotations

from dataclasses import replace

from extractors.model import Line, Table
from extractors.pdf.frame import Frame
from extractors.place import Place

Frames = dict[int, tuple[Frame, Frame]]


def turn_back(parts: list[Line | Table], frames: Frames) -> None:
    """Puts every place of the turned pages where it stands on the page as it is shown."""
    if not frames:
        return
    for part in parts:
        if isinstance(part, Line):
            part.place = shown(part.place, frames)
            continue
        part.places = [shown(p, frames) for p in part.places]
        for cell in part.cells:
            cell.at = shown(cell.place, frames)
            cell.parts = [shown(p, frames) for p in cell.parts]


def shown(place: Place, frames: Frames) -> Place:
    """A place of a turned page, as the page is shown; any other place as it is."""
    if place.page not in frames or place.bbox is None:
        return place
    to, read = frames[place.page]
    x0, top, x1, bottom = place.bbox
    ax, ay = to.point(*read.back(x0, top))
    bx, by = to.point(*read.back(x1, bottom))
    return replace(
        place,
        x0=round(min(ax, bx), 2),
        top=round(min(ay, by), 2),
        x1=round(max(ax, bx), 2),
        bottom=round(max(ay, by), 2),
    )
