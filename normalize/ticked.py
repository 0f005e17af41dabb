"""A choice printed otherwise than the form has it: a box before each option, or a ring before the number of the chosen one.

`□特に力を入れている ☑十分である □課題が残されている`, `1) 特に力を入れている ○2) 十分である 3) 課題が残されている`: word processors'
prints. Every option has to stand there, once, and one of them is marked; then there is no other way to read it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from normalize.choices import COUNT, LIST_HEADING, ChoiceReading, count_of
from normalize.marks import BoxLabel, BoxRule, read_boxes
from normalize.text import squash

__all__ = ["read_ticked"]

_BOX = re.compile(r"[\[［〔【□■☐☑☒✓✔レ○◯〇●◎]|<input")
"""What a box before an option begins with."""

_BOXED: frozenset[BoxRule] = frozenset({"bracketed", "square", "control", "unchecked_checkbox", "bare_mark"})
"""How boxes before options are told; any other rule is one for damage, and damage may have made them of brackets."""

_COUNT = re.compile(COUNT)

_RING = "[○◯〇●◎✓✔レ]"


def read_ticked(text: str, options: Sequence[str]) -> ChoiceReading | None:
    """Return the one of the form's `options` that is ticked in `text`; None where they are not printed to be ticked."""
    reading = _boxed(text, options) or _ringed(text, options)
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


def _ringed(text: str, options: Sequence[str]) -> ChoiceReading | None:
    found = _list(tuple(options)).fullmatch(_COUNT.sub("", squash(text)))
    rings = [number for number, ring in enumerate(found.groups()) if ring] if found is not None else []
    if len(rings) != 1:
        return None
    return ChoiceReading(options[rings[0]], "inferred", "ticked_option")


@lru_cache(maxsize=256)
def _list(options: tuple[str, ...]) -> re.Pattern[str]:
    """Return the pattern of the whole list: its heading, then each option behind its number and perhaps a ring."""
    entries = (rf"({_RING})?\(?{number}[).]?{re.escape(squash(option))}" for number, option in enumerate(options, 1))
    return re.compile(rf"(?:{LIST_HEADING})?{''.join(entries)}")
