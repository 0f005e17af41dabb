"""How a document marks who speaks: its own notation is found first, then it is applied throughout.

A notation is not told by one line, for 【質疑】 is a heading and • heads plain lists: what it marks must be speakers, and
what stands behind them must be speech.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import regex

from normalize.text import squash
from parsers.minutes.speaker import Speaker, read_speaker
from parsers.minutes.words import GAP, Notation, minutes_words

__all__ = ["Hit", "announces", "choose", "hit_at", "is_speech", "opens_speech"]

REACH = 44
"""Characters of a line within which its speaker is told; labels are shorter."""
LEAST_UNSURE = 2
"""Lines that a notation without signs of its own (a name alone in its line) needs to be one."""
SHORT_SPEECH = 15
"""Characters from which a text in kana and kanji is a sentence even if its full stop is missing."""
HIRAGANA = regex.compile(r"\p{Hiragana}")
SENTENCE = regex.compile(
    r"。|(?:ます|です|でした|ました|ません|下さい|ください|である|か|たい|ない|はい|どうぞ)[」』）)？?]?\s*$"
)
LISTED = regex.compile(r"(?:について|件|の(?:報告|説明|確認|選出))(?:\(.{1,20}\))?\s*$")


@dataclass(frozen=True, slots=True)
class Hit:
    """A speaker at the head of a text; what is said begins at offset `end`."""

    speaker: Speaker
    end: int


def choose(lines: Sequence[str]) -> tuple[Notation, ...]:
    """Return the notations that a document uses; none for minutes without speeches.

    `lines` are those in which speeches may stand, in reading order. A line counts if speech follows its label, on the
    same line or on the next one.
    """
    notations = minutes_words().notations
    counts = [_evidence(notation, lines) for notation in notations]
    fit = [
        (count, -number)
        for number, count in enumerate(counts)
        if count >= (1 if notations[number].sure else LEAST_UNSURE)
    ]
    if not fit:
        return ()
    best = notations[-max(fit)[1]]
    if best.sign != "bracket":
        return (best,)
    return tuple(one for one, count in zip(notations, counts, strict=True) if count and one.sign == "bracket")


def _evidence(notation: Notation, lines: Sequence[str]) -> int:
    """Count the lines that mark a speaker behind whom speech stands."""
    count = 0
    for number, line in enumerate(lines):
        hit = hit_at(notation, line)
        if hit is None:
            continue
        said = line[hit.end :].strip() or (lines[number + 1] if number + 1 < len(lines) else "")
        marked = hit_at(notation, said) if not line[hit.end :].strip() else None
        count += is_speech(said) and marked is None
    return count


def hit_at(notation: Notation, text: str, start: int = 0) -> Hit | None:
    """Return the speaker whom `text` names at `start` in this notation, the longest label that is one; None for none."""
    opener, closer = _halves(notation)
    opened = opener.match(text, start)
    if opened is None:
        return None
    if notation.sign == "bracket":
        return _enclosed(notation, text, start)
    begins = opened.end()
    head = text[begins : begins + REACH]
    longest: Hit | None = None
    for close in closer.finditer(head):
        if close.end() == len(head) < len(text) - begins and not close[0]:
            break  # the end of the reach is not the end of the line
        speaker = read_speaker(head[: close.start()])
        if speaker is not None and _can_speak(speaker, notation):
            longest = Hit(speaker, begins + close.end())
    return longest


ASKING = frozenset({"round", "colon"})
"""Notations in which 質問 and 市 are speakers; elsewhere they head parts of the text (【質疑】) or are words like any other."""


def _can_speak(speaker: Speaker, notation: Notation) -> bool:
    """Tell whether a label names a speaker in this notation: in running text departments and 質問 do not."""
    if speaker.anonymous and speaker.group:
        return notation.name in ASKING
    return notation.name != "running" or speaker.role is not None or speaker.name is not None


def _enclosed(notation: Notation, text: str, start: int) -> Hit | None:
    match = notation.compiled.match(text, start)
    speaker = read_speaker(match["label"]) if match else None
    return Hit(speaker, match.end()) if match and speaker and _can_speak(speaker, notation) else None


@cache
def _halves(notation: Notation) -> tuple[regex.Pattern[str], regex.Pattern[str]]:
    """Return what stands before the label and what stands behind it."""
    before, after = notation.pattern.replace("{gap}", GAP).split("{label}")
    return regex.compile(rf"{GAP}*+{before}"), regex.compile(after)


def opens_speech(text: str) -> bool:
    """Tell whether a line begins with a speaker in a notation that can't be mistaken for running text."""
    return _sign().match(text) is not None and any(
        hit_at(notation, text) is not None for notation in minutes_words().notations if notation.sign != "none"
    )


@cache
def _sign() -> regex.Pattern[str]:
    """What lines in a notation with signs begin with; most lines begin otherwise and need no closer look."""
    openers = [_halves(notation)[0].pattern for notation in minutes_words().notations if notation.sign != "none"]
    return regex.compile("|".join(f"(?:{opener})" for opener in openers))


def announces(text: str) -> bool:
    """Tell whether a line is nothing but the name of a speaker."""
    return len(text) <= REACH and any(
        (hit := hit_at(notation, text)) is not None and not text[hit.end :].strip()
        for notation in minutes_words().notations
        if notation.sign != "none" or notation.alone
    )


def is_speech(text: str) -> bool:
    """Tell whether a text reads like something said: a sentence, or long enough and with as many kana as sentences have."""
    plain = text.strip()
    if not plain or LISTED.search(squash(plain[-40:])):
        return False
    if SENTENCE.search(plain):
        return True
    return len(plain) >= SHORT_SPEECH and len(HIRAGANA.findall(plain)) * 4 >= len(plain)
