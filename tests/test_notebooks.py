"""The notebooks run from a clean start, keep their output, and stay short enough to read."""

from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

FOLDER = Path(__file__).parent.parent / "notebooks"
NOTEBOOKS = sorted(FOLDER.glob("*.ipynb"))


def cells(path, kind="code"):
    return [cell for cell in nbformat.read(path, as_version=4).cells if cell.cell_type == kind]


def test_the_five_stories_are_there():
    assert [path.stem for path in NOTEBOOKS] == [
        "1-one-statement",
        "2-one-week",
        "3-claims-over-time",
        "4-what-would-have-to-be-true",
        "5-your-own-channel",
    ]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_runs_and_shows_every_picture(path):
    notebook = nbformat.read(path, as_version=4)
    NotebookClient(notebook, timeout=240, kernel_name="python3", resources={"metadata": {"path": str(FOLDER)}}).execute()
    assert [cell.source for cell in drawing(notebook) if not pictures(cell)] == []


def drawing(notebook):
    return [cell for cell in notebook.cells if cell.cell_type == "code" and "= plots." in cell.source]


def pictures(cell):
    return [output for output in cell.outputs if "image/png" in output.get("data", {})]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_keeps_its_output(path):
    assert any(cell.outputs for cell in cells(path))
    assert all(pictures(cell) for cell in drawing(nbformat.read(path, as_version=4)))
    assert not [output for cell in cells(path) for output in cell.outputs if output.output_type == "error"]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_reads_as_a_story(path):
    assert all(len(cell.source.splitlines()) <= 15 for cell in cells(path))
    kinds = [cell.cell_type for cell in nbformat.read(path, as_version=4).cells]
    assert kinds[0] == kinds[-1] == "markdown"
    assert "code code code" not in " ".join(kinds)
    assert len(cells(path, "markdown")) >= len(cells(path)) * 0.7
    assert nbformat.read(path, as_version=4).cells[0].source.startswith("# ")
