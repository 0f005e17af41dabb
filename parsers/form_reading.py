"""A filled form read by its definition: which version it is, where its labels stand, and the value behind each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import regex

from normalize.dates import find_dates
from normalize.text import squash
from parsers.alignment import best_path
from parsers.anchors import find_anchors, is_fold
from parsers.bundle import LONGEST_TITLE
from parsers.changes import table_rows
from parsers.contents import listed_chapters
from parsers.filled import FilledForm, FilledSlot
from parsers.forms import Form, FormKind, forms
from parsers.fragments import Fragment, fragments
from parsers.misplaced import settled
from parsers.paragraphs import Paragraph
from parsers.passage import Passage
from parsers.readings import ValueReading, read_value
from parsers.regions import Region, one_line, regions
from parsers.run_together import cut_at_labels
from parsers.slots import Slot, counted_words, lay_out
from parsers.stamped import dated_by_stamp

__all__ = ["read_form"]

PAGE_NUMBER = regex.compile(
    r"(?:-|–|—)?\s*\d{1,4}\s*(?:-|–|—)|(?:P\.?|Page)?\s*\d{1,4}\s*(?:/|／)\s*\d{1,4}\s*(?:ページ|頁)?:?|Page\s*\d+:?"
)
"""Running page numbers (1 / 7 ページ, - 3 -): they stand between a label and its value at every page's end."""
PAGE = regex.compile(r"^(?:Page\d+:)?\d{0,4}")
"""What stands before the title where a dump numbers its pages."""
FIRST_PIECES = 200
"""Pieces of print that the cover has at most; further on, changes and annexes quote other versions."""
LONGEST_STAMP = 30
"""Characters of [平成26年4月 様式2], letter-spaced and with its brackets."""


def read_form(kind: FormKind, paragraphs: Sequence[Paragraph]) -> FilledForm:
    """Return the form of this kind that the paragraphs of a document hold."""
    printed = fragments(paragraphs)
    _, stamp = _stamp(printed)
    quoted = _quoted(paragraphs)
    form = _version(kind, [piece for piece in printed if piece.row not in quoted], stamp.text if stamp else None)
    pieces = cut_at_labels(printed, form, quoted)
    stamp_at, stamp = _stamp(pieces)
    slots = lay_out(form)
    words = counted_words(slots)
    found_anchors = find_anchors(pieces, slots, words, quoted)
    listed = listed_chapters(found_anchors, slots)
    anchors = [anchor for anchor in found_anchors if anchor.fragment not in listed]
    path = best_path(anchors, len(slots), [slot.loop for slot in slots])
    taken = {number for anchor in path for number in range(anchor.fragment, anchor.last + 1)}
    lone = {anchor.fragment for anchor in anchors if anchor.whole and anchor.fragment == anchor.last} - taken
    strange = frozenset(
        number
        for number, piece in enumerate(pieces)
        if number in lone | listed or piece.row in quoted or _is_strange(piece, words, form)
    )
    found = regions(pieces, path, slots, strange)
    filled = tuple(dated_by_stamp(settled(list(_filled(found, slots, pieces)), form), form, pieces, stamp_at))
    unplaced = tuple(pieces[number] for number in sorted(lone))
    contents = tuple(pieces[number] for number in sorted(listed))
    return FilledForm(form, stamp.text if stamp else None, filled, unplaced, contents)


def _quoted(paragraphs: Sequence[Paragraph]) -> frozenset[int]:
    """Return the rows of the table of changes: it quotes labels and values of before, none of them is an item."""
    return table_rows([row for paragraph in paragraphs for row in paragraph.rows])


def _is_strange(fragment: Fragment, words: tuple[str, ...], form: Form) -> bool:
    """Tell whether a fragment is no value: a page number, the form's title or version, the marker of folded blocks."""
    text = fragment.text.strip()
    return (
        PAGE_NUMBER.fullmatch(text) is not None
        or is_fold(text, words)
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
    node = region.slot.node
    text = region.value if node.kind == "text" else region.text
    text = one_line(text) if node.single else text
    return FilledSlot(
        region.slot, region.number, region.file, region, read_value(node, text), pieces[region.anchor.fragment]
    )


def _absent(slots: Sequence[Slot], at: int, region: Region | None, before: Region | None) -> Iterator[FilledSlot]:
    """Yield the slots that are missing from slot `at` up to a region; a path that goes back has left its block's rest."""
    end = len(slots) if region is None else region.anchor.slot
    if region is not None and end < at:
        end = (region.slot.loop or (0, at - 1))[1] + 1
        if region.slot.node.role != "group":
            end = at  # a chapter begins again: what it lacked of the file before stands further on
    for slot in slots[at:end]:
        same = before is not None and slot.place.group == before.slot.place.group and slot.parent == before.slot.parent
        number = before.number if same and before is not None else 1 if slot.place.group not in {None, "risk"} else None
        file = before.file if before is not None and slot.place.per_file else None
        yield FilledSlot(slot, number, file, None, ValueReading(None, "absent"))
