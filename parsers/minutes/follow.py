"""Which item of the agenda is spoken of: told by headings, or by what is said when an item begins."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import regex

from normalize.text import squash
from parsers.minutes.agenda import Entry, bare
from parsers.minutes.headings import WITHIN, Agenda
from parsers.minutes.speeches import Turn
from parsers.minutes.words import any_of, minutes_words, squashed

__all__ = ["follow"]

LEAST_QUOTED = 12
"""Squashed characters of a title that, met in a chair's words, tell that its item begins."""


def follow(turns: Sequence[Turn], agenda: Agenda) -> list[int | None]:
    """Return for each turn the number of the item under which it stands; None before the first and where nothing tells.

    Headings tell; without headings, what is said when an item begins does. Items follow each other in their order.
    """
    numbers: list[int | None] = []
    current = last = 0
    headed = any(number > 0 for number in agenda.headings.values())
    at = iter(sorted(agenda.headings.items()))
    heading = next(at, None)
    for turn in turns:
        while heading is not None and heading[0] <= turn.at:
            current, heading = (current if heading[1] == WITHIN else heading[1]), next(at, None)
        if not headed and agenda.items:
            current = _announced(turn, agenda.items, current, last)
            last = max(last, current)
        numbers.append(current or None)
    return numbers


def _announced(turn: Turn, items: Sequence[Entry], current: int, last: int) -> int:
    """Return the item after a turn's words; they move on only, and only where they name a later item.

    `last` is the last item met. Where one goes on to something that the agenda does not list, there is none (0).
    """
    if turn.speaker is None:
        return current
    text = squash("".join(piece.text for piece in turn.pieces))
    for number in range(len(items), last, -1):
        if _names(text, items[number - 1], number):
            return number
    opened = _opened_by().match(text) if turn.speaker.rank in CHAIRS else None
    if opened is not None and int(opened["number"]) > last:
        return _called(int(opened["number"]), items)
    if last == 0 and _opens().search(text):
        return 1
    return 0 if regex.search(minutes_words().unlisted, text) else current


def _called(number: int, items: Sequence[Entry]) -> int:
    """Return the item that a chair calls by a number; 0 where the list has none, or counts 開会 among its items."""
    framed = any(squash(item.title) in squashed(minutes_words().frame) for item in items)
    return number if number <= len(items) and not framed else 0


CHAIRS = frozenset({"chair", "deputy"})


@cache
def _opened_by() -> regex.Pattern[str]:
    """How a chair opens an item without another word: 議題2の報告をお願いします; others name items ahead."""
    return regex.compile(rf"(?:{any_of(minutes_words().called)})(?:の|第)?\(?(?P<number>[0-9]{{1,2}})(?![0-9])")


@cache
def _goes_on() -> regex.Pattern[str]:
    return regex.compile(any_of(minutes_words().next_items))


@cache
def _opens() -> regex.Pattern[str]:
    return regex.compile(any_of(minutes_words().opens_items))


def _names(text: str, item: Entry, number: int) -> bool:
    if _goes_on().search(text) is None:
        return False
    if regex.search(rf"(?:{any_of(minutes_words().called)})(?:の|第)?\(?{number}(?![0-9])", text):
        return True
    title = bare(item.title)
    if len(title) >= LEAST_QUOTED:
        return title[:40] in text
    begins = minutes_words().other_items.get(title)
    return begins is not None and regex.search(begins, text) is not None
