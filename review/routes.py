"""Every page of the app, in one list."""

from __future__ import annotations

from review import accessibility_page, static_page
from review.figures import pages as figures
from review.finding import pages as finding
from review.page import Page
from review.people import own_pages, provider_sign_in, sign_in
from review.people import pages as people
from review.queue import pages as queue
from review.register import pages as register
from review.report import downloads, list_page, source_tab
from review.report import pages as report
from review.rules import pages as rules
from review.source import pages as source
from review.submit import pages as submit
from review.today import expected_pages as expected
from review.today import pages as today

PAGES: tuple[Page, ...] = (
    *static_page.PAGES,
    *sign_in.PAGES,
    *provider_sign_in.PAGES,
    *own_pages.PAGES,
    *people.PAGES,
    *accessibility_page.PAGES,
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
    *submit.PAGES,
    *register.PAGES,
    *rules.PAGES,
)
