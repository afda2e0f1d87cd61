"""Our own scripts, styles and icons, under addresses that change when they do."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib import resources

TYPES = {"css": "text/css; charset=utf-8", "js": "text/javascript; charset=utf-8", "svg": "image/svg+xml"}


def static(name: str) -> str:
    """The address of a file in ``review/static``; it carries a part of the content's hash, and so may be kept."""
    return f"/static/{hash_of(name)}/{name}"


@cache
def names() -> frozenset[str]:
    """The files that there are; nothing else can be asked for."""
    return frozenset(_listed(resources.files("review") / "static", ""))


def _listed(folder, before: str):
    for item in folder.iterdir():
        if item.is_dir():
            yield from _listed(item, f"{before}{item.name}/")
        elif item.name.rpartition(".")[2] in TYPES:
            yield before + item.name


@cache
def content_of(name: str) -> bytes:
    """What is in the file."""
    return (resources.files("review") / "static").joinpath(*name.split("/")).read_bytes()


@cache
def hash_of(name: str) -> str:
    """A short hash of the content."""
    return hashlib.sha256(content_of(name)).hexdigest()[:12]
