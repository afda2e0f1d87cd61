"""What reading may cost is set by the environment; what cannot be used stops the program before it begins."""

from __future__ import annotations

from pathlib import Path

import pytest

from extractors.limits import DEFAULTS, WrongLimit, check_limits
from extractors.messages import ReadRequest, ScannedPages
from program import afrapport

MEGABYTE = 1 << 20


def asked(path: str = "x.pdf") -> tuple[int, int, int]:
    request = ReadRequest(path, interpret=False)
    return request.cpu_seconds, request.wall_seconds, request.memory_bytes // MEGABYTE


def test_two_minutes_and_a_gigabyte_where_nothing_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in DEFAULTS:
        monkeypatch.delenv(name, raising=False)
    assert asked() == (120, 150, 1024)


def test_the_environment_sets_them_for_the_next_file(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in zip(DEFAULTS, ("7", "9", "300"), strict=True):
        monkeypatch.setenv(name, value)
    assert asked() == (7, 9, 300)
    assert ReadRequest("x.pdf", False).with_time_for(ScannedPages(2)).cpu_seconds == 27


@pytest.mark.parametrize("value", ["0", "-1", "mange", "1.5", "١٢", "9" * 12])
def test_what_is_no_limit_is_refused(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    monkeypatch.setenv("AFRAPPORT_READ_MEMORY_MB", value)
    with pytest.raises(WrongLimit, match="AFRAPPORT_READ_MEMORY_MB"):
        check_limits()


def test_a_wrong_limit_is_wrong_usage_and_reads_nothing(tmp_path: Path) -> None:
    (tmp_path / "ind").mkdir()
    done = afrapport(tmp_path, "run", "--direct", "--inbox", "ind", AFRAPPORT_READ_WALL_SECONDS="snart")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "AFRAPPORT_READ_WALL_SECONDS skal være et helt tal over nul.\n"
    assert not (tmp_path / "var").exists()
