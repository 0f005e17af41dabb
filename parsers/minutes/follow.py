"""Which item of the agenda is spoken of: told by headings, or by what is said when an item begins."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import regex

from normalize.text import squash
from parsers.minutes.agenda import Entry, bare
from parsers.minutes.headings import WITHIN, Agenda
from parsers.minutes.named_items import called_item, item_about, matter_pattern
from parsers.minutes.speeches import Turn
from parsers.minutes.words import CHAIRS, any_of, minutes_words

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
    called = _called_last(text, items, last) if turn.speaker.rank in CHAIRS else None
    if called:
        return called
    named = _named(text, items, last)
    if named:
        return named
    if called is not None:
        return called
    if last == 0 and _opens().search(text):
        return 1
    return 0 if regex.search(minutes_words().unlisted, text) else current


def _called_last(text: str, items: Sequence[Entry], last: int) -> int | None:
    """Return the item behind `last` that a chair calls, of several sentences the last; None where there is none.

    0 stands for one that the list does not tell, and for several in one sentence. What the chair says of an item that is
    over, or that is not yet due, calls none.
    """
    found: int | None = None
    for sentence in text.split("。"):
        if _not_due().search(sentence):
            continue
        clauses = (clause for clause in sentence.split("、") if not _over().search(clause))
        calls = filter(None, (*map(_opened_by().match, clauses), _asked_for().match(sentence)))
        later = {item for call in calls if (item := _later(call, items, last)) is not None}
        found = (later.pop() if len(later) == 1 else 0) if later else found
    return found


def _later(call: regex.Match[str], items: Sequence[Entry], last: int) -> int | None:
    """Return the item of a call, 0 where it can't be told; None for one up to `last` and for what is no item of the list."""
    item = _item_called(call, items)
    if item == 0 and (_matter(call) or int(call["number"]) <= last):
        return None
    return item if item == 0 or item > last else None


def _item_called(call: regex.Match[str], items: Sequence[Entry]) -> int:
    """Return the item that a call names, 0 for none and where that may be several."""
    matter = _matter(call)
    return called_item(call["call"], call["number"], items) if matter is None else item_about(matter, items)


def _matter(call: regex.Match[str]) -> str | None:
    """Return the matter that a call names an item by, None for one by the item's own number."""
    return call.groupdict().get("matter")


@cache
def _called_by() -> regex.Pattern[str]:
    """What names an item by its number, or by that of the matter it is about: 議題(2), 日程第3, 諮問第4号."""
    counters = any_of(minutes_words().called)
    counted = rf"(?:{counters})の?第?\(?(?P<number>[0-9]{{1,2}})\)?(?![0-9])"
    return regex.compile(rf"(?P<call>{counted}|{matter_pattern()})")


@cache
def _opened_by() -> regex.Pattern[str]:
    """How a chair opens an item without another word: 議題2の報告をお願いします; others name items ahead."""
    return regex.compile(rf"(?:{any_of(minutes_words().openers)})*+{_called_by().pattern}")


@cache
def _asked_for() -> regex.Pattern[str]:
    """How a chair opens an item by its bare number: では、(2)の説明をお願いします; 次に(2)ですが may tell of anything."""
    openers, asks = any_of(minutes_words().openers), any_of(minutes_words().asks)
    number = r"(?P<call>\((?P<number>[0-9]{1,2})\))"
    return regex.compile(rf"(?:(?:{openers})、?+)*+{number}(?:[のにをは、]|について).*(?:{asks})")


@cache
def _over() -> regex.Pattern[str]:
    return regex.compile(any_of(minutes_words().over))


@cache
def _not_due() -> regex.Pattern[str]:
    return regex.compile(any_of(minutes_words().not_due))


@cache
def _goes_on() -> regex.Pattern[str]:
    return regex.compile(any_of(minutes_words().next_items))


@cache
def _opens() -> regex.Pattern[str]:
    return regex.compile(any_of(minutes_words().opens_items))


def _named(text: str, items: Sequence[Entry], last: int) -> int:
    """Return the last item behind `last` that words which go on to an item name, by its number or its title; 0 for none."""
    if _goes_on().search(text) is None:
        return 0
    called = {_item_called(call, items) for call in _called_by().finditer(text)}
    behind = range(len(items), last, -1)
    return next((number for number in behind if number in called or _tells_title(text, items[number - 1])), 0)


def _tells_title(text: str, item: Entry) -> bool:
    title = bare(item.title)
    if len(title) >= LEAST_QUOTED:
        return title[:40] in text
    begins = minutes_words().other_items.get(title)
    return begins is not None and regex.search(begins, text) is not None
