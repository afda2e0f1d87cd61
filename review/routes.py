"""Every page of the app, in one list."""

from __future__ import annotations

from review import static_page
from review.figures import pages as figures
from review.finding import pages as finding
from review.page import Page
from review.people import sign_in
from review.queue import pages as queue
from review.report import downloads, list_page, source_tab
from review.report import pages as report
from review.source import pages as source
from review.today import expected_pages as expected
from review.today import pages as today

PAGES: tuple[Page, ...] = (
    *static_page.PAGES,
    *sign_in.PAGES,
    *source.PAGES,
    *today.PAGES,
    *queue.PAGES,
    *finding.PAGES,
    *list_page.PAGES,
    *report.PAGES,
    *source_tab.PAGES,
    *downloads.PAGES,
    *expected.PAGES,
    *figures.PAGES,
)
