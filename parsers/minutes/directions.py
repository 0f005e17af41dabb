"""Stage directions: what happens between the speeches and within them, in brackets, between dashes or in a line of its own."""

from __future__ import annotations

from functools import cache

import regex

from normalize.text import squash
from parsers.minutes.words import GAP, any_of, either, minutes_words, squashed

__all__ = [
    "LONGEST_ALONE",
    "acts",
    "directions_in",
    "directs",
    "heads_part",
    "is_clock_line",
    "is_direction",
    "tells_action",
]

LONGEST_DIRECTION = 30
"""Characters of a parenthesis within a speech that may be a stage direction."""
LONGEST_ALONE = 120
"""Characters of a stage direction that has its line to itself."""


def directions_in(text: str) -> list[tuple[int, int]]:
    """Return where the stage directions of a line stand: all of it, or parentheses between sentences."""
    if is_direction(text):
        return _each(text)
    found = [match.span("direction") for match in _inline().finditer(text) if directs(match["direction"])]
    remark = _remark().search(text)
    return [*found, remark.span("remark")] if remark is not None else found


def _each(text: str) -> list[tuple[int, int]]:
    groups = [match.span() for match in GROUP.finditer(text)]
    return groups if len(groups) > 1 and ENTIRE.fullmatch(text) else [_span(text)]


def _span(text: str) -> tuple[int, int]:
    return len(text) - len(text.lstrip()), len(text.rstrip())


ROUND = r"[(（](?:[^()（）]|[(（][^()（）]*[)）])*[)）]"
GROUP = regex.compile(
    rf"{ROUND}|《[^《》]*》|〈[^〈〉]*〉|【[^【】]*】|〔[^〔〕]*〕|\[[^\[\]]*\]|＜[^＜＞]*＞|<[^<>]*>"
)
ANSWERED = regex.compile(r"[(（]\p{L}{1,6}[)）][\s:：]*(?P<answer>\S.*)")
"""(全委員) 異議なし: who, and what is no sentence."""
ENTIRE = regex.compile(
    rf"\s*(?:(?:{ROUND}|《[^《》]*》|〈[^〈〉]*〉|【[^【】]*】|〔[^〔〕]*〕|\[[^\[\]]*\]|＜[^＜＞]*＞|<[^<>]*>)\s*)+"
    r"|\s*[-‐–—―－~～]{1,3}\s*[^-‐–—―－~～\s][^-‐–—―－~～]*[-‐–—―－~～]{1,3}\s*"
)
"""A line that is all brackets or stands between dashes."""


def is_direction(text: str) -> bool:
    """Tell whether a line is a stage direction by itself; (1), 【質疑】 and ≪1 開会≫ are headings."""
    plain = text.strip()
    if len(plain) > LONGEST_ALONE:
        return False
    if len(plain) <= LONGEST_DIRECTION and _line().fullmatch(squash(plain)):
        return True
    answered = ANSWERED.fullmatch(plain)
    if (
        answered is not None
        and len(plain) <= LONGEST_DIRECTION
        and _line().fullmatch(squash(answered["answer"]).strip("。"))
    ):
        return True
    if NARRATED.fullmatch(plain) and _lexicon().search(squash(plain)):
        return True
    if not ENTIRE.fullmatch(plain):
        return False
    inner = squash(plain)[1:-1]
    if len(inner) < 2 or inner[0].isdigit() or inner in squashed(minutes_words().containers):
        return False
    if plain[0] in "【〔[［" and heads_part(inner) and not tells_action(inner):
        return False
    return plain[0] in "(（《〈-‐–—―－~～" or directs(plain) or tells_action(inner)


NARRATED = regex.compile(r"[■◆▼▲→⇒]\s*\p{L}{2,20}?(?:が|から|より|は).*た[。]?")
"""■事務局が資料に基づいて説明を行った。"""


def is_clock_line(text: str) -> bool:
    """Tell whether a line without brackets is a stage direction: 午前10時 開会."""
    plain = squash(text) if len(text) <= LONGEST_DIRECTION else ""
    return any(letter.isdigit() for letter in plain) and _line().fullmatch(plain) is not None


ACTION = regex.compile(r"[がをは].*|に基づ|により|.{2,}(?:説明|朗読)$")
"""What somebody does: headings in square brackets (質疑, 諮問事項の説明) are names of things."""


def heads_part(squashed_text: str) -> bool:
    """Tell whether a text is the name of a part of minutes: 質疑応答, 傍聴人からの意見."""
    return squashed_text.endswith(minutes_words().part_names)


def tells_action(text: str) -> bool:
    """Tell whether a text says what somebody does."""
    return ACTION.search(text) is not None


def acts(text: str) -> bool:
    """Tell whether a line in brackets says what a speaker did: 《資料による説明》; a list of people says nothing of it."""
    return is_direction(text) and (directs(text) or tells_action(text.strip()[1:-1]))


def directs(text: str) -> bool:
    """Tell whether a text holds a word of stage directions."""
    plain = squash(text)
    return _lexicon().search(plain) is not None or _line().fullmatch(plain[1:-1]) is not None


@cache
def _lexicon() -> regex.Pattern[str]:
    return regex.compile(any_of(minutes_words().directions))


@cache
def _line() -> regex.Pattern[str]:
    return regex.compile(either((*minutes_words().direction_lines, minutes_words().ends)))


@cache
def _inline() -> regex.Pattern[str]:
    """A parenthesis that follows a sentence and is followed by one; within a sentence it belongs to it."""
    return regex.compile(
        rf"(?:^|(?<=[。？！?!」』）)\s]))(?P<direction>[(（《〈【][^()（）《》〈〉【】]{{2,{LONGEST_DIRECTION}}}[)）》〉】])"
        r"(?=\s|$|[^、。，．はがをにのとでもや])"
    )


@cache
def _remark() -> regex.Pattern[str]:
    """質問なし at the end of a line, behind a sentence and a space."""
    return regex.compile(
        rf"(?<=[。？?]){GAP}+(?P<remark>(?:質問|質疑|意見|異議)等?{GAP}*な{GAP}*し|異議なし|特になし|了承){GAP}*$"
    )
