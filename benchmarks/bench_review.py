"""The review pages over 40,000 documents: seconds of the slowest of nine requests each, and the memory of the processes.

python benchmarks/bench_review.py [DOCUMENTS [FILE…]]

The dataset is made of the samples, many times over; with FILEs, large ones for example, their own dataset is measured, too.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from multiplied import multiplied

from hyokasho.dataset import Dataset
from hyokasho.engine import ENGINE
from hyokasho.ingest import Options, ingest
from hyokasho.query import query
from hyokasho.runner import Limits

SAMPLES = Path(__file__).parents[1] / "data" / "samples"
FIRST_BAR, DOCUMENT_BAR = 0.2, 0.5
"""Seconds that the list and a document may take."""
MEMORY_BAR = 300
"""MB of the process that serves."""
LISTS = {
    "first page": "/",
    "search": "/?text=%E5%9B%BD%E6%B0%91%E5%81%A5%E5%BA%B7%E4%BF%9D%E9%99%BA",
    "unreadable items": "/?status=unreadable",
    "issue": "/?code=item_inferred&sort=-issues",
    "coverage, by title, last page": "/?coverage=99.99&sort=title&page=99999",
    "overview": "/overview",
}
LARGEST = "SELECT document_id FROM documents WHERE document_type LIKE 'assessment%' ORDER BY chars DESC, 1 LIMIT 1"
OF_PDF = """
    SELECT document_id FROM documents JOIN sources USING (source_id)
    WHERE media_type = 'application/pdf' ORDER BY page_last - page_first DESC, 1 LIMIT 1
"""


def main(documents: int, files: Sequence[str]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        small = Dataset(Path(folder) / "samples")
        ingest([str(SAMPLES)], small, Options(Limits(2), ENGINE))
        print(f"{documents:,} documents")
        measured(multiplied(small, documents, Path(folder) / "large"), LISTS)
        if files:
            print("\n" + " ".join(Path(file).name for file in files))
            own = Dataset(Path(folder) / "own")
            ingest([str(Path(file).absolute()) for file in files], own, Options(Limits(2), ENGINE))
            measured(own, {})


def measured(dataset: Dataset, pages: dict[str, str]) -> None:
    found = {"largest assessment": query(dataset, LARGEST).rows, "longest PDF": query(dataset, OF_PDF).rows}
    asked = pages | {name: f"/documents/{rows[0][0]}" for name, rows in found.items() if rows}
    with served(dataset) as (address, pid):
        for name, path in asked.items():
            first, *others = (seconds(address + path) for _ in range(9))
            bar = FIRST_BAR if name in LISTS else DOCUMENT_BAR
            slow = "" if max(first, *others) <= bar else "   over the bar"
            print(f"{name:<32}first {first:6.3f} s, then at most {max(others):6.3f} s{slow}")
        print(f"memory: {megabytes(pid):.0f} MB, highest {megabytes(pid, 'VmHWM'):.0f} MB (bar {MEMORY_BAR})")


@contextmanager
def served(dataset: Dataset) -> Iterator[tuple[str, int]]:
    code = "from hyokasho.cli import main; main()"
    command = [sys.executable, "-c", code, "review", "--port", "0", "--dataset", str(dataset.folder)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        yield process.stdout.readline().strip().rstrip("/"), process.pid
        process.terminate()


def seconds(address: str) -> float:
    start = time.perf_counter()
    with urllib.request.urlopen(address) as answer:
        answer.read()
    return time.perf_counter() - start


def megabytes(pid: int, name: str = "VmRSS") -> float:
    lines = Path(f"/proc/{pid}/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(name)) / 1024


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 40_000, sys.argv[2:])
