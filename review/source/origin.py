"""The file behind a report, and the means to show it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from sqlalchemy import Connection, text

from review.desk import Desk
from review.pictures.cache import PictureCache
from review.pictures.source_page import SourcePages
from review.pictures.source_sheet import SourceSheets

ORIGIN = """
    select s.sha256, s.container, s.file_name from report r
    join submission s on s.submission_id = r.submission_id where r.report_id = :report"""


@dataclass(frozen=True, slots=True)
class Origin:
    """What a report was read from; ``container`` is ``pdf``, ``xlsx`` and so on, None where nobody could tell."""

    report_id: int
    sha256: str
    container: str | None
    file_name: str

    @property
    def has_pages(self) -> bool:
        """Whether it is shown page by page, and not as a sheet."""
        return self.container == "pdf"


def origin_of(connection: Connection, report_id: int) -> Origin | None:
    """The file of a report; None where there is no such report."""
    row = connection.execute(text(ORIGIN), {"report": report_id}).first()
    return None if row is None else Origin(report_id, *row)


def pages_of(desk: Desk) -> SourcePages:
    """The pictures of pages, from the desk's archive."""
    return SourcePages(desk.archive, _kept(desk.pictures))


def sheets_of(desk: Desk) -> SourceSheets:
    """The sheets of workbooks, from the desk's archive."""
    return SourceSheets(desk.archive, _kept(desk.pictures))


@cache
def _kept(folder: Path) -> PictureCache:
    # one for all threads: it sees to it that a picture is made once
    return PictureCache(folder)
