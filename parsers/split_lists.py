"""Lists of options printed partly above their label, in dumps whose neighbours stand on one line.

A label stands beside the middle of its list there, so that the first entries come before it, behind the value of the
item before. They are an item's own where its options, with their numbers from 1, end that text.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import regex

from normalize.choices import COUNT, LIST_HEADING
from normalize.text import squash
from parsers.forms import Node
from parsers.regions import ANSWER, Region

__all__ = ["holds_whole_list", "rejoin_lists"]


def rejoin_lists(found: Sequence[Region]) -> None:
    """Give each choice the entries of its list, and their heading, that stand above its label."""
    printed = sorted(found, key=lambda region: region.anchor.fragment)
    for before, region in pairwise(printed):
        if region.slot.node.kind == "choice":
            for source in _list_above(before, region.slot.node)[::-1]:
                region.take(source, before, at=0)


def _list_above(before: Region, node: Node) -> list[int]:
    """Return the fragments at the end of a region that hold nothing but the beginning of a choice's list."""
    entries = _entries(node)
    beginnings = {"".join(entries[:end]) for end in range(len(entries))}
    lines = [source for source in before.sources if source > before.anchor.last][-len(entries) :]
    for at, source in enumerate(lines):
        texts = before.parts[before.sources.index(source) :]
        text = squash("".join(part.text for part in texts))
        heading = regex.match(LIST_HEADING, text)
        if text[heading.end() if heading else 0 :] in beginnings:
            return lines[at:]
    return []


def _entries(node: Node) -> list[str]:
    return [f"{number}){squash(option)}" for number, option in enumerate(node.options, 1)]


def holds_whole_list(node: Node, text: str) -> bool:
    """Tell whether a squashed text is one option in brackets and the whole list in its order, with a count at most.

    The option stands before the list or within it: beside its heading or any of its entries, never behind the last.
    """
    answers = list(ANSWER.finditer(text))
    if len(answers) != 1 or answers[0][1] not in map(squash, node.options):
        return False
    entries = _entries(node)
    bare = text[: answers[0].start()] + text[answers[0].end() :]
    listed = "".join(map(regex.escape, entries))
    whole = rf"(?:{COUNT})?(?:{LIST_HEADING})?{listed}(?:{COUNT})?"
    return regex.fullmatch(whole, bare) is not None and entries[-1] in text[answers[0].end() :]
