"""Each promise of SECURITY.md names tests that exist."""

import ast
import re
from pathlib import Path

HERE = Path(__file__).parent
ROWS = [line for line in (HERE.parent / "SECURITY.md").read_text(encoding="utf-8").splitlines() if line.startswith("| ")][2:]


def names_in(name):
    return {node.name for node in ast.walk(ast.parse((HERE / name).read_text(encoding="utf-8"))) if isinstance(node, ast.FunctionDef)}


def test_each_promise_is_executed():
    assert len(ROWS) > 12
    for row in ROWS:
        named = re.findall(r"`(test_\w{1,40}\.py)::(test_\w{1,120})`", row)
        assert named, row
        for file, test in named:
            assert test in names_in(file), f"{file}::{test}"
