"""Labels in a speaker's place that name nobody: a name that the header does not list, a role that no list holds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import cache

import regex

from normalize.text import squash
from parsers.minutes.directions import heads_part, is_direction
from parsers.minutes.names import is_name
from parsers.minutes.notation import ARROW, Hit, is_speech
from parsers.minutes.speaker import LETTERS, Speaker
from parsers.minutes.words import GAP, Notation, minutes_words, squashed

__all__ = ["UnclearLabels"]

OWN = regex.compile(
    rf"{GAP}*+[○◯〇◎●]{GAP}*(?P<label>[{LETTERS[1:-1]}A-Za-zＡ-Ｚ()（）]{{2,14}}?)(?:{GAP}*[:：]|{GAP}+)"
)
BRACKETS = regex.compile(
    rf"{GAP}*+(?:[(（【〔［\[<＜〈《≪]|\*\*){GAP}*(?P<label>[{LETTERS[1:-1]}A-Za-zＡ-Ｚ]{{2,12}}){GAP}*(?:[)）】〕］\]>＞〉》≫]|[:：]?\*\*)(?:{GAP}*[:：])?"
)
COLON = regex.compile(rf"{GAP}*+(?P<label>{LETTERS}{{2,8}}){GAP}*[:：→⇒]")
RUNNING = regex.compile(
    rf"{GAP}*+(?P<label>\p{{Han}}{{1,4}}(?:{GAP}\p{{Han}}{{1,4}})?)(?:\u3000|{GAP}{{2}}){GAP}*(?=\S)"
)
RECURS = 2
"""Times that a word before a colon stands for a speaker; once, it may be a word like 理由."""
PHRASE = regex.compile(r"[をがはにへ]|について|から|です|ます")


class UnclearLabels:
    """Labels in the shape of the document's own notations that are no speaker's.

    `hit` is what such a label is taken for where it can only be a speaker's; `told` holds all that were met, with what
    they stand for null.
    """

    def __init__(self, notations: Sequence[Notation], lines: Sequence[str]) -> None:
        signs = {one.sign for one in notations}
        self._own = "own" in signs
        self._brackets = "bracket" in signs
        self._colon = any(one.name == "colon" for one in notations)
        self._running = any(one.name == "running" for one in notations)
        self._often = Counter(self._before_colon(line) for line in lines) if self._colon else Counter[str]()

    def hit(self, text: str) -> Hit | None:
        """Return the label of a line as a speaker of whom nothing else is known; None where it may be something else."""
        arrow = ARROW.match(text)
        if arrow is not None and is_speech(text[arrow.end() :]):
            return Hit(Speaker(arrow[0].strip()), arrow.end())
        match = (OWN.match(text) if self._own else None) or (BRACKETS.match(text) if self._brackets else None)
        if match is None or is_direction(text):
            label = self._before_colon(text) if self._colon else ""
            match = COLON.match(text) if label and self._often[label] >= RECURS else None
        if match is None or not _can_be_speaker(match["label"]) or not is_speech(text[match.end() :]):
            return None
        return Hit(Speaker("".join(match["label"].split())), match.end())

    def single(self, text: str) -> str:
        """Return a word that may be a speaker's name, but may be another: before a wide space, or once before a colon; else empty."""
        if self._running:
            match = RUNNING.match(text)
            named = match is not None and is_name(squash(match["label"])) and _can_be_speaker(match["label"])
            return squash(match["label"]) if match is not None and named and is_speech(text[match.end() :]) else ""
        label = self._before_colon(text) if self._colon else ""
        return label if label and self._often[label] < RECURS else ""

    @staticmethod
    def _before_colon(text: str) -> str:
        match = COLON.match(text)
        if match is None or not is_name(squash(match["label"])) or not _can_be_speaker(match["label"]):
            return ""
        return squash(match["label"]) if is_speech(text[match.end() :]) else ""


def _can_be_speaker(label: str) -> bool:
    """Tell whether a label is not the label of a field, the head of a part or a phrase."""
    text = squash(label)
    return text not in _other_words() and PHRASE.search(text) is None and not heads_part(text)


@cache
def _other_words() -> frozenset[str]:
    words = minutes_words()
    labels = (label for printed in words.fields.values() for label in printed)
    return squashed((*labels, *words.sublists, *words.asked, *words.no_speakers))
