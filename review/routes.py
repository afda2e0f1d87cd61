"""Every page of the app, in one list."""

from __future__ import annotations

from review import accessibility_page, static_page
from review.page import Page
from review.people import own_pages, provider_sign_in, sign_in
from review.people import pages as people
from review.source import pages as source
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
)
