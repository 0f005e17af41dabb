"""Rows of a table whose label is lost: given to the item that lacks a value, where only one can be meant.

A table keeps its rows apart. So a row without a label, printed between two labels that are there, belongs to one of the
items between these; what stands in it (an option, boxes, a day, a text) and its order tell to which.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from normalize.text import squash
from parsers.alignment import Anchor
from parsers.foreign import FormPrint, pieces_of
from parsers.forms import Node
from parsers.fragments import Fragment
from parsers.gaps import missing
from parsers.readings import read_value
from parsers.regions import Region
from parsers.slots import Slot

__all__ = ["with_orphans"]

LEAST_BOXES = 0.5
"""Share of an item's boxes that a row must show to be its row: other items share some of its labels."""


@dataclass(frozen=True, slots=True)
class _Orphan:
    """A row without a label: the fragments of its cells, and of those the ones that hold its value."""

    sources: tuple[int, ...]
    values: tuple[int, ...]
    text: str


def with_orphans(
    found: Sequence[Region], fragments: Sequence[Fragment], slots: Sequence[Slot], printed: FormPrint
) -> list[Region]:
    """Return the regions, with one for each item that rows without a label belong to, in the order of the form.

    Where several items can be meant, each gets a region that is `doubtful`.
    """
    whole: list[Region] = []
    for region, after in pairwise([*found, None]):
        if region is None:
            break
        lacking = [slots[at] for at in missing(region.anchor, after.anchor if after else None, slots)]
        lacking = [slot for slot in lacking if slot.node.is_item]
        orphans = list(_orphans(region, fragments, printed)) if lacking else []
        owners = [region.slot, *lacking] if _may_own(region, fragments) else lacking
        held = _held(orphans, owners, printed) if orphans else None
        if held is None:
            whole.append(region)
            continue
        taken = {source for orphan in orphans for source in orphan.sources}
        own = next((orphan for orphan, possible in zip(orphans, held, strict=True) if possible == [region.slot]), None)
        whole.append(
            region.only([at for at, source in enumerate(region.sources) if source not in taken or _is_in(source, own)])
        )
        whole[-1].doubtful = any(region.slot in possible and len(possible) > 1 for possible in held)
        whole += _regions(region, orphans, held, slots, fragments)
    return whole


def _is_in(source: int, orphan: _Orphan | None) -> bool:
    return orphan is not None and source in orphan.sources


def _may_own(region: Region, fragments: Sequence[Fragment]) -> bool:
    """Tell whether the value of a label may stand in the row below it: none is beside it, and no cell is lost there."""
    head = fragments[region.anchor.last]
    beside = any(fragments[source].row == head.row for source in region.sources)
    return not beside and not head.lacks and region.slot.node.is_item


def _orphans(region: Region, fragments: Sequence[Fragment], printed: FormPrint) -> Iterator[_Orphan]:
    """Yield the rows behind the label's own, none of which has a label that can be read."""
    head = fragments[region.anchor.last]
    beside = any(fragments[source].row == head.row for source in region.sources)
    if not head.is_cell or (head.cell and not beside) or region.again:
        return  # prose, a row of labels above a row of their values, or answers collected in one place
    behind = [source for source in region.sources if fragments[source].row > head.row and fragments[source].is_cell]
    for _, row in groupby(behind, key=lambda source: fragments[source].row):
        sources = values = tuple(row)
        first = fragments[sources[0]]
        if first.column == 0 and not first.lacks:
            if len(sources) < 2:
                return  # a value below its label, over the whole width
            if {piece.kind for piece in pieces_of(first.text, printed)} == {"text"}:
                values = sources[1:]
        yield _Orphan(sources, values, "\n".join(fragments[source].text for source in values))


def _held(orphans: Sequence[_Orphan], owners: Sequence[Slot], printed: FormPrint) -> list[list[Slot]] | None:
    """Return for each row the items that it can belong to, all in order and no item twice; None where that can't be."""
    fits = [[_fits(orphan.text, slot.node, printed) for slot in owners] for orphan in orphans]
    first, last = _earliest(fits), _earliest([row[::-1] for row in fits[::-1]])
    if first is None or last is None:
        return None
    latest = [len(owners) - 1 - at for at in last[::-1]]
    return [
        [owners[at] for at in range(first[number], latest[number] + 1) if row[at]] for number, row in enumerate(fits)
    ]


def _earliest(fits: Sequence[Sequence[bool]]) -> list[int] | None:
    """Return the earliest owner that each row can have; None where they can't all have one."""
    found: list[int] = []
    at = 0
    for row in fits:
        place = next((number for number in range(at, len(row)) if row[number]), None)
        if place is None:
            return None
        found.append(place)
        at = place + 1
    return found


def _fits(text: str, node: Node, printed: FormPrint) -> bool:
    """Tell whether a print can be the value of an item by its kind."""
    reading = read_value(node, text)
    if node.kind == "choice":
        return reading.value is not None
    if node.kind == "checkboxes":
        shown = sum(box.state != "absent" for box in reading.boxes)
        return shown >= LEAST_BOXES * len(reading.boxes)
    if node.kind == "date":
        return reading.start is not None
    return node.kind == "text" and {piece.kind for piece in pieces_of(text, printed)} == {"text"}


def _regions(
    region: Region,
    orphans: Sequence[_Orphan],
    held: Sequence[Sequence[Slot]],
    slots: Sequence[Slot],
    fragments: Sequence[Fragment],
) -> list[Region]:
    """Return the regions of the items that lack a label, in the order of the form."""
    made: dict[int, Region] = {}
    for orphan, possible in zip(orphans, held, strict=True):
        for slot in possible:
            if slot is region.slot:
                continue
            at = slots.index(slot)
            one = made.setdefault(at, _empty(region, orphan, at, slot))
            one.doubtful = one.doubtful or len(possible) > 1
            for source in orphan.values[_labels(orphan, slot, fragments) :]:
                one.add(source, fragments[source].passage)
    return [made[at] for at in sorted(made)]


def _labels(orphan: _Orphan, slot: Slot, fragments: Sequence[Fragment]) -> int:
    """Return how many cells of a row hold its label after all, behind print that overflowed from the cell above."""
    first = squash(fragments[orphan.values[0]].text)
    return int(len(orphan.values) > 1 and any(first.endswith(label) for label in slot.labels))


def _empty(region: Region, orphan: _Orphan, at: int, slot: Slot) -> Region:
    """Return a region without parts for an item whose label is lost."""
    anchor = Anchor(orphan.sources[0], orphan.sources[0], at, 0.0, 0, whole=False)
    same = slot.place.group == region.slot.place.group and slot.parent == region.slot.parent
    return Region(
        anchor, slot, region.number if same else None, region.file if slot.place.per_file else None, orphan=True
    )
