"""Dumps whose reading order is lost: labels in one place and values in another, or neighbours run together.

Where each line of a dump is a cell and the cells come in order, what stands between two labels is the value of the first. Some
tools print lines by their height on the page instead, or column by column; then it is the value of anything. Nothing but
the content can say whose a value is (`proven`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise
from typing import Literal

import regex

from extract.sheet import Row
from normalize.choices import LIST_HEADING
from normalize.text import squash
from parsers.alignment import Anchor
from parsers.disturbed import are_disturbed
from parsers.fragments import Fragment
from parsers.regions import ANSWER, Region
from parsers.slots import Slot

__all__ = ["Disorder", "disorder_of"]

Disorder = Literal["labels_apart_from_values", "neighbours_on_one_line"]
"""What became of the order: cells were printed column by column, or what stands side by side is on one line."""

FEWEST_LABELS = 20
"""Labels in lines of prose; of fewer, nothing can be said about their order."""
OFF_PATH, WITHOUT_VALUE = 0.12, 0.2
"""Shares of the labels that contradict the order of the form, and of those of items that have another label right behind
them. Forms in order show none of the first and leave up to a fifth blank; pages that stand twice contradict the order, too,
but their labels have values."""
FEWEST_OFF_PATH = 2
"""Labels that contradict the order of the form where lists of options are torn, too: damage alone moves no labels."""
LEAST_PARTED, LEAST_INDENTED = 0.12, 0.35
"""Shares of lines with a wide gap in them, and of indented ones, where blanks keep the columns of a page apart."""
WIDE_GAP = regex.compile(r"[^\s\[［〔(（][ \u3000]{3,}[^\s\]］〕)）]")
"""Blanks between two cells; those in brackets are the empty place of a mark."""
INDENT = ("    ", "\u3000\u3000")
LEAST_ABOVE, FEWEST_ABOVE = 0.25, 2
"""Share and number of choices whose answer or first option stands above their label: both stand side by side."""
IN_FRONT = 0.25
"""Share of the labels with their value on the same line, from which on one such choice is enough."""


def disorder_of(
    rows: Sequence[Row],
    fragments: Sequence[Fragment],
    anchors: Sequence[Anchor],
    found: Sequence[Region],
    slots: Sequence[Slot],
) -> Disorder | None:
    """Return how the reading order of a form in lines of prose is lost; None where it is not, or the form is a table."""
    regions = [region for region in found if not fragments[region.anchor.fragment].is_cell]
    labels = defaultdict[int, list[Anchor]](list)
    for anchor in anchors:
        if anchor.whole and not fragments[anchor.fragment].is_cell:
            labels[anchor.fragment].append(anchor)
    if max(len(labels), len(regions)) < FEWEST_LABELS or len(regions) < len(found) / 2:
        return None
    if _is_laid_out(rows) or _stand_beside(regions):
        return "neighbours_on_one_line"
    if _hold_lists(regions):
        return "labels_apart_from_values"
    taken = {number for region in found for number in range(region.anchor.fragment, region.anchor.last + 1)}
    off_path = sum(number not in taken for number in labels)
    items = [same for same in labels.values() if all(slots[one.slot].node.kind is not None for one in same)]
    empty = sum(max(one.last for one in same) + 1 in labels for same in items)
    apart = off_path >= OFF_PATH * len(labels) and empty >= WITHOUT_VALUE * max(1, len(items))
    apart = apart or (off_path >= FEWEST_OFF_PATH and are_disturbed(regions, fragments))
    return "labels_apart_from_values" if apart else None


def _hold_lists(regions: Sequence[Region]) -> bool:
    """Tell whether texts have lists of options in them, or behind them: what stands there is that of other labels.

    A list in front of a text is that of the choice whose label stands before its own.
    """
    texts = [squash(region.text) for region in regions if region.slot.node.kind == "text"]
    holding = sum(LIST.search(text) is not None and LIST.match(text) is None for text in texts)
    return holding >= max(FEWEST_LISTS, LEAST_LISTS * len(texts))


FEWEST_LISTS, LEAST_LISTS = 3, 0.03
"""Texts that hold a list, and their share, from which on it is no label that was misread."""
LIST = regex.compile(rf"{LIST_HEADING}|[\[〔【][^\[\]]{{0,20}}[\]〕】]1\)")
"""The heading of a list of options, or an answer with the first option behind it."""


def _is_laid_out(rows: Sequence[Row]) -> bool:
    """Tell whether blanks keep the columns of a page apart."""
    lines = [row.text for row in rows if row.table is None]
    parted = sum(WIDE_GAP.search(line) is not None for line in lines)
    indented = sum(line.startswith(INDENT) for line in lines)
    return parted >= LEAST_PARTED * max(1, len(lines)) and indented >= LEAST_INDENTED * len(lines)


def _stand_beside(regions: Sequence[Region]) -> bool:
    """Tell whether choices stand beside their label: their answer, or the first of their options, is printed above it."""
    above = [
        _begins_above(before, region)
        for before, region in pairwise(regions)
        if not set(region.slot.node.options) <= set(before.slot.node.options)
    ]
    in_front = sum(not region.anchor.whole for region in regions)
    fewest = 1 if in_front >= IN_FRONT * len(regions) else FEWEST_ABOVE
    return sum(above) >= max(fewest, LEAST_ABOVE * len(above))


def _begins_above(before: Region, region: Region) -> bool:
    """Tell whether the region before holds the answer or the first option of a choice, and this one does not."""
    own, text = squash(before.text), squash(region.text)
    options = [squash(option) for option in region.slot.node.options]
    others = set(map(squash, before.slot.node.options))
    first = f"1){options[0]}"
    answers = [answer for answer in ANSWER.findall(own) if answer in options and answer not in others]
    answered = any(answer in options for answer in ANSWER.findall(text))
    return (first in own and first not in text) or (bool(answers) and not answered)
