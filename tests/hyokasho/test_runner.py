from __future__ import annotations

import io
import os
import subprocess
import sys
import tarfile
from collections.abc import Callable
from concurrent.futures import Future
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path

import pytest
from fake_engine import LINES

from extract.errors import Crashed, DefinitionError, WorkersFailed
from hyokasho import runner
from hyokasho.dataset import Dataset
from hyokasho.ingest import Report
from hyokasho.inputs import discover
from hyokasho.processes import WorkerPool
from hyokasho.runner import Limits, cores, in_order
from hyokasho.runner import run as run_tasks
from hyokasho.worker import Facts, Outcome, Task, give_up, work

Ingest = Callable[..., Report]


def write(name: str, text: str) -> None:
    Path("in").mkdir(exist_ok=True)
    Path("in", name).write_text(text, encoding="utf-8")


def task(name: str) -> Task:
    return Task(discover([f"in/{name}"]).inputs[0], Path("shards").absolute(), {"code": "first"}, LINES)


def test_a_crash_or_hang_costs_its_own_document_only(run: Ingest, dataset: Dataset) -> None:
    for word in ("hang", "crash", "exit", "defect", "null"):
        write(f"{word}.txt", f"{word}\nmore")
    for no in range(12):
        write(f"{no}.txt", f"document {no}")
    report = run(jobs=2, seconds=3.0)
    assert (report.states["new"], report.states["failed"], report.holding.documents) == (12, 5, 12)
    errors = {one.source.name: (one.error_code, (one.error or "").split("\n")[0]) for one in report.failures}
    assert errors == {
        "hang.txt": ("timeout", "not read within 3 s"),
        "crash.txt": ("crashed", "signal 9 (Killed) ended the process that read it"),
        "exit.txt": ("crashed", "the process that read it ended with exit code 7"),
        "defect.txt": ("internal_error", "KeyError: 'nothing'"),
        "null.txt": ("internal_error", "ValueError: sections.no is null in a row, but may not be"),
    }
    again = run(jobs=2, seconds=3.0)
    assert (again.states["unchanged"], again.states["failed"]) == (12, 5)
    assert {one.source.name: one.error_code for one in again.failures} == {k: code for k, (code, _) in errors.items()}


def test_an_internal_error_names_the_place_without_folders(folder: Path) -> None:
    write("defect.txt", "defect")
    error = work(task("defect.txt")).error or ""
    assert "fake_engine.py:" in error
    assert " in read_lines\n" in error
    assert str(folder) not in error
    assert "/" not in error


def test_a_wrong_data_file_ends_the_run_instead_of_failing_every_document(run: Ingest, dataset: Dataset) -> None:
    write("a.txt", "good and large")
    write("b.txt", "definition")
    with pytest.raises(DefinitionError, match="no such key"):
        run()
    assert not dataset.manifest.exists()


def test_half_a_surrogate_pair_costs_only_its_document(run: Ingest) -> None:
    write("broken.txt", "surrogate")
    write("refused.txt", "refused")
    write("good.txt", "good")
    report = run()
    assert report.holding.documents == 1
    assert {one.source.name: (one.error_code, "\\ud800" in (one.error or "")) for one in report.failures} == {
        "broken.txt": ("internal_error", True), "refused.txt": ("unsupported", True),
    }  # fmt: skip


def test_what_takes_a_worker_down_is_recorded_with_its_content(folder: Path) -> None:
    write("a.txt", "text")
    facts = Facts("982d9e3eb996f559" + "0" * 48, 4, 7)
    outcome = give_up(task("a.txt"), Crashed("it died"), facts, 60.0)
    assert (outcome.source_id, outcome.error_code, outcome.pages) == ("982d9e3eb996f559", "crashed", 7)
    held = work(task("a.txt"))
    assert (held.fresh, held.source_id, held.error_code) == (False, "982d9e3eb996f559", "crashed")
    unknown = give_up(task("a.txt"), Crashed("it died"), None, None)
    assert (unknown.source_id, unknown.error_code) == (None, "crashed")


def test_every_task_has_one_outcome_and_large_ones_go_first(folder: Path) -> None:
    for no in range(9):
        write(f"{no}.txt", "x" * (no + 1) * 10)
    outcomes: list[Outcome] = list(run_tasks([task(f"{no}.txt") for no in range(9)], Limits(1)))
    assert [outcome.source.name for outcome in outcomes] == [f"{no}.txt" for no in range(8, -1, -1)]
    assert all(outcome.fresh and outcome.error_code is None for outcome in outcomes)
    assert list(run_tasks([], Limits(1))) == []


def test_cores_are_those_this_process_may_use() -> None:
    assert cores() >= 1


class Broken(WorkerPool):
    """A pool that breaks as soon as it is given something."""

    def schedule(self, _number: int, _task: Task) -> Future[Outcome]:
        future: Future[Outcome] = Future()
        future.set_exception(BrokenProcessPool("all workers expired"))
        return future


class Silent(WorkerPool):
    """A pool whose processes take nothing up, as when one died before it said what it had taken."""

    def schedule(self, _number: int, _task: Task) -> Future[Outcome]:
        return Future()


@pytest.mark.parametrize("kind", [Broken, Silent])
def test_when_the_pool_breaks_each_document_under_way_is_read_alone(
    folder: Path, monkeypatch: pytest.MonkeyPatch, kind: type[WorkerPool]
) -> None:
    for no in range(9):
        write(f"{no}.txt", f"document {no}")
    made: list[tuple[int, int]] = []

    def first_broken(jobs: int, memory: int, recycle: int) -> WorkerPool:
        made.append((jobs, recycle))
        monkeypatch.setattr(runner, "STALLED", 0.5 if len(made) == 1 else 60.0)
        return (kind if len(made) == 1 else WorkerPool)(jobs, memory, recycle)

    monkeypatch.setattr(runner, "WorkerPool", first_broken)
    outcomes = list(run_tasks([task(f"{no}.txt") for no in range(9)], Limits(2)))
    assert sorted(outcome.source.name for outcome in outcomes) == [f"{no}.txt" for no in range(9)]
    assert all(outcome.fresh and outcome.error_code is None for outcome in outcomes)
    assert made == [(2, 250), (1, 250), (1, 250), (1, 1)]  # the third made sure that processes live


def test_who_breaks_the_pool_alone_is_recorded(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write("a.txt", "text")
    monkeypatch.setattr(runner, "WorkerPool", Broken)
    (outcome,) = run_tasks([task("a.txt")], Limits(2))
    assert (outcome.error_code, outcome.source_id) == ("crashed", None)


def test_processes_that_cannot_be_started_end_the_run(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write("a.txt", "text")

    def refuse(*_: object) -> None:
        raise BlockingIOError(11, "Resource temporarily unavailable")

    monkeypatch.setattr("pebble.pool.process.launch_process", refuse)
    with pytest.raises(WorkersFailed, match=r"no process can be started: .*Resource temporarily unavailable"):
        list(run_tasks([task("a.txt")], Limits(1)))


UNGUARDED = """
from pathlib import Path
from fake_engine import LINES
from hyokasho.dataset import Dataset
from hyokasho.ingest import Options, ingest
from hyokasho.runner import Limits
ingest(["in"], Dataset(Path("dataset")), Options(Limits(1), LINES))
"""
"""What every process runs again when it starts, and dies of."""


def test_processes_that_die_at_once_blame_no_document(folder: Path) -> None:
    write("a.txt", "text")
    Path("script.py").write_text(UNGUARDED, encoding="utf-8")
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parent)}
    done = subprocess.run(
        [sys.executable, "script.py"], env=environment, capture_output=True, text=True, timeout=600, check=False
    )
    assert done.stderr.splitlines()[-1].endswith(
        "WorkersFailed: every process that is started dies before it takes up a document"
    )
    assert not list(Path("dataset").rglob("*.jsonl"))


def test_processes_are_replaced_and_hold_their_limit(folder: Path) -> None:
    for no in range(5):
        write(f"{no}.txt", "who\n" + str(no))
    outcomes = list(run_tasks([task(f"{no}.txt") for no in range(5)], Limits(1, recycle=2, memory=2**31)))
    told = [(outcome.error or "").split("\n")[0].split() for outcome in outcomes]
    assert {limit for _, limit in told} == {str(2**31)}
    assert len({process for process, _ in told}) == 3


def test_members_of_a_packed_archive_are_handed_out_in_its_order(folder: Path) -> None:
    write("a.txt", "x" * 50)
    with tarfile.open("in/b.tgz", "w:gz") as archive:
        for name, size in (("3.txt", 10), ("1.txt", 30), ("2.txt", 20)):
            info = tarfile.TarInfo(name)
            info.size = size
            archive.addfile(info, io.BytesIO(bytes(size)))
    sources = discover(["in"]).inputs
    tasks = [Task(source, Path("shards"), {"code": "first"}, LINES) for source in sources]
    assert [one.source.name for one in in_order(tasks)] == ["3.txt", "1.txt", "2.txt", "a.txt"]
