"""Print of the form within a value: option lists, brackets and boxes that belong to another item.

Damaged prints push what belongs to one item into the place of the next. A text that holds it can't be trusted: which part
is the value, which the neighbour's, nobody can tell. Only a bare list of options says nothing by itself and is left out.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Literal

import regex

from normalize.choices import LIST_HEADING
from normalize.text import squash
from parsers.anchors import BRACKETED, bare_label
from parsers.forms import Form
from parsers.misprints import Misprints

__all__ = ["FormPrint", "Piece", "pieces_of", "print_of"]

PieceKind = Literal["text", "list", "mark"]

BRACKET = regex.compile(r"[\[［〔【][^\]］〕】]{0,3}[\]］〕】](?P<label>.+)|[☐☑⦿⚪](?P<behind>.+)")
"""A box in front of something; what stands in the brackets is no longer than a mark with spaces."""
OPEN_BOX = regex.compile(r"[\[［〔][○☐☑⦿⚪]?(?P<label>.+)|(?P<behind>(?!))")
"""A box whose closing bracket is lost."""
LONGEST_LABEL, SHORTEST_LABEL = 60, 4
"""Labels of two or three letters (部署, 方法) are words that a value may hold on a line of its own."""
LETTERS_PER_EDIT = 12
"""Within a value a sentence may be near to a label by intent (使用の際に… for 入手の際に…): it has to be nearer than elsewhere."""
BRACKETS = "[]［］〔〕【】"
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
    """What a form prints, squashed: options, options with their numbers, labels of boxes, labels of items."""

    options: frozenset[str]
    entries: regex.Pattern[str]
    boxes: tuple[str, ...]
    labels: frozenset[str]
    misprints: Misprints
    near_options: Misprints


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
    if folded[0] in BRACKETS and len(folded) <= LONGEST_LABEL and printed.near_options.near(folded.strip(BRACKETS)):
        return Piece(line, "mark")
    box = BRACKET.match(folded) or OPEN_BOX.match(folded)
    behind = (box["label"] or box["behind"]) if box is not None else ""
    label = next((label for label in printed.boxes if behind.startswith(label)), None)
    if label is not None:
        return Piece(line, "mark", label)
    if _is_label(line, printed):
        return Piece(line, "mark")
    rest = LIST_HEAD.sub("", folded, count=1) if LIST_HEAD.match(folded) else folded
    return Piece(line, "list" if printed.entries.fullmatch(rest) else "text")


def _is_label(line: str, printed: FormPrint) -> bool:
    """Tell whether a line is a label of the form, nearly so where a marker stands before it."""
    if len(line) > LONGEST_LABEL:
        return False
    label, _ = bare_label(line, ())
    if label in printed.labels:
        return True
    return not BRACKETED.match(line) and any(
        edits <= max(1, len(known) // LETTERS_PER_EDIT)
        for one in {label, squash(line)}
        for known, edits, _ in printed.misprints.near(one)
    )


@cache
def print_of(form: Form) -> FormPrint:
    """Return what a form prints beside its labels."""
    nodes = [place.node for place in form.places()]
    options = {squash(option) for node in nodes for option in node.options}
    numbered = {f"{no}){squash(option)}" for node in nodes for no, option in enumerate(node.options, 1)}
    labels = frozenset(
        label
        for node in nodes
        if node.printed and node.role != "group"
        for label in [squash(node.label)]
        if len(label) >= SHORTEST_LABEL
    )
    marked = {
        squash(node.marker + label): () for node in nodes if node.printed for label in [node.label, *node.variants]
    }
    marked |= dict.fromkeys([*labels, squash(form.title)], ())
    entries = "|".join(regex.escape(entry) for entry in sorted(numbered, key=lambda entry: (-len(entry), entry)))
    boxes = {squash(box.label) for node in nodes for box in node.boxes}
    by_length = tuple(sorted(boxes, key=lambda label: (-len(label), label)))
    return FormPrint(
        frozenset(options),
        regex.compile(f"(?:{entries})*+"),
        by_length,
        labels,
        Misprints(marked),
        Misprints(dict.fromkeys(options, ())),
    )
