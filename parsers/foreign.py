"""Print of the form within a value: option lists, brackets and boxes that belong to another item.

Damaged prints push what belongs to one item into the place of the next. A text that holds it can't be trusted: which part
is the value, which the neighbour's, nobody can tell. Only a bare list of options says nothing by itself and is left out.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import regex

from normalize.choices import LIST_HEADING
from normalize.text import squash
from parsers.forms import Form

__all__ = ["FormPrint", "Piece", "pieces_of", "print_of"]

PieceKind = Literal["text", "list", "mark"]

BRACKET = regex.compile(r"[\[［〔][^\]］〕]{0,3}[\]］〕](?P<label>.+)|[☐☑⦿⚪](?P<behind>.+)")
"""A box in front of something; what stands in the brackets is no longer than a mark with spaces."""
BRACKETS = "[]［］〔〕"
LIST_HEAD = regex.compile(LIST_HEADING)


@dataclass(frozen=True, slots=True)
class Piece:
    """A line of a value: `text`, an entry of a `list` of options, or the `mark` of another item.

    `label` is that of the box (squashed) where the line is one.
    """

    line: str
    kind: PieceKind
    label: str | None = None


@dataclass(frozen=True, slots=True)
class FormPrint:
    """What a form prints beside labels, squashed: options, options with their numbers, labels of boxes."""

    options: frozenset[str]
    entries: regex.Pattern[str]
    boxes: tuple[str, ...]


def pieces_of(text: str, printed: FormPrint) -> list[Piece]:
    """Return the lines of a text, each with what it is; blank lines are left out.

    A bracket on a line of its own belongs to the option on the next: `[`, `実施する`, `]`.
    """
    lines = [line for line in text.split("\n") if line.strip()]
    found = [_piece(line, printed) for line in lines]
    for at, piece in enumerate(found):
        before = squash(lines[at - 1]) if at else ""
        if piece.kind == "text" and squash(piece.line) in printed.options and before and before in BRACKETS:
            found[at] = Piece(piece.line, "mark")
    return found


def _piece(line: str, printed: FormPrint) -> Piece:
    folded = squash(line)
    if folded.strip(BRACKETS) in {"", *printed.options} and folded[0] in BRACKETS:
        return Piece(line, "mark")
    box = BRACKET.match(folded)
    behind = (box["label"] or box["behind"]) if box is not None else ""
    label = next((label for label in printed.boxes if behind.startswith(label)), None)
    if label is not None:
        return Piece(line, "mark", label)
    rest = LIST_HEAD.sub("", folded, count=1) if LIST_HEAD.match(folded) else folded
    return Piece(line, "list" if printed.entries.fullmatch(rest) else "text")


def print_of(form: Form) -> FormPrint:
    """Return what a form prints beside its labels."""
    nodes = [place.node for place in form.places()]
    options = {squash(option) for node in nodes for option in node.options}
    numbered = {f"{no}){squash(option)}" for node in nodes for no, option in enumerate(node.options, 1)}
    entries = "|".join(regex.escape(entry) for entry in sorted(numbered, key=lambda entry: (-len(entry), entry)))
    boxes = {squash(box.label) for node in nodes for box in node.boxes}
    return FormPrint(
        frozenset(options),
        regex.compile(f"(?:{entries})*+"),
        tuple(sorted(boxes, key=lambda label: (-len(label), label))),
    )
