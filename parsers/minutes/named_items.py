"""Which item of the agenda a heading or a chair names: by its title, by its number, or by that of the matter it is about."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache

import regex

from normalize.text import squash
from parsers.minutes.agenda import Entry, bare
from parsers.minutes.words import any_of, minutes_words, squashed

__all__ = ["called_item", "headed_item", "is_number_of_item", "item_about", "matter_pattern"]

LEAST_SHARED = 6
"""Squashed characters that the title of a heading and that of an item share, where one holds the other."""
NOTE = regex.compile(r"(?<=[0-9)])[(\[【〔][^()\[\]【】〔〕]{2,20}[)\]】〕]$")
"""議題(2) [会議録は非公開]"""
NUMBER = regex.compile(r"[0-9]+")


def headed_item(entry: Entry, items: Sequence[Entry]) -> int:
    """Return the number of the item that a heading names, 0 for none: the same title, or one that holds the other."""
    title = bare(entry.title)
    counted = _counted().fullmatch(NOTE.sub("", squash(entry.title)).strip("[]<>【】〔〕≪≫《》"))
    if counted is not None:
        return _counted_item(int(counted[1]), items)
    matter = _matter().fullmatch(title)
    if matter is not None:
        return item_about(matter["matter"], items)
    for number, item in enumerate(items, 1):
        if bare(item.title) == title:
            return number
    for number, item in enumerate(items, 1):
        other = bare(item.title)
        if min(len(title), len(other)) >= LEAST_SHARED and (title in other or other in title):
            return number
    return 0


def is_number_of_item(text: str) -> bool:
    """Tell whether a text names an item by its number and says nothing else: 議題(1)."""
    return _counted().fullmatch(squash(text)) is not None


def item_about(matter: str, items: Sequence[Entry]) -> int:
    """Return the only item about a matter, 0 for none or several: 諮問第1号."""
    return _only(
        at
        for at, item in enumerate(items, 1)
        if squash(item.title).startswith(matter) or squash(item.marker or "") == matter
    )


def called_item(printed: str, number: str, items: Sequence[Entry]) -> int:
    """Return the item whose marker is `printed` (議題2) or (2), else the one with the `number`; 0 where that may be several."""
    markers = [squash(item.marker or "") for item in items]
    same = _only(at for at, marker in enumerate(markers, 1) if marker in (printed, f"({number})"))
    if same or _has_frame(items):
        return same
    if not any(markers):
        return _unmarked_item(int(number), items)
    return _only(at for at, marker in enumerate(markers, 1) if NUMBER.findall(marker) == [number])


def _counted_item(number: int, items: Sequence[Entry]) -> int:
    """Return the only item with a number, which may be any kind of marker; 0 for none or several."""
    if not any(item.marker for item in items):
        return _unmarked_item(number, items)
    words = minutes_words().item_counters
    counted = ((at, item.counted(words)) for at, item in enumerate(items, 1))
    return _only(at for at, marker in counted if marker is not None and marker.number == number)


def _unmarked_item(number: int, items: Sequence[Entry]) -> int:
    """Return the item that is the n-th of those without markers, 0 for none; where 開会 is one, nobody can tell what 議題1 counts."""
    return number if number <= len(items) and not _has_frame(items) else 0


def _has_frame(items: Sequence[Entry]) -> bool:
    return not squashed(minutes_words().frame).isdisjoint(squash(item.title) for item in items)


def _only(numbers: Iterable[int]) -> int:
    """Return the only number, 0 where there are several or none."""
    found = list(numbers)
    return found[0] if len(found) == 1 else 0


def matter_pattern() -> str:
    """Return a pattern for a matter, by which it names the item about it: 諮問第1号."""
    return rf"(?P<matter>(?:{any_of(minutes_words().matters)})第[0-9]{{1,3}}号)"


@cache
def _matter() -> regex.Pattern[str]:
    """諮問第1号 as a heading, ○諮問第1号の件, too."""
    return regex.compile(rf"[○●■◆◇□◎・]?{matter_pattern()}(?:の件)?")


@cache
def _counted() -> regex.Pattern[str]:
    """議題(1) names an item by its number, ○議題(1)について, too."""
    counters = any_of(minutes_words().heading_counters)
    return regex.compile(rf"[○●■◆◇□・]?(?:{counters})\(?(\d{{1,2}})\)?(?:について|の件)?")
