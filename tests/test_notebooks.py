"""The notebooks run on the samples, each .ipynb is its .py, and the plots they draw can be looked at."""

from __future__ import annotations

import os
from pathlib import Path

import jupytext
import nbformat
import pytest
from nbclient import NotebookClient

PROJECT = Path(__file__).parents[1]
NOTEBOOKS = sorted((PROJECT / "notebooks").glob("*.py"))
KEEP = os.environ.get("HYOKASHO_KEEP_NOTEBOOKS")
"""A folder to keep the executed notebooks in, for looking at."""


def sources(notebook: nbformat.NotebookNode) -> list[tuple[str, str]]:
    return [(cell.cell_type, cell.source) for cell in notebook.cells]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_the_ipynb_is_the_py_without_outputs(path: Path) -> None:
    pair = nbformat.read(path.with_suffix(".ipynb"), as_version=4)
    assert sources(pair) == sources(jupytext.read(path))
    assert all(not cell.get("outputs") and cell.get("execution_count") is None for cell in pair.cells)


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_runs_on_the_samples(path: Path, demo_dataset: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HYOKASHO_DATASET", str(demo_dataset))
    notebook = jupytext.read(path)
    NotebookClient(notebook, timeout=120, kernel_name="python3").execute()
    if KEEP:
        nbformat.write(notebook, Path(KEEP) / path.with_suffix(".ipynb").name)
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    assert all(output.output_type != "error" for cell in code for output in cell.outputs)
    assert sum(bool(cell.outputs) for cell in code) >= len(code) - 2  # only set-up cells show nothing
