"""Labels printed apart from their values: first all labels, then all values, as a column of a table turns into lines.

Whose value is whose is certain only where there is one way to part the print: by what a value of each item looks like
(its kind, the pattern that the form's definition gives it), in the order of the labels, else in any order.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import combinations, islice, pairwise, permutations

import regex

from normalize.dates import find_dates
from normalize.text import is_letter_spaced, squash
from parsers.filled import FilledSlot
from parsers.forms import Node
from parsers.passage import Passage
from parsers.readings import read_value
from parsers.regions import Region, one_line

__all__ = ["LABELS_FIRST", "given_back", "is_day"]

LABELS_FIRST = "labels_before_their_values"
"""The rule, as issues name it."""
MOST_LABELS, MOST_PIECES = 4, 16
"""Beyond these there are too many ways to part the print for one to be certain."""
WORDS = regex.compile(r"\S++")
SPACED_WORDS = regex.compile(r"[0-9０-９]++|[^\s0-9０-９](?:[^0-9０-９]*[^\s0-9０-９])?")


@dataclass(frozen=True, slots=True)
class _Chunk:
    """Consecutive pieces of the print, as they would be one value; `span` is theirs where they are words of one `line`."""

    parts: tuple[Passage, ...]
    runs_on: tuple[bool, ...]
    line: Passage | None = None
    span: tuple[int, int] = (0, 0)

    @property
    def paragraphs(self) -> list[str]:
        """The squashed paragraphs."""
        texts: list[str] = []
        for part, runs_on in zip(self.parts, self.runs_on, strict=True):
            text = squash(part.text)
            if texts and runs_on:
                texts[-1] += text
            else:
                texts.append(text)
        return texts


def given_back(labels: Sequence[FilledSlot], region: Region) -> list[FilledSlot] | None:
    """Return the slots of labels that stand together, each with its value of `region`; None where that is not certain.

    At least one of them must be told by what its value looks like: a count of lines alone is no proof. The others may
    have been left blank, so a print that could do without them is not certain.
    """
    nodes = [label.slot.node for label in labels]
    if len(labels) > MOST_LABELS or not any(map(_is_told, nodes)):
        return None
    pieces = _pieces(region, nodes)
    if len(pieces) > MOST_PIECES:
        return None
    ways = list(islice(_ways(nodes, pieces, in_order=True), 2)) or list(islice(_ways(nodes, pieces, in_order=False), 2))
    if len(ways) != 1:
        return None
    (found,) = ways
    if not any(found[:-1]):
        return list(labels)  # the last label has all, as it stands
    return [_filled(label, region, chunk) for label, chunk in zip(labels, found, strict=True)]


def _pieces(region: Region, nodes: Sequence[Node]) -> list[_Chunk]:
    """Return the paragraphs of a region; the words of its one line, where all values are told by their looks."""
    pieces: list[_Chunk] = []
    for part, runs_on in zip(region.parts, region.runs_on, strict=True):
        if runs_on and pieces:
            pieces[-1] = _Chunk((*pieces[-1].parts, part), (*pieces[-1].runs_on, True))
        else:
            pieces.append(_Chunk((part,), (False,)))
    if len(region.parts) > 1 or not all(map(_is_told, nodes)):
        return pieces
    line = region.parts[0]
    spans = [match.span() for match in _words(line.text)]
    return [_Chunk((line.part(*span),), (False,), line, span) for span in spans]


def _words(line: str) -> list[regex.Match[str]]:
    """Return the words of a line; of a letter-spaced one its numbers, and what stands between them."""
    return list((SPACED_WORDS if is_letter_spaced(line) else WORDS).finditer(line))


_Way = tuple[_Chunk | None, ...]


def _ways(nodes: Sequence[Node], pieces: Sequence[_Chunk], *, in_order: bool) -> Iterator[_Way]:
    """Yield each way to give all pieces to the nodes, in the order of the labels, or in any other order."""
    told = {at for at, node in enumerate(nodes) if _is_told(node)}
    others = [at for at, node in enumerate(nodes) if node.kind == "text" and at not in told]
    for number in range(len(others) + 1):
        for some in combinations(others, number):
            yield from _ways_for(nodes, sorted(told | set(some)), pieces, in_order=in_order)


def _ways_for(
    nodes: Sequence[Node], needed: Sequence[int], pieces: Sequence[_Chunk], *, in_order: bool
) -> Iterator[_Way]:
    """Yield the ways in which just the nodes `needed` have a value."""
    for cuts in combinations(range(1, len(pieces)), len(needed) - 1):
        edges = [0, *cuts, len(pieces)]
        chunks = [_joined(pieces[begin:end]) for begin, end in pairwise(edges)]
        for order in permutations(range(len(needed))):
            if (order == tuple(sorted(order))) != in_order:
                continue
            if all(_fits(nodes[needed[at]], chunks[to]) for at, to in enumerate(order)):
                way: list[_Chunk | None] = [None] * len(nodes)
                for at, to in enumerate(order):
                    way[needed[at]] = chunks[to]
                yield tuple(way)


def _joined(pieces: Sequence[_Chunk]) -> _Chunk:
    line = pieces[0].line
    if line is not None:
        return _Chunk((line.part(pieces[0].span[0], pieces[-1].span[1]),), (False,))
    return _Chunk(
        tuple(part for piece in pieces for part in piece.parts),
        tuple(runs_on for piece in pieces for runs_on in piece.runs_on),
    )


def _is_told(node: Node) -> bool:
    """Tell whether a value of the item is known by its looks; what only some authorities fill in (【行政機関等のみ】) is not."""
    return node.looks is not None or (node.kind == "date" and not node.suffix)


def _fits(node: Node, chunk: _Chunk) -> bool:
    """Tell whether the chunk can be the value of the item."""
    paragraphs = chunk.paragraphs
    if node.kind == "date":
        return len(paragraphs) == 1 and is_day(paragraphs[0])
    if node.looks is None:
        return not any(map(is_day, paragraphs))
    return regex.search(node.looks, ("" if node.single else "\n").join(paragraphs)) is not None


@lru_cache(maxsize=1024)
def is_day(text: str) -> bool:
    """Tell whether a squashed text is a date, and hardly anything else (平成27年11月1日時点)."""
    found = find_dates(text) if len(text) <= LONGEST_DAY else []
    return (
        bool(found) and found[0].value.start is not None and found[0].start == 0 and len(text) - found[0].end <= BEHIND
    )


LONGEST_DAY, BEHIND = 40, 2
"""Characters of 平成27年11月1日から平成27年12月1日まで, and of 時点."""


def _filled(label: FilledSlot, region: Region, chunk: _Chunk | None) -> FilledSlot:
    parts = list(chunk.parts) if chunk else []
    runs_on = list(chunk.runs_on) if chunk else []
    own = replace(
        region,
        anchor=(label.region or region).anchor,
        slot=label.slot,
        parts=parts,
        runs_on=runs_on,
        sources=[],
        doubles=[],
        again=[],
    )
    node = label.slot.node
    reading = read_value(node, one_line(own.value) if node.single else own.value)
    status = "inferred" if reading.value is not None else reading.status
    return replace(label, region=own, reading=replace(reading, status=status, rule=LABELS_FIRST))
