"""The YAML files that stand beside the code of a package: words, rules and tables of it that are data."""

from __future__ import annotations

from importlib.resources import files
from typing import Any

import yaml

# PyYAML's safe loader in C where it was built with it: ten times as quick
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def data_file(package: str, name: str) -> Any:
    """What a file of a package says: ``data_file("review", "words.yaml")``."""
    return yaml.load(files(package).joinpath(name).read_bytes(), Loader=LOADER)  # noqa: S506 - both loaders are safe
