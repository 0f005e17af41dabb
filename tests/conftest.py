"""Where the tests find documents: the project's own samples, and ../shared where it lies beside the checkout."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import settings

# Machines are noisy, so no example has a deadline; in CI the examples are the same every time.
settings.register_profile("local", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True)
settings.load_profile("ci" if os.environ.get("CI") else "local")

PROJECT = Path(__file__).parents[1]


@pytest.fixture(scope="session")
def samples() -> Path:
    return PROJECT / "data" / "samples"


@pytest.fixture(scope="session")
def shared() -> Path:
    folder = PROJECT.parent / "shared"
    if not folder.is_dir():
        pytest.skip("../shared does not lie beside this checkout")
    return folder


@pytest.fixture(scope="session")
def demo_dataset(samples: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The dataset of `make demo`: the samples, ingested by the command line."""
    from hyokasho.cli import cli

    folder = tmp_path_factory.mktemp("demo") / "dataset"
    CliRunner().invoke(cli, ["ingest", str(samples), "--dataset", str(folder)], catch_exceptions=False)
    return folder
