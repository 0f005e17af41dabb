"""What a run leaves in writing: a line per document as JSON, a line per document to read, a report at its end."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Literal

import click

from extract.errors import NotWritable
from hyokasho.ingest import Report, State
from hyokasho.worker import Outcome

__all__ = ["RunLog", "as_json", "writable"]


class RunLog:
    """Is told of each document of a run, and writes a line of JSON for it, and one on the terminal where wanted."""

    def __init__(self, lines: IO[str] | None, spoken: bool) -> None:
        self._lines, self._spoken = lines, spoken

    def __call__(self, outcome: Outcome, state: State) -> None:
        """Write what became of a document."""
        if self._lines is not None:
            line = {"time": datetime.now(UTC).isoformat(timespec="milliseconds"), "state": state, **_facts(outcome)}
            self._lines.write(json.dumps(line, ensure_ascii=False) + "\n")
            self._lines.flush()
        if self._spoken:
            why = f"{outcome.error_code}: {(outcome.error or '').splitlines()[0]}" if outcome.error_code else ""
            taken = f"{outcome.seconds:.2f} s" if outcome.seconds is not None else ""
            click.echo("  ".join(part for part in (state, outcome.source.uri, taken, why) if part), err=True)


@contextmanager
def writable(path: Path | None, mode: Literal["a", "w"]) -> Iterator[IO[str] | None]:
    """Open a file before the work begins: nobody should wait a night to hear that it can't be. Raises NotWritable."""
    if path is None:
        yield None
        return
    try:
        file = path.open(mode, encoding="utf-8")
    except OSError as error:
        message = f"{path}: {error.strerror}"
        raise NotWritable(message) from error
    with file:
        yield file


def as_json(report: Report, began: datetime) -> str:
    """Return the report of a run that began at this time as JSON."""
    now = datetime.now(UTC)
    holding = report.holding
    found = {
        "began": began.isoformat(timespec="seconds"),
        "seconds": round((now - began).total_seconds(), 3),
        "files": {state: report.states[state] for state in ("new", "updated", "unchanged", "failed")},
        "left_out": dict(report.left_out),
        "failures": [_facts(failure) for failure in report.failures],
        "dataset": holding and {"documents": holding.documents, "rows": holding.rows, "stale": holding.outdated},
    }
    return json.dumps(found, ensure_ascii=False, indent=1) + "\n"


def _facts(outcome: Outcome) -> dict[str, str | int | float | None]:
    return {
        "uri": outcome.source.uri,
        "source_id": outcome.source_id,
        "bytes": outcome.source.size,
        "pages": outcome.pages,
        "documents": outcome.documents,
        "seconds": outcome.seconds,
        "error_code": outcome.error_code,
        "error": outcome.error,
    }
