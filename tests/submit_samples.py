"""Files to be sent to the review app: sample reports with one thing changed, and what is no report."""

from __future__ import annotations

import io
import time
from pathlib import Path

import openpyxl

from review.desk import Desk
from review.submit.waiting_room import room_of
from review_site import Client, number_of

INBOX = Path(__file__).parents[1] / "samples" / "inbox"
PERSON = "010203-1234"


def known_report() -> bytes:
    """A sample report as it is: it has been loaded already."""
    return (INBOX / "bilag_1_2021.xlsx").read_bytes()


def new_version(remark: str = "Afsluttet i marts") -> bytes:
    """The same report with another remark in a cell beside its table's last row."""
    workbook = openpyxl.load_workbook(INBOX / "bilag_1_2021.xlsx")
    sheet = workbook.worksheets[0]
    sheet.cell(sheet.max_row, sheet.max_column).value = remark
    out = io.BytesIO()
    workbook.save(out)
    return out.getvalue()


def send(client: Client, *files: tuple[str, bytes]):
    """Send files as the form does."""
    parts = [("filer", (name, data, "application/octet-stream")) for name, data in files]
    return client.send_form("/indsend", files=parts)


def hashes(desk: Desk, login: str) -> list[str]:
    """The hashes of what waits of somebody."""
    return [waiting.sha256 for waiting in room_of(desk).of(number_of(desk, login))]


def tried(client: Client) -> str:
    """The page, once every file on it has been tried."""
    end = time.monotonic() + 120
    while time.monotonic() < end:
        page = client.get("/indsend").text
        if "hx-trigger" not in page:
            return page
        time.sleep(0.1)
    raise AssertionError("the files were not tried in two minutes")


def inbox_files(desk: Desk) -> list[Path]:
    """Every file in the inbox, hidden ones too."""
    return sorted(path for path in desk.inbox.rglob("*") if path.is_file())
