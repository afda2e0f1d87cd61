"""A night on reports damaged at random: how long it takes, how much memory, and what becomes of each file."""

from __future__ import annotations

import sys
import tempfile
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]
from documents.damaged import damaged_files  # noqa: E402
from nights import Night, night_on  # noqa: E402

COUNT, SEED = 300, 2026
MOST_SECONDS, MOST_MB = 300, 400


def main(count: int, seed: int) -> int:
    """Runs the night and prints what it measured; 1 where a bar is missed."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "in").mkdir()
        for each, data in damaged_files(sorted((ROOT / "samples" / "inbox").iterdir()), count, seed):
            (folder / "in" / each).write_bytes(data)
        night = night_on(folder / "in", folder, timeout=6 * MOST_SECONDS)
        return _told(night, count)


def _told(night: Night, count: int) -> int:
    states = Counter(state for _, state in night.outcomes)
    rules = night.asked("select rule, count(*) from bi_finding where figure = 'report' group by rule order by rule")
    [(reports,)] = night.asked("select count(*) from bi_report")
    print(f"{count} files, {reports} reports, {night.seconds:.0f} s, {night.most_mb:.0f} MB in the program itself")
    print("  " + ", ".join(f"{n} {state}" for state, n in sorted(states.items())))
    print("  " + ", ".join(f"{rule} {n}" for rule, n in rules))
    print(f"  left behind: {len(night.left)}")
    accounted = reports + states["known"] + states["left"] == night.counts["reports_seen"] == count
    good = accounted and not night.left and night.seconds <= MOST_SECONDS and night.most_mb <= MOST_MB
    return 0 if good else 1


if __name__ == "__main__":
    given = [int(value) for value in sys.argv[1:]]
    sys.exit(main(*(given + [COUNT, SEED][len(given) :])))
