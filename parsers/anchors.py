"""Where the labels of a form stand in the print: every fragment that may be a label, with the slots it may stand for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

import regex
from rapidfuzz.distance import Levenshtein

from normalize.markers import Marker, find_marker
from normalize.text import squash
from parsers.alignment import Anchor
from parsers.fragments import Fragment
from parsers.misprints import Misprints
from parsers.slots import Slot, counted_words

__all__ = [
    "BRACKETED",
    "LONGEST_LABEL",
    "LOST_PUNCTUATION",
    "Labels",
    "bare_label",
    "find_anchors",
    "is_fold",
    "joined_lines",
    "plain_print",
    "unpunctuated",
]

STARRED = regex.compile(r"※.*$|【[^】]{1,12}】$", regex.DOTALL)
"""What stands behind a label: ※ for items whose change is important, 【任意】, 【行政機関等のみ】."""
STAR_BEHIND = regex.compile(r"\s*+※\s++(?![0-9０-９])")
"""The star of a label in front of its value; ※1 is a note."""
ONLY_STAR = regex.compile(r"※(?:\([^()]*+\))?+")
"""A star, and in parentheses what it leaves out, squashed: ※(7. ②を除く。). More than that is a value on the label's line."""
BRACKETED = regex.compile(r"\s*+[<＜【〔《≪「\[［]")
"""<リスクに対する措置の内容>: a heading that its author wrote; [ …: a box or an option. No label stands in brackets."""
FOLD = regex.compile(r"[~～〜]")
"""システム2～5: the form's marker of a folded block. It heads nothing."""
FOLD_EDITS = 2
"""Letters by which a fold may differ from the form's; where its tilde is lost it may be a head, unless its number is none."""
COUNTED = regex.compile(r"\D{2,6}(?P<number>\d{2,4})")
HEAD_OF_BLOCK = regex.compile(r"(?P<word>\D{2,6}?)(?P<number>\d{1,2})")
"""A block's head, squashed and alone; three digits are a fold whose tilde is lost."""
LONGEST_LABEL = 120
LINES_OF_A_LABEL = 4
"""The longest label of the forms is wrapped to three lines in the narrowest print seen."""
HEAD_END = regex.compile(r"\s+|(?=[<＜\[〔［【☐☑⦿⚪])|[:：]")
HEADS_TRIED = 4
BELOW = 3
"""Labels that stand beside a heading at their side."""

WHOLE, IN_FRONT = 2.0, 1.0
"""Weight of a fragment that is the label, and of one that begins with it."""
PER_LETTER, MOST_LETTERS = 0.1, 20
"""A long label is met by chance less than a short one."""
MISPRINTED, PER_EDIT = 1.6, 0.35
"""Weight of a piece that is a label but for a misprint, and what each wrong letter takes from it."""
SAME_MARKER, OTHER_MARKER = 0.6, -0.3
STAR = 0.01
"""A ※ on a line of its own belongs to the label before it rather than to the value."""
BLOCK, MISPRINTED_BLOCK = 3.0, 2.0
"""The head of a repeated block prints its number: there is no better sign."""


@dataclass(frozen=True, slots=True)
class Labels:
    """The labels of a form as its print shows them.

    `words` are those that count repeated blocks and risks, `by_label` the slots of each squashed label, `blocks` the
    slot that each counted word heads, `folds` the squashed print of folded blocks, `most_blocks` how many of a kind a form
    has room for.
    """

    slots: tuple[Slot, ...]
    words: tuple[str, ...]
    by_label: Mapping[str, tuple[int, ...]]
    blocks: Mapping[str, int]
    folds: frozenset[str]
    most_blocks: int
    misprints: Misprints

    @staticmethod
    @cache
    def of(slots: tuple[Slot, ...]) -> Labels:
        """Return the labels of a form that is laid out."""
        by_label: dict[str, list[int]] = defaultdict(list)
        marked: dict[str, list[int]] = defaultdict(list)
        for at, slot in enumerate(slots):
            for label in sorted(slot.labels):
                by_label[label].append(at)
                marked[squash(slot.node.marker) + label].append(at)
        for label, found in [*by_label.items()]:
            by_label.setdefault(unpunctuated(label), found)
        return Labels(
            slots,
            counted_words(slots),
            {label: tuple(found) for label, found in by_label.items()},
            {slot.node.label: at for at, slot in enumerate(slots) if slot.node.role == "group"},
            frozenset(squash(fold) for slot in slots for fold in slot.node.folds),
            max((slot.node.repeats for slot in slots), default=1),
            Misprints({**answers_of(slots), **marked, **by_label}),
        )


def unpunctuated(label: str) -> str:
    """Return a squashed label without what some dumps print as white space or not at all."""
    return label.translate(LOST_PUNCTUATION)


LOST_PUNCTUATION = dict.fromkeys(map(ord, "・、。「」"))


def answers_of(slots: Sequence[Slot]) -> dict[str, tuple[int, ...]]:
    """Return what the form prints for answers, squashed: none of it stands for a label, however near to one."""
    options = {text for slot in slots for text in _printed_options(slot)}
    return dict.fromkeys(sorted(options | {squash(box.label) for slot in slots for box in slot.node.boxes}), ())


def _printed_options(slot: Slot) -> Iterator[str]:
    for number, option in enumerate(slot.node.options, 1):
        yield from (squash(option), f"{number}){squash(option)}")


def bare_label(text: str, words: tuple[str, ...]) -> tuple[str, Marker | None]:
    """Return a print of a label squashed, without its marker and what stands behind it, and the marker."""
    marker = find_marker(text, words)
    rest = text[marker.end :] if marker is not None and marker.printed else text
    return squash(STARRED.sub("", rest)), marker


def plain_print(text: str) -> str:
    """Return a print of a label squashed, with its marker, without what stands behind it."""
    return squash(STARRED.sub("", text))


def is_fold(text: str, labels: Labels) -> bool:
    """Tell whether a fragment is the marker of folded blocks, misprinted or not."""
    marker = find_marker(text, labels.words)
    if marker is not None and marker.word in labels.words and FOLD.search(marker.printed) is not None:
        return True
    longest = max(map(len, labels.folds), default=0)
    if len(text) > longest + FOLD_EDITS:
        return False
    squashed = squash(text)
    if FOLD.search(squashed) is None and not _is_beyond(squashed, labels):
        return False
    return any(Levenshtein.distance(squashed, fold, score_cutoff=FOLD_EDITS) <= FOLD_EDITS for fold in labels.folds)


def _is_beyond(squashed: str, labels: Labels) -> bool:
    """Tell whether a piece is a word and a number that no block can have: 提供先6～10 without its tilde is no 提供先610."""
    counted = COUNTED.fullmatch(squashed)
    return counted is not None and int(counted["number"]) > labels.most_blocks


def find_anchors(fragments: Sequence[Fragment], labels: Labels, quoted: frozenset[int] = frozenset()) -> list[Anchor]:
    """Return all anchors, sorted by fragment and slot; none in the rows `quoted`."""
    found: list[Anchor] = []
    for number, fragment in enumerate(fragments):
        if fragment.row in quoted or is_fold(fragment.text, labels):
            continue
        own = list(_block(number, fragment, labels)) or list(_whole(number, fragment, labels))
        own += _wrapped(number, fragments, labels)
        own = own or list(_in_front(number, fragment, labels))
        found += own or _misprinted(number, fragments, labels)
    return sorted(found, key=lambda anchor: (anchor.fragment, anchor.slot, anchor.last))


def _block(number: int, fragment: Fragment, labels: Labels) -> Iterator[Anchor]:
    """Yield the anchor of a block's head; a word that is spread, or has a letter lost or misread, where it stands alone."""
    marker = find_marker(fragment.text, labels.words)
    if marker is not None and marker.word in labels.blocks and marker.number:
        if IN_SENTENCE.match(fragment.text, marker.end) is not None:
            return
        whole = not fragment.text[marker.end :].strip()
        yield Anchor(number, number, labels.blocks[marker.word], BLOCK, marker.end, whole, marker.number)
        return
    head = HEAD_OF_BLOCK.fullmatch(squash(fragment.text)) if len(fragment.text) < LONGEST_LABEL else None
    if head is None:
        return
    spaced = head["word"] in labels.blocks  # 委 託 事 項 1, spread over the width of its cell
    near = [word for word in labels.blocks if Levenshtein.distance(head["word"], word, score_cutoff=1) == 1]
    if spaced or len(near) == 1:
        word, weight = (head["word"], BLOCK) if spaced else (near[0], MISPRINTED_BLOCK)
        end = len(fragment.text)
        yield Anchor(number, number, labels.blocks[word], weight, end, whole=True, number=int(head["number"]))


IN_SENTENCE = regex.compile(r"\s*+(?:(?:の|から|へ|に|と|で|を)(?=[^\p{Hiragana}\s])|及び|並びに|又は|.*。\s*+$)")
"""What stands behind a counted word that a sentence speaks of: システム1の利用者を管理する機能 heads no block; がん検診 does."""


def _whole(number: int, fragment: Fragment, labels: Labels) -> Iterator[Anchor]:
    if len(fragment.text) > LONGEST_LABEL:
        return
    label, marker = bare_label(fragment.text, labels.words)
    for at in _meant(label, fragment.text, labels):
        weight = WHOLE + _length(label) + _marked(marker, labels.slots[at])
        yield Anchor(number, number, at, weight, len(fragment.text), whole=True)


def _meant(label: str, text: str, labels: Labels) -> list[int]:
    """Return the slots of a bare label, where nothing but its star or suffix stands behind it in `text`."""
    star = STARRED.search(text)
    behind = squash(star[0]) if star is not None else ""
    noted = not behind or ONLY_STAR.fullmatch(behind) is not None
    found = labels.by_label.get(label, ())
    return [at for at in found if noted or _has_suffix(labels.slots[at], label, behind)]


def _has_suffix(slot: Slot, label: str, behind: str) -> bool:
    return behind == squash(slot.node.suffix) or label + behind in slot.labels


def _wrapped(number: int, fragments: Sequence[Fragment], labels: Labels) -> Iterator[Anchor]:
    """Yield anchors of labels that a line break cut in two or more lines of prose."""
    for last, text in joined_lines(number, fragments):
        label, marker = bare_label(text, labels.words)
        starred = STAR if fragments[last].text.strip() == "※" else 0.0
        for at in _meant(label, text, labels):
            weight = WHOLE + _length(label) + _marked(marker, labels.slots[at]) + starred
            yield Anchor(number, last, at, weight, len(fragments[last].text), whole=True)


def joined_lines(number: int, fragments: Sequence[Fragment]) -> Iterator[tuple[int, str]]:
    """Yield the text of a line of prose with those of the lines behind it, as far as a label may reach."""
    text = fragments[number].text
    for last in range(number + 1, min(len(fragments), number + LINES_OF_A_LABEL)):
        text += fragments[last].text
        if fragments[last].is_cell or fragments[number].is_cell or len(text) > LONGEST_LABEL:
            return
        yield last, text


def _in_front(number: int, fragment: Fragment, labels: Labels) -> Iterator[Anchor]:
    """Yield anchors of a label in front of its value: on a line of its own in the cell, or before a space or bracket."""
    ends = list(HEAD_END.finditer(fragment.text, 1, LONGEST_LABEL))
    tried = [*ends[:HEADS_TRIED], *(match for match in ends[HEADS_TRIED:] if "\n" in match[0])]
    for match in sorted(tried, key=lambda match: -match.start()):
        front = fragment.text[: match.start()]
        label, marker = bare_label(front, labels.words)
        slots_here = _meant(label, front, labels)
        for at in slots_here:
            weight = IN_FRONT + _length(label) + _marked(marker, labels.slots[at])
            beside = _beside_label(squash(fragment.text[match.end() :]), at, labels) if fragment.cells > 1 else None
            if beside is None:
                star = STAR_BEHIND.match(fragment.text, match.end())
                yield Anchor(number, number, at, weight, star.end() if star else match.end(), whole=False)
            else:
                yield Anchor(number, number, beside, weight + WHOLE - IN_FRONT, len(fragment.text), whole=True)
        if slots_here:
            return


def _beside_label(rest: str, at: int, labels: Labels) -> int | None:
    """Return whose label a cell is that holds the label `at` and a `rest`, with values in other cells; None for no label.

    A heading printed at the side (再委託) may share the cell of a label below it, or leave a few of its letters there.
    """
    node = labels.slots[at].node
    if node.kind is None and node.role == "label":
        return next(
            (
                near
                for near in range(at + 1, min(at + 1 + BELOW, len(labels.slots)))
                if rest in labels.slots[near].labels
            ),
            None,
        )
    above = labels.slots[max(0, at - BELOW) : at]
    sides = [slot for slot in above if slot.node.role == "label" and slot.place.group == labels.slots[at].place.group]
    return at if rest and any(rest in label for slot in sides for label in slot.labels) else None


def _misprinted(number: int, fragments: Sequence[Fragment], labels: Labels) -> Iterator[Anchor]:
    """Yield anchors of labels that a piece, or a line of prose with those behind it, nearly is."""
    best: dict[int, tuple[int, float, int]] = {}
    for last, text in [(number, fragments[number].text), *joined_lines(number, fragments)]:
        if len(text) > LONGEST_LABEL or BRACKETED.match(text) or _holds_value(text):
            break
        behind = text[len(fragments[number].text) :]
        for at, (edits, weight) in _near(text, labels).items():
            nearer = _near(behind, labels).get(at) if behind else None
            if nearer is None or nearer[0] > edits:  # else the first line is a value, and the label is below it
                best[at] = min(best.get(at, (edits, weight, last)), (edits, weight, last))
    for at, (_, weight, last) in best.items():
        yield Anchor(number, last, at, weight, len(fragments[last].text), whole=True)


def _holds_value(text: str) -> bool:
    """Tell whether more than a note stands behind the star of a text: its label ends at the star."""
    star = STARRED.search(text)
    return star is not None and "※" in star[0] and ONLY_STAR.fullmatch(squash(star[0])) is None


def _near(text: str, labels: Labels) -> dict[int, tuple[int, float]]:
    """Return the slots whose label a text nearly is, each with the letters between and its weight."""
    found: dict[int, tuple[int, float]] = {}
    for written in sorted({bare_label(text, labels.words)[0], plain_print(text)}):
        for known, edits, meant in labels.misprints.near(written):
            weight = MISPRINTED + _length(known) - PER_EDIT * edits
            for at in meant:
                if weight > 0 and (at not in found or edits < found[at][0]):
                    found[at] = edits, weight
    return found


def _length(label: str) -> float:
    return PER_LETTER * min(len(label), MOST_LETTERS)


def _marked(marker: Marker | None, slot: Slot) -> float:
    """Return what the marker adds: circled numbers differ between forms, so another one speaks little against a slot."""
    if marker is None or not marker.printed:
        return 0.0
    return SAME_MARKER if squash(marker.printed).strip(".") == squash(slot.node.marker).strip(".") else OTHER_MARKER
