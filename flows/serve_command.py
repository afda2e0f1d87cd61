"""The command ``afrapport serve``."""

from __future__ import annotations

import ipaddress
import os
import sys
from pathlib import Path
from urllib.parse import urlsplit

from sqlalchemy import Engine

from flows.ending import WRONG_USAGE, stop
from flows.opened import opened
from flows.server import listen, make_server, run_server
from flows.settings import Settings, fresh_hours
from flows.words import words
from review.desk import Desk
from review.people.accounts import has_accounts
from review.people.provider import Provider
from review.people.provider_settings import WrongSetting, provider_settings
from review.people.start_key import StartKey
from review.warm import warm_up
from warehouse.archive import Archive

CACHE_KIB = 2 * 1024  # of each connection: there are as many as people ask at once, and a page asks for little


def serve(chosen: Settings, host: str, port: int) -> None:
    """Start the review app and stay until it is stopped. Ends with a sentence where it may not or cannot start."""
    with opened(chosen.warehouse, keep=True, cache_kib=CACHE_KIB) as engine:
        provider = _provider()
        alone = provider is None and not has_accounts(engine)
        address = _address(host, port, alone)
        desk = desk_of(chosen, engine, address, StartKey() if alone else None, provider)
        with listen(host, port) as socket:
            server = make_server(desk)
            warm_up(desk)
            _say_where(desk)
            run_server(server, socket)
    print(words(chosen.language)["served"], flush=True)


def desk_of(
    chosen: Settings, engine: Engine, address: str, key: StartKey | None = None, provider: Provider | None = None
) -> Desk:
    """What the app works with, by the settings."""
    return Desk(
        engine=engine,
        archive=Archive(chosen.archive),
        inbox=chosen.inbox,
        pictures=Path(os.environ.get("AFRAPPORT_PICTURES") or chosen.archive.parent / "pictures"),
        address=address,
        language=chosen.language,
        start_key=key,
        provider=provider,
        contact=os.environ.get("AFRAPPORT_CONTACT") or None,
        fresh_hours=fresh_hours(),
    )


def _say_where(desk: Desk) -> None:
    say = words(desk.language)
    link = f"{desk.address}/start?key={desk.start_key.word}" if desk.start_key else desk.address
    print(say["serving_alone" if desk.start_key else "serving"].format(address=link), flush=True)
    if not desk.secure and not is_here(urlsplit(desk.address).hostname or ""):
        print(say["serve_not_secure"].format(address=desk.address), file=sys.stderr, flush=True)


def _address(host: str, port: int, alone: bool) -> str:
    """What people type. Ends the program where strangers could reach an app that has no accounts, or not find it."""
    shown = f"[{host}]" if ":" in host else host
    address = (os.environ.get("AFRAPPORT_ADDRESS") or f"http://{shown}:{port}").strip().rstrip("/")
    if not is_here(host) and not os.environ.get("AFRAPPORT_ADDRESS"):
        stop("serve_no_address", WRONG_USAGE, host=host)
    parts = urlsplit(address)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.path or parts.query:
        stop("serve_bad_address", WRONG_USAGE, address=address)
    if alone and not (is_here(host) and is_here(parts.hostname)):
        stop("serve_no_accounts", WRONG_USAGE, host=host if not is_here(host) else parts.hostname)
    return address


def is_here(host: str) -> bool:
    """Whether nobody but this machine can reach the host."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _provider() -> Provider | None:
    try:
        found = provider_settings(os.environ)
    except WrongSetting as wrong:
        stop("bad_setting", WRONG_USAGE, name=wrong.name)
    return Provider(found) if found else None
