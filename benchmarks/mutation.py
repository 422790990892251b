"""How many faults, put into the code one at a time, do the tests notice?

pip install -e '.[dev,mutation]'
python benchmarks/mutation.py --seed 1 --count 120
python benchmarks/mutation.py --seed 1 --count 40 --only reconciliation.laws

mutmut makes the mutants (comparisons, arithmetic, constants, strings, arguments, conditions; not constants of modules, not functions
under a decorator) in a copy of the project; of each room, or of the modules that --only names, `--count` of them are drawn by the seed.
Each runs in a process forked from a warm pytest, with the tests that call its function; one whose tests take far too long counts
as noticed. Printed are the share of each room, then every survivor with the lines that differ. The labelled sets of ../shared are part
of the tests where they are at hand. `--folder` keeps the copy, so that another seed need not wait for the preparation.
"""

from __future__ import annotations

import argparse
import json
import random
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
ROOMS = ("attacks", "extraction", "reconciliation")
TESTS = (
    "attacks cells doubts examples extraction_edges folding gate laws long_periods marked mends numerals outlets patterns periods "
    "periods_calendar periods_gold pointing quality readings reconciliation reconciliation_edges remainders repeats seed sentences series "
    "versions who_attacked windows worked_cases worked_texts"
)
SETTINGS = """[mutmut]
source_paths=reconcile
only_mutate=
    reconcile/attacks.py
    reconcile/extraction/*
    reconcile/reconciliation/*
also_copy=
    data
process_isolation=forkserver
timeout_constant=10
track_dependencies=false
use_git_change_detection=false
pytest_add_cli_args_test_selection=
"""
NOTICED = {1, 3}
OVERTIME = {-24, 24, 36, 152, 255}


def prepare(folder: Path, jobs: int) -> None:
    """Copy the project, with settings for mutmut, and let it make the mutants and see which tests call what."""
    for part in ("reconcile", "tests", "data"):
        shutil.copytree(PROJECT / part, folder / part, ignore=shutil.ignore_patterns("__pycache__"))
    for part in ("pyproject.toml", "README.md"):
        shutil.copy(PROJECT / part, folder)
    (folder / "shared").symlink_to(PROJECT.parent / "shared")
    tests = "".join(f"    tests/test_{name}.py\n" for name in TESTS.split())
    (folder / "setup.cfg").write_text(SETTINGS + tests, encoding="utf-8")
    run(folder, ["reconcile.attacks.x_minute__mutmut_1"], jobs)


def run(folder: Path, names: list[str], jobs: int) -> None:
    """Run the mutants of these names; mutmut writes what came of each beside the mutated modules."""
    done = subprocess.run([mutmut(), "run", "--max-children", str(jobs), *names], cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(done.stdout[-3000:] + done.stderr[-3000:])


def mutmut() -> str:
    return str(Path(sys.executable).parent / "mutmut")


def results(folder: Path) -> dict[str, int | None]:
    """Return every mutant with the exit code of its tests, None where they were not run."""
    files = sorted((folder / "mutants" / "reconcile").rglob("*.meta"))
    return {name: code for file in files for name, code in json.loads(file.read_text(encoding="utf-8"))["exit_code_by_key"].items()}


def drawn(names: list[str], seed: int, count: int, only: str) -> list[str]:
    """Draw some mutants of each room, or of the modules whose names begin as given."""
    found: list[str] = []
    for room in [only] if only else ROOMS:
        of_room = sorted(name for name in names if name.startswith(f"reconcile.{room}"))
        found += random.Random(seed).sample(of_room, min(count, len(of_room)))
    return found


def module(name: str) -> str:
    return name.split(".x")[0].removeprefix("reconcile.")


def report(folder: Path, names: list[str]) -> None:
    codes = results(folder)
    survived = [name for name in names if codes[name] not in NOTICED | OVERTIME]
    for by in (lambda name: module(name).split(".")[0], module):
        every, left, late = (
            Counter(map(by, names)),
            Counter(map(by, survived)),
            Counter(by(name) for name in names if codes[name] in OVERTIME),
        )
        for key in sorted(every):
            share = 1 - left[key] / every[key]
            print(f"{key:40} {every[key]:5} mutants, {every[key] - left[key]:5} noticed ({late[key]} by time): {share:6.1%}")
        print()
    for name in survived:
        told = subprocess.run([mutmut(), "show", name], cwd=folder, capture_output=True, text=True, check=True).stdout
        lines = [line for line in told.splitlines() if line[:1] in "+-" and line[:3] not in ("+++", "---")]
        print("\n".join([name, *lines, ""]))
    print(f"{len(names)} mutants, {len(names) - len(survived)} noticed: {1 - len(survived) / len(names):.1%}")


def main() -> int:
    """Draw, run and report."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--count", type=int, default=120, help="how many mutants of each room")
    options.add_argument("--only", default="", metavar="MODULE", help="attacks, extraction.figures, reconciliation.laws…")
    options.add_argument("--jobs", type=int, default=1)
    options.add_argument("--folder", type=Path, help="where to keep the copy")
    given = options.parse_args()
    with tempfile.TemporaryDirectory() as made:
        folder = given.folder or Path(made)
        if not (folder / "mutants").exists():
            folder.mkdir(parents=True, exist_ok=True)
            prepare(folder, given.jobs)
        names = drawn(list(results(folder)), given.seed, given.count, given.only)
        run(folder, names, given.jobs)
        report(folder, names)
    return 0


if __name__ == "__main__":
    sys.exit(main())
