"""Values that were recognised from a picture (OCR): nobody printed them as characters, so none is more than inferred."""

from __future__ import annotations

from dataclasses import replace

from parsers.readings import ValueReading

__all__ = ["as_recognised"]

UNCLEAR = "\N{REPLACEMENT CHARACTER}"
"""Stands in the text for a character that could not be told."""

RECOGNISED = "recognised from a picture"
GAPS = "recognised from a picture, with characters that could not be told (U+FFFD)"
UNTOLD = "too many of its characters could not be told"

MOST_GAPS = 0.2
"""Share of a text's characters that may be missing: of a text with more, nobody can say what it says."""


def as_recognised(reading: ValueReading, kind: str | None, text: str) -> ValueReading:
    """Return the value of an item of some kind, read from `text`, as one that was recognised.

    What was read is inferred; a blank place stays blank, as there is no ink in it. Words with a character missing are
    given with its gap; a date or a number with one is unreadable, since the part that is left would be another.
    """
    reading = replace(reading, boxes=tuple(replace(box, inferred=True) for box in reading.boxes))
    if reading.status not in {"read", "inferred"}:
        return reading
    value = reading.value or ""
    if UNCLEAR in text and kind in {"date", "count"}:
        return ValueReading(None, "unreadable", rule=UNTOLD)
    if value.count(UNCLEAR) > MOST_GAPS * len(value):
        return replace(reading, value=None, status="unreadable", rule=UNTOLD)
    rule = GAPS if UNCLEAR in value else RECOGNISED
    return replace(reading, status="inferred", rule=f"{rule}; {reading.rule}" if reading.rule else rule)
