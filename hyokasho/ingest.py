"""One run: find the documents, read what the dataset does not hold yet, publish the tables, say what happened."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, closing
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Literal

from hyokasho import shards
from hyokasho.dataset import Dataset
from hyokasho.fingerprint import fingerprint
from hyokasho.inputs import Discovery, discover
from hyokasho.ledger import Entry, Ledger
from hyokasho.progress import Progress, progress
from hyokasho.publish import Manifest, publish
from hyokasho.reading import Engine
from hyokasho.runner import Limits, run
from hyokasho.worker import Outcome, Task

__all__ = ["Options", "Report", "ingest"]

State = Literal["new", "updated", "unchanged", "failed"]


@dataclass(frozen=True, slots=True)
class Options:
    """How to run: what the processes may take, what reads a file, and whether to read what is current, too."""

    limits: Limits
    engine: Engine
    force: bool = False
    show: Callable[[int], AbstractContextManager[Progress]] = progress


@dataclass(frozen=True, slots=True)
class Report:
    """What a run did. `states` counts the given files: each is new, updated, unchanged, or failed (now or before).

    `failures` are the failed ones, sorted by uri; `left_out` counts the files of other endings. `documents` and `rows`
    count what the dataset holds after the run, `outdated` those of its sources that other code than today's read.
    """

    states: Counter[State]
    failures: tuple[Outcome, ...]
    left_out: tuple[tuple[str, int], ...]
    documents: int
    rows: int
    outdated: int


def ingest(paths: Iterable[str], dataset: Dataset, options: Options) -> Report:
    """Bring a dataset up to date with the documents at these paths.

    Raises UsageError where the paths or the folder of the dataset can't work. A file that can't be read is no error but
    a failure in the report. Stopped at any moment, a run leaves whole shards, and the next one goes on from there.
    """
    found = discover(paths)
    current = fingerprint()
    tasks = [Task(source, dataset.shards, current, options.engine, options.force) for source in found.inputs]
    with dataset.writing(), Ledger(dataset.ledger) as ledger:
        known = {task.source.uri: ledger.get(task.source.uri) for task in tasks}
        outcomes = _outcomes(tasks, ledger, options)
        manifest = publish(dataset, ledger)
    states = Counter(_state(outcome, known[outcome.source.uri]) for outcome in outcomes)
    return _report(states, outcomes, found, manifest, current)


def _outcomes(tasks: Sequence[Task], ledger: Ledger, options: Options) -> list[Outcome]:
    """Return the outcome of every task, sorted by uri, and enter what is new in the ledger."""
    unread: list[Task] = []
    outcomes: list[Outcome] = []
    for task in tasks:
        held = None if task.force else _held(task, ledger.get(task.source.uri))
        if held is None:
            unread.append(task)
        else:
            outcomes.append(held)
    outcomes.extend(_read(unread, ledger, options))
    outcomes.sort(key=lambda outcome: outcome.source.uri)
    return _agreed(outcomes, tasks, options)


def _held(task: Task, entry: Entry | None) -> Outcome | None:
    """Return the outcome of a file that need not even be opened: it is as it was, and its shard is current."""
    source = task.source
    if entry is None or entry.source_id is None or (entry.size, entry.mtime_ns) != (source.size, source.mtime_ns):
        return None
    path = shards.path_of(task.folder, entry.source_id)
    stamp = shards.stamp_of(path)
    if stamp is None or not stamp.suits(task.fingerprint, source.ending):
        return None
    outcome = Outcome(source, entry.source_id, fresh=False)
    return _as_stored(outcome, task) if stamp.status == "failed" else outcome


def _as_stored(outcome: Outcome, task: Task) -> Outcome:
    """Return an outcome that says what the shard says."""
    shard = shards.load(shards.path_of(task.folder, outcome.source_id or ""))
    if shard is None:
        return outcome
    row = shard.source(outcome.source.uri)
    return replace(outcome, error_code=row.error_code, error=row.error)


def _read(tasks: Sequence[Task], ledger: Ledger, options: Options) -> Iterator[Outcome]:
    with options.show(len(tasks)) as shown, closing(run(tasks, options.limits)) as outcomes:
        for outcome in outcomes:
            ledger.record(_entry(outcome))
            shown.step(failed=outcome.error_code is not None)
            yield outcome


def _entry(outcome: Outcome) -> Entry:
    """Return what the ledger keeps: where there is a shard, that says whether the file could be read."""
    source = outcome.source
    code, error = (outcome.error_code, outcome.error) if outcome.source_id is None else (None, None)
    return Entry(source.uri, outcome.source_id, source.size, source.mtime_ns, code, error, datetime.now(UTC))


def _agreed(outcomes: list[Outcome], tasks: Sequence[Task], options: Options) -> list[Outcome]:
    """Settle contents that stand at several uris: the shard says for all of them whether they could be read.

    Under names of different endings one of the names decides, whichever was read last: that of the least rank is read
    again where two processes may have read the same bytes under both.
    """
    by_uri = {task.source.uri: task for task in tasks}
    shared: dict[str, list[Outcome]] = {}
    for outcome in outcomes:
        if outcome.source_id is not None:
            shared.setdefault(outcome.source_id, []).append(outcome)
    shared = {found: same for found, same in shared.items() if len(same) > 1 and any(one.fresh for one in same)}
    again = [replace(by_uri[least.source.uri], force=True) for same in shared.values() for least in _contested(same)]
    for _ in run(again, options.limits):
        pass
    return [_as_stored(one, by_uri[one.source.uri]) if one.source_id in shared else one for one in outcomes]


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


def _report(
    states: Counter[State], outcomes: Sequence[Outcome], found: Discovery, manifest: Manifest, current: str
) -> Report:
    return Report(
        states=states,
        failures=tuple(outcome for outcome in outcomes if outcome.error_code is not None),
        left_out=found.left_out,
        documents=manifest.files["documents.parquet"].rows,
        rows=sum(file.rows for file in manifest.files.values()),
        outdated=sum(count for made_by, count in manifest.fingerprints.items() if made_by != current),
    )
