"""The characters of some lines of a text page.

Handing over every character of a page costs the engine more than reading the page. It hands over what its text page's
window shows, so the window is narrowed to the lines that are asked for; what comes back is held against them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from extract.pdf.engine import Block, Character, TextLine, TextPage
from extract.pdf.ink import Corners, hull

__all__ = ["characters_of", "text_lines"]

_TEXT = 0
"""Type of a text page's blocks of text."""

_MARGIN = 0.1
"""Points around lines within the window: a character without width at an end shows, the next line hardly does."""

_NEAR = 3
"""Lines. To hand over so many that nobody asked for costs the engine less than another window."""


def text_lines(blocks: Iterable[Block]) -> list[TextLine]:
    """Return the lines of text in the order of the page's contents."""
    return [line for block in blocks if block["type"] == _TEXT for line in block["lines"]]


def characters_of(
    text_page: TextPage, lines: Sequence[TextLine], numbers: Iterable[int]
) -> dict[int, list[list[Character]]]:
    """Return the characters, span by span, of the lines with the given indexes; `lines` are all of the page's."""
    found: dict[int, list[list[Character]]] = {}
    for group in _grouped(sorted(set(numbers))):
        shown = _through(text_page, hull([lines[number]["bbox"] for number in group]))
        for number in group:
            same = [line for line in shown if line["bbox"] == lines[number]["bbox"]]
            if len(same) != 1 or not _holds(same[0], lines[number]):
                return _of_all(text_page)
            found[number] = _spans(same[0])
    return found


def _grouped(numbers: Iterable[int]) -> Iterator[list[int]]:
    """Yield the numbers in groups without wide gaps: lines that follow each other mostly stand near each other."""
    group: list[int] = []
    for number in numbers:
        if group and number - group[-1] > _NEAR:
            yield group
            group = []
        group.append(number)
    if group:
        yield group


def _through(text_page: TextPage, part: Corners) -> list[TextLine]:
    """Return the lines that the text page shows in a part of the page, with characters."""
    box = text_page.this.m_internal.mediabox
    whole = box.x0, box.y0, box.x1, box.y1
    box.x0, box.y0, box.x1, box.y1 = part[0] - _MARGIN, part[1] - _MARGIN, part[2] + _MARGIN, part[3] + _MARGIN
    try:
        return text_lines(text_page.extractRAWDICT()["blocks"])
    finally:
        box.x0, box.y0, box.x1, box.y1 = whole


def _holds(shown: TextLine, line: TextLine) -> bool:
    """Tell whether a line has as many characters in each span as it was read with."""
    return [len(span["chars"]) for span in shown["spans"]] == [len(span["text"]) for span in line["spans"]]


def _spans(line: TextLine) -> list[list[Character]]:
    return [span["chars"] for span in line["spans"]]


def _of_all(text_page: TextPage) -> dict[int, list[list[Character]]]:
    """Return the characters of all lines, for a page where some stand in the same place."""
    return dict(enumerate(map(_spans, text_lines(text_page.extractRAWDICT()["blocks"]))))
