"""Labels at the head of a line: 開催日時, 公表日, printed letter-spaced or not, with their value behind them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

import regex

__all__ = ["Labelled", "match_label"]


@dataclass(frozen=True, slots=True)
class Labelled:
    """A line that begins with a label: the label ends at offset `end`, the value behind it is empty where none is."""

    label: str
    end: int
    value: str


def match_label(text: str, labels: Iterable[str], start: int = 0) -> Labelled | None:
    """Return the first of the labels that `text` begins with at `start`, followed by a colon, a space, a tab or nothing."""
    for label in labels:
        match = _pattern(label).match(text, start)
        if match is not None:
            return Labelled(label, match.end("label"), match["value"].strip())
    return None


@cache
def _pattern(label: str) -> regex.Pattern[str]:
    letters = r"[ \u3000\u00a0]*+".join(regex.escape(letter) for letter in label)
    return regex.compile(rf"(?P<label>{letters})(?:[ \u3000]*+[:：\t]|[ \u3000]++|\s*+$)(?P<value>.*+)", regex.DOTALL)
