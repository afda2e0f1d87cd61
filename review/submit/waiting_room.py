"""Files that somebody has sent and not handed in yet: each person's own, in a private folder, for a day."""

from __future__ import annotations

import hashlib
import json
import os
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import BinaryIO

from extractors.opening import MAX_BYTES
from review.desk import Desk
from warehouse.archive import SHA256

CHUNK = 1 << 20
KEPT_FOR = timedelta(days=1)
MOST_FILES, MOST_BYTES = 20, 300 * 1024 * 1024  # of one person
NOTE, TAKEN, UNFINISHED = ".json", ".taken", ".unfinished"


class NotKept(Exception):
    """A file that is not taken: ``why`` is ``empty``, ``too_large`` or ``full`` (so much of theirs waits already)."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


@dataclass(frozen=True, slots=True)
class Waiting:
    """A file that waits. ``named_person``: its name held a personal number, which is masked in ``name``."""

    person_id: int
    sha256: str
    name: str
    size: int
    since: datetime
    named_person: bool = False


class WaitingRoom:
    """A folder with one for each person: the content under its hash, and beside it a note with its name."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def keep(self, person_id: int, sent: BinaryIO, name: str, now: datetime, named_person: bool = False) -> Waiting:
        """Take a file in; the same content again only changes its name. Raises NotKept."""
        folder = self._folder(person_id)
        unfinished = folder / f"{secrets.token_hex(8)}{UNFINISHED}"
        try:
            sha256, size = _copied(sent, unfinished)
            others = [w for w in self.of(person_id) if w.sha256 != sha256]
            if len(others) >= MOST_FILES or sum(w.size for w in others) + size > MOST_BYTES:
                raise NotKept("full")
            os.replace(unfinished, folder / sha256)
        finally:
            unfinished.unlink(missing_ok=True)
        waiting = Waiting(person_id, sha256, name, size, now, named_person)
        self._note(waiting)
        return waiting

    def of(self, person_id: int) -> list[Waiting]:
        """What waits of a person, the oldest first."""
        notes = self._path(person_id).glob(f"*{NOTE}")
        found = (self.find(person_id, note.name.removesuffix(NOTE)) for note in notes)
        return sorted((w for w in found if w is not None), key=lambda w: (w.since, w.name))

    def find(self, person_id: int, sha256: str) -> Waiting | None:
        """The file of that person with that hash; None where there is none, whoever else may have it."""
        if not SHA256.fullmatch(sha256):
            return None
        try:
            note = json.loads((self._path(person_id) / f"{sha256}{NOTE}").read_text(encoding="utf-8"))
        except FileNotFoundError:
            return None
        since = datetime.fromisoformat(note["since"])
        return Waiting(person_id, sha256, note["name"], note["size"], since, note["named_person"])

    def content(self, waiting: Waiting) -> Path:
        """Where the content lies, or lay: it may be taken any time."""
        return self._path(waiting.person_id) / waiting.sha256

    def take(self, waiting: Waiting) -> Path | None:
        """The content for the one who hands it in; None for whoever comes second."""
        taken = self.content(waiting).with_suffix(TAKEN)
        try:
            os.rename(self.content(waiting), taken)
        except FileNotFoundError:
            return None
        return taken

    def put_back(self, waiting: Waiting) -> None:
        """What was taken could not be handed in."""
        os.replace(self.content(waiting).with_suffix(TAKEN), self.content(waiting))

    def remove(self, waiting: Waiting) -> None:
        """Nothing of it is kept."""
        self.forget_content(waiting)
        self.content(waiting).with_suffix(TAKEN).unlink(missing_ok=True)
        (self._path(waiting.person_id) / f"{waiting.sha256}{NOTE}").unlink(missing_ok=True)

    def forget_content(self, waiting: Waiting) -> None:
        """Only the note stays, so that what was found can still be told."""
        self.content(waiting).unlink(missing_ok=True)

    def sweep(self, now: datetime) -> int:
        """Remove what has waited for more than a day, and what was never finished; returns how many files."""
        oldest = (now - KEPT_FOR).timestamp()
        old = [path for path in self._files() if path.lstat().st_mtime < oldest]
        for path in old:
            path.unlink(missing_ok=True)
        return len(old)

    def _files(self) -> Iterator[Path]:
        return (path for path in self.root.glob("*/*") if path.is_file())

    def _path(self, person_id: int) -> Path:
        return self.root / str(int(person_id))

    def _folder(self, person_id: int) -> Path:
        self.root.mkdir(mode=0o700, parents=True, exist_ok=True)
        path = self._path(person_id)
        path.mkdir(mode=0o700, exist_ok=True)
        return path

    def _note(self, waiting: Waiting) -> None:
        told = {"name": waiting.name, "size": waiting.size, "named_person": waiting.named_person}
        path = self._path(waiting.person_id) / f"{waiting.sha256}{NOTE}"
        unfinished = path.with_name(f"{secrets.token_hex(8)}{UNFINISHED}")
        with os.fdopen(_new(unfinished), "w", encoding="utf-8") as file:
            json.dump(told | {"since": waiting.since.isoformat()}, file)
        os.replace(unfinished, path)


def room_of(desk: Desk) -> WaitingRoom:
    """The waiting room of the app, beside its pictures."""
    return WaitingRoom(desk.pictures.with_name("waiting"))


def _copied(sent: BinaryIO, path: Path) -> tuple[str, int]:
    """Hash and size of what was written; never more than a file may have. Raises NotKept."""
    digest, size = hashlib.sha256(), 0
    with os.fdopen(_new(path), "wb") as file:
        while chunk := sent.read(CHUNK):
            size += len(chunk)
            if size > MAX_BYTES:
                raise NotKept("too_large")
            digest.update(chunk)
            file.write(chunk)
    if not size:
        raise NotKept("empty")
    return digest.hexdigest(), size


def _new(path: Path) -> int:
    return os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600)
