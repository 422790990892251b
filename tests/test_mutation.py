"""The driver of the mutation benchmark draws alike for one seed, and counts what the tests noticed."""

import json
import runpy
import subprocess
from pathlib import Path

import pytest

DRIVER = runpy.run_path(str(Path(__file__).parent.parent / "benchmarks" / "mutation.py"))
NAMES = [
    f"reconcile.{module}.x_f__mutmut_{number}" for module in ("attacks", "extraction.gate", "extraction.figures") for number in range(9)
]


def test_a_seed_draws_the_same_mutants_in_any_order_and_as_many_of_each_room() -> None:
    drawn = DRIVER["drawn"](NAMES, 3, 5, "")
    assert drawn == DRIVER["drawn"](NAMES[::-1], 3, 5, "")
    assert drawn != DRIVER["drawn"](NAMES, 4, 5, "")
    assert [DRIVER["module"](name).split(".")[0] for name in drawn] == ["attacks"] * 5 + ["extraction"] * 5


def test_only_the_named_modules_are_drawn_from_and_never_more_than_there_are() -> None:
    assert sorted(DRIVER["drawn"](NAMES, 3, 50, "extraction.gate")) == sorted(NAMES[9:18])


def test_survivors_are_told_and_a_mutant_beyond_its_time_counts_as_noticed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "mutants" / "reconcile"
    folder.mkdir(parents=True)
    codes = dict(zip(NAMES[:4], (1, 0, -24, 33), strict=True))
    (folder / "attacks.py.meta").write_text(json.dumps({"exit_code_by_key": codes}), encoding="utf-8")
    shown = subprocess.CompletedProcess([], 0, "--- a\n+++ b\n x\n-low < high\n+low <= high\n")
    monkeypatch.setattr(subprocess, "run", lambda *_, **__: shown)
    DRIVER["report"](tmp_path, list(codes))
    told = capsys.readouterr().out
    assert told.splitlines()[0].split() == ["attacks", "4", "mutants,", "2", "noticed", "(1", "by", "time):", "50.0%"]
    assert f"{NAMES[1]}\n-low < high\n+low <= high\n" in told
    assert NAMES[0] not in told
    assert told.endswith("4 mutants, 2 noticed: 50.0%\n")
