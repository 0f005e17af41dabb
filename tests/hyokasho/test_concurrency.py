"""Several runs on one dataset at once, and readers beside them."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from extract.errors import DatasetBusy
from hyokasho.dataset import Dataset
from hyokasho.forget import forget
from hyokasho.ingest import Report
from hyokasho.publish import publish
from hyokasho.schema import tables

Ingest = Callable[..., Report]

DRIVER = """
import sys
sys.path.insert(0, sys.argv[1])
from pathlib import Path
from fake_engine import LINES
from hyokasho import ingest
from hyokasho.dataset import Dataset
from hyokasho.runner import Limits
ingest.fingerprint = lambda: {"code": "first"}
if __name__ == "__main__":
    ingest.ingest(sys.argv[3:], Dataset(Path(sys.argv[2])), ingest.Options(Limits(1), LINES))
"""


def contents(dataset: Dataset) -> dict[str, bytes]:
    return {name: dataset.table(name).read_bytes() for name in tables() if name != "sources"}


def fill(*names: str) -> None:
    for name in names:
        path = Path(name)
        path.parent.mkdir(exist_ok=True)
        path.write_text(f"slow\n文書 {path.name}", encoding="utf-8")


def test_two_runs_at_once_give_what_one_after_the_other_gives(run: Ingest, folder: Path) -> None:
    fill(*(f"a/{no}.txt" for no in range(15)), *(f"b/{no}.txt" for no in range(8, 30)))
    Path("driver.py").write_text(DRIVER, encoding="utf-8")
    both, one = Dataset(folder / "both"), Dataset(folder / "one")
    command = [sys.executable, "driver.py", str(Path(__file__).parent), str(both.folder)]
    running = [subprocess.Popen([*command, part], stderr=subprocess.DEVNULL) for part in ("a", "b")]
    assert [process.wait(120) for process in running] == [0, 0]
    run("a", to=one)
    run("b", to=one)
    assert contents(both) == contents(one)
    assert pq.read_metadata(both.table("sources")).num_rows == 37
    publish(both)
    assert contents(both) == contents(one)


def test_publishing_waits_and_then_says_who_holds_the_dataset_and_for_how_long(dataset: Dataset) -> None:
    with dataset.publishing(), pytest.raises(DatasetBusy) as busy, dataset.publishing(patience=0.2):
        pass
    assert re.search(rf"process {os.getpid()} on \S+ for 0:00:0\d \(.*\) is publishing", str(busy.value))
    assert "hyokasho publish" in busy.value.remedy
    with dataset.publishing(patience=0):
        pass


def test_while_a_run_adds_nothing_of_it_is_swept_away(run: Ingest, dataset: Dataset) -> None:
    fill("in/1.txt")
    run()
    with dataset.adding():
        of_the_other = dataset.folder / ".shards" / "ab" / ".x.arrow.1-ab.part"
        of_the_other.parent.mkdir(exist_ok=True)
        of_the_other.write_bytes(b"half")
        with (dataset.ledger / "other.jsonl").open("wb") as ledger:
            ledger.write(b'{"uri":"torn')
        publish(dataset)
        assert of_the_other.exists()
        assert (dataset.ledger / "other.jsonl").exists()
        with pytest.raises(DatasetBusy, match="another run is adding to it"):
            forget(["in/1.txt"], dataset)
    publish(dataset)
    assert not of_the_other.exists()
    assert [path.name for path in dataset.ledger.iterdir()] == ["ledger.jsonl"]


def test_readers_never_see_half_a_table(run: Ingest, dataset: Dataset) -> None:
    fill("in/0.txt")
    run()
    seen: set[int] = set()
    over = threading.Event()

    def look() -> None:
        while not over.is_set():
            seen.add(pq.read_table(dataset.table("documents")).num_rows)

    reader = threading.Thread(target=look)
    reader.start()
    for no in range(1, 6):
        fill(f"in/{no}.txt")
        run()
    over.set()
    reader.join()
    assert seen <= set(range(1, 7))
    assert len(seen) > 1
