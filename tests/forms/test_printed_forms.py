"""The official forms, printed the ways municipalities do and read back: what was filled in is what comes out.

The prints and their truths are committed; print_forms.py makes them anew (`make prints`).
"""

from __future__ import annotations

from collections import Counter
from functools import cache

import print_forms
import pymupdf
import pytest
import truth
from measure import NAMES, PRINTED, read, report, whole
from scoring import plain, vars_of

from parsers.forms import forms
from parsers.records import Checkbox, InDocument, Item

WAYS = {"spreadsheet", "webpage", "word", "rectangles"}
RIGHT, SILENT = 0.99, 0.003
"""Shares of all units over the whole set: at least right, at most silently wrong."""
EDGE = 1.5
"""Points that the middle of a character may stand out of its value's box: boxes are those of type, not of ink."""
LAST_PART = 0.7
"""Share of a page's height below which a value ends on it that goes on on the next page."""
MOST_BYTES = 10_000_000


def test_every_version_of_every_form_is_printed() -> None:
    printed = {(read(name).expected.form, read(name).expected.version) for name in NAMES}
    assert printed == {(form.kind, form.version) for form in forms()}
    assert {read(name).expected.way for name in NAMES} == WAYS
    assert sum(path.stat().st_size for path in PRINTED.iterdir()) <= MOST_BYTES


@pytest.mark.parametrize("name", NAMES)
def test_a_truth_is_what_was_filled_in(name: str) -> None:
    entry = print_forms.entries()[name]
    filled, _ = print_forms.prepared(name, entry)
    assert truth.read(PRINTED / f"{name}.json") == filled.truth(entry["way"])


@pytest.mark.parametrize("name", NAMES)
def test_a_print_shows_all_that_its_truth_says(name: str) -> None:
    expected = truth.read(PRINTED / f"{name}.json")
    with pymupdf.open(PRINTED / f"{name}.pdf") as document:
        shown = Counter(plain("".join(page.get_text() for page in document).replace("\N{SOFT HYPHEN}", "-")))
    texts = [item.value for item in expected.items if item.value and item.kind != "checkboxes"]
    texts += [text for change in expected.changes for text in (change.item, change.before, change.after)]
    assert Counter(plain("".join(texts))) - shown == Counter()


def test_what_was_filled_in_is_read() -> None:
    found = whole()
    assert found.share("right") >= RIGHT, report()
    assert found.share("wrong") <= SILENT, report()


@pytest.mark.parametrize("kinds", [("item",), ("choice",), ("box", "detail"), ("change",)], ids=lambda kinds: kinds[0])
def test_each_kind_is_read(kinds: tuple[str, ...]) -> None:
    assert whole().share("right", kinds) >= RIGHT, report()


# ── boxes against the characters that PyMuPDF finds in them ──


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
    """Return what stands in a record's box, and how far down the page the box ends."""
    place = vars_of(record)
    height, found = characters(name, place["page"])
    x0, y0, x1, y1 = (place[side] for side in ("x0", "y0", "x1", "y1"))
    text = "".join(char for x, y, char in found if x0 - EDGE <= x <= x1 + EDGE and y0 - EDGE <= y <= y1 + EDGE)
    return plain(text.replace("\N{SOFT HYPHEN}", "-")), y1 / height


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
    labels = [(box, box.label) for box in records if isinstance(box, Checkbox) and box.status == "read"]
    strange = [f"{vars_of(record)}" for record, text in [*values, *labels] if not holds(name, record, text)]
    assert values
    assert not strange, f"{len(strange)} of {len(values) + len(labels)}: {strange[:3]}"
