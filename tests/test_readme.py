"""The README is executed: its example as a doctest, its test command by CI."""

import doctest
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_example_prints_what_the_readme_says():
    failed, tried = doctest.testfile(str(ROOT / "README.md"), module_relative=False, optionflags=doctest.NORMALIZE_WHITESPACE)
    assert tried > 8
    assert failed == 0


def test_ci_runs_the_test_command_of_the_readme():
    command = re.findall(r"```sh\n(.+?)\n```", README)[1]
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    assert command.split(" && ")[-1] in script
    assert command.split(" && ")[1] in script


@pytest.mark.parametrize("link", re.findall(r"\]\(([^)#:]+)\)", README))
def test_what_the_readme_links_to_is_there(link):
    assert (ROOT / link).exists()


def test_every_command_of_the_readme_exists():
    from reconcile.cli import COMMANDS

    named = set(re.findall(r"`reconcile (\w+)", README)) | {"add", "fetch", "reextract", "export", "load"}
    assert named <= set(COMMANDS)
