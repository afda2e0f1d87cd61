"""Every page of the app, in one list."""

from __future__ import annotations

from review import static_page
from review.finding import pages as finding
from review.page import Page
from review.people import sign_in
from review.queue import pages as queue
from review.register import pages as register
from review.rules import pages as rules
from review.source import pages as source
from review.submit import pages as submit
from review.today import pages as today

PAGES: tuple[Page, ...] = (
    *static_page.PAGES,
    *sign_in.PAGES,
    *source.PAGES,
    *today.PAGES,
    *submit.PAGES,
    *register.PAGES,
    *rules.PAGES,
    *queue.PAGES,
    *finding.PAGES,
)
