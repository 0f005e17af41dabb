"""Tables of speeches: who speaks in one column, what is said in the next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise

import regex

from normalize.text import squash
from parsers.minutes.notation import is_speech
from parsers.minutes.speaker import Speaker, read_speaker
from parsers.minutes.strips import Strip
from parsers.minutes.words import COUNCIL, any_of, minutes_words, squashed

__all__ = ["SpeechTable", "find_answers", "find_table", "heads_columns", "sides_of", "speaks_apart"]

LEAST_ROWS = 2
"""Rows with a speaker that make a table one of speeches where no header says so."""


@dataclass(frozen=True, slots=True)
class SpeechTable:
    """A table of speeches: its first strip, its columns, those of what is said from `content` up to `rest`.

    `item` is the column that names the agenda's items; None where there is none. `rest` is None for no column behind.
    Where a column holds what was asked and another one what was answered, `sides` says of each who speaks in it.
    """

    first: int
    tables: frozenset[int]
    speaker: int
    content: int
    rest: int | None = None
    item: int | None = None
    sides: tuple[tuple[int, Speaker], ...] = ()

    def holds(self, number: int, strip: Strip) -> bool:
        """Tell whether a strip is a row of it."""
        return number >= self.first and strip.table in self.tables and len(strip.cells) > 1

    def said(self, column: int) -> bool:
        """Tell whether what is said stands in a column."""
        return column != self.speaker and column >= self.content and (self.rest is None or column < self.rest)


def find_table(strips: Sequence[Strip]) -> SpeechTable | None:
    """Return the table whose first column names speakers: as its header says, or because its rows do."""
    for number, strip in enumerate(strips):
        if strip.table is None or len(strip.cells) < 2:
            continue
        heads = [squash(cell.text) for cell in strip.cells]
        at = next((number for number, two in enumerate(pairwise(heads)) if heads_columns(*two)), None)
        if at is not None:
            return _headed(strips, number, heads, at, at + 1)
        apart = speaks_apart(heads)
        if apart is not None:
            return _headed(strips, number, heads, *apart)
    rows = [number for number, strip in enumerate(strips) if _names_speaker(strip)]
    if len(rows) < LEAST_ROWS:
        return None
    first = strips[rows[0]]
    tables = frozenset(strips[row].table or 0 for row in rows)
    return SpeechTable(rows[0], tables, first.columns[0], first.columns[1])


def find_answers(strips: Sequence[Strip]) -> SpeechTable | None:
    """Return the tables with a column of questions and one of answers, by the heads of the first one: 委員の質問・意見, 実施機関の回答.

    Questions and opinions of nobody in particular may be the public's: such a table tells of no speeches.
    """
    headed = [(number, strip, sides) for number, strip in enumerate(strips) if (sides := sides_of(strip))]
    if not headed:
        return None
    first, _, sides = headed[0]
    tables = frozenset(strip.table for _, strip, own in headed if strip.table is not None and own == sides)
    return SpeechTable(first, tables, sides[0][0], sides[1][0], sides=sides)


def sides_of(strip: Strip) -> tuple[tuple[int, Speaker], ...]:
    """Return the columns of questions and of answers that a row heads, each with who speaks in it; empty for other rows."""
    if strip.table is None or len(strip.cells) < 2:
        return ()
    words = minutes_words()
    heads = [(column, squash(cell.text)) for column, cell in zip(strip.columns, strip.cells, strict=True)]
    asked = [(column, one) for column, head in heads if (one := _side(head, words.question_heads)) is not None]
    answered = [(column, one) for column, head in heads if (one := _side(head, words.answer_heads)) is not None]
    if len(asked) != 1 or len(answered) != 1 or asked[0][0] > answered[0][0]:
        return ()
    return (*asked, *answered) if asked[0][1].rank in COUNCIL else ()


def _side(head: str, said: tuple[str, ...]) -> Speaker | None:
    """Return who speaks in a column by its head, one or several people; None for the head of another one."""
    match = _of_side(said).fullmatch(head)
    found = read_speaker(match["who"] or match["said"]) if match is not None else None
    return replace(found, group=True, anonymous=True) if found is not None else None


@cache
def _of_side(said: tuple[str, ...]) -> regex.Pattern[str]:
    """The head of a column by what is `said` in it: 委員からの主な御質問・意見等の要旨."""
    leads, tails = any_of(minutes_words().side_leads), any_of(minutes_words().side_tails)
    who = r"(?:(?P<who>[^の]{1,12}?)(?:から)?の)?"
    first, more = rf"[ご御]?(?P<said>{any_of(said)})", rf"(?:(?:[・、/]|及び|と)[ご御]?(?:{any_of(said)}))*"
    return regex.compile(rf"{who}(?:{leads})?{first}{more}等?(?:の?(?:{tails}))?")


def speaks_apart(heads: Sequence[str]) -> tuple[int, int] | None:
    """Return the columns of speakers and of what they say where another one stands between: 委員名, 賛否, 意見."""
    speaker = next((at for at, head in enumerate(heads) if head in squashed(minutes_words().speaker_heads)), None)
    said = squashed(minutes_words().opinion_heads)
    content = next((at for at, head in enumerate(heads) if head in said), None)
    return (speaker, content) if speaker is not None and content is not None and speaker < content else None


def _headed(strips: Sequence[Strip], number: int, heads: Sequence[str], at: int, said: int) -> SpeechTable:
    """Return the table below its row of heads, in which that of the speakers stands at `at`, that of their words at `said`."""
    words, columns = minutes_words(), strips[number].columns
    behind = range(said + 1, len(heads))
    rest = next((columns[number] for number in behind if not _content().search(heads[number])), None)
    item = next((columns[before] for before in range(at) if heads[before] in squashed(words.item_heads)), None)
    return SpeechTable(number, _same_shape(strips, strips[number]), columns[at], columns[said], rest, item)


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
