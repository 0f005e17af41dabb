"""How a document marks who speaks: its own notation is found first, then it is applied throughout.

A notation is not told by one line, for 【質疑】 is a heading and • heads plain lists: what it marks must be speakers, and
what stands behind them must be speech.
"""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import dataclass
from functools import cache

import regex

from normalize.text import squash
from parsers.minutes.directions import is_direction
from parsers.minutes.speaker import Speaker, read_speaker
from parsers.minutes.words import GAP, Notation, either, minutes_words, squashed

__all__ = ["ARROW", "Hit", "announces", "choose", "hit_at", "is_speech", "names_speaker", "opens_speech"]

NOBODY: frozenset[str] = frozenset()
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


def choose(lines: Sequence[str], known: Set[str] = NOBODY) -> tuple[Notation, ...]:
    """Return the notations that a document uses; none for minutes without speeches.

    `lines` are those in which speeches may stand, in reading order, `known` the names of those who were there, squashed.
    A line counts if speech follows its label, on the same line or on the next one.
    """
    notations = minutes_words().notations
    counts = [_evidence(notation, lines, known) for notation in notations]
    fit = [
        (count, -number)
        for number, count in enumerate(counts)
        if count >= (1 if notations[number].sure else LEAST_UNSURE)
    ]
    if not fit:
        return ()
    best = notations[-max(fit)[1]]
    if best.sign not in BESIDE:
        return (best,)
    return tuple(
        one
        for one, count in zip(notations, counts, strict=True)
        if one.sign in BESIDE and count >= (1 if one is best or one.sign == best.sign == "bracket" else LEAST_UNSURE)
    )


BESIDE = frozenset({"bracket", "own"})
"""Signs that stand side by side in one document: 【会長】 and (事務局); ○会長 and (委員) only where both recur."""


def _evidence(notation: Notation, lines: Sequence[str], known: Set[str]) -> int:
    """Count the lines that mark a speaker behind whom speech stands."""
    count = 0
    for number, line in enumerate(lines):
        hit = hit_at(notation, line, known=known)
        if hit is None:
            continue
        said = line[hit.end :].strip() or (lines[number + 1] if number + 1 < len(lines) else "")
        marked = hit_at(notation, said, known=known) if not line[hit.end :].strip() else None
        sure = notation.name != "asked" or hit.speaker.role in _pairs()
        count += sure and is_speech(said) and marked is None
    return count


def hit_at(notation: Notation, text: str, start: int = 0, known: Set[str] = NOBODY) -> Hit | None:
    """Return the speaker whom `text` names at `start` in this notation, the longest label that is one; None for none.

    The time may stand before the label, 9:05 会長, or an arrow before the one who answers: →(事務局).
    """
    lead = LEAD.match(text, start)
    start = lead.end() if lead else start
    opener, closer = _halves(notation)
    opened = opener.match(text, start)
    if opened is None:
        return None
    if notation.sign == "bracket":
        return _enclosed(notation, text, start, known)
    begins = opened.end()
    head = text[begins : begins + REACH]
    longest: Hit | None = None
    for close in closer.finditer(head):
        if close.end() == len(head) < len(text) - begins and not close[0]:
            break  # the end of the reach is not the end of the line
        speaker = _speaker(head[: close.start()], notation, known)
        if speaker is not None and _can_speak(speaker, notation, text, begins + close.end()):
            longest = Hit(speaker, begins + close.end())
    return longest


LEAD = regex.compile(rf"{GAP}*+(?:\d{{1,2}}[:：]\d{{2}}{GAP}+|[→⇒➡]{GAP}*+)")
ARROW = regex.compile(rf"{GAP}*+[→⇒➡]{GAP}*+")
"""Who answers stands behind it, or nobody: then somebody other than the one before it speaks."""


def _speaker(label: str, notation: Notation, known: Set[str]) -> Speaker | None:
    found = read_speaker(label)
    if found is None and notation.names and known and (name := squash(label)) in known:
        return Speaker("".join(label.split()), name)
    return found


def _can_speak(speaker: Speaker, notation: Notation, text: str, end: int) -> bool:
    """Tell whether a label names a speaker in this notation.

    質問 and 市 head parts of the text in some (【質疑】), and are words like any other in running text; so are departments,
    and 意見 beside questions and answers, unless speech stands behind them.
    """
    if notation.name == "asked":
        beside = speaker.role in squashed(minutes_words().beside_pairs) and is_speech(text[end:])
        return beside or speaker.role in _pairs()
    if speaker.anonymous and speaker.group:
        return notation.asking or (notation.sign == "bracket" and is_speech(text[end:]))
    if notation.name == "running" and speaker.role is None:
        return is_speech(text[end:]) or is_direction(text[end:])
    return True


@cache
def _pairs() -> frozenset[str]:
    return squashed(minutes_words().pairs)


def _enclosed(notation: Notation, text: str, start: int, known: Set[str]) -> Hit | None:
    match = notation.compiled.match(text, start)
    speaker = _speaker(match["label"], notation, known) if match else None
    if match is None or speaker is None or not _can_speak(speaker, notation, text, match.end()):
        return None
    return Hit(speaker, match.end())


@cache
def _halves(notation: Notation) -> tuple[regex.Pattern[str], regex.Pattern[str]]:
    """Return what stands before the label and what stands behind it."""
    before, after = notation.pattern.replace("{gap}", GAP).split("{label}")
    return regex.compile(rf"{GAP}*+{before}"), regex.compile(after)


def opens_speech(text: str) -> bool:
    """Tell whether a line begins with a speaker in a notation that can't be mistaken for running text."""
    arrow = ARROW.match(text)
    return _sign().match(text, arrow.end() if arrow else 0) is not None and any(
        hit_at(notation, text) is not None for notation in minutes_words().notations if notation.sign != "none"
    )


@cache
def _sign() -> regex.Pattern[str]:
    """What lines in a notation with signs begin with; most lines begin otherwise and need no closer look."""
    openers = [_halves(notation)[0].pattern for notation in minutes_words().notations if notation.sign != "none"]
    return regex.compile(either(openers))


def announces(text: str) -> bool:
    """Tell whether a line is nothing but the name of a speaker."""
    return len(text) <= REACH and any(
        (hit := hit_at(notation, text)) is not None and not text[hit.end :].strip()
        for notation in minutes_words().notations
        if notation.sign != "none" or notation.alone
    )


def names_speaker(text: str) -> bool:
    """Tell whether a line begins with a speaker in any notation in which something is said on the same line, or alone."""
    return any(hit_at(notation, text) is not None for notation in minutes_words().notations)


def is_speech(text: str) -> bool:
    """Tell whether a text reads like something said: a sentence, or long enough and with as many kana as sentences have."""
    plain = text.strip()
    if not plain or LISTED.search(squash(plain[-40:])):
        return False
    if SENTENCE.search(plain):
        return True
    return len(plain) >= SHORT_SPEECH and len(HIRAGANA.findall(plain)) * 4 >= len(plain)
