"""Numbers that fill a field: counts (`( 65 ) 件`, 約 6,500 人) and bands (10万人以上100万人未満).

`parse_number` and `parse_band` read a whole field or nothing: 千代田区, 二、三件 and 5)30万人以上 are None, never a guess.
Running text is never rewritten. White space, also a line break, may stand between any two characters but digits:
`1 1` is more often two cells run together than eleven. Spans are half-open offsets in code points of the text as given.
All of it is linear in the length of the text: quantifiers are possessive or bounded, fields longer than
LONGEST_FIELD are not read.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal

import regex

from normalize.date_numerals import GAP, fold_aligned, squeezed

__all__ = ["Band", "Count", "NumberFlag", "NumberValue", "find_counts", "parse_band", "parse_number"]

NumberFlag = Literal["approximate", "blank", "unread"]

LONGEST_FIELD = 100
"""Characters of a field that may hold a number, white space at its ends apart; the longest band of a form has 16."""
LONGEST_COUNT = 24
"""Characters between the brackets of a count: a number of seven digits, letter-spaced and padded."""
BEYOND = 2**63
"""Numbers are below it: the columns are int64."""


@dataclass(frozen=True, slots=True)
class NumberValue:
    """A whole number, its unit as printed (件, 人; null: none) and the place of both, brackets left out.

    The flag `approximate`: printed with 約, およそ, 程度 or the like; the value is the number printed.
    """

    value: int
    unit: str | None
    flags: tuple[NumberFlag, ...]
    span: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Band:
    """Numbers from `minimum` up to, but without, `maximum`; null: open at that end. `unit` is null where none is printed.

    `span` leaves out brackets around the band and a remark behind it.
    """

    minimum: int | None
    maximum: int | None
    unit: str | None
    span: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Count:
    """What stands in the brackets of `( 65 ) 件`; null with the flag `blank` for nothing, with `unread` for no number.

    `span` runs from the opening bracket to 件.
    """

    value: int | None
    flags: tuple[NumberFlag, ...]
    span: tuple[int, int]


# ------------------------------------------------------------------------------------------------- what a field prints


def _any(words: str) -> str:
    """Return a pattern for one of the words, letter-spaced or not; where one begins another, the longer stands first."""
    return "(?:" + "|".join(GAP.join(word) for word in words.split()) + ")"


DIGITS = "〇一二三四五六七八九"
SIGNS = f"0-9{DIGITS}零壱弐参十拾百千万億兆"
NUMBER = rf"[{SIGNS}][{SIGNS},.、､ \n]*+"
UNIT = _any("項目 世帯 団体 機関 種類 箇所 か所 ヶ所 カ所 か月 ヶ月 カ月 年間 件 人 名 台 回 社 枚 通 冊 年")
"""Without 部 and 円: 一部 and 一円 are words, no counts."""
ABOUT = _any("約 およそ おおよそ 概ね おおむね")
OR_SO = _any("程度 前後 余り 余 ほど くらい ぐらい")
OPEN, CLOSE = "([〔【「", ")]〕】」"
OPENED, CLOSED = rf"(?P<open>[{regex.escape(OPEN)}])?+", rf"(?P<close>[{regex.escape(CLOSE)}])?+"
LOW = rf"(?P<low>{NUMBER})(?P<low_unit>{UNIT})?+{GAP}{_any('以上')}"
HIGH = rf"(?P<high>{NUMBER})(?P<high_unit>{UNIT})?+{GAP}{_any('未満')}"
REMARK = rf"(?:\([^(){SIGNS}以未超除]{{1,20}}+\))?+"
"""(任意実施) behind a band; a remark that counts or excepts could change what the band says."""

WHOLE_NUMBER = regex.compile(
    rf"{OPENED}{GAP}(?P<body>(?P<about>{ABOUT})?+{GAP}(?P<number>{NUMBER})(?P<unit>{UNIT})?+{GAP}(?P<or_so>{OR_SO})?+)"
    rf"{GAP}{CLOSED}{GAP}(?P<unit_behind>{UNIT})?+"
)
WHOLE_BAND = regex.compile(
    rf"{OPENED}{GAP}(?P<body>{LOW}(?:{GAP}[、,~]?+{GAP}{HIGH})?+|{HIGH}){GAP}{REMARK}{GAP}{CLOSED}"
)
COUNT = regex.compile(rf"\((?P<inner>[^()]{{0,{LONGEST_COUNT}}}+)\){GAP}件(?! {{0,3}}(?:数|名(?!称)))")
"""`( 65 ) 件`; (1) 件名 and (2) 件数 are numbered headings."""


def parse_number(text: str) -> NumberValue | None:
    """Return the number that `text` is: 65, ５件, 四件, ( 65 ) 件, 約 6,500 人, 1万2千; None for anything else."""
    field, offset = _field(text)
    match = WHOLE_NUMBER.fullmatch(field)
    if match is None or not _paired(match) or (match["unit"] and match["unit_behind"]):
        return None
    value = _value(match["number"])
    if value is None:
        return None
    flags: tuple[NumberFlag, ...] = ("approximate",) if match["about"] or match["or_so"] else ()
    return NumberValue(value, _unit(match["unit"] or match["unit_behind"]), flags, _span(match, offset))


def parse_band(text: str) -> Band | None:
    """Return the band that `text` is: 30万人以上 is (300000, None), 500人未満 is (None, 500); None for anything else.

    None too where its two units differ and where it holds no number (100万人以上10万人未満). 以下 and 超 are not read:
    of a span of time they do not bound a half-open band.
    """
    field, offset = _field(text)
    match = WHOLE_BAND.fullmatch(field)
    if match is None or not _paired(match):
        return None
    low, high = _bounds(match["low"], match["high"])
    units = {_unit(printed) for printed in (match["low_unit"], match["high_unit"]) if printed}
    if len(units) > 1 or (low is None and high is None) or (low is not None and high is not None and low >= high):
        return None
    return Band(low, high, next(iter(units), None), _span(match, offset))


def find_counts(text: str) -> list[Count]:
    """Return every `( n ) 件` of `text` in order, blank ones too: a form prints `(   ) 件` for what does not apply."""
    return [_count(match) for match in COUNT.finditer(fold_aligned(text))]


def _count(match: regex.Match[str]) -> Count:
    if not match["inner"].strip():
        return Count(None, ("blank",), match.span())
    number = parse_number(match["inner"])
    if number is None or number.unit not in (None, "件"):
        return Count(None, ("unread",), match.span())
    return Count(number.value, number.flags, match.span())


def _field(text: str) -> tuple[str, int]:
    """Return the folded field without white space at its ends, and where it begins; nothing for what is too long."""
    folded = fold_aligned(text)
    field = folded.strip()
    return ("", 0) if len(field) > LONGEST_FIELD else (field, len(folded) - len(folded.lstrip()))


def _paired(match: regex.Match[str]) -> bool:
    """Tell whether the brackets around a field belong together; a field may do without."""
    opened, closed = match["open"], match["close"]
    return opened == closed if None in (opened, closed) else OPEN.index(opened) == CLOSE.index(closed)


def _unit(printed: str | None) -> str | None:
    return None if printed is None else squeezed(printed)


def _span(match: regex.Match[str], offset: int) -> tuple[int, int]:
    return offset + match.start("body"), offset + match.start("body") + len(match["body"].rstrip())


def _bounds(low: str | None, high: str | None) -> tuple[int | None, int | None]:
    """Return both ends of a band, nulls where one is printed that is no number."""
    ends = tuple(None if printed is None else _value(printed) for printed in (low, high))
    unread = any(printed is not None and end is None for printed, end in zip((low, high), ends, strict=True))
    return (None, None) if unread else (ends[0], ends[1])


# ------------------------------------------------------------------------------------------------- what a number means

PLAIN = str.maketrans("壱弐参拾零", "一二三十〇")
LOOSE_COMMA = regex.compile(rf"(?<=[0-9]){GAP}[,、､]{GAP}(?=0[0-9]{{2}}(?![0-9]))")
"""、 or a comma with a gap groups digits only before a group like 000: `5, 120` and 5、120 may be two numbers."""
SPLIT = regex.compile(rf"(?<=[{DIGITS}0-9,.、､])[ \n]++(?=[{DIGITS}0-9,.、､])")
ARABIC = regex.compile(r"[1-9][0-9]{0,2}+(?:,[0-9]{3}+)++|[0-9]++")
DECIMAL = regex.compile(r"(?P<whole>[0-9]++)\.(?P<part>[0-9]{1,4}+)(?P<sign>[万億兆])")
POSITIONAL = regex.compile(rf"[{DIGITS[1:]}][{DIGITS}]*+")
MYRIADS = {"兆": 10**12, "億": 10**8, "万": 10**4}
PLACES = {"千": 1000, "百": 100, "十": 10}


def _value(printed: str) -> int | None:
    """Return the number that a run of SIGNS, commas and gaps means; None for what is malformed or could mean two."""
    text = LOOSE_COMMA.sub(",", printed.strip()).translate(PLAIN)
    if SPLIT.search(text):
        return None
    text = squeezed(text)
    decimal = DECIMAL.fullmatch(text)
    if decimal is not None:
        value = int(decimal["whole"] + decimal["part"]) * (MYRIADS[decimal["sign"]] // 10 ** len(decimal["part"]))
        return value if value < BEYOND else None
    return 0 if printed.strip() == "零" else _sum(text, MYRIADS, _places)


def _sum(text: str, signs: Mapping[str, int], part: Callable[[str], int | None]) -> int | None:
    """Return the number written with these signs, larger before smaller, each once at most; `part` reads what is between."""
    total, bound = 0, BEYOND
    for sign, size in signs.items():
        head, found, tail = text.partition(sign)
        if found:
            times = part(head)
            if not times or times * size >= bound:
                return None
            total, bound, text = total + times * size, size, tail
    rest = part(text) if text else 0
    if rest is None or rest >= bound or (text and total and not rest):
        return None
    return total + rest


def _places(text: str) -> int | None:
    return _sum(text, PLACES, _digits)


def _digits(text: str) -> int | None:
    """Return the number that digits alone mean; nothing before 十 stands for one.

    None for 〇, which stands for a number to come, and for 二三, which says two or three.
    """
    if ARABIC.fullmatch(text):
        return int(text.replace(",", ""))
    if not POSITIONAL.fullmatch(text):
        return None if text else 1
    digits = [DIGITS.index(sign) for sign in text]
    either = len(digits) == 2 and digits[1] == digits[0] + 1
    return None if either else int("".join(map(str, digits)))
