"""The text of a cell: which of its line breaks were made on purpose, and how the pieces of a cut cell go together."""

from __future__ import annotations

from collections.abc import Iterable

import regex

from extract.sheet import Cell, Line
from normalize.markers import find_marker
from normalize.text import glue, squash, width
from parsers.changes.words import words_for

__all__ = ["begins", "cell_text", "joined"]

SLACK = 0.5
"""Characters that a wrapped line may be shorter than its measure: no line begins with 、 or ends with an opening bracket."""
_OPENS = regex.compile(r"\s*+(?:[・•※○●◯〇◎◆■□▼☐☑⦿⚪<＜\[［〔【「『]|[(（][※注]|[-*]\s)")
_RUNS_ON = ("、", "，", "(", "（", "「", "『", "【", "・")
"""A cell that ends with one of these was cut within a sentence."""
_SENTENCE_ENDS = ("。", "！", "？")
_UNIT = regex.compile(r"(?:[!-~]++|.)[、。，．）」』】〕)\]]*+", regex.DOTALL)
"""What a line break leaves whole at the beginning of a line: a Latin word or one character, and closing marks."""


def begins(text: str) -> bool:
    """Tell whether a line was begun on purpose: a list entry, a check box, a heading."""
    return _OPENS.match(text) is not None or find_marker(text) is not None


def cell_text(cell: Cell) -> str:
    """Return what a cell says: lines of a dump were broken on purpose, lines of a PDF's cell where it was full."""
    pieces: list[str] = []
    before: Line | None = None
    for line in cell.lines:
        if before is not None and _says_that_it_carries_on(before, line):
            continue
        if before is not None:
            pieces.append(glue(before.text, line.text) if _wrapped(before, line, cell) else "\n")
        pieces.append(line.text)
        before = line
    return "".join(pieces).strip()


def _says_that_it_carries_on(before: Line, line: Line) -> bool:
    """Tell whether a line is the (続き) at the head of what a page break cut off."""
    return line.place.page != before.place.page and squash(line.text) in words_for("continued")


def _wrapped(before: Line, line: Line, cell: Cell) -> bool:
    """Tell whether a line of a PDF's cell is the rest of the one before, which had no room for it."""
    box, measure = before.place.box, cell.place.box
    if before.place.page is None or begins(line.text):
        return False
    unit, printed = _UNIT.match(line.text), width(before.text)
    if box is None or measure is None or unit is None or not printed:
        return True
    character = (box.x1 - box.x0) / printed
    margin = min(max(0.0, box.x0 - measure.x0), character)
    return measure.x1 - margin - box.x1 < (width(unit[0]) + SLACK) * character


def joined(pieces: Iterable[str], in_pdf: bool) -> str | None:
    """Return the pieces of a cell cut by a page break as one text; None for no text.

    A dump has the line on which the page ends twice now and then, once from either page.
    """
    text: list[str] = []
    for piece in pieces:
        if text and not in_pdf and text[-1] and squash(text[-1]).endswith(squash(piece)):
            continue
        if text:
            runs_on = text[-1].endswith(_RUNS_ON) or (in_pdf and not text[-1].endswith(_SENTENCE_ENDS))
            text.append(glue(text[-1], piece) if runs_on and not begins(piece) else "\n")
        text.append(piece)
    return "".join(text) or None
