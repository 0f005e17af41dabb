"""Every print read and held against its truth: `make prints-report` shows the outcomes per print and kind."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import truth
from scoring import Score, score

from hyokasho.engine import read_source
from parsers.records import InDocument

PRINTED = Path(__file__).parent / "printed"
NAMES = sorted(path.stem for path in PRINTED.glob("*.json"))


@dataclass(frozen=True, slots=True)
class Print:
    """A print with what it says and what was read of it."""

    name: str
    expected: truth.Assessment
    records: Sequence[InDocument]
    score: Score


@cache
def read(name: str) -> Print:
    """Read a print of the set."""
    expected = truth.read(PRINTED / f"{name}.json")
    content = (PRINTED / f"{name}.pdf").read_bytes()
    records = read_source(content, f"{name}.pdf", "0" * 16).records
    return Print(name, expected, records, score(records, expected))


def whole() -> Score:
    """Return the judgements about all prints."""
    return Score([unit for name in NAMES for unit in read(name).score.units])


def report() -> str:
    """Return the outcomes per print and kind, the whole set last, then what did not come out right."""
    return "\n".join([*_rows(), *_errors()])


def _rows() -> Iterator[str]:
    total: dict[str, Counter[str]] = {}
    for name in NAMES:
        for kind, counts in sorted(read(name).score.counts().items()):
            total.setdefault(kind, Counter()).update(counts)
            yield _row(f"{name} {read(name).expected.way}", kind, counts)
    for kind, counts in sorted(total.items()):
        yield _row("all", kind, counts)
    yield _row("all", "all", sum(total.values(), Counter()))


def _row(name: str, kind: str, counts: Counter[str]) -> str:
    share = counts["right"] / counts.total()
    others = "  ".join(f"{outcome} {count}" for outcome, count in sorted(counts.items()) if outcome != "right")
    return f"{name:24} {kind:12} {counts.total():6} units  right {share:.4f}  {others}".rstrip()


def _errors() -> Iterator[str]:
    for name in NAMES:
        for unit in read(name).score.units:
            if unit.outcome != "right":
                yield f"{name}: {unit.kind} {unit.outcome}: {unit.note}"


if __name__ == "__main__":
    print(report())
