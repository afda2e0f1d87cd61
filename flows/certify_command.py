"""The command ``afrapport certify``: what ties in a report, what does not, and by how much."""

from __future__ import annotations

from pathlib import Path

from flows import as_json
from flows.ending import NOT_COMPLETED, stop
from flows.settings import language
from flows.show.certificate import certificate as drawn
from flows.show.text import show
from schemas.certificate import Tie, certificate
from schemas.efforts import program_register
from schemas.examine import examine
from schemas.plain_text import file_name


def certify(file: Path, json: bool) -> None:
    """Print the certificate of a file; status 1 where it cannot be read at all."""
    checked = examine(file).checked
    if checked.reading is None:
        said = checked.findings[0]
        stop("unreadable", NOT_COMPLETED, reason=said.message_en if language() == "en" else said.message)
    ties = certificate(checked.reading, program_register())
    if json:
        print(as_json.written([_told(tie) for tie in ties]))
    else:
        show(drawn(file_name(file.name), checked.kind, ties, language()))


def _told(tie: Tie) -> dict[str, object]:
    return {
        "rule": tie.rule,
        "about": tie.about,
        **as_json.place(tie.place),
        "unit": tie.unit,
        "stated": tie.stated,
        "made": tie.made,
        "difference": tie.difference,
        "tolerance": tie.tolerance,
        "parts": tie.parts,
        "ties": tie.ties,
    }
