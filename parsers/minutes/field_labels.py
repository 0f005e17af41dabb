"""The labels of fields as pages print them: letter-spaced, numbered, in brackets, bold, behind a bullet."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

import regex

from normalize.eras import ERA_NAMES
from normalize.text import squash
from parsers.minutes.list_shapes import line_of_row
from parsers.minutes.name_tokens import tokens_of
from parsers.minutes.names import group_of
from parsers.minutes.notation import is_speech
from parsers.minutes.paper_numbers import is_number
from parsers.minutes.paper_rows import entry_cells
from parsers.minutes.presence import tells_presence
from parsers.minutes.speaker import read_office
from parsers.minutes.strips import PARTS, Strip
from parsers.minutes.words import GAP, FieldKey, Group, minutes_words, spaced
from parsers.passage import Passage

__all__ = ["LISTS", "PEOPLE", "Label", "label_at", "labels_of"]

PEOPLE: frozenset[FieldKey] = frozenset({"present", "absent", "explainers", "office", "others", "members", "side"})
LISTS: frozenset[FieldKey] = frozenset({"agenda", "materials"})
LOOK = 60
"""Characters at the head of a line within which its label ends."""


@dataclass(frozen=True, slots=True)
class Label:
    """The label of a field with what stands behind it: `note` in brackets, `value`; `entry` says that it may be
    one of a list: behind a bullet or the first number."""

    key: FieldKey
    label: str
    note: str
    value: Passage
    entry: bool = False


def labels_of(strip: Strip, *, before_body: bool) -> Iterator[Label]:
    """Yield the labels of a strip, each with the value beside it: several cells may hold several."""
    if len(strip.cells) == 1:
        label = label_at(strip.cells[0], before_body=before_body)
        if label is not None:
            yield label
        return
    cells = [cell for cell in strip.cells if cell.text.strip()]
    labels = [label_at(cell, before_body=before_body) for cell in cells]
    if len(cells) > 1 and labels[1] is not None and is_number(cells[0].text):
        labels[1] = replace(labels[1], entry=True)
    if len(cells) > 1 and tells_presence(squash(cells[-1].text)):
        labels[-1] = None  # 井川 悠, 出席
    number = 0
    while number < len(cells):
        label, number = labels[number], number + 1
        if label is None:
            continue
        key = _of_group(label) if number < len(cells) else None
        if key is None:
            yield label
            continue
        end = number + _values_beside(cells[number:], labels[number:], key)
        yield Label(key, label.label, label.note, _value(cells[number:end], key))
        number = end


def _values_beside(cells: Sequence[Passage], labels: Sequence[Label | None], key: FieldKey) -> int:
    """Return how many of the cells beside a label, each with the label it holds, are its value.

    Of people all up to the next label, for the first may say of which people the others tell (出席者, 委員, 井川 悠); of a
    list the title, too, where the first is its number; else one.
    """
    if key in PEOPLE:
        behind = enumerate(labels[1:], 1)
        return next((at for at, one in behind if one is not None and one.key not in PARTS), len(labels))
    return 2 if key in LISTS and len(cells) > 1 and is_number(cells[0].text) else 1


def _value(cells: Sequence[Passage], key: FieldKey) -> Passage:
    return line_of_row(cells) if key in PEOPLE else entry_cells(cells)[0]


def _of_group(label: Label) -> FieldKey | None:
    """Return the key of a label that has its cell to itself, alone or with a kind of people: 出席者 事務局; None for others."""
    group = squash(label.value.text)
    if not group:
        return label.key
    kind = group_of(group) if label.key in PEOPLE else None
    return None if kind is None else label.key if label.key == "absent" else OF_GROUPS[kind]


OF_GROUPS: dict[Group, FieldKey] = {
    "member": "present",
    "secretariat": "office",
    "explainer": "explainers",
    "other": "others",
}


def label_at(passage: Passage, *, before_body: bool = True) -> Label | None:
    """Return the label that a line begins with, with its value; in the body only labels that open no speech count."""
    text = passage.text
    match = _label().match(text[:LOOK])
    if match is None:
        return None
    label = squash(match["label"])
    key = _keys()[label]
    if not before_body and (key not in IN_BODY or (key in LED and match["lead"] == "")):
        return None
    rest = text[match.end() :]
    if not before_body and key in ALONE and not (_alone(match) and _may_stand_beside(key, rest)):
        return None
    if key == "body" and rest.strip() and not match["sign"] and not match["lead"]:
        return None
    if key == "place" and _names_somebody(rest):
        return None  # 【会場】柏木会長、呉委員
    note = squash(match["note"] or "")
    begins = match.start("note") if key in PEOPLE and NAMES.search(note) else match.end()
    if key == "agenda" and SUMMARY.search(note):
        key = "body"
    return Label(key, label, note, passage.part(begins, len(text)), ENTRY.fullmatch(match["lead"].strip()) is not None)


ENTRY = regex.compile(r"[・*+•-]|[(（]?[1１][)）.．、]?|①")
IN_BODY: frozenset[FieldKey] = frozenset({"next", "visitors", "materials", "openness", "conclusion", "tail"})
"""Labels that may stand below the speeches."""
LED: frozenset[FieldKey] = frozenset({"materials", "openness"})
"""Those that count there only behind a number or a sign."""
ALONE: frozenset[FieldKey] = frozenset({"conclusion", "tail"})
"""Those that count there only if nothing is said in their line."""


def _may_stand_beside(key: FieldKey, rest: str) -> bool:
    """Tell whether what stands beside a label below the speeches leaves it one: nothing, or whom to ask."""
    return not rest.strip() or (key == "tail" and not is_speech(rest))


def _names_somebody(text: str) -> bool:
    """Tell whether a text names somebody with a role: a place is none."""
    offices = (read_office(token.text) for token in tokens_of(text) if token.kind == "word")
    return any(office is not None and office.name is not None for office in offices)


def _alone(match: regex.Match[str]) -> bool:
    return not match["lead"].strip("（( ") or bool(match["open"])


SUMMARY = regex.compile(r"要旨|概要|概略|内容|経過")
"""A note behind 議事 that says that what follows is what was said, not the agenda."""


NAMES = regex.compile(r"[、，,・].*[^等][)】]|[長幹査事]\)$")
"""A note behind a label that lists people: 事務局(水谷部長、戸川課長)."""


@cache
def _label() -> regex.Pattern[str]:
    labels = tuple(_keys_printed())
    note = rf"(?P<note>(?:[(（【\[〔](?!{GAP}*\d{{1,2}}{GAP}*[)）])[^()（）【】\[\]〔〕]{{1,20}}[)）】\]〕]{GAP}*)*)"
    lead = rf"(?P<lead>(?:[●○◯〇■◆□◇▼▽◎★・※•]|[-*+]{GAP}+|[(（]?\d{{1,2}}[)）.．、]|\d{{1,2}}(?={GAP})|[①-⑳]|[Ⅰ-Ⅹ][.．]?|[一二三四五六七八九十]{{1,3}}(?:[、.．]|(?={GAP}))|第\d(?={GAP}))?{GAP}*(?:\*\*)?(?P<open>[【〔\[［<＜〈《≪])?{GAP}*)"
    close = rf"{GAP}*(?P<close>[】〕\]］>＞〉》≫])?{GAP}*(?:\*\*)?{GAP}*"
    date = rf"(?=(?:{ERA_NAMES}|[12]\d{{3}}年))"
    return regex.compile(
        rf"{GAP}*{lead}(?P<label>{spaced(labels)})(?:{spaced(minutes_words().label_tails)})?{close}(?:等(?={GAP}|[:：(（]|$))?{note}"
        rf"(?:(?P<sign>[:：)）／])(?:{GAP}*\*\*)?|(?={GAP})|$|{date}|(?(open)(?(close)|(?!))|(?!))|(?=\d+{GAP}*[人名]|な{GAP}*し))",
    )


def _keys_printed() -> Iterator[str]:
    for labels in minutes_words().fields.values():
        yield from labels


@cache
def _keys() -> dict[str, FieldKey]:
    return {squash(label): key for key, labels in minutes_words().fields.items() for label in labels}
