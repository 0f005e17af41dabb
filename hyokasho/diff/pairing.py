"""Which repeated blocks (files, systems, 委託事項, 提供先, 移転先) of two versions are the same one.

Their numbers don't tell: a block that is taken out moves up all that follow. Their names do.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from normalize.text import squash

__all__ = ["Block", "paired"]

RENAMED = 0.6
"""Ratio of equal characters from which two names are one block under a new name: a word added or exchanged leaves more,
two different tasks or companies share less. Only blocks that found no partner by their whole name are asked."""


@dataclass(frozen=True, slots=True, order=True)
class Block:
    """A block: its number as printed, and its name; None where that is not there or could not be read."""

    no: int
    name: str | None


def paired(before: Sequence[Block], after: Sequence[Block]) -> Mapping[int, int]:
    """Return the number before for the number after of each block that both have; the others came or went.

    Equal names first, in order; then similar names, the most similar first, ties by number; then blocks without a name
    under one number.
    """
    found: dict[int, int] = {}
    by_name = [(a, b) for b in after for a in before if b.name and a.name and squash(a.name) == squash(b.name)]
    _take(found, by_name)
    similar = [(-_likeness(a, b), b.no, a.no, a, b) for b in after for a in before if b.name and a.name]
    _take(found, [(a, b) for ratio, *_, a, b in sorted(similar) if -ratio >= RENAMED])
    _take(found, [(a, b) for b in after for a in before if a.no == b.no and not (a.name and b.name)])
    return found


def _take(found: dict[int, int], candidates: Sequence[tuple[Block, Block]]) -> None:
    for before, after in candidates:
        if after.no not in found and before.no not in found.values():
            found[after.no] = before.no


def _likeness(before: Block, after: Block) -> float:
    return SequenceMatcher(None, squash(before.name or ""), squash(after.name or ""), autojunk=False).ratio()
