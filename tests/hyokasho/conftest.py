from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from fake_engine import LINES

from hyokasho.dataset import Dataset
from hyokasho.engine import ENGINE
from hyokasho.ingest import Options, Report, Share, ingest
from hyokasho.runner import Limits

Ingest = Callable[..., Report]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """An empty current folder."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture(scope="session")
def samples_dataset(samples: Path, tmp_path_factory: pytest.TempPathFactory) -> Dataset:
    """The project's samples, read by the real engine. Not to be written to."""
    made = Dataset(tmp_path_factory.mktemp("samples") / "dataset")
    ingest([str(samples)], made, Options(Limits(1), ENGINE))
    return made


@pytest.fixture
def dataset(folder: Path) -> Dataset:
    return Dataset(folder / "dataset")


@pytest.fixture
def run(dataset: Dataset, monkeypatch: pytest.MonkeyPatch) -> Ingest:
    """Ingest with the engine for tests, under a fingerprint that editing the code does not change."""
    monkeypatch.setattr("hyokasho.ingest.fingerprint", lambda: {"code": "first"})

    def go(
        *paths: str,
        to: Dataset = dataset,
        jobs: int = 1,
        force: bool = False,
        seconds: float = 20.0,
        share: Share | None = None,
    ) -> Report:
        return ingest(paths or ("in",), to, Options(Limits(jobs, seconds), LINES, force, share))

    return go
