"""Trying again where the connection to the warehouse was lost."""

from __future__ import annotations

import logging
from collections.abc import Callable
from time import sleep
from typing import TypeVar

from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError

logger = logging.getLogger("afrapport")
T = TypeVar("T")
PAUSES = (1.0, 5.0, 20.0)  # seconds before each further try: a server that is started again is back by then


def patiently(work: Callable[[], T]) -> T:
    """Do something, again after a pause where the connection is lost under way; at last the loss is raised.

    Only for work that can be done twice. What the database refuses is raised at once: it would refuse it again.
    """
    for pause in PAUSES:
        try:
            return work()
        except DBAPIError as problem:
            if not lost(problem):
                raise
            logger.warning("Forbindelsen til varehuset blev afbrudt. Prøver igen om %g sekunder.", pause)
        sleep(pause)
    return work()


def lost(problem: DBAPIError) -> bool:
    """Whether a connection broke, or none could be made: the latter by an error of PostgreSQL that bears no code."""
    if not isinstance(problem, OperationalError | InterfaceError):
        return False
    return problem.connection_invalidated or getattr(problem.orig, "sqlstate", "") is None
