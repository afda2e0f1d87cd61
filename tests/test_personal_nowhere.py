"""A personal number, wherever in a file it stands, holds the report and is found again in nothing that we write."""

from __future__ import annotations

import random
import re
import shutil
import sqlite3
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pyarrow.parquet as parquet
import pytest
from typer.testing import CliRunner

from documents.personal import SAMPLE, dashed, in_pdfs, in_workbooks, number
from flows.cli import app
from program import afrapport

NAMED = "named"
Night = tuple[Path, dict[str, str], str]


@pytest.fixture(scope="module")
def night(tmp_path_factory: pytest.TempPathFactory) -> Night:
    """A night on a file for each place: its folder, the digits by the file's name, and all that was said."""
    folder = tmp_path_factory.mktemp("nat")
    rng, planted = random.Random(20233), {}
    (folder / "ind").mkdir()
    for name, data, digits in (*in_workbooks(rng), *in_pdfs(rng)):
        (folder / "ind" / name).write_bytes(data)
        planted[name] = digits
    planted[NAMED] = number(rng, with_check_digit=False)
    shutil.copy(SAMPLE, folder / "ind" / f"notat {dashed(planted[NAMED])}.xlsx")
    run = afrapport(folder, "run", "--direct", "--inbox", "ind")
    export = afrapport(folder, "export", folder / "ud")
    assert (run.returncode, export.returncode) == (0, 0), run.stderr + export.stderr
    return folder, planted, run.stdout + run.stderr + export.stdout + export.stderr


def told_in(text: bytes | str, digits: str) -> bool:
    """Whether the number stands in a text in any spelling, also without the zero that a workbook does not store."""
    raw = text.encode() if isinstance(text, str) else text
    return re.search(rb"[^0-9]{0,3}".join(d.encode() for d in digits.lstrip("0")), raw) is not None


def found_in(text: bytes | str, planted: dict[str, str]) -> list[str]:
    return [name for name, digits in planted.items() if told_in(text, digits)]


def test_the_search_finds_what_is_there(night: Night) -> None:
    folder, planted, _ = night
    assert told_in(dashed(planted[NAMED]), planted[NAMED])
    letter = folder / "ind" / "brev i titlen.pdf"
    assert told_in(letter.read_bytes(), planted[letter.name])


def test_every_report_is_held_but_the_one_that_is_only_named_so(night: Night) -> None:
    folder, planted, _ = night
    with closing(sqlite3.connect(folder / "var" / "warehouse.db")) as connection:
        states = dict(connection.execute("select report_file, state from bi_report where figures_loaded > 0"))
        reports = {row[0] for row in connection.execute("select report_file from bi_report")}
        told = {row[0] for row in connection.execute("select report_file from bi_finding where rule like '%personal%'")}
    renamed = f"notat {planted[NAMED][:6]}-••••.xlsx"
    assert states in ({renamed: "loaded"}, {renamed: "partial"})
    assert told == reports - {renamed} == planted.keys() - {NAMED}


def test_no_number_is_said_to_the_log_or_the_person(night: Night) -> None:
    _, planted, said = night
    assert found_in(said, planted) == []


def stored(database: Path) -> Iterator[bytes]:
    """All that the warehouse holds: its files as they are, every value as text, and what is packed in it unpacked."""
    for file in database.parent.glob(f"{database.name}*"):
        yield file.read_bytes()
    with closing(sqlite3.connect(database)) as connection:
        tables = [row[0] for row in connection.execute("select name from sqlite_master where type = 'table'")]
        for table in tables:
            yield repr(connection.execute(f'select * from "{table}"').fetchall()).encode()
        for (content,) in connection.execute("select content from reading"):
            yield zlib.decompress(content)


def test_no_number_is_in_the_warehouse(night: Night) -> None:
    folder, planted, _ = night
    texts = list(stored(folder / "var" / "warehouse.db"))
    assert len(texts) > 20
    assert [name for text in texts for name in found_in(text, planted)] == []


def exported(folder: Path) -> Iterator[bytes]:
    """Every exported file as it is, and what is packed in it unpacked."""
    for file in (p for p in folder.rglob("*") if p.is_file()):
        yield file.name.encode() + file.read_bytes()
        if file.suffix == ".parquet":
            yield repr(parquet.read_table(file).to_pydict()).encode()
        elif zipfile.is_zipfile(file):
            with zipfile.ZipFile(file) as package:
                yield from (package.read(name) for name in package.namelist())


def test_no_number_is_exported(night: Night) -> None:
    folder, planted, _ = night
    texts = list(exported(folder / "ud"))
    assert len(texts) > 10
    assert [name for text in texts for name in found_in(text, planted)] == []


@pytest.mark.parametrize("command", ["check", "tables", "certify"])
def test_no_number_is_shown_of_a_single_file(night: Night, command: str) -> None:
    folder, planted, _ = night
    for file in sorted((folder / "ind").iterdir()):
        for more in ([], ["--json"]):
            done = CliRunner().invoke(app, [command, str(file), *more])
            assert found_in(done.output, planted) == [], (file.name, more)
