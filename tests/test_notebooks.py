"""The notebooks run from a clean start, keep their output, and stay short enough to read."""

from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

FOLDER = Path(__file__).parent.parent / "notebooks"
NOTEBOOKS = sorted(FOLDER.glob("*.ipynb"))


def cells(path, kind="code"):
    return [cell for cell in nbformat.read(path, as_version=4).cells if cell.cell_type == kind]


def test_the_three_notebooks_of_the_first_story_are_there():
    assert {"1-one-statement", "2-one-week", "3-claims-over-time"} <= {path.stem for path in NOTEBOOKS}


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_runs(path):
    notebook = nbformat.read(path, as_version=4)
    NotebookClient(notebook, timeout=120, kernel_name="python3", resources={"metadata": {"path": str(FOLDER)}}).execute()


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_keeps_its_output(path):
    assert any(cell.outputs for cell in cells(path))
    assert not [output for cell in cells(path) for output in cell.outputs if output.output_type == "error"]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_reads_as_a_story(path):
    assert all(len(cell.source.splitlines()) <= 15 for cell in cells(path))
    assert len(cells(path, "markdown")) >= 2
    assert nbformat.read(path, as_version=4).cells[0].source.startswith("# ")
