"""A run spread over the machines of a Dask cluster: batches of files, each read by the local runner on a worker.

The cluster's machines share the folder of the dataset and those of the files, under the same paths. A worker writes
shards and nothing else; this process alone keeps the ledger and publishes. So a worker that dies loses no more than
the documents it had at hand, and its batch goes to another one, which finds what was finished and skips it.
"""

from __future__ import annotations

import pickle
import subprocess
import sys
from collections.abc import Generator, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, cast

from extract.errors import ClusterFailed, ExtraMissing, HyokashoError
from hyokasho.fingerprint import fingerprint
from hyokasho.runner import Limits, in_order
from hyokasho.worker import Outcome, Task

if TYPE_CHECKING:
    from distributed import Client

__all__ = ["read_batch", "run_on"]

BATCH = 50
"""Files of a batch at most: seconds to minutes of work, so that a dead worker costs little."""

ROUNDS = 4
"""Batches for each slot of the cluster at least, as far as there are files: none is left alone with the last ones."""

ARRIVAL = 30.0
"""Seconds to wait for the first worker."""


def run_on(address: str, tasks: Sequence[Task], limits: Limits) -> Generator[Outcome, None, None]:
    """Yield the outcome of every task as its batch comes back. Closing the iterator gives up what is under way.

    Raises ExtraMissing without Dask, ClusterFailed where the cluster can't be reached or can't do the work.
    """
    if not tasks:
        return
    with _client(address) as client:
        from distributed import as_completed  # noqa: PLC0415 - an optional extra

        slots = sum(client.nthreads().values())
        futures = [client.submit(read_batch, batch, limits, pure=False) for batch in _batches(tasks, slots)]
        try:
            for future in as_completed(futures):
                yield from cast("list[Outcome]", future.result())
                future.release()
        finally:
            client.cancel(futures)


def read_batch(tasks: Sequence[Task], limits: Limits) -> list[Outcome]:
    """Read a batch of documents with the local runner; what a worker of the cluster does.

    The runner gets a process of its own: Dask's workers may not have children, and run this in a thread. Raises
    ClusterFailed where this machine has other code than the one that drives the run, or does not see its dataset.
    """
    _check(tasks[0])
    command = [sys.executable, "-m", "hyokasho.batch"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        if process.stdin is None or process.stdout is None:
            raise ClusterFailed
        process.stdin.write(pickle.dumps((tasks, limits)))
        process.stdin.flush()  # and stays open: its end tells the process that this one is gone
        answer = process.stdout.read()
    if not answer:
        message = f"the runner on a worker ended with exit code {process.returncode}"
        raise ClusterFailed(message)
    found = pickle.loads(answer)
    if isinstance(found, HyokashoError):
        raise found
    return cast("list[Outcome]", found)


def _check(task: Task) -> None:
    if not task.folder.parent.is_dir():
        message = f"a worker does not see {task.folder.parent}: its machine must share the folder of the dataset"
        raise ClusterFailed(message)
    if {**fingerprint(), **task.engine.choices} != task.fingerprint:
        message = (
            "a worker has other code, data or engines than the machine that drives the run: install the same on both"
        )
        raise ClusterFailed(message)


def _batches(tasks: Sequence[Task], slots: int) -> Iterator[list[Task]]:
    ordered = in_order(tasks)
    size = max(1, min(BATCH, len(ordered) // (slots * ROUNDS)))
    for begin in range(0, len(ordered), size):
        yield ordered[begin : begin + size]


@contextmanager
def _client(address: str) -> Iterator[Client]:
    try:
        from distributed import Client, KilledWorker  # noqa: PLC0415 - an optional extra, and slow to load
    except ImportError as error:
        message = "a cluster needs the package distributed"
        raise ExtraMissing(message) from error
    try:
        with Client(address, timeout=ARRIVAL) as client:
            client.wait_for_workers(1, timeout=ARRIVAL)
            yield client
    except KilledWorker as error:
        message = f"{address}: too many workers died over one batch of files"
        raise ClusterFailed(message) from error
    except OSError as error:  # Dask's own errors of connections and times are OSErrors
        message = f"{address}: {error}"
        raise ClusterFailed(message) from error
