"""What was recognised from a picture is inferred at best; what could not be told is never part of a date or a number."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from normalize.marks import BoxLabel, read_boxes
from parsers.readings import ValueReading
from parsers.recognised import as_recognised

READ = ValueReading("税務部市民税課", "read")


def test_what_was_read_is_inferred_and_says_why() -> None:
    assert as_recognised(READ, "text", "税務部市民税課") == replace(
        READ, status="inferred", rule="recognised from a picture"
    )


def test_a_rule_that_decided_already_stays() -> None:
    found = as_recognised(ValueReading("実施する", "inferred", rule="near_option"), "choice", "[ 実施ずる ]")
    assert (found.status, found.rule) == ("inferred", "recognised from a picture; near_option")


@pytest.mark.parametrize("status", ["blank", "absent", "unreadable"])
def test_nothing_stays_the_nothing_it_was(status: str) -> None:
    assert as_recognised(ValueReading(None, status), "text", "") == ValueReading(None, status)


def test_words_with_a_gap_are_given_with_it() -> None:
    found = as_recognised(ValueReading("税務部市\ufffd税課", "read"), "text", "税務部市\ufffd税課")
    assert (found.value, found.status) == ("税務部市\ufffd税課", "inferred")
    assert "U+FFFD" in (found.rule or "")


def test_words_of_which_too_much_is_missing_are_unreadable() -> None:
    found = as_recognised(ValueReading("税\ufffd\ufffd課", "read"), "text", "税\ufffd\ufffd課")
    assert (found.value, found.status) == (None, "unreadable")


@pytest.mark.parametrize("kind", ["date", "count"])
def test_a_date_or_a_number_with_a_gap_is_unreadable(kind: str) -> None:
    reading = ValueReading("令和7年3月", "read", number=3, start=date(2025, 3, 1), end=date(2025, 3, 31))
    found = as_recognised(reading, kind, "令和7年3月\ufffd8日")
    assert (found.value, found.number, found.start, found.status) == (None, None, None, "unreadable")


def test_boxes_are_inferred_too() -> None:
    boxes = tuple(read_boxes("[○]紙 [ ]電子メール", [BoxLabel("紙"), BoxLabel("電子メール")]))
    found = as_recognised(ValueReading("紙", "read", boxes=boxes), "checkboxes", "")
    assert [(box.state, box.inferred) for box in found.boxes] == [("checked", True), ("unchecked", True)]
