"""How far a run has come: a bar on a terminal, a few plain lines elsewhere. Both go to standard error."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from rich.progress import Progress as RichProgress

__all__ = ["Progress", "progress"]

STEPS = 10
"""Lines at most where the output is no terminal: a log of a night's run stays readable."""

PAUSE = 1.0
"""Seconds at least between two of them, but for the last: a run of seconds needs one line."""


class Progress(Protocol):
    """Is told of each document that is done."""

    def step(self, *, failed: bool) -> None:
        """Count one document."""


@contextmanager
def progress(total: int) -> Iterator[Progress]:
    """Yield what shows the progress of `total` documents."""
    if sys.stderr.isatty() and total:
        with _bar(total) as bar:
            yield bar
    else:
        yield _Lines(total)


class _Count:
    """How many are done, how many of them failed, and how fast."""

    def __init__(self) -> None:
        self.done = 0
        self.failed = 0
        self._began = time.monotonic()

    def step(self, *, failed: bool) -> None:
        self.done += 1
        self.failed += failed

    def rate(self) -> float:
        """Return documents per second since the beginning."""
        return self.done / max(time.monotonic() - self._began, 1e-9)


class _Lines:
    def __init__(self, total: int) -> None:
        self._total = total
        self._count = _Count()
        self._shown = 0
        self._shown_at = time.monotonic()

    def step(self, *, failed: bool) -> None:
        self._count.step(failed=failed)
        done = self._count.done
        tenth, now = done * STEPS // self._total, time.monotonic()
        if done == self._total or (tenth > self._shown and now - self._shown_at >= PAUSE):
            self._shown, self._shown_at = tenth, now
            line = f"read {done:,} of {self._total:,}, {self._count.failed:,} failed, {self._count.rate():.1f}/s"
            print(line, file=sys.stderr, flush=True)


@contextmanager
def _bar(total: int) -> Iterator[Progress]:
    from rich.console import Console  # noqa: PLC0415 - loaded only where there is a terminal to draw on
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn  # noqa: PLC0415
    from rich.progress import Progress as RichProgress  # noqa: PLC0415

    columns = (
        TextColumn("reading"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[failed]:,} failed"),
        TextColumn("{task.fields[rate]}"),
        TimeRemainingColumn(),
    )
    with RichProgress(*columns, console=Console(stderr=True)) as shown:
        yield _Bar(shown, total)


class _Bar:
    def __init__(self, shown: RichProgress, total: int) -> None:
        self._shown = shown
        self._task = shown.add_task("reading", total=total, failed=0, rate="")
        self._count = _Count()

    def step(self, *, failed: bool) -> None:
        self._count.step(failed=failed)
        self._shown.update(self._task, advance=1, failed=self._count.failed, rate=f"{self._count.rate():.1f}/s")
