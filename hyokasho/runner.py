"""The batch runner: tasks over a pool of processes, each document on a clock that runs outside its process.

PDF engines are not safe in threads, hang inside C, and crash; so each document runs in a process that can be ended
from outside, and only that document is lost with it. The processes come from a fork server: forking this process
itself would copy whatever locks its threads hold.
"""

from __future__ import annotations

import os
import time
from collections import Counter, deque
from collections.abc import Generator, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, CancelledError, Future, wait
from contextlib import closing
from dataclasses import dataclass, field, replace

from pebble import ProcessExpired

from extract.errors import Crashed, DatasetNotWritable, OutOfMemory, SourceError, TimedOut, WorkersFailed
from hyokasho.confined import described_exit
from hyokasho.processes import WorkerPool
from hyokasho.worker import Facts, Outcome, Task, give_up

__all__ = ["MEMORY", "SECONDS", "Limits", "cores", "in_order", "run"]

SECONDS = 60.0
"""What one document may take: the largest assessments take a few seconds; a hang must not cost a night."""

SECONDS_PER_PAGE = 1.0
"""What each of its pages adds: fifty times what a page of text takes, and enough to recognise one in a scan."""

MEMORY = 3 * 2**30
"""Bytes of address space a process may take: a worker starts with 0.3 GB, a 60-page assessment stays below 0.7 GB."""

RECYCLE = 250
"""Documents a process reads before a fresh one takes its place: what engines leak does not add up over a night."""

AHEAD = 4
"""Tasks handed to the pool per process: enough that none waits, few enough that stopping loses nothing."""

TICK = 0.1
"""Seconds between two looks at the clock."""

STALLED = 60.0
"""Seconds in which no task is under way though some are handed out: a process died with one before it said so."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What a run may take.

    `jobs` processes at a time, each with `memory` bytes of address space and replaced after `recycle` documents;
    `seconds` and `seconds_per_page` for each document.
    """

    jobs: int
    seconds: float = SECONDS
    seconds_per_page: float = SECONDS_PER_PAGE
    memory: int = MEMORY
    recycle: int = RECYCLE

    def allowed(self, pages: int | None) -> float:
        """Return the seconds that a document of so many pages may take."""
        return self.seconds + self.seconds_per_page * (pages or 0)


def cores() -> int:
    """Return the number of cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def run(tasks: Sequence[Task], limits: Limits) -> Generator[Outcome, None, None]:
    """Yield the outcome of every task as it comes, the largest files first. Closing the iterator ends the processes.

    A document that takes its process down, or too long, or too much memory, gets one more try in a fresh process: those
    that were too slow beside each other, the others one at a time. What fails again is recorded as failed. Raises
    DatasetNotWritable when the disk takes no shard.
    """
    lost = yield from _drive(in_order(tasks), limits)
    slow = [one.task for one in lost if isinstance(one.error, TimedOut)]
    others = [one.task for one in lost if not isinstance(one.error, TimedOut)]
    for again, jobs in ((slow, limits.jobs), (others, 1)):
        for one in (yield from _drive(again, replace(limits, jobs=jobs, recycle=1), ahead=1)):
            yield give_up(one.task, one.error, one.facts, one.seconds)


def in_order(tasks: Sequence[Task]) -> list[Task]:
    """Return tasks in the order of work: a large file begun last would keep one process busy alone.

    What is bundled stays together and in its order: to read a member, all before it are unpacked.
    """
    sizes: Counter[str] = Counter()
    for task in tasks:
        sizes[task.source.bundle] += task.source.size or 0

    def order(task: Task) -> tuple[int, str, int, str]:
        bundle = task.source.bundle
        return -sizes[bundle], bundle, task.source.position, task.source.uri

    return sorted(tasks, key=order)


@dataclass(frozen=True, slots=True)
class _Lost:
    """A task that took its process down. `facts` are null when that happened before the file was read."""

    task: Task
    error: SourceError
    facts: Facts | None
    seconds: float | None


@dataclass(slots=True)
class _Flight:
    """A task that was handed to the pool; `began` is null until a process takes it up (seconds of the clock)."""

    task: Task
    began: float | None = None
    facts: Facts | None = None

    def lost(self, error: SourceError) -> _Lost:
        """Return it as lost for this reason."""
        taken = None if self.began is None else time.monotonic() - self.began
        return _Lost(self.task, error, self.facts, taken)


def _drive(tasks: Sequence[Task], limits: Limits, ahead: int = AHEAD) -> Generator[Outcome, None, list[_Lost]]:
    """Run tasks in as many pools as it takes, and return those that were lost. Raises WorkersFailed."""
    waiting = deque(tasks)
    lost: list[_Lost] = []
    while waiting:
        jobs = min(limits.jobs, len(waiting))
        with closing(WorkerPool(jobs, limits.memory, limits.recycle)) as workers:
            now = yield from _Deck(workers, waiting, limits, ahead * jobs).outcomes()
        if any(one.seconds is None for one in now):
            _check_processes(limits)
        lost.extend(now)
    return lost


def _check_processes(limits: Limits) -> None:
    """Make sure, where documents were lost before any process took them up, that processes live at all.

    Otherwise every document would be recorded as the one that took its process down. Raises WorkersFailed.
    """
    with closing(WorkerPool(1, limits.memory, limits.recycle)) as workers:
        if not workers.lives(STALLED):
            message = "every process that is started dies before it takes up a document"
            raise WorkersFailed(message)


@dataclass(slots=True)
class _Deck:
    """One pool at work: what waits, what is under way, and the clock over it."""

    workers: WorkerPool
    waiting: deque[Task]
    limits: Limits
    room: int
    flying: dict[Future[Outcome], _Flight] = field(default_factory=dict)
    numbers: dict[int, _Flight] = field(default_factory=dict)
    handed_out: int = 0
    alive_at: float = field(default_factory=time.monotonic)

    def outcomes(self) -> Generator[Outcome, None, list[_Lost]]:
        """Yield what becomes of the tasks until none is left or the pool breaks; return those that were lost."""
        lost: list[_Lost] = []
        while self.waiting or self.flying:
            self._hand_out()
            if not self.flying:  # the pool broke while it had nothing to do: the rest gets another one
                return lost
            done = wait(self.flying, timeout=TICK, return_when=FIRST_COMPLETED).done
            self._listen()
            if self._broken(done):
                return [*lost, *(one.lost(Crashed(UNKNOWN)) for one in self.flying.values())]
            for future in [future for future in self.flying if future in done]:
                what = _outcome(self._landed(future), future)
                if isinstance(what, _Lost):
                    lost.append(what)
                else:
                    yield what
            lost.extend(self._overdue())
        return lost

    def _hand_out(self) -> None:
        while self.waiting and len(self.flying) < self.room and self.workers.usable:
            self.handed_out += 1
            flight = _Flight(self.waiting.popleft())
            self.numbers[self.handed_out] = flight
            self.flying[self.workers.schedule(self.handed_out, flight.task)] = flight

    def _listen(self) -> None:
        """Start the clock of what a process took up, and take down what it found out about the file."""
        now = time.monotonic()
        for future, flight in self.flying.items():
            if flight.began is None and future.running():
                flight.began = self.alive_at = now
        for number, facts in self.workers.told():
            if number in self.numbers:
                self.numbers[number].facts = facts

    def _broken(self, done: set[Future[Outcome]]) -> bool:
        now = time.monotonic()
        if done or any(flight.began is not None for flight in self.flying.values()):
            self.alive_at = now
        return now - self.alive_at > STALLED or any(
            not future.cancelled() and isinstance(future.exception(), BrokenExecutor) for future in done
        )

    def _landed(self, future: Future[Outcome]) -> _Flight:
        flight = self.flying.pop(future)
        self.numbers = {number: one for number, one in self.numbers.items() if one is not flight}
        return flight

    def _overdue(self) -> Iterator[_Lost]:
        """End the processes of the documents whose time is up."""
        now = time.monotonic()
        for future, flight in list(self.flying.items()):
            pages = flight.facts.pages if flight.facts is not None else None
            allowed = self.limits.allowed(pages)
            if flight.began is not None and now - flight.began > allowed:
                future.cancel()
                yield self._landed(future).lost(TimedOut(_too_slow(allowed, pages)))


UNKNOWN = "the process that read it died before it could say so"


def _too_slow(allowed: float, pages: int | None) -> str:
    return f"not read within {allowed:g} s" + (f" ({pages:,} pages)" if pages else "")


def _outcome(flight: _Flight, future: Future[Outcome]) -> Outcome | _Lost:
    try:
        return future.result()
    except CancelledError:
        return flight.lost(Crashed(UNKNOWN))
    except ProcessExpired as error:
        return flight.lost(Crashed(described_exit(error.exitcode)))
    except MemoryError:
        return flight.lost(OutOfMemory("it asked for more memory than a process may take"))
    except OSError as error:
        message = f"{flight.task.folder}: {error.strerror or error}"
        raise DatasetNotWritable(message) from error
