"""The command ``afrapport publish TARGET``."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NoReturn

from flows.ending import NOT_COMPLETED, WRONG_USAGE, stop
from flows.export_command import DECIMAL_SIGNS, opened, tell
from flows.settings import Settings
from flows.words import words
from warehouse.export.ours import InTheWay
from warehouse.export.upload import NoDriver, Target, UnknownProtocol, open_target, upload, without_credentials
from warehouse.export.write import write_export


def publish(chosen: Settings, url: str, csv_decimal: str, excel: bool, anyway: bool) -> None:
    """Export to a temporary folder, upload it and tell of it; ends with a sentence where that could not be done."""
    target = _target(url, chosen.language)
    with TemporaryDirectory(prefix="afrapport-") as folder, opened(chosen.warehouse, anyway) as engine:
        done = write_export(engine, Path(folder), DECIMAL_SIGNS[csv_decimal], excel)
        _upload(Path(folder), target, url, chosen.language)
    tell(done, without_credentials(url), chosen.language)


def _target(url: str, language: str) -> Target:
    try:
        return open_target(url)
    except UnknownProtocol:
        stop("publish_unknown", WRONG_USAGE, target=without_credentials(url))
    except NoDriver as problem:
        stop("publish_no_driver", WRONG_USAGE, protocol=problem.protocol, hint=problem.hint)
    except Exception as problem:
        _refused(problem, url, language)


def _upload(folder: Path, target: Target, url: str, language: str) -> None:
    try:
        upload(folder, target)
    except InTheWay:
        raise
    except Exception as problem:
        _refused(problem, url, language)


def _refused(problem: Exception, url: str, language: str) -> NoReturn:
    # only what kind of refusal it is: a driver's own words may quote the URL with its password
    known = words(language)["refusals"]
    reason = next((known[kind.__name__] for kind in type(problem).__mro__ if kind.__name__ in known), None)
    stop("publish_refused", NOT_COMPLETED, target=without_credentials(url), reason=reason or type(problem).__name__)
