"""How many sources are opened at one time: each may take much memory, and more at once are no sooner there."""

from __future__ import annotations

import threading
from collections.abc import Generator
from contextlib import contextmanager

from extractors.page_picture import NoSuchPage
from extractors.reading import ReaderFailed
from extractors.sheet_grid import NoSuchSheet
from extractors.unreadable import Unreadable
from review.pictures.trouble import NoPage, NoSheet, NotNow, trouble

AT_ONCE = 2  # a child may take a gigabyte
_TURNS = threading.BoundedSemaphore(AT_ONCE)


@contextmanager
def made_in_turn() -> Generator[None, None, None]:
    """Waits for a turn to have a source read; what goes wrong with it comes out as ``CannotShow``."""
    with _TURNS:
        try:
            yield
        except NoSuchPage:
            raise NoPage from None
        except NoSuchSheet:
            raise NoSheet from None
        except Unreadable as problem:
            raise trouble(problem) from problem
        except ReaderFailed as problem:
            raise NotNow from problem
