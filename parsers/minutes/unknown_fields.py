"""Lines of a header whose label nobody has listed yet: what they say reaches no column, and an issue says so."""

from __future__ import annotations

from collections.abc import Sequence, Set

import regex

from normalize.text import squash
from parsers.issues import Finding
from parsers.minutes.names import group_of
from parsers.minutes.notation import is_speech
from parsers.minutes.speaker import read_speaker
from parsers.minutes.strips import Strip
from parsers.minutes.words import GAP

__all__ = ["has_unknown_label", "unknown_fields"]

LABELLED = regex.compile(
    rf"{GAP}*+(?:[●○◯〇■◆□◇▼◎・]{GAP}*|[(（]?\d{{1,2}}[)）.．、]?{GAP}*)?(?P<label>[\p{{Han}}\p{{Hiragana}}\p{{Katakana}}][^\s\d:：。、，,「」()（）]{{1,13}}){GAP}*[:：]{GAP}*(?=\S)"
)
"""A line in the shape of the other fields: a word, a colon, a value. A colon within a time has figures around it."""
LONGEST = 60
"""Characters of a line that the message quotes."""


def has_unknown_label(text: str) -> bool:
    """Tell whether a line begins with a label and a colon; a speaker's, a department's and a group's are known."""
    match = LABELLED.match(text)
    if match is None or is_speech(text):
        return False
    return read_speaker(match["label"]) is None and group_of(squash(match["label"])) is None


def unknown_fields(strips: Sequence[Strip], taken: Set[int], told: Set[int], start: int) -> list[Finding]:
    """Return an issue for each labelled line of a header, before the strip `start`, that is not among those `taken`.

    Of the lines `told` it is known that they are labels, for they are set off as the others are.
    """
    return [
        Finding("field_unknown", strip.text.strip()[:LONGEST], strip.place)
        for number, strip in enumerate(strips[:start])
        if number in told or (number not in taken and len(strip.cells) == 1 and has_unknown_label(strip.text))
    ]
