"""A choice printed otherwise than the form has it: a box before each option, or a ring before the number of the chosen one.

`□特に力を入れている ☑十分である □課題が残されている`, `1) 特に力を入れている ○2) 十分である 3) 課題が残されている`: word processors'
prints; boxes may stand before the numbers, too. Every option has to stand there, once, and one of them is marked; then
there is no other way to read it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

from normalize.choices import COUNT, LIST_HEADING, ChoiceReading, Print, count_of, one_of
from normalize.marks import BoxLabel, BoxRule, read_boxes
from normalize.text import squash

__all__ = ["read_ticked"]

_MARK = r"[□■☐☑☒✓✔レ○◯〇●◎]|<input"
_ANY_MARK = re.compile(_MARK)
_BOX = re.compile(rf"[\[［〔【]|{_MARK}")
"""What a box before an option begins with."""

_BOXED: frozenset[BoxRule] = frozenset({"bracketed", "square", "control", "unchecked_checkbox", "bare_mark"})
"""How boxes before options are told; any other rule is one for damage, and damage may have made them of brackets."""

_COUNT = re.compile(COUNT)

_RINGS = frozenset("○●◎✓✔レ")
"""What stands before the number of the chosen entry alone."""

_TICKED = frozenset("○●◎✓✔レ☑☒■⦿")
_BLANK = frozenset(("", *"□☐⚪"))
"""What a box before a number holds, where each entry has one; brackets are left out."""


def read_ticked(text: str, options: Sequence[str]) -> ChoiceReading | None:
    """Return the one of the form's `options` that is ticked in `text`; None where they are not printed to be ticked."""
    reading = _boxed(text, options) or _numbered(text, options)
    if reading is None or "件" not in text:
        return reading
    counts = {count_of(found) for found in _COUNT.finditer(squash(text))} - {None}
    return replace(reading, count=counts.pop()) if len(counts) == 1 else reading


def _boxed(text: str, options: Sequence[str]) -> ChoiceReading | None:
    if len(_BOX.findall(text)) < len(options):
        return None
    boxes = read_boxes(text, [BoxLabel(option) for option in options])
    checked = [box for box in boxes if box.state == "checked"]
    if len(checked) != 1 or any(box.state not in {"checked", "unchecked"} or box.rule not in _BOXED for box in boxes):
        return None
    (chosen,) = checked
    return ChoiceReading(chosen.label, "inferred", "ticked_option", None, chosen.start, chosen.end)


def _numbered(text: str, options: Sequence[str]) -> ChoiceReading | None:
    """Read a list of numbered entries and nothing else, in any order: columns are dumped line by line."""
    if _ANY_MARK.search(text) is None:
        return None
    shown = Print.of(text)
    names = tuple(Print.of(option).plain for option in options)
    entries = _entries(shown.plain, names)
    chosen = _chosen({option: entry["mark"] for option, entry in entries.items()}) if entries else None
    if chosen is None:
        return None
    return ChoiceReading(options[chosen], "inferred", "ticked_option", None, *shown.span(*entries[chosen].span()))


def _entries(plain: str, names: tuple[str, ...]) -> dict[int, re.Match[str]]:
    """Return the entry of each option, all behind their own numbers; none where anything else stands there."""
    found: dict[int, re.Match[str]] = {}
    piece = _piece(names)
    at = 0
    while at < len(plain):
        match = piece.match(plain, at)
        if match is None:
            return {}
        if match["option"] is not None:
            option = int(match["number"]) - 1
            if option in found or names[option : option + 1] != (match["option"],):
                return {}
            found[option] = match
        at = match.end()
    return found if len(found) == len(names) else {}


def _chosen(marks: Mapping[int, str | None]) -> int | None:
    """Return the option that is marked: by the one ring, or by the one box that is not blank."""
    held = {option: mark.strip("[]") for option, mark in marks.items() if mark is not None}
    boxed = len(held) == len(marks) and all(mark in _TICKED or mark in _BLANK for mark in held.values())
    ticked = [option for option, mark in held.items() if mark in (_TICKED if boxed else _RINGS)]
    return ticked[0] if len(ticked) == 1 and (boxed or len(held) == 1) else None


@lru_cache(maxsize=256)
def _piece(names: tuple[str, ...]) -> re.Pattern[str]:
    """Return the pattern of an entry: perhaps a mark, a number, an option; or of what else a list holds."""
    mark = rf"\[[^\[\]]?\]|[{''.join(sorted(_TICKED | _BLANK))}]"
    entry = rf"(?P<mark>{mark})?\(?(?P<number>[1-9][0-9]?)[).]?(?P<option>{one_of(names)})"
    return re.compile(rf"{LIST_HEADING}|{COUNT}|{entry}")
