"""One run: find the documents, read what the dataset does not hold yet, publish the tables, say what happened."""

from __future__ import annotations

import zlib
from collections import Counter
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, closing
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Literal

from hyokasho import shards
from hyokasho.dataset import Dataset
from hyokasho.fingerprint import fingerprint
from hyokasho.inputs import Input, discover
from hyokasho.ledger import Entry, Ledger
from hyokasho.progress import Progress, progress
from hyokasho.publish import Manifest, publish
from hyokasho.reading import Engine
from hyokasho.runner import Limits, run
from hyokasho.worker import Outcome, Task, can_be_recognised

__all__ = ["Drive", "Holding", "Options", "Report", "Share", "State", "held", "ingest"]

State = Literal["new", "updated", "unchanged", "failed"]
Drive = Callable[[Sequence[Task], Limits], Generator[Outcome, None, None]]
"""Yields the outcome of each task: the runner of this machine, or one that spreads the tasks over others."""


@dataclass(frozen=True, slots=True)
class Share:
    """The part of the files that one of several runs takes: `number` (from 1) of `of`."""

    number: int
    of: int

    def takes(self, source: Input) -> bool:
        """Say whether a file is of this share. It depends on its name alone, so all runs agree whatever each sees."""
        return zlib.crc32(source.bundle.encode()) % self.of == self.number - 1


def _nobody(outcome: Outcome, state: State) -> None:
    """Watch without a word."""


@dataclass(frozen=True, slots=True)
class Options:
    """How to run: what the processes may take, what reads a file, whether to read what is current, too.

    A run that takes a `share` leaves publishing to `hyokasho publish`. `show` shows the progress, `watch` is told of
    each document, `drive` brings the tasks to their outcomes.
    """

    limits: Limits
    engine: Engine
    force: bool = False
    share: Share | None = None
    show: Callable[[int], AbstractContextManager[Progress]] = progress
    watch: Callable[[Outcome, State], None] = _nobody
    drive: Drive = run


@dataclass(frozen=True, slots=True)
class Holding:
    """What the dataset holds once its tables are published.

    `stale` counts the sources that other code or data than today's read, by the parts that changed.
    """

    documents: int
    rows: int
    stale: Mapping[tuple[str, ...], int]

    @property
    def outdated(self) -> int:
        """Number of sources that should be read again."""
        return sum(self.stale.values())


@dataclass(frozen=True, slots=True)
class Report:
    """What a run did. `states` counts the given files: each is new, updated, unchanged, or failed (now or before).

    `failures` are the failed ones, sorted by uri; `left_out` counts the files of other endings. `holding` is null
    where the tables were not published.
    """

    states: Counter[State]
    failures: tuple[Outcome, ...]
    left_out: tuple[tuple[str, int], ...]
    holding: Holding | None


def ingest(paths: Iterable[str], dataset: Dataset, options: Options) -> Report:
    """Bring a dataset up to date with the documents at these paths.

    Raises UsageError where the paths or the folder of the dataset can't work. A file that can't be read is no error but
    a failure in the report. Stopped at any moment, a run leaves whole shards, and the next one goes on from there.
    """
    found = discover(paths)
    current = {**fingerprint(), **options.engine.choices}
    share, folder = options.share, dataset.shards.absolute()
    tasks = [
        Task(source, folder, current, options.engine, options.force)
        for source in found.inputs
        if share is None or share.takes(source)
    ]
    with dataset.adding(), Ledger(dataset.ledger) as ledger:
        known = {task.source.uri: ledger.get(task.source.uri) for task in tasks}
        outcomes = _Run(ledger, options, known).outcomes(tasks)
    states = Counter(_state(outcome, known[outcome.source.uri]) for outcome in outcomes)
    failures = tuple(outcome for outcome in outcomes if outcome.error_code is not None)
    holding = None if share is not None else held(publish(dataset), current)
    return Report(states, failures, found.left_out, holding)


def held(manifest: Manifest, current: Mapping[str, str]) -> Holding:
    """Return what a published dataset holds, and what of it is stale beside today's fingerprint."""
    rows = {name: file.rows for name, file in manifest.files.items()}
    return Holding(rows["documents.parquet"], sum(rows.values()), manifest.stale(current))


@dataclass(frozen=True, slots=True)
class _Run:
    """The documents of one run. `known` is what the ledger said of each uri before."""

    ledger: Ledger
    options: Options
    known: Mapping[str, Entry | None]

    def outcomes(self, tasks: Sequence[Task]) -> list[Outcome]:
        """Return the outcome of every task, sorted by uri, and enter what is new in the ledger."""
        unread: list[Task] = []
        outcomes: list[Outcome] = []
        for task in tasks:
            held = None if task.force else _held(task, self.known[task.source.uri])
            if held is None:
                unread.append(task)
            else:
                self._tell(held)
                outcomes.append(held)
        outcomes.extend(self._read(unread))
        outcomes.sort(key=lambda outcome: outcome.source.uri)
        return self._agreed(outcomes, tasks)

    def _read(self, tasks: Sequence[Task]) -> Iterator[Outcome]:
        options = self.options
        with options.show(len(tasks)) as shown, closing(options.drive(tasks, options.limits)) as outcomes:
            for outcome in outcomes:
                self.ledger.record(_entry(outcome))
                self._tell(outcome)
                shown.step(failed=outcome.error_code is not None)
                yield outcome

    def _tell(self, outcome: Outcome) -> None:
        self.options.watch(outcome, _state(outcome, self.known[outcome.source.uri]))

    def _agreed(self, outcomes: list[Outcome], tasks: Sequence[Task]) -> list[Outcome]:
        """Settle contents that stand at several uris: the shard says for all of them whether they could be read.

        Under names of different endings one of the names decides, whichever was read last: that of the least rank is
        read again where two processes may have read the same bytes under both.
        """
        by_uri = {task.source.uri: task for task in tasks}
        shared: dict[str, list[Outcome]] = {}
        for outcome in outcomes:
            if outcome.source_id is not None:
                shared.setdefault(outcome.source_id, []).append(outcome)
        shared = {found: same for found, same in shared.items() if len(same) > 1 and any(one.fresh for one in same)}
        again = [
            replace(by_uri[least.source.uri], force=True) for same in shared.values() for least in _contested(same)
        ]
        for _ in self.options.drive(again, self.options.limits):
            pass
        return [_as_stored(one, by_uri[one.source.uri]) if one.source_id in shared else one for one in outcomes]


def _held(task: Task, entry: Entry | None) -> Outcome | None:
    """Return the outcome of a file that need not even be opened: it is as it was, and its shard is current."""
    source = task.source
    if entry is None or entry.source_id is None or source.version is None:
        return None
    if (entry.size, entry.version) != (source.size, source.version):
        return None
    path = shards.path_of(task.folder, entry.source_id)
    stamp = shards.stamp_of(path)
    if stamp is None or not stamp.suits(task.fingerprint, source.ending):
        return None
    outcome = Outcome(source, entry.source_id, fresh=False)
    if stamp.status != "failed":
        return outcome
    stored = _as_stored(outcome, task)
    return None if can_be_recognised(stored.error_code) else stored


def _as_stored(outcome: Outcome, task: Task) -> Outcome:
    """Return an outcome that says what the shard says."""
    shard = shards.load(shards.path_of(task.folder, outcome.source_id or ""))
    if shard is None:
        return outcome
    row = shard.source(outcome.source.uri)
    return replace(outcome, error_code=row.error_code, error=row.error)


def _entry(outcome: Outcome) -> Entry:
    """Return what the ledger keeps: where there is a shard, that says whether the file could be read."""
    source = outcome.source
    code, error = (outcome.error_code, outcome.error) if outcome.source_id is None else (None, None)
    return Entry(source.uri, outcome.source_id, source.size, source.version, code, error, datetime.now(UTC))


def _contested(same: Sequence[Outcome]) -> Iterator[Outcome]:
    """Yield the outcome whose name decides where the content was just read under several endings."""
    fresh = [outcome for outcome in same if outcome.fresh]
    if len({outcome.source.ending for outcome in fresh}) > 1:
        yield min(fresh, key=lambda outcome: (shards.rank(outcome.source.ending), outcome.source.uri))


def _state(outcome: Outcome, known: Entry | None) -> State:
    if outcome.error_code is not None:
        return "failed"
    if known is None:
        return "new"
    return "updated" if outcome.fresh or outcome.source_id != known.source_id else "unchanged"
