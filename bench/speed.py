"""Processor time a page: our reader beside pdfplumber's tables and PDFium's bare text, turn by turn in one run.

Run: python bench/speed.py [FOLDER ...]. PDFs of the folders are added to those of samples/inbox. Ends 1 where ours
takes more than its bar's share of pdfplumber's time.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pdfplumber
import pypdfium2

ROOT = Path(__file__).parents[1]
BAR = 0.2  # of pdfplumber's time
BESIDE = (ROOT / ".." / "shared" / "reports", ROOT / ".." / "shared" / "tables")

sys.path.insert(0, str(ROOT))

from extractors.pdf.read import read_pdf  # noqa: E402
from extractors.unreadable import Unreadable  # noqa: E402


def ours(path: Path) -> None:
    """Everything that the document says, tables stitched."""
    read_pdf(path.read_bytes())


def plumber(path: Path) -> None:
    """The tables of every page."""
    with pdfplumber.open(path) as pdf:
        for page in pdf.pages:
            page.extract_tables()
            page.close()


def text_alone(path: Path) -> None:
    """The text of every page and nothing else: the least that any reader on PDFium takes."""
    with pypdfium2.PdfDocument(path) as document:
        for page in document:
            page.get_textpage().get_text_range()


READERS: dict[str, Callable[[Path], None]] = {"afrapport": ours, "pdfplumber": plumber, "PDFium text": text_alone}


def page_count(path: Path) -> int:
    """How many pages a file has, 0 where our reader refuses it."""
    with suppress(Unreadable):
        return read_pdf(path.read_bytes()).page_count or 0
    return 0


def files(folders: list[Path]) -> dict[Path, int]:
    """The PDFs with their pages, those that cannot be read left out."""
    found = {
        p.name: p
        for folder in (*folders, ROOT / "samples" / "inbox")
        if folder.is_dir()
        for p in folder.glob("**/*.pdf")
    }
    counted = {p: page_count(p) for p in sorted(found.values())}  # this also warms up what is loaded once
    return {p: n for p, n in counted.items() if n}


def seconds(read: Callable[[Path], None], path: Path) -> float:
    """Processor time of one reading."""
    before = time.process_time()
    read(path)
    return time.process_time() - before


def main(folders: list[Path]) -> int:
    """Prints one table; returns the exit status."""
    every = files(folders)
    spent = dict.fromkeys(READERS, 0.0)
    for path in every:
        for name, read in READERS.items():
            spent[name] += seconds(read, path)
    pages = sum(every.values())
    print(f"{len(every)} files, {pages} pages\n{'reader':14}{'ms a page':>10}{'of pdfplumber':>15}")
    for name, total in spent.items():
        print(f"{name:14}{1000 * total / pages:>10.1f}{total / spent['pdfplumber']:>15.2f}")
    good = spent["afrapport"] <= BAR * spent["pdfplumber"]
    print(f"bar: afrapport at most {BAR:.2f} of pdfplumber: {'reached' if good else 'MISSED'}")
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main([Path(a) for a in sys.argv[1:]] or list(BESIDE)))
