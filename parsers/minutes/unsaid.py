"""Lines below a speech that are no part of it: what others did, what came of an item, remarks on the minutes, signatures."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import regex

from normalize.text import squash
from parsers.minutes.directions import LONGEST_ALONE, directs
from parsers.minutes.names import is_name
from parsers.minutes.notation import ARROW, is_speech
from parsers.minutes.speaker import Speaker, read_speaker
from parsers.minutes.words import COUNCIL, GAP, any_of, either, minutes_words, spaced, squashed

__all__ = [
    "SENTENCE_ENDS",
    "attests",
    "begins_signature",
    "concludes",
    "ends_minutes",
    "heads_annex",
    "is_said_behind",
    "is_signature",
    "narrates",
    "remarks_on_minutes",
    "tells_result",
]

SENTENCE_ENDS = ("。", "！", "？", "」", "』", ")", "）", "?", "!", "．")
"""A line that ends otherwise goes on in the next one."""
LONGEST_ATTESTED = 200
"""Characters of the sentence above the signatures, and of a remark on the minutes."""
LONGEST_END = 12
"""Characters of the line that ends minutes, letter-spaced."""
NARRATED = regex.compile(r"(?P<who>[^\s、。「」『』]{1,20}?)(?:から|より|が|は)[^。]*(?<!まし|でし)た。?")
"""One sentence in the past tense and without です or ます; who speaks addresses somebody."""
POLITE = regex.compile(r"(?:です|ます|でした|ました|ません|ましょう|ください|下さい)[かねよ]?[。？?」』）)]")


def narrates(text: str, speaking: Speaker | None) -> bool:
    """Tell whether a line tells what somebody did who isn't speaking: 実施機関が退室し、審議を行った。"""
    match = NARRATED.fullmatch(text.strip()) if len(text) <= LONGEST_ALONE else None
    who = read_speaker(match["who"]) if match is not None else None
    if who is None or (who.rank not in COUNCIL and squash(who.role or "") not in squashed(minutes_words().groups)):
        return False
    return speaking is None or (who.role, who.name) != (speaking.role, speaking.name)


def tells_result(text: str, above: Sequence[str]) -> bool:
    """Tell whether a line below the end of a sentence tells what came of an item: 結果：承認された。

    審議の結果、…こととした。 tells it where what stands above is in polite forms; in plain ones it may be said.
    """
    if len(text) > LONGEST_ALONE or not above or not above[-1].rstrip().endswith(SENTENCE_ENDS) or POLITE.search(text):
        return False
    plain = squash(text)
    if _labelled_result().fullmatch(plain):
        return plain.endswith("。") or directs(plain)
    return POLITE.search("".join(above)) is not None and _resulted().fullmatch(plain) is not None


def concludes(text: str, speaking: Speaker | None) -> bool:
    """Tell whether a line tells what came of a question: ⇒ 適当と認める。 below an answer that its own label marks."""
    answers = speaking is not None and speaking.role in squashed(minutes_words().answers)
    arrow = ARROW.match(text) if answers else None
    return arrow is not None and is_speech(text[arrow.end() :])


def ends_minutes(text: str) -> bool:
    """Tell whether a line ends the minutes or a part of them: (以上)."""
    return len(text) <= LONGEST_END and _ends().fullmatch(squash(text)) is not None


def attests(text: str) -> bool:
    """Tell whether a line is the sentence above the signatures, the last one of minutes."""
    return len(text) <= LONGEST_ATTESTED and _attested().fullmatch(squash(text)) is not None


def heads_annex(text: str) -> bool:
    """Tell whether a line heads what is appended, (別紙), or what web pages print below the text: (問い合わせ先)."""
    return _annex().fullmatch(squash(text)) is not None


def remarks_on_minutes(text: str, above: Sequence[str]) -> bool:
    """Tell whether a line, behind the end of a sentence, is a remark on the minutes: この会議録は要点を記録したものである。"""
    ended = not above or above[-1].rstrip().endswith(SENTENCE_ENDS)
    return ended and len(text) <= LONGEST_ATTESTED and _recorded().fullmatch(squash(text)) is not None


def is_signature(text: str) -> bool:
    """Tell whether a line names who wrote or signed the minutes: 会議録作成者 総務課 四方 梓."""
    match = _signatures().fullmatch(text) if len(text) <= LONGEST_ALONE else None
    return match is not None and not is_said_behind(match["names"])


def begins_signature(text: str) -> bool:
    """Tell whether a line or a cell begins with what stands before the name of one who wrote or signed the minutes."""
    return _signatures().fullmatch(text) is not None


def is_said_behind(text: str) -> bool:
    """Tell whether what stands behind such a label is said and names nobody: 四方 あすか only ends like a question."""
    named = len(text.split()) > 1 and is_name(squash(text))
    return is_speech(text) and not named


@cache
def _ends() -> regex.Pattern[str]:
    return regex.compile(minutes_words().ends)


@cache
def _attested() -> regex.Pattern[str]:
    return regex.compile(either(minutes_words().attested))


@cache
def _labelled_result() -> regex.Pattern[str]:
    return regex.compile(minutes_words().labelled_result)


@cache
def _resulted() -> regex.Pattern[str]:
    return regex.compile(minutes_words().resulted)


@cache
def _recorded() -> regex.Pattern[str]:
    return regex.compile(either(minutes_words().recorded))


@cache
def _signatures() -> regex.Pattern[str]:
    return regex.compile(rf"(?:{spaced(minutes_words().signatures)})(?:{GAP}*[:：]|{GAP}|$)(?P<names>.*)")


@cache
def _annex() -> regex.Pattern[str]:
    annexes, tail = any_of(minutes_words().annexes), any_of(minutes_words().fields["tail"])
    return regex.compile(rf"[(【\[〔]?(?:{annexes})[0-9]{{0,2}}[)】\]〕]?|[(【\[〔](?:{tail})[)】\]〕]")
