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
from scoring import Score, plain, score, vars_of

from hyokasho.engine import read_source
from parsers.forms import forms
from parsers.records import Checkbox, InDocument, Item

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


def test_every_version_of_every_form_is_printed() -> None:
    printed = {(read(name).expected.form, read(name).expected.version) for name in NAMES}
    assert printed == {(form.kind, form.version) for form in forms()}
    assert {read(name).expected.way for name in NAMES} == WAYS
    assert sum(path.stat().st_size for path in PRINTED.iterdir()) <= 10_000_000


def test_what_was_filled_in_is_read() -> None:
    found = whole()
    assert found.share("right") >= RIGHT, report()
    assert found.share("wrong") <= SILENT, report()


@pytest.mark.parametrize("kinds", [("item",), ("choice",), ("box", "detail"), ("change",)], ids=lambda kinds: kinds[0])
def test_each_kind_is_read(kinds: tuple[str, ...]) -> None:
    found = whole()
    assert found.share("right", kinds) >= RIGHT, report()
    assert found.share("wrong", kinds) <= SILENT, report()


# ── boxes against the words that PyMuPDF finds in them ──


@cache
def characters(name: str, page: int) -> tuple[float, list[tuple[float, float, str]]]:
    """Return the page's height and its characters with the middle of each, by PyMuPDF alone."""
    with pymupdf.open(PRINTED / f"{name}.pdf") as document:
        found = document[page - 1].get_text("rawdict", flags=pymupdf.TEXT_PRESERVE_WHITESPACE)
        height = document[page - 1].rect.height
    spans = [span for block in found["blocks"] for line in block["lines"] for span in line["spans"]]
    return height, [
        ((char["bbox"][0] + char["bbox"][2]) / 2, (char["bbox"][1] + char["bbox"][3]) / 2, char["c"])
        for span in spans
        for char in span["chars"]
    ]


def within(name: str, record: InDocument) -> tuple[str, float]:
    """Return what stands in the record's box, and how far down the page the box ends."""
    place = vars_of(record)
    height, found = characters(name, place["page"])
    x0, y0, x1, y1 = (place[side] for side in ("x0", "y0", "x1", "y1"))
    text = "".join(char for x, y, char in found if x0 - EDGE <= x <= x1 + EDGE and y0 - EDGE <= y <= y1 + EDGE)
    return plain(text), y1 / height


def holds(name: str, record: InDocument, text: str) -> bool:
    """Tell whether a box holds a text, or its beginning where the text goes on on the next page."""
    if vars_of(record)["page"] is None:
        return False
    wanted, (there, end) = plain(text), within(name, record)
    if not Counter(wanted) - Counter(there):
        return True
    return bool(there) and end >= LAST_PART and not Counter(there) - Counter(wanted)


@pytest.mark.parametrize("name", NAMES)
def test_the_box_of_a_value_holds_its_text(name: str) -> None:
    records = read(name).records
    values = [
        (item, item.value) for item in records if isinstance(item, Item) and item.value and item.kind != "checkboxes"
    ]
    labels = [(box, box.label) for box in records if isinstance(box, Checkbox) and box.checked is not None]
    strange = [f"{vars_of(record)}" for record, text in [*values, *labels] if not holds(name, record, text)]
    assert len(strange) <= 0.01 * (len(values) + len(labels)), strange[:5]
    assert values
