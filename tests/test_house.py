"""The house's own rules: one way through, bounded patterns, short modules, words as data."""

import ast
import re
import tomllib
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "reconcile"
MODULES = sorted(PACKAGE.rglob("*.py"))
CORE = ("model", "languages", "places", "extraction", "attacks", "reconciliation")
# From right to left on the line of DESIGN: a room may import only from rooms further left.
ORDER = {
    "model": 0,
    "languages": 1,
    "places": 1,
    "extraction": 2,
    "attacks": 3,
    "reconciliation": 4,
    "sources": 4,
    "reading": 5,
    "ledger": 6,
    "frames": 6,
    "sums": 7,
    "distributed": 7,
    "plots": 8,
    "explore": 9,
    "report": 9,
    "cli": 10,
    "__main__": 11,
    "__init__": 11,
}


# What the report adds up, for pages and plots alike: figures that know nothing of either.
SUMS = {"report.accounts", "report.measures", "report.regions", "report.tallies", "report.voices", "report.week"}


def room(path):
    parts = path.relative_to(PACKAGE).with_suffix("").parts
    return room_of(".".join(parts))


def room_of(module):
    return "sums" if ".".join(module.split(".")[:2]) in SUMS else module.split(".")[0]


def imported(path):
    """Yield (module name, whether it is imported at the top) for each import of a module."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    top = {id(node) for node in tree.body}
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((alias.name, id(node) in top) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module, id(node) in top


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_imports_run_one_way(path):
    here = room(path)
    for name, _ in imported(path):
        if name.startswith("reconcile."):
            there = room_of(name.removeprefix("reconcile."))
            assert there == here or ORDER[there] < ORDER[here] or (here == "sources" and there == "ledger"), f"{path} imports {name}"


@pytest.mark.parametrize("path", [path for path in MODULES if room(path) in CORE], ids=lambda path: str(path.relative_to(PACKAGE)))
def test_the_core_needs_neither_frames_nor_plots_nor_the_network(path):
    heavy = {"pandas", "matplotlib", "httpx", "urllib", "socket", "sqlite3", "requests"}
    assert not heavy & {name.split(".")[0] for name, _ in imported(path)}


def test_the_model_imports_nothing_of_ours():
    assert not [name for name, _ in imported(PACKAGE / "model.py") if name.startswith("reconcile")]


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_each_module_opens_with_a_sentence(path):
    assert ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))), path


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_modules_and_functions_stay_short(path):
    text = path.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= 350, f"{path} wants to be two"
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            assert length <= 50, f"{path}: {node.name} has {length} lines"


def strings(path):
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


def words_of_toml(table):
    for value in table.values() if isinstance(table, dict) else table:
        if isinstance(value, str):
            yield value
        elif isinstance(value, dict | list):
            yield from words_of_toml(value)


CLASS = re.compile(r"\[(?:\\.|[^\]\\])*\]")
UNBOUNDED = re.compile(r"(?<!\\)(?:\\[wsdWSDp]|[\])\w.])(?:\*|\+(?!\+))|\{\d+,\}")


def unbounded(pattern):
    """Find a repetition without an upper bound, outside character classes."""
    return UNBOUNDED.search(CLASS.sub("[]", pattern))


def test_the_rule_itself_finds_what_is_unbounded():
    assert unbounded(r"\w+")
    assert unbounded("(?:a|b)*")
    assert unbounded(r"\d{2,}")
    assert not unbounded(r"\w{1,20}[*+]a{2}")


@pytest.mark.parametrize("path", sorted(PACKAGE.glob("languages/*/[sw]*.toml")), ids=lambda path: f"{path.parent.name}/{path.name}")
def test_language_files_bound_every_repetition(path):
    unbound = [word for word in words_of_toml(tomllib.loads(path.read_text(encoding="utf-8"))) if unbounded(word)]
    assert not unbound


@pytest.mark.parametrize("path", sorted((PACKAGE / "extraction").glob("*.py")), ids=lambda path: path.name)
def test_extraction_patterns_bound_every_repetition(path):
    unbound = [text for text in strings(path) if re.search(r"\\[wsd]|\(\?[:=!<]", text) and unbounded(text)]
    assert not unbound
