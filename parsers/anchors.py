"""Where the labels of a form stand in the print: every fragment that may be a label, with the slots it may stand for."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from difflib import SequenceMatcher

import regex

from normalize.markers import Marker, find_marker
from normalize.text import squash
from parsers.alignment import Anchor
from parsers.fragments import Fragment
from parsers.slots import Slot

__all__ = ["bare_label", "find_anchors", "is_fold", "is_near"]

STARRED = regex.compile(r"※.*$|【[^】]{1,12}】$", regex.DOTALL)
"""What stands behind a label: ※ for items whose change is important, 【任意】, 【行政機関等のみ】."""
FOLD = regex.compile(r"[~～〜]")
"""システム2～5: the form's marker of a folded block. It heads nothing."""
LONGEST_LABEL = 120
LINES_OF_A_LABEL = 4
"""The longest label of the forms is wrapped to three lines in the narrowest print seen."""
HEAD_END = regex.compile(r"\s+|(?=[<＜\[〔［【☐☑⦿⚪])|[:：]")
HEADS_TRIED = 4

WHOLE, IN_FRONT = 2.0, 1.0
"""Weight of a fragment that is the label, and of one that begins with it."""
PER_LETTER, MOST_LETTERS = 0.1, 20
"""A long label is met by chance less than a short one."""
MISPRINTED = 1.0
"""Weight of a cell that is a label but for a misprint."""
SHORTEST_MISPRINT, SHORTEST_MARKED = 7, 4
"""Labels shorter than seven letters differ among each other by one or two; a marker in front makes up for that."""
MOST_MISPRINTS, LETTERS_PER_MISPRINT, NEARNESS = 2, 5, 0.75
"""Letters lost, doubled or, counted twice, exchanged: two, in long labels a fifth, in short ones one; and in any the
ratio of equal letters."""
SAME_MARKER, OTHER_MARKER = 0.6, -0.3
BLOCK = 3.0
"""The head of a repeated block prints its number: there is no better sign."""


def bare_label(text: str, words: tuple[str, ...]) -> tuple[str, Marker | None]:
    """Return a print of a label squashed, without its marker and what stands behind it, and the marker."""
    marker = find_marker(text, words)
    rest = text[marker.end :] if marker is not None and marker.printed else text
    return squash(STARRED.sub("", rest)), marker


def is_fold(text: str, words: tuple[str, ...]) -> bool:
    """Tell whether a fragment is the marker of folded blocks."""
    marker = find_marker(text, words)
    return marker is not None and marker.word in words and FOLD.search(marker.printed) is not None


def find_anchors(
    fragments: Sequence[Fragment], slots: Sequence[Slot], words: tuple[str, ...], quoted: frozenset[int] = frozenset()
) -> list[Anchor]:
    """Return all anchors, sorted by fragment and slot; none in the rows `quoted`.

    `words` are those that count repeated blocks and risks.
    """
    by_label: dict[str, list[int]] = defaultdict(list)
    for at, slot in enumerate(slots):
        for label in sorted(slot.labels):
            by_label[label].append(at)
    blocks = {slot.node.label: at for at, slot in enumerate(slots) if slot.node.role == "group"}
    found: list[Anchor] = []
    for number, fragment in enumerate(fragments):
        if fragment.row in quoted:
            continue
        own = list(_block(number, fragment, blocks, words)) or list(_whole(number, fragment, slots, by_label, words))
        own += _wrapped(number, fragments, slots, by_label, words)
        own = own or list(_in_front(number, fragment, slots, by_label, words))
        found += own or _misprinted(number, fragment, by_label, words)
    return sorted(found, key=lambda anchor: (anchor.fragment, anchor.slot, anchor.last))


def _block(number: int, fragment: Fragment, blocks: Mapping[str, int], words: tuple[str, ...]) -> Iterator[Anchor]:
    marker = find_marker(fragment.text, words)
    if marker is not None and marker.word in blocks and marker.number and not FOLD.search(marker.printed):
        whole = not fragment.text[marker.end :].strip()
        yield Anchor(number, number, blocks[marker.word], BLOCK, marker.end, whole, marker.number)


def _whole(
    number: int,
    fragment: Fragment,
    slots: Sequence[Slot],
    by_label: Mapping[str, Sequence[int]],
    words: tuple[str, ...],
) -> Iterator[Anchor]:
    if len(fragment.text) > LONGEST_LABEL:
        return
    label, marker = bare_label(fragment.text, words)
    for at in by_label.get(label, ()):
        weight = WHOLE + _length(label) + _marked(marker, slots[at])
        yield Anchor(number, number, at, weight, len(fragment.text), whole=True)


def _wrapped(
    number: int,
    fragments: Sequence[Fragment],
    slots: Sequence[Slot],
    by_label: Mapping[str, Sequence[int]],
    words: tuple[str, ...],
) -> Iterator[Anchor]:
    """Yield anchors of labels that a line break cut in two or more lines of prose."""
    text = fragments[number].text
    for last in range(number + 1, min(len(fragments), number + LINES_OF_A_LABEL)):
        if fragments[last].is_cell or fragments[number].is_cell or len(text) > LONGEST_LABEL:
            return
        text += fragments[last].text
        label, marker = bare_label(text, words)
        for at in by_label.get(label, ()):
            weight = WHOLE + _length(label) + _marked(marker, slots[at])
            yield Anchor(number, last, at, weight, len(fragments[last].text), whole=True)


def _in_front(
    number: int,
    fragment: Fragment,
    slots: Sequence[Slot],
    by_label: Mapping[str, Sequence[int]],
    words: tuple[str, ...],
) -> Iterator[Anchor]:
    """Yield anchors of a label in front of its value: on a line of its own in the cell, or before a space or bracket."""
    ends = list(HEAD_END.finditer(fragment.text, 1, LONGEST_LABEL))
    tried = [*ends[:HEADS_TRIED], *(match for match in ends[HEADS_TRIED:] if "\n" in match[0])]
    for match in sorted(tried, key=lambda match: -match.start()):
        label, marker = bare_label(fragment.text[: match.start()], words)
        slots_here = by_label.get(label, ())
        for at in slots_here:
            weight = IN_FRONT + _length(label) + _marked(marker, slots[at])
            yield Anchor(number, number, at, weight, match.end(), whole=False)
        if slots_here:
            return


def _misprinted(
    number: int, fragment: Fragment, by_label: Mapping[str, Sequence[int]], words: tuple[str, ...]
) -> Iterator[Anchor]:
    """Yield anchors of labels that a piece nearly is: その他の措置の内容 without its その.

    Such a piece is a cell at the beginning of its row, or has a marker.
    """
    if fragment.cell or len(fragment.text) > LONGEST_LABEL:
        return
    label, marker = bare_label(fragment.text, words)
    is_marked = marker is not None and bool(marker.printed)
    if not (is_marked or fragment.is_cell) or len(label) < (SHORTEST_MARKED if is_marked else SHORTEST_MISPRINT):
        return
    for known, slots_here in by_label.items():
        if is_near(label, known):
            for at in slots_here:
                yield Anchor(number, number, at, MISPRINTED + _length(label), len(fragment.text), whole=True)


def is_near(label: str, known: str) -> bool:
    """Tell whether two squashed labels differ in few letters; the cheap tests come first."""
    most = max(MOST_MISPRINTS, len(known) // LETTERS_PER_MISPRINT) if len(known) >= SHORTEST_MISPRINT else 1
    if abs(len(label) - len(known)) > most:
        return False
    odd = Counter(label)
    odd.subtract(known)
    if sum(map(abs, odd.values())) > most:
        return False
    return SequenceMatcher(None, label, known, autojunk=False).ratio() >= NEARNESS


def _length(label: str) -> float:
    return PER_LETTER * min(len(label), MOST_LETTERS)


def _marked(marker: Marker | None, slot: Slot) -> float:
    """Return what the marker adds: circled numbers differ between forms, so another one speaks little against a slot."""
    if marker is None or not marker.printed:
        return 0.0
    return SAME_MARKER if squash(marker.printed).strip(".") == squash(slot.node.marker).strip(".") else OTHER_MARKER
