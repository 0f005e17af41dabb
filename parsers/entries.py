"""What stands in the lines of a list: entries without bullets and numbers, names of files and systems."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import regex

from normalize.markers import find_marker

__all__ = ["COMMAS", "NOTE", "Item", "commas_of", "entries", "items_of", "names", "side_by_side", "unbroken"]

BULLETS = regex.compile(r"(?:[-*]\s+)?[・･○◯●■□◆◇▪•‐–—-]?\s*")
"""A dump puts its own bullet before the printed one."""

GAP = regex.compile(r"\s+")
NUMBER = regex.compile(r"(?<![0-9０-９.．])([0-9０-９]{1,3})[.．](?![0-9０-９])")
FEWEST = 4
"""Numbers that prove a line to be a list by running from 1 without a hole."""
COMMAS, OPENING, CLOSING = "、,，", "(（「『[［", ")）」』]］"
NEXT = regex.compile(r"(?<=[\s、,，])(?=[^\s、,，])|(?<=.)(?=[①-⑳(（⑴-⒇])")
"""Where a number within a line can stand: behind a gap or comma, or one that needs none, ① or (1)."""
LONGEST_RUN = 6
"""Lines that one pair of parentheses runs over in the narrowest column; one still open then was never closed."""
LONGEST_NUMBER = 12
"""Characters of a number, its brackets and the white space behind it."""
NOTE = "※"
"""What a note on a list begins with; an entry may have the sign, too."""


def entries(text: str) -> Iterator[str]:
    """Yield what stands in the lines of a list, headings too, without bullets and numbers."""
    return (item.text for item in items_of(text))


@dataclass(frozen=True, slots=True)
class Item:
    """An entry or heading without bullet and number. `style` names its bullet or notation of numbers, "" for none."""

    text: str
    start: int
    end: int
    style: str
    number: int | None

    @property
    def is_plain(self) -> bool:
        """Whether it has neither bullet nor number, nor the sign of a note."""
        return not self.style and self.number is None and not self.text.startswith(NOTE)


def items_of(text: str) -> Iterator[Item]:
    """Yield what stands in the lines of a list; a line that is set in columns gives one item per column.

    A number in a cell of its own is that of the item in the next one.
    """
    start = 0
    alone: Item | None = None
    for line in _lines(text):
        at = 0
        for part in side_by_side(line):
            item = _item(part, start + at)
            if item.text and item.number is None and alone is not None:
                item = replace(item, style=alone.style, number=alone.number)
            if item.text:
                yield item
            alone = item if item.number is not None and not item.text else None
            at += len(part)
        start += len(line) + 1


def _lines(text: str) -> Iterator[str]:
    """Yield the lines of a text; those that a pair of parentheses runs over as one, with the line breaks in it."""
    lines = text.split("\n")
    at = 0
    while at < len(lines):
        end = at + _run(lines[at : at + LONGEST_RUN])
        yield "\n".join(lines[at:end])
        at = end


def _run(lines: Sequence[str]) -> int:
    """Return how many lines the parentheses that the first one leaves open run over: 1 where none is, or none closes it.

    A line with a bullet or number begins an entry, whatever the one before left open.
    """
    depth = 0
    for number, line in enumerate(lines, 1):
        if number > 1 and not _item(line, 0).is_plain:
            return 1
        depth = _depth(line, depth)
        if depth == 0:
            return number
    return 1


def _depth(text: str, depth: int) -> int:
    """Return how many brackets are open behind a text before which `depth` are."""
    for letter in text:
        depth = max(0, depth + (letter in OPENING) - (letter in CLOSING))
    return depth


def commas_of(text: str) -> list[int]:
    """Return where the commas of a text stand that are in no parentheses."""
    found: list[int] = []
    depth = 0
    for at, letter in enumerate(text):
        depth = _depth(letter, depth)
        if letter in COMMAS and depth == 0:
            found.append(at)
    return found


def side_by_side(line: str) -> Iterator[str]:
    """Yield the entries that stand side by side in a line: white space parts those of one style, 1.氏名 14.住所.

    Where nothing parts them, their numbers do, if the line holds each from 1 to the last once: 1.氏名3.住所2.性別.
    """
    numbers = list(NUMBER.finditer(line))
    if len(numbers) >= FEWEST and {int(number[1]) for number in numbers} == set(range(1, len(numbers) + 1)):
        starts = [0, *(number.start() for number in numbers[1:]), len(line)]
        yield from (line[begin:end] for begin, end in pairwise(starts))
        return
    first, start = _item(line, 0), 0
    for gap in GAP.finditer(line, first.start) if first.style else ():
        after = _item(line[gap.end() :], 0)
        if after.text and after.style == first.style:
            yield line[start : gap.end()]
            start = gap.end()
    yield line[start:]


def _item(line: str, start: int) -> Item:
    """Return what a line holds; it begins at offset `start` of its text."""
    lead = len(line) - len(line.lstrip())
    bullet = BULLETS.match(line, lead)
    begin = bullet.end() if bullet else lead
    marker = find_marker(line[begin:], ())
    style = bullet.group().strip() if bullet else ""
    if marker is not None and marker.printed:
        style, begin = marker.kind, begin + marker.end
    raw = line[begin:].strip()
    raw = raw.rstrip(COMMAS).rstrip() if style else raw
    at = start + (line.index(raw, begin) if raw else begin)
    return Item(unbroken(raw), at, at + len(raw), style, marker.number if marker is not None else None)


def unbroken(text: str) -> str:
    """Return a text without its line breaks, which are those of the print."""
    return "".join(line.strip() for line in text.split("\n"))


def names(text: str) -> tuple[str, ...]:
    """Return the names of a list, one per line or counted on one, or parted by commas that stand in no parentheses.

    Parentheses may run over lines.
    """
    lines = [_item(part, 0).text for line in _lines(text) for part in _counted(line)]
    found = [line[a + 1 : b] for line in lines for a, b in pairwise([-1, *commas_of(line), len(line)])]
    return tuple(name.strip() for name in found if name.strip())


def _counted(line: str) -> Iterator[str]:
    """Yield the names on a line that begins with a number, each with its own: (1)甲ファイル (2)乙ファイル."""
    first = _item(line, 0)
    if first.number is None:
        yield from side_by_side(line)
        return
    start, number = 0, first.number
    for gap in NEXT.finditer(line, first.start):
        marker = find_marker(line[gap.end() : gap.end() + LONGEST_NUMBER], ())
        if marker is not None and (marker.kind, marker.number) == (first.style, number + 1):
            yield line[start : gap.end()]
            start, number = gap.end(), number + 1
    yield line[start:]
