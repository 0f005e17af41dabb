"""The processes that read documents: how they start, what they may take, how they tell what they found, how they end."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Iterator
from concurrent.futures import BrokenExecutor, Future
from concurrent.futures.process import BrokenProcessPool
from multiprocessing.connection import Connection

from pebble import ProcessExpired, ProcessPool

from extract.errors import WorkersFailed
from hyokasho.confined import confine
from hyokasho.worker import Facts, Outcome, Task, work

__all__ = ["WorkerPool"]

PRELOADED = ["hyokasho.worker", "hyokasho.engine", "extract.pdf", "hyokasho.preloaded"]
"""What the fork server imports once for all its processes, in this order."""


class WorkerPool:
    """A pool of processes that read documents, and the pipe through which they tell what a document is."""

    def __init__(self, jobs: int, memory: int, recycle: int) -> None:
        context = multiprocessing.get_context("forkserver")
        context.set_forkserver_preload(PRELOADED)
        self._told, self._tell = context.Pipe(duplex=False)
        self.pool = ProcessPool(
            max_workers=jobs, max_tasks=recycle, initializer=_prepare, initargs=(memory, self._tell), context=context
        )

    @property
    def usable(self) -> bool:
        """Say whether tasks can be handed out. Raises WorkersFailed where no process can be started."""
        try:
            return bool(self.pool.active)
        except BrokenExecutor as error:
            message = f"no process can be started: {error.__cause__ or error}"
            raise WorkersFailed(message) from error

    def lives(self, seconds: float) -> bool:
        """Say whether a process does what does nothing, within so many seconds."""
        try:
            self.pool.schedule(os.getpid).result(seconds)
        except (BrokenExecutor, ProcessExpired, RuntimeError, TimeoutError):
            return False
        return True

    def schedule(self, number: int, task: Task) -> Future[Outcome]:
        """Hand out a task; `told` will name it by its number."""
        try:
            future: Future[Outcome] = self.pool.schedule(_work, args=(number, task))
        except RuntimeError as error:  # it broke just now
            future = Future()
            future.set_exception(BrokenProcessPool(str(error)))
        return future

    def told(self) -> Iterator[tuple[int, Facts]]:
        """Yield what the processes have told since the last call."""
        while self._told.poll():
            yield self._told.recv()

    def close(self) -> None:
        """End the processes, whatever they are doing."""
        self.pool.stop()  # type: ignore[no-untyped-call]  # pebble annotates it in part
        self.pool.join()
        self._told.close()
        self._tell.close()


_pipe: list[Connection] = []
"""The pipe of this process to the one that drives it: pebble offers no other way from an initializer to a task."""


def _prepare(memory: int, pipe: Connection) -> None:
    confine(memory)
    _pipe[:] = [pipe]


def _work(number: int, task: Task) -> Outcome:
    def tell(facts: Facts) -> None:
        _pipe[0].send((number, facts))  # far below PIPE_BUF: written as a whole, with no lock that could be left held

    return work(task, tell)
