"""Labels at the head of a line: 開催日時, 公表日, printed letter-spaced or not, with their value behind them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

import regex

from normalize.text import squash

__all__ = ["Labelled", "find_label", "match_label"]


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


def find_label(text: str, labels: tuple[str, ...], start: int = 0) -> Labelled | None:
    """Like `match_label`, for many squashed labels at once: the longest one that `text` begins with at `start`."""
    match = _any_of(labels).match(text, start)
    return Labelled(squash(match["label"]), match.end("label"), match["value"]) if match is not None else None


@cache
def _any_of(labels: tuple[str, ...]) -> regex.Pattern[str]:
    ordered = sorted(labels, key=lambda label: (-len(label), label))
    one = "|".join(r"[ \u3000\u00a0]*+".join(map(regex.escape, label)) for label in ordered)
    return regex.compile(
        rf"(?P<label>{one})(?:[ \u3000]*+[:：\t]\s*+|[ \u3000]++|(?=「)|\s*+$)(?P<value>.*+)", regex.DOTALL
    )
