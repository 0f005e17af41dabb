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
from published import contents

from extract.errors import DatasetBusy
from hyokasho.dataset import Dataset
from hyokasho.forget import forget
from hyokasho.ingest import Report
from hyokasho.publish import publish

Ingest = Callable[..., Report]

DRIVER = Path(__file__).with_name("driver.py")


def fill(*names: str) -> None:
    for name in names:
        path = Path(name)
        path.parent.mkdir(exist_ok=True)
        path.write_text(f"slow\n文書 {path.name}", encoding="utf-8")


def test_two_runs_at_once_give_what_one_after_the_other_gives(run: Ingest, folder: Path) -> None:
    fill(*(f"a/{no}.txt" for no in range(15)), *(f"b/{no}.txt" for no in range(8, 30)))
    both, one = Dataset(folder / "both"), Dataset(folder / "one")
    command = [sys.executable, str(DRIVER), str(both.folder), "1"]
    running = [subprocess.Popen([*command, part], stderr=subprocess.DEVNULL) for part in ("a", "b")]
    assert [process.wait(600) for process in running] == [0, 0]
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
            with dataset.table("documents").open("rb") as table:  # by its path, pyarrow opens a file twice
                seen.add(pq.read_table(table).num_rows)

    reader = threading.Thread(target=look)
    reader.start()
    for no in range(1, 6):
        fill(f"in/{no}.txt")
        run()
    over.set()
    reader.join()
    assert seen <= set(range(1, 7))
    assert len(seen) > 1
