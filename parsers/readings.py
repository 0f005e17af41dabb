"""What stands behind a label, read by the kind of its item: never by what a damaged print offers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

import regex

from normalize.choices import COUNT, read_choice
from normalize.date_numerals import fold_aligned
from normalize.dates import DateMention, find_dates
from normalize.marks import BoxLabel, BoxReading, read_boxes
from normalize.numbers import parse_number
from normalize.text import squash
from normalize.ticked import read_ticked
from parsers.forms import Node

__all__ = ["Option", "ValueReading", "inferred", "read_value", "read_within"]

EARLIEST = date(2010, 1, 1)
"""Years before 番号法 (2013): what a form asks for can't lie before it, a year whose era or digit is lost does."""
UNIT = regex.compile(r"\s*+(?:[年月日]|元)")
NO_DAY = regex.compile(r"[未無非不]|なし|ない|予定|該当|[-－―ー—‐]\s*+$")
COUNTED = regex.compile(COUNT)
ONE_LETTER = regex.compile(r"[ぁ-んァ-ヶ]")
"""What is left of なし: no value is a single letter of kana."""


@dataclass(frozen=True, slots=True)
class Option:
    """One option of a choice: its number in the form, its label, whether it is selected (null: nobody can know)."""

    number: int
    label: str
    selected: bool | None


@dataclass(frozen=True, slots=True)
class ValueReading:
    """The value of an item; `rule` names what decided where the status is not read or blank.

    `span` are the characters of a choice's or box item's text that say it, half-open; None where no such part was told.
    """

    value: str | None
    status: str
    number: int | None = None
    start: date | None = None
    end: date | None = None
    options: tuple[Option, ...] = ()
    boxes: tuple[BoxReading, ...] = ()
    rule: str | None = None
    span: tuple[int, int] | None = None


def read_value(node: Node, text: str) -> ValueReading:
    """Return what `text`, all that stands behind the label of `node`, says."""
    readers = {"choice": _choice, "checkboxes": _boxes, "date": _date, "count": _count}
    return readers.get(node.kind or "text", _text)(node, text)


def inferred(reading: ValueReading, rule: str) -> ValueReading:
    """Return a reading as one by a rule: where it has a value that is inferred, its boxes, too."""
    status = "inferred" if reading.value is not None else reading.status
    boxes = tuple(replace(box, inferred=True) for box in reading.boxes)
    return replace(reading, status=status, rule=rule, boxes=boxes)


def _text(_node: Node, text: str) -> ValueReading:
    stripped = text.strip()
    if ONE_LETTER.fullmatch(stripped):
        return ValueReading(None, "unreadable", rule="one letter")
    return ValueReading(stripped or None, "read" if stripped else "blank")


def _count(node: Node, text: str) -> ValueReading:
    plain = _text(node, text)
    number = parse_number(text.strip()) if plain.value else None
    return ValueReading(plain.value, plain.status, number=number.value if number else None)


def _date(node: Node, text: str) -> ValueReading:
    found = find_dates(text)
    plain = _text(node, text)
    if plain.value is None:
        return plain
    if not found or found[0].value.start is None or _is_cut_short(found, text):
        return _no_day(plain, text)
    if found[0].value.start < EARLIEST:
        return ValueReading(None, "unreadable", rule="before the law")
    return ValueReading(plain.value, "read", start=found[0].value.start, end=found[0].value.end)


def _is_cut_short(found: Sequence[DateMention], text: str) -> bool:
    """Tell whether more of a day stands beside what was made out: 令和4年1O月3日 is no 令和4年, 10月日 no October."""
    first = found[0]
    beside = text[: first.start] + text[first.end :]
    digits = first.value.precision == "year" and any(letter.isdecimal() for letter in beside)
    return digits or UNIT.match(text[first.end :]) is not None


def _no_day(plain: ValueReading, text: str) -> ValueReading:
    """Return the value of a date item without a day: words are an answer (未定) where they say that there is none."""
    if any(letter.isdecimal() for letter in text) or NO_DAY.search(text) is None:
        return ValueReading(None, "unreadable", rule="no date")
    return plain


def _choice(node: Node, text: str) -> ValueReading:
    reading = read_ticked(text, node.options) or read_choice(text, node.options)
    known = reading.status in {"read", "inferred", "blank"}
    options = tuple(
        Option(number, label, (label == reading.selected) if known else None)
        for number, label in enumerate(node.options, 1)
    )
    rule = None if reading.status in {"read", "blank"} else reading.rule
    span = None if reading.start is None or reading.end is None else (reading.start, reading.end)
    return ValueReading(reading.selected, reading.status, number=reading.count, options=options, rule=rule, span=span)


def _boxes(node: Node, text: str) -> ValueReading:
    boxes = _sure(read_boxes(text, [BoxLabel(box.label, box.free) for box in node.boxes]))
    spans = [(box.start, box.end) for box in boxes if box.start is not None and box.end is not None]
    value, status, rule = _checked(boxes, text)
    return ValueReading(value, status, boxes=boxes, rule=rule, span=min(spans, default=None))


def _sure(boxes: Sequence[BoxReading]) -> tuple[BoxReading, ...]:
    """Return the boxes; where some are missing, without texts that go on in the next line: they may hold their labels."""
    if all(box.state != "absent" for box in boxes):
        return tuple(boxes)
    return tuple(
        replace(box, detail=None, detail_rule=None, inferred=True) if box.detail and "\n" in box.detail.strip() else box
        for box in boxes
    )


def _checked(boxes: Sequence[BoxReading], text: str) -> tuple[str | None, str, str | None]:
    """Return the labels that are checked, the status of the item, and the rule."""
    checked = "、".join(box.label for box in boxes if box.state == "checked")
    states = {box.state for box in boxes}
    if states == {"absent"}:
        return None, "blank" if not text.strip() else "unreadable", "no box"
    if "unreadable" in states:
        return None, "unreadable", next(box.rule for box in boxes if box.state == "unreadable")
    if "absent" in states:
        return checked or None, "inferred" if checked else "unreadable", "boxes missing"
    if any(box.inferred for box in boxes):
        return checked or None, "inferred", "damaged boxes"
    return checked or None, "read", None


def read_within(node: Node, host: ValueReading, text: str) -> ValueReading:
    """Return the value of an item that is printed in the place of another, whose whole text is `text`.

    That is ( 5 ) 件 behind a box or an option list, or text in parentheses behind a label of its own.
    """
    if host.status == "absent":
        return ValueReading(None, "absent")
    if node.kind != "count":
        return _parenthesised(node, text)
    number = host.number
    if node.box is not None:
        box = next((box for box in host.boxes if box.label == node.box), None)
        number = box.count if box is not None else None
        if number is None and _has_broken_count(host, text):
            return ValueReading(None, "unreadable", rule="broken count")
    return ValueReading(None if number is None else str(number), "blank" if number is None else "read", number=number)


def _has_broken_count(host: ValueReading, text: str) -> bool:
    """Tell whether a count stands in the text that no box claims: print of another column is between them."""
    shown = squash(text)
    counts = list(COUNTED.finditer(shown))
    told = sum(bool(found["enclosed"] or found["loose"]) for found in counts)
    broken = shown.count(")件") > sum(found["enclosed"] is not None for found in counts)
    return broken or told > sum(box.count is not None for box in host.boxes)


def _parenthesised(node: Node, text: str) -> ValueReading:
    label = r"\s*+".join(map(regex.escape, node.label))
    match = regex.search(rf"\(\s*+{label}\s*+:(?<value>.*)\)", fold_aligned(text), flags=regex.DOTALL)
    if match is None:
        return ValueReading(None, "absent")
    return _text(node, text[match.start("value") : match.end("value")])
