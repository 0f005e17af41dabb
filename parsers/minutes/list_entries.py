"""Which lines go on with an agenda or a list of papers: the next number, the rest of a title, the heading of a part."""

from __future__ import annotations

from functools import cache

import regex

from normalize.markers import find_marker
from normalize.text import squash
from parsers.minutes.directions import directs, is_clock_line, tells_action
from parsers.minutes.field import Field
from parsers.minutes.notation import is_speech, names_speaker
from parsers.minutes.paper_numbers import begins_with_bracketed_paper, branched_paper
from parsers.minutes.paper_rows import may_hold_entries
from parsers.minutes.strips import Strip
from parsers.minutes.words import GAP, any_of, minutes_words, squashed
from parsers.passage import Passage

__all__ = [
    "LONGEST_ITEM",
    "counts_elsewhere",
    "ends_title",
    "goes_on_below",
    "is_entry",
    "is_note",
    "title_of",
]

LONGEST_ITEM = 250
"""Characters of an item of the agenda: what is asked of a council names the papers and the laws in question."""
CLOCK_AHEAD = regex.compile(rf"{GAP}*\d{{1,2}}[:：]\d{{2}}(?:{GAP}|$)")
"""What a protocol by the clock begins its lines with."""


def is_entry(current: Field, strip: Strip, text: str) -> bool:
    """Tell whether a line is an entry of an agenda or of a list of papers; one whose number begins anew is a heading."""
    if not may_hold_entries(strip):
        return False
    if current.key == "materials" and begins_with_bracketed_paper(text):
        return True
    marker = find_marker(text, minutes_words().counting)
    if (is_speech(text) and "。" in text) or CLOCK_AHEAD.match(text):
        return False
    if current.key == "agenda" and current.values and goes_on_below(current.values[-1].text, text):
        return len(text) <= LONGEST_ITEM
    if current.key == "agenda" and _matter().match(squash(text)):
        return "。" not in text and len(text) <= LONGEST_ITEM
    if marker is None or marker.kind == "tag":
        if current.key == "agenda" and current.values and (ends_title(text) or is_note(text)):
            return True
        if "。" not in text and not current.narrated and _after_sublist(current):
            return len(text) <= LONGEST_ITEM and not _is_direction_like(text)
        return len(text) <= LONGEST_ITEM and not (current.narrated or is_speech(text) or _is_direction_like(text))
    last = current.last(marker)
    counted = marker.kind == "word"  # 資料1 below 次第
    again = last is not None or (current.key == "materials" and not counted and any(map(_is_paper, current.values)))
    branched = current.key == "materials" and branched_paper().match(text) is not None
    if marker.number == 1 and again and not branched and not _after_sublist(current):
        return False
    if current.narrated and marker.number != (last or -1) + 1:
        return False
    return len(text) <= LONGEST_ITEM


def counts_elsewhere(current: Field, text: str) -> bool:
    """Tell whether a line goes on with numbers that the field did not begin: 2 戸籍事務 below the conclusion of item 1."""
    marker = find_marker(text, minutes_words().counting)
    number = marker.number if marker is not None and marker.number is not None else 0
    return marker is not None and number > 1 and current.last(marker) != number - 1


def _is_paper(line: Passage) -> bool:
    """Tell whether a line of a list of papers is one, and does not only head a part of it: 当日配布."""
    return squash(line.text) not in squashed(minutes_words().no_entries)


@cache
def _matter() -> regex.Pattern[str]:
    """Return how a matter begins that an assembly or a council numbers: 第3号議案, 議案第3号."""
    matters = any_of(minutes_words().matters)
    return regex.compile(rf"第[0-9]+号(?:{matters})|(?:{matters})第[0-9]+号")


def _after_sublist(current: Field) -> bool:
    """Tell whether the last line heads a part of the list: 審議事項, or with a number that counts on in it (1 開会, 2 議事)."""
    *before, last = [line.text for line in current.values] or [""]
    marker = find_marker(last)
    if marker is not None and before:
        counted = (one for text in before if (one := find_marker(text)) is not None)
        if not any(one.kind == marker.kind and one.number == (marker.number or 0) - 1 for one in counted):
            return False  # a heading of the header, not of the list
    return title_of(last).strip("()[]【】<>:") in squashed(minutes_words().sublists)


def title_of(line: str) -> str:
    """Return a line squashed and without its number."""
    marker = find_marker(line)
    return squash(line[marker.end :] if marker else line)


def ends_title(text: str) -> bool:
    """Tell whether a line below an item of an agenda is the end of its title: a parenthesis that heads nothing and is no direction."""
    match = ENDS_TITLE.fullmatch(text.strip())
    return (
        match is not None
        and squash(match["inner"]) not in squashed(minutes_words().sublists)
        and not names_speaker(text)
        and not directs(text)
        and not tells_action(match["inner"])
    )


def goes_on_below(above: str, text: str) -> bool:
    """Tell whether a line goes on with the title of an item above it: with its parenthesis, or with a line that was full."""
    title, line = squash(above), squash(text)
    if find_marker(text, minutes_words().papers) is not None or line.startswith(UNLIKE):
        return False
    opened = any(title.count(opening) > title.count(closing) for opening, closing in PARENTHESES)
    return opened or (len(title) >= FULL_LINE and TITLE_END.search(title) is None)


PARENTHESES = (("(", ")"), ("[", "]"), ("【", "】"), ("「", "」"), ("『", "』"), ("〔", "〕"))
UNLIKE = ("※", "・", "(", "[", "【", "〔", "「", "○", "●", "■", "□", "◆")
"""How a line begins that is something of its own."""
FULL_LINE = 28
"""Squashed characters of a line that may have been broken; shorter ones end where the title does."""
TITLE_END = regex.compile(r"(?:[てい]|件|案|ほか|[)\]】」』〕。])$")
"""How titles end: …について, …の件."""


def is_note(text: str) -> bool:
    """Tell whether a line below an item of an agenda only says something of it: [担当課:総務課]."""
    return NOTE.fullmatch(text.strip()) is not None


NOTE = regex.compile(r"[(（\[［【〔]\p{L}{2,10}[:：][^\[\]［］【】〔〕]+[)）\]］】〕]")
ENDS_TITLE = regex.compile(r"[(（](?P<inner>(?!\d{1,2}[)）])[^()（）]+)[)）]")


def _is_direction_like(text: str) -> bool:
    opened = text[:1] in "《〈≪<＜(（【〔［["
    headed = squash(text).strip("()[]【】<>《》〔〕") in squashed(minutes_words().sublists)
    return is_clock_line(text) or (opened and not headed)
