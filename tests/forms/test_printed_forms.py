"""The official forms, printed the ways municipalities do and read back: what was filled in is what comes out.

The prints and their truths are committed; print_forms.py makes them. Run this file's measure on its own with
`make prints-report`: it shows every print and kind.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pymupdf
import pytest
import truth
from scoring import Score, plain, score

from hyokasho.engine import read_source
from parsers.records import InDocument

PRINTED = Path(__file__).parent / "printed"
NAMES = sorted(path.stem for path in PRINTED.glob("*.json"))
WAYS = {"spreadsheet", "webpage", "word", "rectangles"}
RIGHT, SILENT = 0.99, 0.003
"""Shares of all units over the whole set: at least right, at most silently wrong."""
EDGE = 1.5
"""Points that a character may stand out of its value's box: boxes are those of ink, words those of type."""
LAST_PART = 0.75
"""Share of a page's height below which a value must end that goes on on the next page."""


@dataclass(frozen=True, slots=True)
class Print:
    """A print with what it says and what was read of it."""

    name: str
    expected: truth.Assessment
    records: Sequence[InDocument]
    score: Score


@cache
def read(name: str) -> Print:
    expected = truth.read(PRINTED / f"{name}.json")
    content = (PRINTED / f"{name}.pdf").read_bytes()
    records = read_source(content, f"{name}.pdf", "0" * 16).records
    return Print(name, expected, records, score(records, expected))


def report() -> str:
    """Return the outcomes per print and kind, as a table."""
    lines = []
    for name in NAMES:
        for kind, counts in sorted(read(name).score.counts().items()):
            outcomes = "  ".join(f"{outcome} {counts[outcome]}" for outcome in sorted(counts))
            lines.append(f"{name:12} {kind:12} {outcomes}")
    return "\n".join(lines)


def whole() -> Score:
    return Score([unit for name in NAMES for unit in read(name).score.units])


@pytest.mark.parametrize("name", NAMES)
def test_a_print_shows_all_that_its_truth_says(name: str) -> None:
    expected = truth.read(PRINTED / f"{name}.json")
    with pymupdf.open(PRINTED / f"{name}.pdf") as document:
        shown = Counter(plain("".join(page.get_text() for page in document).replace("\xad", "-")))
    texts = [item.value for item in expected.items if item.value and item.kind != "checkboxes"]
    texts += [text for change in expected.changes for text in (change.item, change.before, change.after)]
    assert Counter(plain("".join(texts))) - shown == Counter(), name


def test_prints_are_small() -> None:
    assert sum(path.stat().st_size for path in PRINTED.iterdir()) <= 10_000_000
