"""Going through the pages of the review app as their links lead: a few of each sort, every sort at least once."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable
from urllib.parse import urlsplit

from review.routes import PAGES

LEFT_OUT = ("/static/", "/sprog/", "/start", "/log-ind")  # nothing stored is shown there, or they end the sign-in
GETS = [page.path for page in PAGES if page.methods[0] == "GET" and not page.path.startswith(LEFT_OUT)]
GAP = re.compile(r"\{[^}]*\}")


def pattern_of(path: str) -> re.Pattern[str]:
    """What the addresses of a page look like."""
    return re.compile(re.sub(r"\\\{[^}]*\\\}", "[^/]+", re.escape(path)))


# a path without a gap before one with: /indsend/proev is not a number of /indsend/{number}
SORTS = {path: pattern_of(path) for path in sorted(GETS, key=lambda path: (path.count("{"), path))}


def sort_of(address: str) -> str | None:
    """The page that an address is of."""
    path = urlsplit(address).path
    return next((sort for sort, pattern in SORTS.items() if pattern.fullmatch(path)), None)


def walk(open_page: Callable[[str], list[str]], of_each: int) -> dict[str, set[str]]:
    """The addresses that were opened, by page: those without a gap, what they link to, at last what nothing links to.

    ``open_page`` opens an address and returns the links that stand on it; ``of_each`` is the most of one page.
    """
    opened: dict[str, set[str]] = defaultdict(set)

    def follow(waiting: list[str]) -> None:
        while waiting:
            address = waiting.pop(0)
            sort = sort_of(address)
            if sort is not None and address not in opened[sort] and len(opened[sort]) < of_each:
                opened[sort].add(address)
                waiting += open_page(address)

    follow([path for path in GETS if "{" not in path])
    follow([GAP.sub("1", path) for path in GETS if not opened[path]])
    return opened
