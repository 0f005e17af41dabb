"""Several meetings in one document: what belongs to the second is left to no field of the first."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import regex

from normalize.text import squash
from parsers.issues import Finding
from parsers.minutes.strips import Strip
from parsers.minutes.words import any_of, minutes_words

__all__ = ["one_meeting"]

LONGEST_TITLE = 60
"""Squashed characters of the title of minutes."""


def one_meeting(strips: Sequence[Strip], title: str | None) -> tuple[list[Strip], list[Finding]]:
    """Return the strips of the first meeting, and an issue where the title of another one follows.

    Titles of minutes that differ in the round they print are of different meetings; `title` is the document's.
    """
    first = _round(squash(title or ""))
    for number, strip in enumerate(strips):
        text = squash(strip.text) if len(strip.cells) == 1 and len(strip.text) <= 2 * LONGEST_TITLE else ""
        here = _round(text) if len(text) <= LONGEST_TITLE else None
        if here is None:
            continue
        if first is not None and here != first:
            return list(strips[:number]), [Finding("second_meeting", strip.text.strip(), strip.place)]
        first = first or here
    return list(strips), []


def _round(squashed_title: str) -> str | None:
    """Return the round in the title of minutes; None where it prints none or is no such title."""
    return found[1] if (found := _title().match(squashed_title)) is not None else None


@cache
def _title() -> regex.Pattern[str]:
    words = minutes_words()
    return regex.compile(
        rf"(?=(?:[^。第]|第(?![0-9]))*(第[0-9]{{1,3}}回))[^。]*?(?:{any_of(words.body_ends)})[^。]*?(?:{any_of(words.records)})(?:\([^()]*\))?$"
    )
