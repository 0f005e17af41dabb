"""Texts whose own print tells that a piece of them is lost or misread: they stay as printed, and an issue says so.

A text that was read from its place may have lost a line, or a letter, before this project saw it. None of these rules
changes a value; what they notice makes it one that is inferred.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import regex

from normalize.date_numerals import fold_aligned
from normalize.text import squash
from parsers.filled import FilledSlot
from parsers.forms import Node
from parsers.readings import inferred

__all__ = ["doubt", "doubted"]

TEXT_CUT = "text_ends_amid_a_sentence"
BEGINNING_CUT = "text_begins_amid_a_word"
BRACKET_OPEN = "bracket_without_its_other"
ENTRY_LOST = "numbering_with_a_hole"
LOOKS_OTHERWISE = "looks_like_no_value_of_this_item"
MISREAD = "letter_of_another_script"
"""Rules, as issues name them."""

CUT_SHORT = regex.compile(r"(?:[をがはや、，,(（「・]|(?<!など|及び|又)に|及び|並びに|又は|若しくは)$")
"""Particles and marks behind which a sentence goes on; nouns end in の, と and で (もの, こと, まで), too."""
NO_BEGINNING = regex.compile(r"[をんゃゅょっぁぃぅぇぉャュョッァィゥェォー々、。」』）)]")
"""Letters and marks with which no word begins."""
ENUMERATOR = regex.compile(r"(?:^|(?<=[\s。、・]))[(（]?[0-9０-９ア-ンa-z]{1,2}[)）]", regex.MULTILINE)
"""1) and (1): numbers of entries are no pair of brackets."""
PAIRS = {")": "(", "」": "「", "』": "『", "】": "【", "〕": "〔"}
BRACKETS = regex.compile(r"[()「」『』【】〔〕]")
NUMBERED = regex.compile(
    r"^[・\s]*+(?:\((?P<both>\d{1,2})\)|(?P<one>\d{1,2})\)|(?P<dot>\d{1,2})[.．](?!\d))|^(?P<ring>[①-⑳])", regex.M
)
"""The number of an entry at the beginning of a line, folded but for ①."""
KANJI, KATAKANA = r"[\u4e00-\u9fff々]", r"[ァ-ヴ]"
MISREAD_LETTERS = regex.compile(
    rf"(?<={KATAKANA})一(?!{KANJI}|つ)"  # サーバ一
    r"|第[ニハー](?![ァ-ヴ])"  # 第ニ欄
    r"|(?<![A-Za-z/._-])l(?![A-Za-z/._-])"  # 月l回
    r"|(?<=[0-9第])O(?![A-Za-z])"  # 1O月
    r"|曰"
)
"""What recognition takes for a letter of another script, where no word has one."""


def doubt(node: Node, value: str, *, per_file: bool = False) -> str | None:
    """Return the rule by which a text as printed can't be the whole value of an item; None where nothing speaks against it."""
    if CUT_SHORT.search(value):
        return TEXT_CUT
    if NO_BEGINNING.match(value):
        return BEGINNING_CUT
    if node.looks is not None and not _looks_right(node, value):
        return LOOKS_OTHERWISE
    if MISREAD_LETTERS.search(value):
        return MISREAD
    folded = fold_aligned(value)
    if not _pairs(folded):
        return BRACKET_OPEN
    return ENTRY_LOST if _has_hole(folded, of_file=per_file) else None


def _looks_right(node: Node, value: str) -> bool:
    paragraphs = [squash(line) for line in value.split("\n")]
    return regex.search(node.looks or "", ("" if node.single else "\n").join(paragraphs)) is not None


def _pairs(folded: str) -> bool:
    """Tell whether every bracket has its other; numbers of entries aside."""
    opened: list[str] = []
    for mark in BRACKETS.findall(ENUMERATOR.sub("", folded)):
        if mark not in PAIRS:
            opened.append(mark)
        elif not opened or opened.pop() != PAIRS[mark]:
            return False
    return not opened


def _has_hole(folded: str, *, of_file: bool) -> bool:
    """Tell whether the numbers of entries leave one out; a file's own name has the number that the file has."""
    last: dict[str, int] = {}
    found = list(NUMBERED.finditer(folded))
    if of_file and len(found) == 1:
        return False
    for match in found:
        notation = match.lastgroup or ""
        number = ord(match["ring"]) - ord("①") + 1 if notation == "ring" else int(match[notation])
        if number not in {1, last.get(notation, 0), last.get(notation, 0) + 1}:
            return True
        last[notation] = number
    return False


def doubted(slots: Sequence[FilledSlot]) -> Iterator[tuple[int, FilledSlot]]:
    """Texts that were read from their own place, and can't be all that was printed there."""
    for at, slot in enumerate(slots):
        reading, node = slot.reading, slot.slot.node
        if node.kind == "text" and reading.status == "read" and reading.value is not None:
            rule = doubt(node, reading.value, per_file=slot.slot.place.per_file)
            if rule is not None:
                yield at, replace(slot, reading=inferred(reading, rule))
