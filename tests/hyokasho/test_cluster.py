"""A run on a cluster: a real scheduler and real workers on this machine, one of them killed in the middle."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from published import contents

from hyokasho.dataset import Dataset

pytest.importorskip("distributed", reason="the extra `cluster` is not installed")

PATIENCE = 600.0
"""Seconds after which something that does not come fails the test."""


@contextmanager
def started(*arguments: str) -> Iterator[subprocess.Popen[bytes]]:
    """Run a command of this environment as a leader of processes, and end all of them."""
    process = subprocess.Popen(
        [sys.executable, "-m", *arguments], start_new_session=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        yield process
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def until(moment: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE
    while not moment():
        assert time.monotonic() < end
        time.sleep(0.01)


@pytest.fixture
def cluster(folder: Path) -> Iterator[tuple[str, list[subprocess.Popen[bytes]]]]:
    """The address of a scheduler and its two workers; a worker that dies is not replaced."""
    told = folder / "scheduler.json"
    file = f"--scheduler-file={told}"
    local = ["--host", "127.0.0.1", "--port", "0", "--no-dashboard"]
    with started("dask", "scheduler", file, *local):
        until(told.exists)
        worker = ("dask", "worker", file, "--nthreads", "1", "--no-nanny", "--no-dashboard", "--host", "127.0.0.1")
        with started(*worker) as first, started(*worker) as second:
            yield json.loads(told.read_text(encoding="utf-8"))["address"], [first, second]


def ingest(*arguments: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", "from hyokasho.cli import main; main()", "ingest", *arguments]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def fill(samples: Path) -> None:
    text = (samples / "04_kaigiroku_hyo.txt").read_text(encoding="utf-8")
    Path("in").mkdir()
    for no in range(24):
        Path(f"in/{no}.txt").write_text(f"{text}\n{no}", encoding="utf-8")
    Path("in/empty.txt").write_bytes(b"")


def test_a_worker_killed_in_the_middle_loses_nothing(
    cluster: tuple[str, list[subprocess.Popen[bytes]]], samples: Path, folder: Path
) -> None:
    address, workers = cluster
    fill(samples)
    far, near = Dataset(folder / "far"), Dataset(folder / "near")
    running = ingest("in", "--dataset", str(far.folder), "--cluster", address)
    until(lambda: len(list(far.shards.glob("*/*.arrow"))) >= 2)
    os.killpg(workers[0].pid, signal.SIGKILL)
    out, err = running.communicate(timeout=PATIENCE)
    assert (running.returncode, "files: 24 new, 0 updated, 0 unchanged, 1 failed" in out) == (3, True), err
    with ingest("in", "--dataset", str(near.folder), "--jobs", "2") as local:
        local.communicate(timeout=PATIENCE)
    assert contents(far) == contents(near)


def test_a_cluster_that_is_not_there(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Path("a.txt").write_bytes(b"text")
    monkeypatch.setenv("DASK_DISTRIBUTED__COMM__TIMEOUTS__CONNECT", "1s")
    code = "from hyokasho import cluster; cluster.ARRIVAL = 2; from hyokasho.cli import main; main()"
    command = [sys.executable, "-c", code, "ingest", "a.txt", "--dataset", "dataset", "--cluster", "tcp://127.0.0.1:9"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr.splitlines()[-2].startswith("error: tcp://127.0.0.1:9: ")) == (2, True), (
        done.stderr
    )
    assert not Path("dataset/manifest.json").exists()
