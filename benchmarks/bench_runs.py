"""How a run behaves with ten thousand documents beside one with a thousand: time, memory, a rerun, publishing, two processes.

    python benchmarks/bench_runs.py [DOCUMENTS]

The documents are small ones, made from data/samples, each with a line of its own. Every command runs as a user runs it,
without publishing; CPU time is that of all its processes. To reach with 10,000: the driver stays below 300 MB,
throughput is at least 90 % of that with 1,000 (by CPU time, for machines are noisy), a rerun takes at most 10 s, publishing
60 s and 600 MB, and two processes read at least 1.8 times as much as one, where two cores are idle.
"""

from __future__ import annotations

import ctypes
import os
import resource
import shutil
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

SAMPLES = Path(__file__).parents[1] / "data" / "samples"
SMALL = ("06_toshin.txt", "08_iken_kekka.html", "09_iken_kekka_sjis.txt")
FEW = 1_000
PR_SET_CHILD_SUBREAPER = 36
"""From linux/prctl.h: orphans come to this process, so that their CPU time is counted, too."""


@dataclass(frozen=True, slots=True)
class Cost:
    """What a command took: seconds by the wall, seconds of CPU of all its processes, MB of its first process."""

    wall: float
    cpu: float
    memory: float

    def told(self) -> str:
        """Return it in words."""
        return f"{self.wall:.1f} s, {self.cpu:.1f} s of CPU ({self.cpu / self.wall:.2f} cores), driver {self.memory:.0f} MB"


def main() -> None:
    many = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1)
    folder = Path(tempfile.mkdtemp(prefix="bench-runs-"))
    try:
        measure(folder, many)
    finally:
        shutil.rmtree(folder)


def measure(folder: Path, many: int) -> None:
    fill(folder / "few", FEW)
    fill(folder / "many", many)
    one = read(folder, "few", "one", 1)
    few = read(folder, "few", "two", 2)
    print(f"{FEW:,} documents, 1 process: {one.told()}")
    print(f"{FEW:,} documents, 2 processes: {few.told()}: {one.wall / few.wall:.2f} times as fast")
    lots = read(folder, "many", "lots", 2)
    ratio = (many / lots.cpu) / (FEW / few.cpu)
    print(f"{many:,} documents, 2 processes: {lots.told()}: {ratio:.0%} of the throughput by CPU time")
    print(f"rerun, nothing new: {read(folder, 'many', 'lots', 2).told()}")
    print(f"publish: {run('publish', '--dataset', str(folder / 'lots')).told()}")
    print(f"publish, nothing new: {run('publish', '--dataset', str(folder / 'lots')).told()}")


def fill(folder: Path, count: int) -> None:
    """Write so many documents, each of other bytes."""
    folder.mkdir()
    made = [(SAMPLES / name).suffix for name in SMALL]
    texts = [(SAMPLES / name).read_bytes() for name in SMALL]
    for no in range(count):
        which = no % len(SMALL)
        (folder / f"{no:05}{made[which]}").write_bytes(texts[which] + f"\n({no})\n".encode("ascii"))


def read(folder: Path, documents: str, dataset: str, jobs: int) -> Cost:
    return run(
        "ingest", str(folder / documents), "--dataset", str(folder / dataset), "--jobs", str(jobs), "--shard", "1/1"
    )


def run(*arguments: str) -> Cost:
    """Run a command and all processes it leaves to their end."""
    before = spent()
    began = time.perf_counter()
    child = os.fork()
    if child == 0:
        quiet = os.open(os.devnull, os.O_WRONLY)
        os.dup2(quiet, 1)
        os.dup2(quiet, 2)
        os.execv(sys.executable, [sys.executable, "-c", "from hyokasho.cli import main; main()", *arguments])
    _, status, usage = os.wait4(child, 0)
    wall = time.perf_counter() - began
    if os.waitstatus_to_exitcode(status):
        sys.exit(f"hyokasho {arguments[0]} ended with exit code {os.waitstatus_to_exitcode(status)}")
    while True:
        try:
            os.wait()
        except ChildProcessError:
            break
    return Cost(wall, spent() - before, usage.ru_maxrss / 1024)


def spent() -> float:
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


if __name__ == "__main__":
    main()
