"""Lines into which several labels run: a form without its line breaks, 監査 実施の有無 [○] …. They are cut at the labels.

Elsewhere a line is one piece, since the words of most labels stand in sentences, too.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import islice, pairwise

import regex

from normalize.choices import LIST_HEADING
from normalize.dates import find_dates
from normalize.markers import find_marker
from normalize.text import is_letter_spaced, squash
from parsers.anchors import LOST_PUNCTUATION, bare_label, unpunctuated
from parsers.forms import Form
from parsers.fragments import Fragment
from parsers.slots import Slot, counted_words, lay_out

__all__ = ["cut_at_labels"]

FEWEST = 3
"""Labels that make a line a form that lost its line breaks: two of them may stand in a sentence."""
SHORTEST = 5
"""Letters: shorter labels of the body (部署, 監査, 方法) are words of any sentence, so they need a marker."""
LONGEST_LINE = 200_000
"""Characters; no form is longer."""
LONGEST_LABEL, WORDS_TRIED = 120, 4
"""Characters, and words of a line, within which its first label ends."""
LONGEST_BETWEEN = 60
"""Characters of a value between two labels, 個人情報ファイル名 … 公表場所, of which the second is a word like any other."""
NEAR = 3
"""Slots from a label to the one printed right behind it: a heading and its first items."""
STAMP = regex.compile(r"様\s*+式")
"""What a form's version ends with: only lines that hold it are looked at for one."""
SPACE_OR_END = regex.compile(r"\s++|$")
MARKER = r"(?:[①-⑳㉑-㉟]|[0-9０-９]{1,2}\s*+[.．、]|[Ⅰ-Ⅻ]|[(（](?:WORDS)\s*+[0-9０-９]++\s*+[)）]|(?:WORDS)\s*+[0-9０-９]*+\s*+[:：])"
"""What is printed before a label; WORDS are those that the form counts."""
EDGE_BEFORE, EDGE_BEHIND = (
    r"(?<![^\s。】)）])",
    r"(?![^\s【(（※:：\[［〔])(?!\s*+(?:[とに]\s*+同\s*+じ|と\s*+同\s*+様|の\s*+とおり))",
)
"""What stands around a label; a value may name one: 2.③対象となる本人の範囲 と同じ."""
WIDE = {"(": "[(（]", ")": "[)）]", **{str(digit): f"[{digit}{chr(0xFF10 + digit)}]" for digit in range(10)}}
OPENING, CLOSING = "[［〔【(（", "]］〕】)）"


@dataclass(frozen=True, slots=True)
class _Labels:
    """The labels of a form: as a pattern, by their squashed text with their slots and with the numbers in their markers, those
    that always have one (`marked`), the titles of the table of changes.

    `words` are those that the form counts.
    """

    pattern: regex.Pattern[str]
    slots: Mapping[str, Sequence[int]]
    numbers: Mapping[str, frozenset[str]]
    marked: frozenset[str]
    titles: tuple[str, ...]
    words: tuple[str, ...]


def cut_at_labels(pieces: Sequence[Fragment], form: Form, quoted: frozenset[int]) -> list[Fragment]:
    """Return the pieces, those of prose cut where labels of the form run into one line; rows `quoted` stay whole."""
    labels = _labels(form)
    found: list[Fragment] = []
    for piece in pieces:
        cuts = [] if piece.is_cell or piece.row in quoted else _cuts(piece.text, labels)
        found.extend(_parts(piece, cuts) if cuts else (piece,))
    return found


def _cuts(text: str, labels: _Labels) -> list[int]:
    """Return the offsets at which a line is to be cut, in order; none where it is one piece."""
    if len(text) > LONGEST_LINE or not any(letter.isspace() for letter in text):
        return []
    found = list(labels.pattern.finditer(text, 0, _begin_of_changes(text, labels)))
    if found and is_letter_spaced(text):
        found = [match for match in found if _is_told(text, match, labels)]
    if len({squash(match["label"]) for match in found}) >= FEWEST:
        return sorted({at for match in found for at in _with_number(text, match, labels)} | set(_around_stamp(text)))
    if len(text) <= LONGEST_LABEL and STAMP.search(text) is not None:
        return [at for at in _around_stamp(text) if 0 < at < len(text)]
    return _chain(text, labels)


def _is_told(text: str, match: regex.Match[str], labels: _Labels) -> bool:
    """Tell whether a label has what the form prints before it: between spaced letters any words may be those of a label."""
    label = unpunctuated(squash(match["label"]))
    return (
        label not in labels.marked
        or match.start() < match.start("label")
        or _with_number(text, match, labels) != match.span()
    )


def _with_number(text: str, match: regex.Match[str], labels: _Labels) -> tuple[int, int]:
    """Return the span of a label with the number before it, where its marker lost its circle: 2 事務の内容."""
    number = LOST_CIRCLE.search(text, 0, match.start())
    if number is None or number["number"] not in labels.numbers.get(unpunctuated(squash(match["label"])), ()):
        return match.span()
    return number.start("number"), match.end()


LOST_CIRCLE = regex.compile(r"(?:^|(?<=\s))(?P<number>[0-9]{1,2})\s++$")


@cache
def _labels(form: Form) -> _Labels:
    slots = lay_out(form)
    words = counted_words(slots)
    by_label: dict[str, list[int]] = {}
    for at, slot in enumerate(slots):
        for label in slot.labels:
            by_label.setdefault(label, []).append(at)
    titles = (place.node.label for place in form.places() if place.node.role == "column")
    numbers = {
        unpunctuated(label): frozenset(
            squash(slots[at].node.marker) for at in listed if squash(slots[at].node.marker).isdecimal()
        )
        for label, listed in by_label.items()
    }
    marked = frozenset(
        unpunctuated(label) for label, listed in by_label.items() if all(slots[at].node.marker for at in listed)
    )
    long = tuple(title for title in titles if len(title) >= SHORTEST)
    return _Labels(_pattern(slots, words), by_label, numbers, marked, long, words)


def _pattern(slots: Sequence[Slot], words: tuple[str, ...]) -> regex.Pattern[str]:
    """Return the pattern of labels with their markers, letter-spaced or not, where they are no part of a word.

    A short label needs its marker: without one it may be a word of a sentence.
    """
    marker = MARKER.replace("WORDS", "|".join(map(regex.escape, words)))
    long = _listed(slot for slot in slots if _stands_alone(slot))
    short = _listed(slot for slot in slots if not _stands_alone(slot) and slot.node.role != "group")
    blocks = "|".join(_spaced(slot.node.label) for slot in slots if slot.node.role == "group") or "(?!)"
    told = "|".join(_told_short(slots, marker)) or "(?!)"
    block = rf"(?:{blocks})\s*+[0-9０-９]{{1,2}}+(?:\s*+[~～〜]\s*+[0-9０-９]{{1,2}}+)?+"
    return regex.compile(
        rf"{EDGE_BEFORE}(?:(?:{marker}\s*+)?+(?P<label>{long}|{block})|{marker}\s*+(?P<label>{short})|{told})(?:\s*+※(?![0-9０-９]))?+{EDGE_BEHIND}"
    )


def _told_short(slots: Sequence[Slot], marker: str) -> Iterator[str]:
    """Yield patterns of short labels without a marker, told by what stands beside them.

    That is the bracket of their answer, the label printed right behind them, the list of options right before them, or a
    long label before them with a short value.
    """
    for at, slot in enumerate(slots):
        if _stands_alone(slot) or slot.node.role == "group":
            continue
        label = rf"(?P<label>{_listed([slot])})"
        if slot.node.marker and squash(slot.node.marker).isdecimal():
            yield rf"{squash(slot.node.marker)}\s++{label}"  # its circle is lost
        if slot.node.marker:
            continue
        if slot.node.kind in {"choice", "checkboxes"}:
            yield rf"{label}(?=\s*+(?:{LIST_HEADING}\s*+)?+[\[［〔])"
        elif slot.node.kind is None and at + 1 < len(slots):
            yield rf"{label}(?=\s++(?:{marker}\s*+|[0-9]{{1,2}}\s++)?+(?:{_listed([slots[at + 1]])}))"
        elif slot.node.kind == "text" and at and _stands_alone(slots[at - 1]) and slots[at - 1].node.kind == "text":
            yield rf"{label}(?<={_listed([slots[at - 1]])}\s.{{1,{LONGEST_BETWEEN}}}\s{_spaced(slot.node.label)})"
        elif slot.node.kind == "text" and at and slots[at - 1].node.options:
            yield rf"(?<={_spaced(slots[at - 1].node.options[-1])}\s+){label}"


def _stands_alone(slot: Slot) -> bool:
    return slot.node.role != "group" and (slot.place.chapter == "cover" or len(slot.node.label) >= SHORTEST)


def _listed(slots: Iterable[Slot]) -> str:
    """Return the alternatives of the slots' labels, each with its suffix or without; longer ones first."""
    labels = {(label, slot.node.suffix) for slot in slots for label in (slot.node.label, *slot.node.variants)}
    listed = (
        f"{_spaced(label)}(?:\\s*+{_spaced(suffix)}|\\s++{_spaced(suffix.strip('【】'))})?+"
        if suffix
        else _spaced(label)
        for label, suffix in sorted(labels, key=lambda one: (-len(one[0]), one))
    )
    return "|".join(listed) or "(?!)"


def _begin_of_changes(text: str, labels: _Labels) -> int:
    """Return where the table of changes begins in a line: it quotes labels; the end of the line where it has none."""
    found = (text.find(title) for title in labels.titles)
    return min((at for at in found if at >= 0), default=len(text))


def _spaced(label: str) -> str:
    """Return the pattern of a label, letter-spaced or not; some dumps print white space in place of ・ and 、."""
    letters = (WIDE.get(letter, regex.escape(letter)) for letter in squash(label))
    return r"\s*+".join(f"{letter}?+" if ord(letter[-1]) in LOST_PUNCTUATION else letter for letter in letters)


def _around_stamp(text: str) -> Iterator[int]:
    """Yield the ends of the form's version, its brackets included."""
    for mention in find_dates(text):
        if mention.value.kind == "form_version":
            before, behind = text[: mention.start].rstrip(), text[mention.end :]
            inner = len(behind) - len(behind.lstrip())
            yield len(before) - 1 if before.endswith(tuple(OPENING)) else mention.start
            yield mention.end + (inner + 1 if behind.strip().startswith(tuple(CLOSING)) else 0)


def _chain(text: str, labels: _Labels) -> list[int]:
    """Return where the label begins that stands right behind the one at the head of a line, and so on."""
    cuts: list[int] = []
    begin, before = 0, _label_at(text, labels)
    while before is not None:
        end, heads = before
        after = _label_at(text[begin + end :], labels)
        if after is None or not any(head < at <= head + NEAR for head in heads for at in after[1]):
            return cuts
        begin += end
        cuts.append(begin)
        before = after
    return cuts


def _label_at(text: str, labels: _Labels) -> tuple[int, Sequence[int]] | None:
    """Return where the value behind the label at the head of a text begins, and the slots it may stand for."""
    marker = find_marker(text, labels.words)
    begin = marker.end if marker is not None and marker.printed else 0
    ends = list(islice(SPACE_OR_END.finditer(text[:LONGEST_LABEL], begin), WORDS_TRIED))
    for match in reversed(ends):
        label, _ = bare_label(text[: match.start()], labels.words)
        if label in labels.slots:
            return match.end(), labels.slots[label]
    return None


def _parts(piece: Fragment, cuts: Iterable[int]) -> Iterator[Fragment]:
    """Yield the parts of a piece between the cuts; blank ones are left out."""
    edges = [0, *cuts, len(piece.text)]
    for begin, end in pairwise(edges):
        text = piece.text[begin:end]
        if text.strip():
            start = begin + len(text) - len(text.lstrip())
            yield replace(
                piece,
                passage=piece.passage.part(start, begin + len(text.rstrip())),
                runs_on=piece.runs_on and begin == 0,
            )
