"""What stands behind each label of a form: the fragments from one anchor to the next, and what of them is no value."""

from __future__ import annotations

import itertools
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

import regex

from extract.sheet import Line
from normalize.choices import LIST_HEADING
from normalize.text import glue, squash
from parsers.alignment import Anchor
from parsers.forms import Node
from parsers.fragments import Fragment
from parsers.passage import Passage, join
from parsers.slots import Slot
from parsers.wrapping import is_wrapped

__all__ = ["ANSWER", "Region", "one_line", "regions"]

LETTER = regex.compile(r"[\p{L}\p{N}]")
ANSWER = regex.compile(r"[\[〔【]([^\[\]〔〕【】]++)[\]〕】]")
"""What stands in brackets, of a squashed text."""
PARENTHESES = regex.compile(r"\([^()]*+\)件?")
ROWS_OF_AN_ANSWER = 2
"""Rows above a label that hold its answer and the head of the list."""


@dataclass(slots=True)
class Region:
    """The value of one anchor: passages in reading order, `parts[i]` from fragment `sources[i]`.

    `number` is that of the repeated block it stands in, `file` that of the 特定個人情報ファイル, from 1; None where nothing
    repeats. `moved` says that the value, or its beginning, stood above its label, `has_strays` that behind a value
    beside its label more print follows that is no continuation of it. `again` are fragments that print the label once
    more, `doubles` those left out because another part says the same. `headless` says that the
    head of its block is lost, `orphan` that its label is, `doubtful` that its parts may be the value of another item.
    """

    anchor: Anchor
    slot: Slot
    number: int | None
    file: int | None
    parts: list[Passage] = field(default_factory=list)
    sources: list[int] = field(default_factory=list)
    runs_on: list[bool] = field(default_factory=list)
    moved: bool = False
    has_strays: bool = False
    again: list[int] = field(default_factory=list)
    doubles: list[tuple[int, Passage]] = field(default_factory=list)
    headless: bool = False
    orphan: bool = False
    doubtful: bool = False

    def add(self, source: int, part: Passage, *, runs_on: bool = False) -> None:
        """Append a passage of a fragment, unless it is blank; `runs_on` says that it carries on the one before."""
        if part.text.strip():
            self.parts.append(part)
            self.sources.append(source)
            self.runs_on.append(runs_on)

    def only(self, keep: Sequence[int]) -> Region:
        """Return the region with these of its parts."""
        return replace(
            self,
            parts=[self.parts[at] for at in keep],
            sources=[self.sources[at] for at in keep],
            runs_on=[self.runs_on[at] for at in keep],
        )

    def says(self, fragment: Fragment) -> bool:
        """Tell whether a cell says again what another one here says: nested tables are dumped twice.

        A bracket or a mark in a cell of its own says nothing by itself: each box of a list has the same ones.
        """
        told = fragment.is_cell and LETTER.search(fragment.text) is not None
        return told and any(part.text == fragment.text for part in self.parts)

    def take(self, source: int, region: Region, at: int | None = None) -> None:
        """Take the passage of a fragment from another region, before part `at`; None: behind all."""
        index = region.sources.index(source)
        end = len(self.parts) if at is None else at
        self.parts.insert(end, region.parts.pop(index))
        self.runs_on.insert(end, region.runs_on.pop(index))
        self.sources.insert(end, region.sources.pop(index))

    def answers(self) -> list[list[Passage]]:
        """Return the parts, doubles included, cut where the label is printed once more; empty cuts left out."""
        cuts = [0, *self.again]
        found: list[list[Passage]] = [[] for _ in cuts]
        for source, part in sorted(
            [*zip(self.sources, self.parts, strict=True), *self.doubles], key=lambda one: one[0]
        ):
            found[bisect_right(cuts, source) - 1].append(part)
        return [parts for parts in found if parts]

    @property
    def passage(self) -> Passage:
        """All parts as one passage, one line of print per line."""
        lines = [line for part in self.parts for line in part.lines]
        return join(lines, ["\n"] * (len(lines) - 1))

    @property
    def text(self) -> str:
        """The text of all parts, one line per line of print."""
        return self.passage.text

    @property
    def value(self) -> str:
        """The text to read: wrapped lines joined, paragraphs and the lines of a dump's cells parted by line breaks."""
        pieces: list[str] = []
        before: Line | None = None
        for part, runs_on in zip(self.parts, self.runs_on, strict=True):
            for number, line in enumerate(part.lines):
                if before is not None:
                    wrapped = runs_on if number == 0 else is_wrapped(before, line, part.right)
                    pieces.append(glue(before.text, line.text) if wrapped else "\n")
                pieces.append(line.text.strip())
                before = line
        return "".join(pieces)


def one_line(text: str) -> str:
    """Return a text of several lines as the one line that was wrapped."""
    lines = [line.strip() for line in text.split("\n")]
    return "".join(part for at, line in enumerate(lines) for part in (glue(lines[at - 1], line) if at else "", line))


def regions(
    fragments: Sequence[Fragment], path: Sequence[Anchor], slots: Sequence[Slot], strange: frozenset[int]
) -> list[Region]:
    """Return the regions of all anchors, in the order of the form. `strange` are fragments that belong to no value."""
    found = list(_numbered(path, slots))
    printed = sorted(found, key=lambda region: region.anchor.fragment)
    ends = [*(region.anchor.fragment for region in printed), len(fragments)][1:]
    for region, end in zip(printed, ends, strict=True):
        anchor = region.anchor
        last = fragments[anchor.last].passage
        region.add(anchor.last, last.part(anchor.end, len(last.text)))
        for number in range(anchor.last + 1, end):
            if number in strange:
                if squash(fragments[number].text) == squash(last.text):
                    region.again.append(number)
            elif region.says(fragments[number]):
                region.doubles.append((number, fragments[number].passage))
            else:
                region.add(number, fragments[number].passage, runs_on=fragments[number].runs_on)
    _doubt_numbers(found)
    _columns(found, fragments)
    _in_front(found, fragments)
    _in_column(found, fragments)
    _answers_above(found, fragments)
    for region in found:
        region.has_strays = _has_strays(region, fragments)
    return found


def _in_column(found: Sequence[Region], fragments: Sequence[Fragment]) -> None:
    """Give back what stands in the next item's column above its label, when this item's value is in another column."""
    for region, after in itertools.pairwise(found):
        head, label = fragments[region.anchor.last], fragments[after.anchor.fragment]
        if not (head.is_cell and label.is_cell and region.sources and after.sources):
            continue
        if region.slot.node.kind != "text" or after.slot.node.kind != "text":
            continue
        own, theirs = fragments[region.sources[0]], fragments[after.sources[0]]
        if own.row != head.row or theirs.row != label.row or own.column >= theirs.column:
            continue
        above = [source for source in region.sources if fragments[source].column == theirs.column]
        if above and above == region.sources[1:]:
            for source in reversed(above):
                after.take(source, region, at=0)
            after.moved = True


def _answers_above(found: Sequence[Region], fragments: Sequence[Fragment]) -> None:
    """Give back what of an answer stands in the rows right above its label.

    A label in the middle of its height is printed beside the list of options, or beside its last boxes.
    """
    for region, after in itertools.pairwise(found):
        label, head = fragments[after.anchor.fragment], fragments[region.anchor.last]
        own = squash("".join(fragments[source].text for source in after.sources if fragments[source].row == label.row))
        if not (label.is_cell and own):
            continue
        above = [
            source
            for source in region.sources
            if head.row < fragments[source].row < label.row <= fragments[source].row + ROWS_OF_AN_ANSWER
            and fragments[source].column > label.column
        ]
        moved = _lacked([squash(fragments[source].text) for source in above], own, after.slot.node)
        for source in [source for source, lacked in zip(above, moved, strict=True) if lacked][::-1]:
            after.take(source, region, at=0)
            after.moved = True


def _lacked(texts: Sequence[str], own: str, node: Node) -> list[bool]:
    """Return which squashed texts are what an item lacks, of which the text `own` stands beside the label."""
    if node.kind == "choice":
        options = tuple(map(squash, node.options))
        bare = sum(option in own for option in options) > 1 and not _has_answer(own, options)
        pure = [bare and not _beside_options(text, options) for text in texts]
        answered = any(_has_answer(text, options) for text, part in zip(texts, pure, strict=True) if part)
        return [part and answered for part in pure]
    boxes = [squash(box.label) for box in node.boxes]
    lacking = [box for box in boxes if box not in own]
    return [len(lacking) < len(boxes) and text != _beside_boxes(text, lacking) == "" for text in texts]


def _has_answer(text: str, options: Sequence[str]) -> bool:
    return any(answer in options for answer in ANSWER.findall(text))


def _beside_options(text: str, options: Sequence[str]) -> str:
    """Return what a text holds beside options, brackets and the head of their list."""
    rest = regex.sub(LIST_HEADING, "", text)
    for option in sorted(options, key=len, reverse=True):
        rest = rest.replace(option, "")
    return rest.strip("[]〔〕【】")


def _beside_boxes(text: str, boxes: Sequence[str]) -> str:
    """Return what a text holds beside boxes with these labels and their parentheses."""
    for box in sorted(boxes, key=len, reverse=True):
        text = regex.sub(rf"\[[^\[\]]?\]{regex.escape(box)}", "", text)
    return PARENTHESES.sub("", text)


def _has_strays(region: Region, fragments: Sequence[Fragment]) -> bool:
    """Tell whether print follows a cell's value that is no cell of its column: a lost label, a page's furniture."""
    head = fragments[region.anchor.last]
    beside = any(fragments[source].row == head.row for source in region.sources)
    return head.is_cell and beside and any(_is_stray(fragments[source], head) for source in region.sources)


def _is_stray(fragment: Fragment, head: Fragment) -> bool:
    return fragment.row > head.row and (not fragment.is_cell or fragment.column <= head.column)


def _numbered(path: Sequence[Anchor], slots: Sequence[Slot]) -> Iterator[Region]:
    """Yield a region per anchor with the numbers of its block and file: both are those of the last head before it."""
    number: int | None = None
    block: str | None = None
    files: dict[str, int] = {}
    before, headless = -1, False
    for anchor in path:
        slot = slots[anchor.slot]
        chapter = slot.place.path[0].key
        back = anchor.slot <= before
        if slot.node.role == "group":
            number, block, headless = anchor.number, slot.place.group, False
        elif slot.place.group != block:
            number, block, headless = None, None, False
        elif back and block is not None:
            number, headless = None if number is None else number + 1, True
        if slot.place.per_file:
            again = slot.node.per_file or (back and not slot.place.repeats)
            files[chapter] = files.get(chapter, 0) + 1 if again else files.get(chapter, 1)
        before = anchor.slot
        yield Region(anchor, slot, number, files.get(chapter), headless=headless)


def _doubt_numbers(found: Sequence[Region]) -> None:
    """Take the number from blocks whose head is lost, where the next head that is there has it itself."""
    heads: dict[str | None, int] = {}
    for region in reversed(found):
        group = region.slot.place.group
        if region.slot.node.role == "group" and region.number is not None:
            heads[group] = region.number
        elif region.headless and region.number is not None and heads.get(group, region.number + 1) <= region.number:
            region.number = None


def _columns(found: Sequence[Region], fragments: Sequence[Fragment]) -> None:
    """Give each label of a header row the value below it: 評価書番号 | 評価書名 above 14 | 地方税….

    A row of nothing but labels, each without a value, is a header; the next row holds as many cells.
    """
    for at, region in enumerate(found):
        row = [one for one in found[max(0, at - 3) : at + 1] if _row(one, fragments) == _row(region, fragments)]
        head = fragments[region.anchor.fragment]
        if len(row) < 2 or len(row) != head.cells or any(one.sources for one in row[:-1]) or not head.is_cell:
            continue
        below = [source for source in region.sources if fragments[source].row == head.row + 1]
        if len(below) != len(row) or fragments[below[0]].cells != len(row):
            continue
        for one, source in zip(row[:-1], below, strict=False):
            one.take(source, region)


def _row(region: Region, fragments: Sequence[Fragment]) -> int:
    return fragments[region.anchor.fragment].row


def _in_front(found: Sequence[Region], fragments: Sequence[Fragment]) -> None:
    """Give back a value that stands in a row above its label: the label before it has its own, the label itself has none."""
    for region, after in itertools.pairwise(found):
        head = fragments[region.anchor.fragment]
        same = [source for source in region.sources if fragments[source].row == head.row]
        above = [source for source in region.sources if fragments[source].row > head.row]
        label = fragments[after.anchor.fragment]
        if not (head.is_cell and label.is_cell and same and above) or after.sources or label.cells > 1:
            continue
        if after.slot.node.kind is None or any(
            fragments[source].row != above[0] and fragments[source].column == 0 for source in above
        ):
            continue
        if fragments[above[0]].row != label.row - 1 or _is_rest_of_options(region, above, fragments):
            continue
        for source in above:
            after.take(source, region)
        after.moved = True


def _is_rest_of_options(region: Region, below: Sequence[int], fragments: Sequence[Fragment]) -> bool:
    """Tell whether print below a choice is what a page break cut off its list: the end of an option, or in its column."""
    if region.slot.node.kind != "choice":
        return False
    text = squash("".join(fragments[source].text for source in below))
    own = [fragments[source] for source in region.sources if source not in below]
    listed = {one.column for one in own if regex.search(LIST_HEADING, squash(one.text))} - {own[0].column}
    in_list = {fragments[source].column for source in below} <= listed
    return in_list or any(squash(option).endswith(text) for option in region.slot.node.options)
