"""Two hundred documents, some of which do the worst that documents do: the others are read, and the run ends."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from published import contents

from extract.errors import DatasetNotWritable
from hyokasho import locks
from hyokasho.dataset import Dataset
from hyokasho.ingest import Report

Ingest = Callable[..., Report]

POISON = {
    "hang": ("timeout", "not read within 4 s"),
    "loop": ("timeout", "not read within 6 s (2 pages)"),
    "exit quietly": ("timeout", "not read within 4 s"),
    "segfault": ("crashed", "signal 11 (Segmentation fault) ended the process that read it"),
    "crash": ("crashed", "signal 9 (Killed) ended the process that read it"),
    "exit": ("crashed", "the process that read it ended with exit code 7"),
    "allocate": ("memory", "it asked for more memory than a process may take"),
    "engine out of memory": ("memory", "it asked for more memory than a process may take"),
    "recurse": ("internal_error", "RecursionError: maximum recursion depth exceeded"),
    "uncountable": ("internal_error", "KeyError: 'no pages'"),
    "defect": ("internal_error", "KeyError: 'nothing'"),
    "null": ("internal_error", "ValueError: sections.no is null in a row, but may not be"),
    "surrogate": ("internal_error", "UnicodeEncodeError: 'utf-8' codec can't encode"),
    "refused": ("unsupported", "\\ud800"),
    "": ("empty", "the file has no bytes"),
}
"""What each planted document begins with, and how its row of `sources` says what happened."""


def plant() -> list[Path]:
    planted = []
    for no, word in enumerate(POISON):
        path = Path(f"in/{no:02} {word or 'empty'}.txt")
        path.write_text(f"{word}\npage\npage" if word == "loop" else word, encoding="utf-8")
        planted.append(path)
    gone = Path("in/gone.txt")
    gone.symlink_to("nowhere")
    return [*planted, gone]


def kill_when_it_shows() -> None:
    """Kill from outside the process that reads the document `victim`."""
    end = time.monotonic() + 120
    while time.monotonic() < end:
        found = Path("victim").read_text(encoding="utf-8") if Path("victim").exists() else ""
        if found:
            os.kill(int(found), signal.SIGKILL)
            return
        time.sleep(0.01)


@pytest.fixture
def innocent(folder: Path) -> None:
    Path("in").mkdir()
    for no in range(184):
        Path(f"in/good {no}.txt").write_text(f"文書 {no}\n" * (no % 7 + 1), encoding="utf-8")
    Path("in/victim.txt").write_text("victim\n罪のない文書", encoding="utf-8")


@pytest.mark.usefixtures("innocent")
def test_every_innocent_document_is_read_and_each_poison_has_its_code(run: Ingest, folder: Path) -> None:
    Path("victim").touch()  # nobody is to be killed in the clean run
    clean, dirty = Dataset(folder / "clean"), Dataset(folder / "dirty")
    assert run(to=clean, jobs=2).states == {"new": 185}
    Path("victim").unlink()
    planted = plant()
    killer = threading.Thread(target=kill_when_it_shows)
    killer.start()
    report = run(to=dirty, jobs=2, seconds=4.0)
    killer.join()
    assert report.states == {"new": 185, "failed": 16}
    sources = {row["uri"]: row for row in pq.read_table(dirty.table("sources")).to_pylist()}
    found = {path: (sources[str(path)]["error_code"], sources[str(path)]["error"].split("\n")[0]) for path in planted}
    wrong = {
        path.name: found[path]
        for path, (code, error) in zip(planted, POISON.values(), strict=False)
        if found[path][0] != code or not found[path][1].startswith(error)
    }
    assert wrong == {}
    assert found[planted[-1]][0] == "unopened"
    assert contents(dirty) == contents(clean)
    for path in planted:
        path.unlink()
    assert run(to=dirty, jobs=2).states == {"unchanged": 185}
    assert contents(dirty) == contents(clean)
    assert [path.name for path in dirty.folder.rglob("*") if path.suffix == ".part"] == []


def test_a_document_has_the_time_that_its_pages_give_it(run: Ingest, folder: Path) -> None:
    Path("in").mkdir()
    Path("in/short.txt").write_text("hang\npage", encoding="utf-8")
    (failure,) = run(seconds=1.0).failures
    assert (failure.error_code, failure.pages) == ("timeout", 1)
    assert (failure.error or "").startswith("not read within 2 s (1 pages)\nGive it more time")


def test_a_disk_that_fills_up_ends_the_run_and_the_next_one_goes_on(run: Ingest, folder: Path) -> None:
    Path("in").mkdir()
    for no in range(8):
        Path(f"in/{no}.txt").write_text(f"文書 {no}", encoding="utf-8")
    clean, full = Dataset(folder / "clean"), Dataset(folder / "full")
    run(to=clean)
    Path("in/full.txt").write_text("full disk\nlarge and therefore first", encoding="utf-8")
    with pytest.raises(DatasetNotWritable, match="File too large"):
        run(to=full)
    assert [path for path in full.folder.rglob("*") if path.suffix == ".part"] == []
    Path("in/full.txt").unlink()
    assert run(to=full).failures == ()
    assert contents(full) == contents(clean)


def test_a_full_disk_while_publishing_leaves_the_tables_as_they_were(
    run: Ingest, folder: Path, dataset: Dataset, monkeypatch: pytest.MonkeyPatch
) -> None:
    Path("in").mkdir()
    Path("in/a.txt").write_text("一つ", encoding="utf-8")
    run()
    before = contents(dataset)
    Path("in/b.txt").write_text("二つ", encoding="utf-8")

    def full(_: Path) -> None:
        raise OSError(28, "No space left on device", "laws.parquet")

    monkeypatch.setattr("hyokasho.atomic._to_disk", full)
    with pytest.raises(DatasetNotWritable, match=r"laws\.parquet: No space left on device"):
        run()
    assert contents(dataset) == before
    assert [path for path in dataset.folder.rglob("*") if path.suffix == ".part"] == []
    monkeypatch.undo()
    monkeypatch.setattr("hyokasho.ingest.fingerprint", lambda: {"code": "first"})
    os.chdir(folder)
    assert run().failures == ()
    assert contents(dataset) != before


def test_a_read_only_dataset(run: Ingest, dataset: Dataset, monkeypatch: pytest.MonkeyPatch) -> None:
    Path("in").mkdir()
    Path("in/a.txt").write_text("一つ", encoding="utf-8")

    def refuse(path: Path, *_: object) -> int:
        raise OSError(30, "Read-only file system", str(path))

    monkeypatch.setattr(locks.os, "open", refuse)
    with pytest.raises(DatasetNotWritable, match="Read-only file system"):
        run()


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_dataset_without_the_right_to_write(run: Ingest, dataset: Dataset) -> None:
    Path("in").mkdir()
    Path("in/a.txt").write_text("一つ", encoding="utf-8")
    dataset.folder.mkdir(mode=0o555)
    with pytest.raises(DatasetNotWritable, match="Permission denied"):
        run()
