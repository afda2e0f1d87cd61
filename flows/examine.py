"""One file read, understood and checked, whatever is wrong with it."""

from __future__ import annotations

import logging
import traceback
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

from extractors.model import Document
from extractors.unreadable import Unreadable
from flows.plain_text import plain
from schemas.report import CheckedReport

logger = logging.getLogger("afrapport")


@dataclass(frozen=True, slots=True)
class Examined:
    """What the checks say of a file. ``container`` is what the file is by its content, None where it cannot be read."""

    checked: CheckedReport
    container: str | None = None


def examine(path: Path, name: str | None = None) -> Examined:
    """Read and check the file, called ``name`` in the log.

    Never raises for what is in the file: what cannot be read becomes a held report.
    """
    from schemas.check import check_unreadable

    try:
        return _examine(path)
    except Unreadable as problem:
        return Examined(check_unreadable(problem))
    except Exception as problem:
        logger.error("%s: %s", plain(name or path.name), without_content(problem))
        return Examined(check_unreadable(Unreadable("report.corrupt", type(problem).__name__)))


def _examine(path: Path) -> Examined:
    document = read_while_importing(path, "schemas.check")
    from extractors.recognise import interpret
    from schemas.check import check_report

    return Examined(check_report(interpret(document), document), document.container)


def read_while_importing(path: Path, *modules: str) -> Document:
    """The document in the file, read by a child process while this one imports what is needed next."""
    from extractors.reading import read_file

    with ThreadPoolExecutor(1) as pool:
        reading = pool.submit(read_file, path)
        for module in modules:
            import_module(module)
        return reading.result()


def without_content(problem: BaseException) -> str:
    """Where in the program it went wrong. Its message is left out: it may quote a cell, and so a person."""
    frames = traceback.extract_tb(problem.__traceback__)
    steps = " < ".join(f"{Path(f.filename).name}:{f.lineno} {f.name}" for f in reversed(frames))
    return f"{type(problem).__name__} in {steps}"
