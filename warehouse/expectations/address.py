"""The warehouse's address for those who only read it."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import quote

from sqlalchemy import URL

READ_ONLY = "-c default_transaction_read_only=on"


def read_only(url: URL) -> str:
    """The address, with its password, by which the database refuses to be written to.

    A ``$`` is escaped: Great Expectations would look for a setting of that name.
    """
    if url.get_backend_name() == "sqlite":
        address = _sqlite(url)
    else:
        before = url.query.get("options", ())
        options = " ".join([before] if isinstance(before, str) else before)
        address = url.update_query_dict({"options": f"{options} {READ_ONLY}".strip()})
    return address.render_as_string(hide_password=False).replace("$", r"\$")


def _sqlite(url: URL) -> URL:
    database = str(url.database)
    if not database.startswith("file:"):
        database = f"file:{quote(str(Path(database).resolve()))}"
    return url.set(database=database).update_query_dict({"mode": "ro", "uri": "true"})
