"""What is proven of a form whose reading order is lost: by what a text holds, or by what stands around it.

An option in brackets with the whole list of its item, and all boxes of an item, are that item's wherever they stand.
Where lines are printed by their height, all between two labels is the value of one of them: of the first, if nothing
above its label can be its own and nothing above the next label can be that one's. All else is null, and the document
says that its order is lost.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass, replace

import regex

from extract.sheet import Row
from normalize.text import squash
from parsers.anchors import bare_label
from parsers.filled import FilledSlot
from parsers.forms import Node
from parsers.reading_order import Disorder
from parsers.readings import ValueReading, read_value
from parsers.regions import Region
from parsers.split_lists import holds_whole_list

__all__ = ["proven"]

ORDER_LOST = "order_lost"
"""The rule, as issues of items name it."""
SPANNING = frozenset({"chapter", "section", "contents"})
"""Roles whose labels take the whole width of the page."""
FEWEST_TITLES, SHORTEST_TITLE, LONGEST_TITLE = 2, 3, 40
"""Times that a running title stands in a form of a few pages at least, and its characters: －, なし and 無し are values
that come often."""
PAGE_NUMBER = regex.compile(r"[-(]?[0-9]{1,4}[-)]?")
"""What may be the number of a page, squashed; such a line alone may as well be a value, so it proves nothing."""
SHORTEST_TORN = 10
"""Characters of a label of which half may begin a line: half of a shorter one is a word like any other."""
BOX = r"\[[○●レ✓☑]?\]"
TEXTS = regex.compile(r"\([^()]*+\)(?:件)?|・[^\[・]*+")
"""What stands among boxes: text in parentheses, counts, headings of their groups."""


def proven(slots: Sequence[FilledSlot], rows: Sequence[Row], disorder: Disorder) -> Iterator[FilledSlot]:
    """Yield the slots with what is proven; all other values are null and unreadable. `rows` are the print's."""
    bounds = _bounds_of(slots, rows) if disorder == "neighbours_on_one_line" else [None] * len(slots)
    files = _files_told(slots)
    for slot, bound in zip(_with_torn(slots), bounds, strict=True):
        if bound is None and slot.slot.place.repeats and (slot.file or 1) > 1:
            # Labels that wander look like the blocks of one more file.
            yield replace(slot, region=None, head=None, reading=ValueReading(None, "absent"))
        elif slot.region is None or slot.is_cell:
            yield slot
        elif bound is not None and slot.slot.node.role == "group" and not (bound.closed or _is_one_title(slot.region)):
            yield replace(slot, region=slot.region.only([]))
        elif (slot.file or 1) <= files and _is_certain(slot, bound):
            yield slot
        else:
            yield replace(slot, reading=_unreadable(slot.slot.node))


def _with_torn(slots: Sequence[FilledSlot]) -> Iterator[FilledSlot]:
    """Yield the slots; those whose label is torn have the region in which it begins, and so they are not absent."""
    before: FilledSlot | None = None
    beginnings: list[str] = []
    for slot in slots:
        if slot.region is not None:
            before = slot
            beginnings = [bare_label(part.text, ())[0] for part in slot.region.parts]
        elif before is not None and slot.slot.node.is_item and _is_torn(slot.slot.labels, beginnings):
            yield replace(slot, region=before.region, reading=_unreadable(slot.slot.node))
            continue
        yield slot


def _is_torn(labels: Set[str], lines: Sequence[str]) -> bool:
    """Tell whether one of the squashed lines begins as a label does, by half of it at least."""
    halves = tuple(label[: (len(label) + 1) // 2] for label in labels if len(label) >= SHORTEST_TORN)
    return any(line.startswith(halves) for line in lines)


def _files_told(slots: Sequence[FilledSlot]) -> int:
    """Return how many files all chapters tell of that stand once per file; any more may be told by a label that wandered."""
    told: dict[str, int] = {}
    for slot in slots:
        if slot.region is not None and slot.file is not None:
            chapter = slot.slot.place.path[0].key
            told[chapter] = max(told.get(chapter, 1), slot.file)
    return min(told.values(), default=1)


@dataclass(frozen=True, slots=True)
class _Bounds:
    """What is certain about the lines behind a label where neighbours stand on one line.

    `opens`: nothing above the label is part of its value. `closed`: moreover nothing below it belongs to the next label,
    or to the page's edge, so that all of it is its value.
    """

    opens: bool
    closed: bool


def _bounds_of(slots: Sequence[FilledSlot], rows: Sequence[Row]) -> Iterator[_Bounds]:
    before: FilledSlot | None = None
    titles = _running_titles(rows)
    for slot, after in zip(slots, _next_printed(slots), strict=True):
        opens = before is None or _leaves_nothing(before) or _spans(slot.slot.node)
        ends = after is not None and (_spans(after.slot.node) or _is_its_own(after))
        yield _Bounds(opens or rows[slot.row or 0].gap, closed=opens and ends and not _meets_page_edge(slot, titles))
        before = slot if slot.region is not None else before


def _next_printed(slots: Sequence[FilledSlot]) -> list[FilledSlot | None]:
    """Return for each slot the printed one behind it; None where a label of the same chapter between them is lost."""
    found: list[FilledSlot | None] = []
    after: FilledSlot | None = None
    lost: set[str] = set()
    for slot in reversed(slots):
        chapter = slot.slot.place.path[0].key
        found.append(None if chapter in lost else after)
        if slot.region is None:
            lost.add(chapter)
        else:
            after, lost = slot, set()
    return found[::-1]


def _leaves_nothing(slot: FilledSlot) -> bool:
    """Tell whether nothing behind a label can be the beginning of the next one's value."""
    return not slot.raw or _is_in_one_line(slot) or _is_its_own(slot)


def _running_titles(rows: Sequence[Row]) -> frozenset[str]:
    """Return the squashed lines that may be running titles, since the print repeats them."""
    lines = Counter(squash(row.text) for row in rows if row.table is None and len(row.text.strip()) <= LONGEST_TITLE)
    return frozenset(text for text, times in lines.items() if times >= FEWEST_TITLES and len(text) >= SHORTEST_TITLE)


def _meets_page_edge(slot: FilledSlot, titles: Set[str]) -> bool:
    """Tell whether lines that stand at the edges of pages may be among those of a value: numbers, running titles.

    A line alone behind a label that nobody leaves blank is its value, whatever it is; nothing but a day is that of a date.
    """
    texts = [squash(part.text) for part in slot.region.parts] if slot.region is not None else []
    if len(texts) == 1 and slot.slot.node.required:
        return False
    several = slot.slot.node.kind == "date" and len(texts) > 1
    return several or any(text in titles or PAGE_NUMBER.fullmatch(text) is not None for text in texts)


def _is_one_title(region: Region) -> bool:
    """Tell whether the title of a block is one line at most, and no number of a page."""
    texts = [squash(part.text) for part in region.parts]
    return len(texts) <= 1 and not any(map(PAGE_NUMBER.fullmatch, texts))


def _spans(node: Node) -> bool:
    """Tell whether a label takes the whole width of the page, so that its value stands below it and not beside it."""
    return node.role in SPANNING or node.above_value


def _is_its_own(slot: FilledSlot) -> bool:
    """Tell whether what stands behind a label is that item's list of options, or its boxes, and nothing else."""
    node, text = slot.slot.node, squash(slot.raw)
    if node.kind == "choice":
        return holds_whole_list(node, text)
    return node.kind == "checkboxes" and _has_own_boxes(node, text)


def _unreadable(node: Node) -> ValueReading:
    nothing = read_value(node, "")
    boxes = tuple(replace(box, state="unreadable") for box in nothing.boxes)
    options = tuple(replace(option, selected=None) for option in nothing.options)
    return ValueReading(None, "unreadable", options=options, boxes=boxes, rule=ORDER_LOST)


def _is_certain(slot: FilledSlot, bounds: _Bounds | None) -> bool:
    """Tell whether what an item holds, or what bounds it, proves that its value is its own.

    `bounds` are None where labels stand apart from their values.
    """
    node = slot.slot.node
    if slot.reading.status != "read" and not (slot.reading.status == "inferred" and node.above_value):
        return False
    if node.kind == "choice":
        return _is_its_own(slot)
    if node.kind == "checkboxes":
        return _is_its_own(slot) and (bounds is not None or not (slot.slot.place.repeats or (slot.file or 1) > 1))
    if bounds is None or not _has_whole_label(slot):
        return False
    return bounds.closed or (bounds.opens and _is_in_one_line(slot))


def _has_whole_label(slot: FilledSlot) -> bool:
    """Tell whether a label stands letter by letter in its line, and no rest of it among the lines of the value."""
    region, labels = slot.region, slot.slot.labels
    if region is None or slot.head is None or region.anchor.last != region.anchor.fragment:
        return False
    printed = squash(slot.head.text[: region.anchor.end]).removesuffix(squash(slot.slot.node.suffix))
    below = tuple(squash(part.text) for part in region.parts)
    return any(map(printed.endswith, labels)) and not any(label.endswith(below) for label in labels)


def _has_own_boxes(node: Node, text: str) -> bool:
    """Tell whether a text holds each box of the item once, and none else."""
    for label in sorted((squash(box.label) for box in node.boxes), key=len, reverse=True):
        text, found = regex.subn(BOX + regex.escape(label), "|", text)
        if found != 1:
            return False
    return not TEXTS.sub("", text).strip("|")


def _is_in_one_line(slot: FilledSlot) -> bool:
    """Tell whether the value stands in the line of its label, and no line below it."""
    region, head = slot.region, slot.head
    if region is None or head is None:
        return False
    return len(region.parts) == 1 and region.sources == [region.anchor.last] and region.anchor.end < len(head.text)
