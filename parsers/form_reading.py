"""A filled form read by its definition: which version it is, where its labels stand, and the value behind each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from dataclasses import replace

import regex

from normalize.dates import find_dates
from normalize.text import squash
from parsers.alignment import Anchor, best_path
from parsers.anchors import Labels, find_anchors, is_fold
from parsers.bundle import LONGEST_TITLE
from parsers.changes import table_rows
from parsers.contents import listed_chapters
from parsers.cut_labels import with_whole_labels
from parsers.filled import FilledForm, FilledSlot
from parsers.foreign import print_of
from parsers.forms import Form, FormKind, forms
from parsers.fragments import Fragment, fragments
from parsers.gaps import displaced, guessed
from parsers.lost import LABEL_LOST
from parsers.misplaced import settled
from parsers.orphans import with_orphans
from parsers.page_edges import page_edges
from parsers.paragraphs import Paragraph
from parsers.passage import Passage
from parsers.proven import proven
from parsers.reading_order import disorder_of
from parsers.readings import ValueReading, inferred, read_value
from parsers.recognised import as_recognised
from parsers.regions import Region, one_line, regions
from parsers.run_together import cut_at_labels
from parsers.slots import Slot, lay_out
from parsers.split_lists import rejoin_lists
from parsers.stamped import dated_by_stamp

__all__ = ["read_form"]

NUMBER, PAGES = r"(?:[0-9lIO]{1,4})", r"(?:[ペぺ][ー一ジ]{0,2}|[ー一]ジ|ー|頁)"
PAGE_NUMBER = regex.compile(
    rf"(?=.*[0-9])(?:-{NUMBER}-|(?:P\.?|Page)?(?:{NUMBER}?/{NUMBER}?{PAGES}?|{NUMBER}{{1,2}}{PAGES}):?)"
    rf"|/{PAGES}:?|Page[0-9]+:?"
)
"""Running page numbers, squashed (1/7ページ, -3-), with a letter lost or misread: they stand between a label and its
value at every page's end. A bare number may be a value, one with a single dash the end of another: `page_edges` tells."""
LONGEST_PAGE_NUMBER = 20
PAGE = regex.compile(r"^(?:Page\d+:)?\d{0,4}")
"""What stands before the title where a dump numbers its pages."""
CELL_LOST = "cell_lost"
"""A rule, as issues name it: a row is too short, and its value is what it lacks."""
FIRST_PIECES = 200
"""Pieces of print that the cover has at most; further on, changes and annexes quote other versions."""
LONGEST_STAMP = 30
"""Characters of [平成26年4月 様式2], letter-spaced and with its brackets."""


def read_form(kind: FormKind, paragraphs: Sequence[Paragraph]) -> FilledForm:
    """Return the form of this kind that the paragraphs of a document hold."""
    printed = fragments(paragraphs)
    rows = [row for paragraph in paragraphs for row in paragraph.rows]
    _, stamp = _stamp(printed)
    quoted = table_rows(rows)
    form = _version(kind, [piece for piece in printed if piece.row not in quoted], stamp.text if stamp else None)
    slots = lay_out(form)
    labels = Labels.of(slots)
    pieces = with_whole_labels(cut_at_labels(printed, form, quoted), labels, quoted)
    stamp_at, stamp = _stamp(pieces)
    printed_anchors = find_anchors(pieces, labels, quoted)
    listed = listed_chapters(printed_anchors, slots)
    anchors = [anchor for anchor in printed_anchors if anchor.fragment not in listed]
    edges = page_edges(rows)
    apart = listed | {
        number
        for number, piece in enumerate(pieces)
        if piece.row in quoted or piece.row in edges or _is_strange(piece, labels, form)
    }
    anchors, path = _narrowed(pieces, anchors, labels, apart)
    lone = _lone(anchors, path, pieces)
    found = with_orphans(regions(pieces, path, slots, frozenset(apart | lone)), pieces, slots, print_of(form))
    disorder = disorder_of(rows, pieces, anchors, found, slots)
    if disorder == "neighbours_on_one_line":
        rejoin_lists(found)
    placed = dated_by_stamp(settled(list(_filled(found, slots, pieces)), form), form, pieces, stamp_at)
    filled = tuple(_doubted(slot) for slot in (proven(placed, rows, disorder) if disorder else placed))
    unplaced = tuple(pieces[number] for number in sorted(lone))
    contents = tuple(pieces[number] for number in sorted(listed))
    return FilledForm(form, stamp.text if stamp else None, filled, unplaced, contents, disorder)


def _lone(anchors: Sequence[Anchor], path: Sequence[Anchor], pieces: Sequence[Fragment]) -> set[int]:
    """Return the pieces that are labels, but none of the path's.

    That is a label alone; or with its value, where the row prints both once more in cells of their own: nested tables.
    """
    taken = {number for anchor in path for number in range(anchor.fragment, anchor.last + 1)}
    again = {(pieces[anchor.fragment].row, anchor.slot) for anchor in path}
    single = (anchor for anchor in anchors if anchor.fragment == anchor.last)
    lone = {anchor.fragment for anchor in single if anchor.whole or (pieces[anchor.fragment].row, anchor.slot) in again}
    return lone - taken


def _narrowed(
    pieces: Sequence[Fragment], anchors: list[Anchor], labels: Labels, apart: Set[int]
) -> tuple[list[Anchor], list[Anchor]]:
    """Return the anchors and the best path through them, in the order of the form, with what only its gaps tell."""
    path = _path(anchors, labels.slots)
    more = list(guessed(pieces, path, labels, apart | {anchor.fragment for anchor in anchors}))
    if more:
        anchors = sorted([*anchors, *more], key=lambda anchor: (anchor.fragment, anchor.slot, anchor.last))
        path = _path(anchors, labels.slots)
    for at, anchor in sorted(displaced(pieces, anchors, path, labels.slots), key=lambda one: -one[0]):
        path.insert(at, anchor)
    return anchors, path


def _path(anchors: Sequence[Anchor], slots: Sequence[Slot]) -> list[Anchor]:
    return best_path(anchors, len(slots), [slot.loop for slot in slots])


def _is_strange(fragment: Fragment, labels: Labels, form: Form) -> bool:
    """Tell whether a fragment is no value: a page number, the form's title or version, the marker of folded blocks."""
    text = fragment.text.strip()
    return (
        (len(text) <= LONGEST_PAGE_NUMBER and PAGE_NUMBER.fullmatch(squash(text)) is not None)
        or is_fold(text, labels)
        or (len(text) <= LONGEST_TITLE and PAGE.sub("", squash(text), count=1).startswith(squash(form.title)))
        or _version_printed(fragment) is not None
    )


def _stamp(pieces: Sequence[Fragment]) -> tuple[int | None, Passage | None]:
    """Return which fragment holds the form's version, and the version as printed on the cover, without its brackets."""
    for number, piece in enumerate(pieces[:FIRST_PIECES]):
        stamp = _version_printed(piece)
        if stamp is not None:
            return number, stamp
    return None, None


def _version_printed(fragment: Fragment) -> Passage | None:
    """Return the form's version where a fragment holds it and hardly anything else."""
    if len(fragment.text) > LONGEST_STAMP:
        return None
    for mention in find_dates(fragment.text):
        if mention.value.kind == "form_version":
            return fragment.passage.part(mention.start, mention.end)
    return None


def _version(kind: FormKind, pieces: Sequence[Fragment], stamp: str | None) -> Form:
    """Return the version of which the print shows most labels and boxes.

    Of equals that is the one that is stamped, then the one that lacks least, then the newest. Old stamps persist for
    years, so the stamp alone decides nothing.
    """
    whole = squash("".join(piece.text for piece in pieces))
    own = squash(stamp or "")

    def fit(form: Form) -> tuple[int, bool, int, str]:
        printed = {squash(place.node.label) for place in form.places() if place.node.printed}
        printed |= {squash(box.label) for place in form.places() for box in place.node.boxes}
        shown = sum(label in whole for label in printed)
        return shown, squash(form.stamp) == own, -len(printed), form.since

    return max((form for form in forms() if form.kind == kind), key=fit)


def _filled(found: Sequence[Region], slots: Sequence[Slot], pieces: Sequence[Fragment]) -> Iterator[FilledSlot]:
    """Yield the filled slots in reading order, and between them those that the form has and the print has not."""
    at, before = 0, None
    for region in found:
        yield from _absent(slots, at, region, before)
        yield _filled_slot(region, pieces)
        at, before = region.anchor.slot + 1, region
    yield from _absent(slots, at, None, before)


def _filled_slot(region: Region, pieces: Sequence[Fragment]) -> FilledSlot:
    head = None if region.orphan else pieces[region.anchor.fragment]
    return FilledSlot(region.slot, region.number, region.file, region, _reading(region, head), head)


def _reading(region: Region, head: Fragment | None) -> ValueReading:
    """Return what a region says, as certain as its label is."""
    node = region.slot.node
    text = region.value if node.kind == "text" else region.text
    reading = read_value(node, one_line(text) if node.single else text)
    if region.doubtful:
        return ValueReading(None, "unreadable", rule=LABEL_LOST)
    if region.orphan:
        return inferred(reading, LABEL_LOST)
    if head is not None and (head.lacks or head.gap) and not region.parts:
        return ValueReading(None, "unreadable", rule=CELL_LOST)
    return reading


def _doubted(slot: FilledSlot) -> FilledSlot:
    """Return a slot whose print is a picture with a value that is inferred at best."""
    if not slot.is_recognised:
        return slot
    return replace(slot, reading=as_recognised(slot.reading, slot.slot.node.kind, slot.raw))


def _absent(slots: Sequence[Slot], at: int, region: Region | None, before: Region | None) -> Iterator[FilledSlot]:
    """Yield the slots that are missing from slot `at` up to a region; a path that goes back has left its block's rest.

    Where a chapter begins again, what it lacked of the file before stands further on.
    """
    end = len(slots) if region is None else region.anchor.slot
    if region is None or end >= at:
        yield from _lacking(slots[at:end], before)
    elif region.slot.loop is not None and region.slot.place.repeats:
        yield from _lacking(slots[at : region.slot.loop.last + 1], before)
        if region.headless and region.slot.parent is not None:
            yield from _lacking(slots[region.slot.parent + 1 : end], region)


def _lacking(lost: Sequence[Slot], beside: Region | None) -> Iterator[FilledSlot]:
    """Yield slots that the print lacks, with the numbers of the block and file that a region beside them is in."""
    for slot in lost:
        same = beside is not None and slot.place.group == beside.slot.place.group and slot.parent == beside.slot.parent
        number = beside.number if same and beside is not None else 1 if slot.place.repeats else None
        file = beside.file if beside is not None and slot.place.per_file else None
        yield FilledSlot(slot, number, file, None, ValueReading(None, "absent"))
