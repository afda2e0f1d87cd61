"""The program ``afrapport`` with the parser of ``mock_reader``."""

from __future__ import annotations

from extractors.reading import Reader
from flows.cli import main

if __name__ == "__main__":
    Reader.module = "mock_reader"
    main()
