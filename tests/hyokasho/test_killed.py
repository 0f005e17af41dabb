"""Runs that are killed: whatever moment it hits, the next run ends with the tables of an undisturbed one."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from published import contents

from hyokasho.dataset import Dataset
from hyokasho.schema import tables

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="reads /proc to see what processes are left")

DRIVER = Path(__file__).with_name("driver.py")
PATIENCE = 600.0
"""Seconds after which a run that neither ends nor reaches the awaited moment fails the test."""


MOMENTS = 20
EVENTS = 41 + 2 * len(tables()) + 2
"""What shows in the folder in the course of a run: a shard per document, two files per table, the manifest, an end."""


def events(dataset: Dataset) -> int:
    """Count what a run has come to: shards, half-written tables, and twice the finished ones."""
    tables_of = len(files(dataset, ".*.parquet.*.part")) + 2 * len(files(dataset, "*.parquet"))
    return len(files(dataset, "*.arrow")) + tables_of + dataset.manifest.exists()


@pytest.fixture
def documents(folder: Path) -> None:
    """Forty documents, each of which takes a worker a while."""
    Path("in").mkdir()
    for no in range(40):
        Path(f"in/{no}.txt").write_text("slow\n" + f"行 {no}\n" * no, encoding="utf-8")
    Path("in/crash.txt").write_text("crash", encoding="utf-8")


def start(to: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, DRIVER, to, "2", "in"], start_new_session=True, stderr=subprocess.DEVNULL)


def finish(to: str) -> Dataset:
    assert start(to).wait(PATIENCE) == 0
    return Dataset(Path(to))


def until(moment: Callable[[], bool], running: subprocess.Popen[bytes]) -> None:
    """Wait for a moment of a run, or for its end where it went by unseen."""
    end = time.monotonic() + PATIENCE
    while running.poll() is None and not moment():
        assert time.monotonic() < end
        time.sleep(0.001)


def nothing_left(leader: int) -> bool:
    """Wait until no process of a run is left; the fork server takes a moment to see that its run has ended."""
    end = time.monotonic() + PATIENCE
    while in_session(leader) and time.monotonic() < end:
        time.sleep(0.01)
    return not in_session(leader)


def in_session(leader: int) -> list[int]:
    """The processes that a run started and that still live."""
    found = []
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            status = (entry / "stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(status[3]) == leader and status[0] != "Z":
            found.append(int(entry.name))
    return found


def files(dataset: Dataset, pattern: str) -> list[Path]:
    return [path for path in dataset.folder.rglob(pattern) if path.is_file()]


@pytest.mark.usefixtures("documents")
def test_killed_at_any_moment_a_run_loses_nothing_and_doubles_nothing() -> None:
    whole = finish("whole")
    killed = Dataset(Path("killed"))
    for threshold in sorted(random.Random(7).sample(range(EVENTS), MOMENTS)):
        running = start("killed")
        until(lambda threshold=threshold: events(killed) >= threshold, running)  # type: ignore[misc]
        running.kill()
        running.wait()
        assert nothing_left(running.pid)
    finish("killed")
    assert contents(killed) == contents(whole)
    assert files(killed, "*.part") == []
    assert len(files(killed, "*.arrow")) == len(files(whole, "*.arrow")) == 41
    assert [path.name for path in files(killed, "*.jsonl")] == ["ledger.jsonl"]


@pytest.mark.usefixtures("documents")
@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_run_that_is_told_to_stop_keeps_what_it_has(number: signal.Signals, code: int) -> None:
    dataset = Dataset(Path("stopped"))
    running = start("stopped")
    until(lambda: len(files(dataset, "*.arrow")) >= 5, running)
    if number == signal.SIGINT:
        os.killpg(running.pid, number)  # as a terminal does: the whole group gets it
    else:
        running.send_signal(number)
    assert running.wait(PATIENCE) == code
    assert nothing_left(running.pid)
    kept = len(files(dataset, "*.arrow"))
    assert 5 <= kept < 41
    assert files(dataset, "*.parquet") == []
    before = {path: path.stat().st_mtime_ns for path in files(dataset, "*.arrow")}
    finish("stopped")
    assert {path: path.stat().st_mtime_ns for path in before} == before
    assert contents(dataset) == contents(finish("whole"))
