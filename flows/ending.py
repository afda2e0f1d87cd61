"""How a command ends that could not do its work: a sentence on stderr and an exit status."""

from __future__ import annotations

import sys
from typing import Any, NoReturn

from flows.settings import language
from flows.words import words
from schemas.plain_text import file_name, plain

NOT_COMPLETED = 1
WRONG_USAGE = 2


def stop(sentence: str, status: int, **filled: Any) -> NoReturn:
    """End the program with a sentence of ``words.yaml``, its gaps filled, and the exit status."""
    readable = {name: plain(file_name(str(value))) for name, value in filled.items()}
    print(words(language())[sentence].format(**readable), file=sys.stderr)
    raise SystemExit(status)
