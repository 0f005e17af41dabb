"""The words at the end of a run."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from hyokasho.ingest import Report
from hyokasho.worker import Outcome

__all__ = ["lines"]

NAMED = 20
"""Failed files named for each reason: more of them stand in `hyokasho status`, and the counts must stay in sight."""


def lines(report: Report, folder: str) -> Iterator[str]:
    """Yield what a run did: what failed and what to do about it, what was left out, what the dataset holds now."""
    failures = sorted(report.failures, key=lambda failure: (failure.error_code or "", failure.source.uri))
    for code, same in groupby(failures, key=lambda failure: failure.error_code):
        yield from _failures(code or "", list(same))
    if report.left_out:
        kinds = ", ".join(f"{ending or 'no ending'} ({count:,})" for ending, count in report.left_out)
        yield f"left out, by their endings: {kinds}"
    holding = report.holding
    if holding is not None and holding.outdated:
        yield f"read by other code than today's: {holding.outdated:,} files of the dataset (ingest them again)"
    counts = (f"{report.states[state]:,} {state}" for state in ("new", "updated", "unchanged", "failed"))
    yield "files: " + ", ".join(counts)
    if holding is None:
        yield f"{folder}: not published; when all shares are in, run `hyokasho publish`"
    else:
        yield f"{folder}: {holding.documents:,} documents, {holding.rows:,} rows"


def _failures(code: str, failures: Sequence[Outcome]) -> Iterator[str]:
    yield f"failed: {code} ({len(failures):,})"
    for failure in failures[:NAMED]:
        what, *rest = (failure.error or "").split("\n")[:-1] or [""]
        yield f"  {failure.source.uri}: {what}"
        yield from (f"  {line}" for line in rest)
    if len(failures) > NAMED:
        yield f"  … and {len(failures) - NAMED:,} more: `hyokasho status`"
    remedy = (failures[0].error or "").rsplit("\n", 1)[-1]
    yield f"  → {remedy}"
