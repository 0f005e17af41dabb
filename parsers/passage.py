"""Lines joined into running text that still knows where every character stands."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import regex

from extract.sheet import Line, Place

__all__ = ["Passage", "chain", "join", "lines_of"]


@dataclass(frozen=True, slots=True)
class Passage:
    """Running text made of lines. Line i begins at `starts[i]` of `text`; what was put between lines has no place.

    `right` is how far to the right lines can reach where the text is that of a printed cell, see `parsers.wrapping`.
    """

    text: str
    lines: tuple[Line, ...]
    starts: tuple[int, ...]
    right: float | None = None

    def place(self, start: int, end: int) -> Place | None:
        """Return where characters `start` to `end` (half-open) stand; None for an empty or invented range."""
        parts = [line.place for line, _ in self._parts(start, end)]
        return Place.hull(parts) if parts else None

    def part(self, start: int, end: int) -> Passage:
        """Return characters `start` to `end` (half-open) as a passage of their own."""
        found = self._parts(start, end)
        lines, starts = tuple(line for line, _ in found), tuple(at for _, at in found)
        return Passage(self.text[start:end], lines, starts, self.right)

    def _parts(self, start: int, end: int) -> list[tuple[Line, int]]:
        """Return the pieces of lines within the range, each with where it begins in it."""
        found = []
        for number in range(max(0, bisect_right(self.starts, start) - 1), len(self.lines)):
            line, at = self.lines[number], self.starts[number]
            if at >= end:
                break
            part = line.part(max(0, start - at), min(len(line.text), end - at))
            if part.text:
                found.append((part, max(0, at - start)))
        return found


def join(lines: Sequence[Line], glues: Sequence[str], right: float | None = None) -> Passage:
    """Return the lines joined; `glues[i]` stands between line i and line i + 1. `right` is that of the passage."""
    starts: list[int] = []
    pieces: list[str] = []
    length = 0
    for number, line in enumerate(lines):
        if number:
            pieces.append(glues[number - 1])
            length += len(glues[number - 1])
        starts.append(length)
        pieces.append(line.text)
        length += len(line.text)
    return Passage("".join(pieces), tuple(lines), tuple(starts), right)


def chain(passages: Sequence[Passage], glues: Sequence[str]) -> Passage:
    """Return the passages behind each other; `glues[i]` stands between passage i and passage i + 1."""
    pieces: list[str] = []
    lines: list[Line] = []
    starts: list[int] = []
    length = 0
    for one, glue in zip(passages, ("", *glues), strict=True):
        length += len(glue)
        lines.extend(one.lines)
        starts.extend(length + start for start in one.starts)
        pieces += [glue, one.text]
        length += len(one.text)
    return Passage("".join(pieces), tuple(lines), tuple(starts))


def lines_of(passage: Passage) -> Iterator[Passage]:
    """Yield the lines of a passage, without white space at their ends and without empty ones."""
    text = passage.text
    if "\n" not in text and "\t" not in text and text == text.strip():
        if text:
            yield passage
        return
    for match in FILLED_LINE.finditer(text):
        yield passage.part(match.start(), match.end())


FILLED_LINE = regex.compile(r"[^\s](?:[^\n\t]*[^\s])?")
