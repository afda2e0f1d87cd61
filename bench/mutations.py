"""How many wrong digits the arithmetic sees: a digit of a number is changed at a time, and the report checked again.

Run: python bench/mutations.py [FOLDER ...] [--digits N] [--seed N]. Every digit of every number that takes part in a
stated sum becomes N others (9: all others); it is caught where an error concerns the changed number itself. Ends 1
under the bar, where the whole check says otherwise, or where a report that is known to be clean has an error.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from random import Random

ROOT = Path(__file__).parents[1]
SAMPLES = ROOT / "samples" / "inbox"
BESIDE = ROOT.parent / "shared" / "reports" / "clean"
BAR = 0.98
IN_FULL = 10  # changes a report that are put through every check too
# the sample reports without errors; those of a folder called clean have none either
CLEAN = ("afrapportering_2024", "besoeg_2024", "bilag_1_2019", "bilag_1_2021", "budgetark_amager")
CLEAN += ("samarbejdsaftale_amager_2022", "status_note_2020", "status_note_2023")

sys.path.insert(0, str(ROOT))

from changed_digits import Sums, changes  # noqa: E402

from schemas.examine import examine  # noqa: E402


@dataclass
class Trial:
    """What came of the changes to one report."""

    path: Path
    errors: list[str]
    numbers: int = 0
    tried: int = 0
    seconds: float = 0.0
    missed: list[str] = field(default_factory=list)
    differing: int = 0

    @property
    def alarms(self) -> int:
        """Errors on a report that has none."""
        return len(self.errors) * (self.path.stem in CLEAN or self.path.parent.name == "clean")

    def row(self) -> str:
        """A line of the table."""
        caught = f"{1 - len(self.missed) / self.tried:8.2%}" if self.tried else f"{'-':>8}"
        ms = self.seconds / self.tried * 1000 if self.tried else 0
        return f"{self.path.name:36} {self.numbers:7} {self.tried:7} {caught} {ms:5.1f}  {', '.join(self.errors)}"


def trial(path: Path, digits: int, seed: int) -> Trial | None:
    """Every change to a report tried; None where the file cannot be read."""
    checked = examine(path).checked
    if checked.reading is None:
        return None
    done = Trial(path, sorted(f.rule for f in checked.findings if f.severity == "error"))
    sums = Sums(checked.reading)
    made = list(changes(sums, digits, Random(seed)))
    began = time.process_time()
    caught = {change: sums.catches(change) for change in made}
    done.numbers, done.tried, done.seconds = len(sums.part), len(made), time.process_time() - began
    done.missed = [sums.why(change) for change, seen in caught.items() if not seen]
    some = Random(seed).sample(made, min(IN_FULL, len(made)))
    done.differing = sum(sums.catches_in_full(change) != caught[change] for change in some)
    return done


def main() -> int:
    """Print a row a report, what escapes, and the errors on reports without any; 1 where that is not good enough."""
    asked = _asked()
    print(f"{'report':36} numbers changes   caught    ms  errors of the report as it stands")
    trials = []
    for path in _files(asked.folders):
        if done := trial(path, asked.digits, asked.seed):
            trials.append(done)
            print(done.row(), flush=True)
    return _verdict(trials)


def _files(folders: list[Path]) -> Iterator[Path]:
    seen = set()
    for folder in folders or [SAMPLES, *([BESIDE] if BESIDE.is_dir() else [])]:
        for path in (path for path in sorted(folder.iterdir()) if path.suffix in (".pdf", ".xlsx")):
            content = sha256(path.read_bytes()).digest()
            if content not in seen:
                yield path
            seen.add(content)


def _verdict(trials: list[Trial]) -> int:
    escaped = Counter(f"{t.path.name}: {how}" for t in trials for how in t.missed)
    for how, count in escaped.most_common(20):
        print(f"  escaped {count:5}  {how}")
    tried, alarms = sum(t.tried for t in trials), sum(t.alarms for t in trials)
    share, differing = 1 - escaped.total() / max(tried, 1), sum(t.differing for t in trials)
    print(f"{share:.2%} of {tried} changes caught (bar {BAR:.0%}); {alarms} errors on clean reports; ", end="")
    print(f"{differing} of the changes put through every check were judged otherwise there")
    return int(share < BAR or alarms > 0 or differing > 0)


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("folders", nargs="*", type=Path)
    parser.add_argument("--digits", type=int, default=1, choices=range(1, 10))
    parser.add_argument("--seed", type=int, default=1)
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
