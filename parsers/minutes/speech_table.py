"""Tables of speeches: who speaks in one column, what is said in the next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

import regex

from normalize.text import squash
from parsers.minutes.notation import is_speech
from parsers.minutes.speaker import read_speaker
from parsers.minutes.strips import Strip
from parsers.minutes.words import any_of, minutes_words, squashed

__all__ = ["SpeechTable", "find_table", "heads_columns"]

LEAST_ROWS = 2
"""Rows with a speaker that make a table one of speeches where no header says so."""


@dataclass(frozen=True, slots=True)
class SpeechTable:
    """The columns of a table of speeches."""

    tables: frozenset[int]
    speaker: int
    content: int


def find_table(strips: Sequence[Strip]) -> SpeechTable | None:
    """Return the table whose first column names speakers: as its header says, or because its rows do."""
    for strip in strips:
        if strip.table is None or len(strip.cells) < 2:
            continue
        heads = [squash(cell.text) for cell in strip.cells]
        at = next((number for number, two in enumerate(pairwise(heads)) if heads_columns(*two)), None)
        if at is not None:
            return SpeechTable(_same_shape(strips, strip), strip.columns[at], strip.columns[at + 1])
    rows = [strip for strip in strips if _names_speaker(strip)]
    if len(rows) < LEAST_ROWS:
        return None
    return SpeechTable(frozenset(row.table for row in rows if row.table), rows[0].columns[0], rows[0].columns[1])


def heads_columns(first: str, second: str) -> bool:
    """Tell whether two cells head a column of speakers and one of what they say."""
    words = minutes_words()
    return squash(first) in squashed(words.speaker_heads) and _content().search(squash(second)) is not None


@cache
def _content() -> regex.Pattern[str]:
    return regex.compile(any_of(minutes_words().content_heads))


def _same_shape(strips: Sequence[Strip], header: Strip) -> frozenset[int]:
    """Return the tables that go on from the one with the header: page breaks part it."""
    begun, found = False, set()
    for strip in strips:
        begun = begun or strip is header
        if begun and strip.table is not None and len(strip.cells) >= 2:
            found.add(strip.table)
    return frozenset(found)


def _names_speaker(strip: Strip) -> bool:
    return (
        strip.table is not None
        and len(strip.cells) == 2
        and read_speaker(strip.cells[0].text.strip("○◯〇◎●(（)）【】<>＜＞:： \u3000")) is not None
        and is_speech(strip.cells[1].text)
    )
