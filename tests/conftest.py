"""Where the tests find documents: the project's own samples, and ../shared where it lies beside the checkout."""

from __future__ import annotations

from pathlib import Path

import pytest

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
