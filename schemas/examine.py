"""One file read, understood and checked, whatever is wrong with it."""

from __future__ import annotations

import logging
import traceback
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from extractors.unreadable import Unreadable
from schemas.decision import Decision
from schemas.efforts import Register
from schemas.grades import Grades
from schemas.plain_text import file_name, plain
from schemas.report import CheckedReport

logger = logging.getLogger("afrapport")


Decided = Callable[[str | None], Sequence[Decision]]


def nothing_decided(_identity: str | None) -> Sequence[Decision]:
    """No decisions: a report that is only tried."""
    return ()


@dataclass(frozen=True, slots=True)
class Examined:
    """What the checks say of a file. ``container`` is what the file is by its content, None where it cannot be read."""

    checked: CheckedReport
    container: str | None = None


def examine(
    path: Path,
    name: str | None = None,
    decided: Decided = nothing_decided,
    register: Register | None = None,
    grades: Grades | None = None,
) -> Examined:
    """Read and check the file, called ``name`` in the log; ``decided`` gives the decisions about a report's identity.

    ``register`` is what is known of efforts and ``grades`` how severe the rules are; those of the program where there
    is no warehouse.

    Never raises for what is in the file: what cannot be read becomes a held report. Raises ReaderFailed where the
    reader process itself was lost: the file may be fine, and is read another time.
    """
    from extractors.reading import ReaderFailed

    try:
        return _examine(path, name or file_name(path.name), decided, register, grades)
    except ReaderFailed:
        raise
    except Unreadable as found:
        problem = found
    except Exception as fault:
        logger.error("%s: %s", plain(name or file_name(path.name)), without_content(fault))
        problem = Unreadable("report.corrupt", type(fault).__name__)
    from schemas.check import check_unreadable

    return Examined(check_unreadable(problem))


def _examine(path: Path, name: str, decided: Decided, register: Register | None, grades: Grades | None) -> Examined:
    from extractors.reading import read_report

    # The child process reads while this one imports what the checks need: that takes as long as a small file.
    with ThreadPoolExecutor(1) as pool:
        reading = pool.submit(read_report, path)
        from schemas.check import check_reading, identity_of
        from schemas.reading import reading_of

        document, raw = reading.result()
    read = reading_of(raw, document)
    checked = check_reading(read, decided(identity_of(read)), register, grades=grades)
    if document.container == "pdf":
        _look_again(checked, path, name)
    return Examined(checked, document.container)


def _look_again(checked: CheckedReport, path: Path, name: str) -> None:
    from schemas.second_look import look_again

    look_again(checked, path, name)


def without_content(problem: BaseException) -> str:
    """Where in the program it went wrong. Its message is left out: it may quote a cell, and so a person."""
    frames = traceback.extract_tb(problem.__traceback__)
    steps = " < ".join(f"{Path(f.filename).name}:{f.lineno} {f.name}" for f in reversed(frames))
    return f"{type(problem).__name__} in {steps}"
