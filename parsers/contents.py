"""The list of contents on a cover: it prints the headings of all chapters, none of which begins one there."""

from __future__ import annotations

from collections.abc import Sequence

from parsers.alignment import Anchor
from parsers.slots import Slot

__all__ = ["listed_chapters"]

FEWEST = 2
"""Headings that make a list: a single one behind 項目一覧 is the first chapter, its list was lost."""


def listed_chapters(anchors: Sequence[Anchor], slots: Sequence[Slot]) -> frozenset[int]:
    """Return the fragments behind the heading of the contents that are headings of chapters, each later in the form."""
    heads = [anchor.last for anchor in anchors if anchor.whole and slots[anchor.slot].node.role == "contents"]
    chapters: dict[int, list[int]] = {}
    for anchor in anchors:
        if anchor.whole and slots[anchor.slot].node.role == "chapter":
            chapters.setdefault(anchor.fragment, []).append(anchor.slot)
    found: set[int] = set()
    for head in heads:
        listed = _run(head + 1, chapters)
        found.update(listed if len(listed) >= FEWEST else ())
    return frozenset(found)


def _run(begin: int, chapters: dict[int, list[int]]) -> list[int]:
    """Return the headings from a fragment on, as far as they follow each other; one that goes back begins the text."""
    run: list[int] = []
    slot = -1
    while later := [one for one in chapters.get(begin + len(run), ()) if one > slot]:
        slot = min(later)
        run.append(begin + len(run))
    return run
