from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
import uvicorn
from reviewing import Running, Serve

from hyokasho.dataset import Dataset
from hyokasho.engine import ENGINE
from hyokasho.ingest import Options, ingest
from hyokasho.review.app import application
from hyokasho.review.pages import Pages
from hyokasho.review.safety import Access
from hyokasho.review.serving import Settings
from hyokasho.review.store import Store
from hyokasho.runner import MEMORY, Limits


@pytest.fixture(scope="session")
def pages() -> Iterator[Pages]:
    with closing(Pages(MEMORY)) as one:
        one.warm()
        yield one


@pytest.fixture(scope="session")
def serve(pages: Pages) -> Iterator[Serve]:
    """Start servers, each for one dataset, and end them with the session."""
    running: list[tuple[uvicorn.Server, threading.Thread]] = []

    def start(dataset: Dataset, root: Path, access: Access | None = None) -> Running:
        app = application(Settings(dataset, access or Access(), root), Store(dataset), pages)
        config = uvicorn.Config(app, host="127.0.0.1", port=0, log_level="critical", access_log=False)
        bound = config.bind_socket()
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [bound]}, daemon=True)
        thread.start()
        running.append((server, thread))
        while not server.started and thread.is_alive():
            time.sleep(0.01)
        return Running(bound.getsockname()[1], dataset)

    yield start
    for server, thread in running:
        server.should_exit = True
        thread.join(10)


@pytest.fixture(scope="session")
def sampled(samples: Path, tmp_path_factory: pytest.TempPathFactory) -> Dataset:
    """The project's samples. Not to be written to."""
    made = Dataset(tmp_path_factory.mktemp("review") / "dataset")
    ingest([str(samples)], made, Options(Limits(1), ENGINE))
    return made


@pytest.fixture(scope="session")
def server(serve: Serve, sampled: Dataset, samples: Path) -> Running:
    return serve(sampled, samples)
