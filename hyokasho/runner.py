"""The batch runner: tasks over a pool of processes, each document on a clock that runs outside its process.

PDF engines are not safe in threads, hang inside C, and crash; so each document runs in a process that can be ended
from outside, and only that document is lost with it. The processes come from a fork server: forking this process
itself would copy whatever locks its threads hold.
"""

from __future__ import annotations

import ctypes
import multiprocessing
import os
import signal
import sys
from collections import deque
from collections.abc import Generator, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Future, wait
from contextlib import contextmanager
from dataclasses import dataclass, replace

from pebble import ProcessExpired, ProcessPool

from extract.errors import Crashed, DatasetNotWritable, SourceError, TimedOut
from hyokasho.worker import Outcome, Task, give_up, work

__all__ = ["Limits", "cores", "run"]

SECONDS = 60.0
"""What one document may take: the largest assessments take a few seconds; a hang must not cost a night."""

AHEAD = 4
"""Tasks handed to the pool per process: enough that none waits, few enough that stopping loses nothing."""

PRELOADED = ["hyokasho.worker", "hyokasho.engine", "extract.pdf"]
"""What the fork server imports once for all its processes."""

PR_SET_PDEATHSIG = 1
"""From linux/prctl.h: the signal to get when the parent process dies."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What a run may take: processes at a time, and seconds per document."""

    jobs: int
    seconds: float = SECONDS


def cores() -> int:
    """Return the number of cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def run(tasks: Sequence[Task], limits: Limits) -> Generator[Outcome, None, None]:
    """Yield the outcome of every task as it comes, the largest files first. Closing the iterator ends the processes.

    A document that takes its process down, or too long, is recorded as failed. When the pool itself breaks nobody can
    say which document broke it: those that were under way are read once more, each alone. Raises DatasetNotWritable
    when the disk takes no shard.
    """
    waiting = deque(sorted(tasks, key=_by_size))
    while waiting:
        for suspect in (yield from _drive(waiting, limits)):
            yield from _alone(suspect, limits)


def _by_size(task: Task) -> tuple[int, str]:
    """Return the sort key of the order of work: a large file begun last would keep one process busy alone."""
    return -(task.source.size or 0), task.source.uri


def _alone(task: Task, limits: Limits) -> Iterator[Outcome]:
    if (yield from _drive(deque([task]), replace(limits, jobs=1))):
        yield give_up(task, Crashed("the process that read it died before it could say so"), None)


def _drive(waiting: deque[Task], limits: Limits) -> Generator[Outcome, None, list[Task]]:
    """Run the waiting tasks in one pool; if it breaks, return those that were under way."""
    flying: dict[Future[Outcome], Task] = {}
    with _pool(min(limits.jobs, len(waiting))) as pool:
        while waiting or flying:
            _hand_out(pool, waiting, flying, limits)
            if not flying:  # the pool broke while it had nothing to do: the rest gets another one
                return []
            done = wait(flying, return_when=FIRST_COMPLETED).done
            for future in [future for future in flying if future in done]:
                if isinstance(future.exception(), BrokenExecutor):
                    return list(flying.values())
                yield _outcome(flying.pop(future), future, limits)
    return []


def _hand_out(pool: ProcessPool, waiting: deque[Task], flying: dict[Future[Outcome], Task], limits: Limits) -> None:
    while waiting and len(flying) < limits.jobs * AHEAD and pool.active:
        task = waiting.popleft()
        flying[pool.schedule(work, args=[task], timeout=limits.seconds)] = task


def _outcome(task: Task, future: Future[Outcome], limits: Limits) -> Outcome:
    error = future.exception()
    if error is None:
        return future.result()
    if isinstance(error, TimeoutError):
        return give_up(task, TimedOut(f"not read within {limits.seconds:g} s"), limits.seconds)
    if isinstance(error, ProcessExpired):
        return give_up(task, _crash(error.exitcode), None)
    if isinstance(error, OSError):
        message = f"{task.folder}: {error.strerror or error}"
        raise DatasetNotWritable(message) from error
    raise error


def _crash(code: int) -> SourceError:
    """Return the failure for the exit code of a process; a negative one is the signal that ended it."""
    if code < 0:
        return Crashed(f"the process that read it was ended by signal {-code} ({signal.strsignal(-code)})")
    return Crashed(f"the process that read it ended with exit code {code}")


@contextmanager
def _pool(jobs: int) -> Iterator[ProcessPool]:
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(PRELOADED)
    pool = ProcessPool(max_workers=jobs, initializer=_prepare, context=context)
    try:
        yield pool
    finally:
        pool.stop()  # type: ignore[no-untyped-call]  # pebble annotates it in part
        pool.join()


def _prepare() -> None:
    """Let a worker die with its parent: a killed run must leave no process behind that goes on writing."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
