"""The command ``afrapport serve``."""

from __future__ import annotations

import ipaddress
import os
import secrets
from pathlib import Path

from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError

from flows.ending import NOT_COMPLETED, WRONG_USAGE, stop
from flows.settings import Settings
from flows.words import words
from review.desk import Desk
from review.people.accounts import has_accounts
from schemas.examine import without_content
from warehouse.archive import Archive
from warehouse.engine import open_warehouse
from warehouse.schema_version import SchemaMismatch, require_current


def serve(chosen: Settings, host: str, port: int) -> None:
    """Start the review app and stay until it is stopped. Ends with a sentence where it may not or cannot start."""
    engine = _opened(chosen.warehouse)
    key = None if has_accounts(engine) else secrets.token_urlsafe(24)
    if key is not None and not _only_here(host):
        stop("serve_no_accounts", WRONG_USAGE, host=host)
    address = os.environ.get("AFRAPPORT_ADDRESS") or f"http://{host}:{port}"
    desk = desk_of(chosen, engine, address.rstrip("/"), key)
    say = words(chosen.language)
    link = f"{desk.address}/start?key={key}" if key else desk.address
    print(say["serving_alone" if key else "serving"].format(address=link), flush=True)
    _run(desk, host, port)


def desk_of(chosen: Settings, engine: Engine, address: str, key: str | None) -> Desk:
    """What the app works with, by the settings."""
    pictures = Path(os.environ.get("AFRAPPORT_PICTURES") or chosen.archive.parent / "pictures")
    return Desk(engine, Archive(chosen.archive), chosen.inbox, pictures, address, chosen.language, key)


def _run(desk: Desk, host: str, port: int) -> None:
    import uvicorn

    from review.app import make_app

    # an address of a visitor is believed from a proxy on this machine only
    uvicorn.run(make_app(desk), host=host, port=port, log_level="warning", access_log=False, server_header=False)


def _only_here(host: str) -> bool:
    """Whether nobody but this machine can reach the host."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _opened(url: str) -> Engine:
    try:
        engine = open_warehouse(url, keep=True)
        require_current(engine)
        return engine
    except SchemaMismatch as problem:
        stop("other_schema", NOT_COMPLETED, reason=problem)
    except SQLAlchemyError as problem:
        stop("warehouse_failed", NOT_COMPLETED, reason=without_content(problem))
