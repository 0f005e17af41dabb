"""Writing lines of text with the source offset of every character."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import regex

from extract.markup import Text
from extract.sheet import Line, Place

__all__ = ["LineWriter", "run_on", "stripped", "verbatim"]

CJK = regex.compile(r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u30ff]")


def verbatim(text: str, start: int) -> Line:
    """Return a line that is a slice of the source beginning at offset `start`."""
    return Line(text, Place(start=start, end=start + len(text)))


def stripped(line: Line) -> Line:
    """Return the line without white space at its ends (ideographic spaces included)."""
    text = line.text
    first = len(text) - len(text.lstrip())
    last = len(text.rstrip())
    return line if (first, last) == (0, len(text)) else line.part(first, max(first, last))


def run_on(lines: Sequence[Line]) -> Line:
    """Return the one line, or paragraph, that was wrapped into several; none of them is blank."""
    writer = LineWriter()
    for number, line in enumerate(lines):
        runs = list(_runs(line))
        if number:
            writer.write_break(line.text, lines[number - 1].place.end or 0, runs[0].start)
        for run in runs:
            writer.write(run)
    writer.end_line()
    return writer.lines[0]


def _runs(line: Line) -> Iterator[Text]:
    start = line.place.start or 0
    if line.offsets is None:
        yield Text(line.text, start, start + len(line.text))
        return
    for letter, at in zip(line.text, line.offsets, strict=True):
        yield Text(letter, at, at + 1)


class LineWriter:
    """Collects text into lines; blank lines are dropped, since they hold nothing to read."""

    def __init__(self) -> None:
        self.lines: list[Line] = []
        self._runs: list[Text] = []

    def write(self, run: Text) -> None:
        """Append a run of characters to the line under way."""
        if run.text:
            self._runs.append(run)

    def write_break(self, after: str, start: int, end: int) -> None:
        """Write the break of a wrapped line before the characters `after`: nothing where Japanese stands on both sides."""
        if self.last and after and not (CJK.match(self.last) and CJK.match(after)):
            self.write(Text(" ", start, end))

    @property
    def last(self) -> str:
        """The last character of the line under way; empty at its beginning."""
        return self._runs[-1].text[-1] if self._runs else ""

    def end_line(self) -> Line | None:
        """Close the line under way and return it; None when it was blank."""
        runs, self._runs = self._runs, []
        if not runs:
            return None
        line = stripped(_joined(runs))
        if not line.text:
            return None
        self.lines.append(line)
        return line


def _joined(runs: list[Text]) -> Line:
    text = "".join(run.text for run in runs)
    place = Place(start=runs[0].start, end=runs[-1].end)
    if len(text) == runs[-1].end - runs[0].start and all(len(run.text) == run.end - run.start for run in runs):
        return Line(text, place)
    offsets: list[int] = []
    for run in runs:
        plain = len(run.text) == run.end - run.start
        offsets.extend(range(run.start, run.end) if plain else [run.start] * len(run.text))
    return Line(text, place, tuple(offsets))
