from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import Future
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager, nullcontext
from pathlib import Path

import pytest
from fake_engine import read_lines

from extract.errors import Crashed, DefinitionError
from hyokasho import runner
from hyokasho.dataset import Dataset
from hyokasho.ingest import Report
from hyokasho.inputs import discover
from hyokasho.runner import Limits, cores
from hyokasho.runner import run as run_tasks
from hyokasho.worker import Outcome, Task, give_up, work

Ingest = Callable[..., Report]


def write(name: str, text: str) -> None:
    Path("in").mkdir(exist_ok=True)
    Path("in", name).write_text(text, encoding="utf-8")


def task(name: str) -> Task:
    return Task(discover([f"in/{name}"]).inputs[0], Path("shards").absolute(), "first", read_lines)


def test_a_crash_or_hang_costs_its_own_document_only(run: Ingest, dataset: Dataset) -> None:
    for word in ("hang", "crash", "exit", "defect", "null"):
        write(f"{word}.txt", f"{word}\nmore")
    for no in range(12):
        write(f"{no}.txt", f"document {no}")
    report = run(jobs=2, seconds=3.0)
    assert (report.states["new"], report.states["failed"], report.documents) == (12, 5, 12)
    errors = {one.source.name: (one.error_code, (one.error or "").split("\n")[0]) for one in report.failures}
    assert errors == {
        "hang.txt": ("timeout", "not read within 3 s"),
        "crash.txt": ("crashed", "the process that read it was ended by signal 9 (Killed)"),
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
    assert " in _trouble\n" in error
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
    assert report.documents == 1
    assert {one.source.name: (one.error_code, "\\ud800" in (one.error or "")) for one in report.failures} == {
        "broken.txt": ("internal_error", True), "refused.txt": ("unsupported", True),
    }  # fmt: skip


def test_what_takes_a_worker_down_is_recorded_with_its_content(folder: Path) -> None:
    write("a.txt", "text")
    outcome = give_up(task("a.txt"), Crashed("it died"), 60.0)
    assert (outcome.source_id, outcome.error_code) == ("982d9e3eb996f559", "crashed")
    held = work(task("a.txt"))
    assert (held.fresh, held.source_id, held.error_code) == (False, "982d9e3eb996f559", "crashed")
    Path("in/a.txt").unlink()
    write("b.txt", "")
    gone = Task(task("b.txt").source, Path("shards"), "first", read_lines)
    Path("in/b.txt").unlink()
    assert give_up(gone, Crashed("it died"), None).error_code == "unopened"


def test_every_task_has_one_outcome_and_large_ones_go_first(folder: Path) -> None:
    for no in range(9):
        write(f"{no}.txt", "x" * (no + 1) * 10)
    outcomes: list[Outcome] = list(run_tasks([task(f"{no}.txt") for no in range(9)], Limits(1)))
    assert [outcome.source.name for outcome in outcomes] == [f"{no}.txt" for no in range(8, -1, -1)]
    assert all(outcome.fresh and outcome.error_code is None for outcome in outcomes)
    assert list(run_tasks([], Limits(1))) == []


def test_cores_are_those_this_process_may_use() -> None:
    assert cores() >= 1


class BrokenPool:
    """A pool that breaks as soon as it is given something."""

    active = True

    def schedule(self, *_: object, **__: object) -> Future[Outcome]:
        future: Future[Outcome] = Future()
        future.set_exception(BrokenProcessPool("all workers expired"))
        return future


def test_when_the_pool_breaks_each_document_under_way_is_read_alone(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for no in range(9):
        write(f"{no}.txt", f"document {no}")
    whole, sizes = runner._pool, []

    @contextmanager
    def first_broken(jobs: int) -> Iterator[object]:
        sizes.append(jobs)
        if len(sizes) == 1:
            yield BrokenPool()
        else:
            with whole(jobs) as pool:
                yield pool

    monkeypatch.setattr(runner, "_pool", first_broken)
    outcomes = list(run_tasks([task(f"{no}.txt") for no in range(9)], Limits(2)))
    assert sorted(outcome.source.name for outcome in outcomes) == [f"{no}.txt" for no in range(9)]
    assert all(outcome.fresh and outcome.error_code is None for outcome in outcomes)
    assert sizes == [2, *[1] * 8, 1]


def test_who_breaks_the_pool_alone_is_recorded(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write("a.txt", "text")
    monkeypatch.setattr(runner, "_pool", lambda _: nullcontext(BrokenPool()))
    (outcome,) = run_tasks([task("a.txt")], Limits(2))
    assert (outcome.error_code, outcome.source_id) == ("crashed", "982d9e3eb996f559")
