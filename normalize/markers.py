"""The markers that head sections and list entries: Ⅱ, II, 3., ①, (1), ア, 第4, 第5条, (別添2), リスク1："""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache

import regex

__all__ = ["Marker", "find_marker"]

ROMAN = {
    "I": 1,
    "II": 2,
    "III": 3,
    "IV": 4,
    "V": 5,
    "VI": 6,
    "VII": 7,
    "VIII": 8,
    "IX": 9,
    "X": 10,
    "XI": 11,
    "XII": 12,
}
KANA = "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヲン"
KANJI = "〇一二三四五六七八九十"
DIGITS = r"[0-9０-９]{1,3}"
GAP = r"[ \t\u3000\u00a0]"
OPEN, CLOSE = r"[(（]", r"[)）]"
UNITS = rf"(?:年|月|日(?!{GAP}?[時程])|時(?![期間])|分|人(?!員)|件(?![名数])|回(?!答)|[頁名歳円%/.,、ヶか])"
PATTERNS = (
    # An ASCII Roman numeral needs a space behind it: I 基本情報, but not ICカード.
    ("roman", rf"(?P<n>[Ⅰ-Ⅻ]|(?:I{{1,3}}|IV|VI{{0,3}}|IX|X)(?=[.．]?{GAP}|$))[.．]?"),
    ("article", rf"第{GAP}?(?P<n>{DIGITS}|[{KANJI}]{{1,4}}){GAP}?条(?:の{DIGITS})?(?=[^第項号及又並]|$)"),
    ("ordinal", rf"第{GAP}?(?P<n>{DIGITS}|[{KANJI}]{{1,4}})(?={GAP}|$)"),
    ("dotted", rf"(?P<n>{DIGITS}){GAP}?[.．](?![0-9０-９])"),
    ("circled", r"(?P<n>[①-⑳㉑-㉟㊱-㊿])"),
    ("bracketed", rf"(?:{OPEN}{GAP}?(?P<n>{DIGITS}){GAP}?{CLOSE}|(?P<m>[⑴-⒇]))"),
    # «8 月» and «65 歳» begin with a number and a space too.
    ("number", rf"(?P<n>{DIGITS})(?:(?={GAP}++(?!{UNITS})\S)|$)"),
    ("kana", rf"(?P<n>[{KANA}])(?:[.．]|(?={GAP}|$))"),
    ("bracketed_kana", rf"{OPEN}{GAP}?(?P<n>[{KANA}]){GAP}?{CLOSE}"),
    ("letter", rf"(?P<n>[A-ZＡ-Ｚ])(?={GAP}|$)"),
    ("tag", r"(?P<n>[【≪《〔])(?=[^】≫》〕]{1,60}[】≫》〕]\s*$)"),
    ("symbol", r"(?P<n>[■◆●◎▼□◇★])"),
)
"""Kinds of markers, tried in this order. `n` is what is counted."""


_ASKED = 2048
"""Texts. Each line and cell of a document is asked for several times: those of the last pages are remembered."""


@dataclass(frozen=True, slots=True)
class Marker:
    """A marker at the beginning of a text.

    `kind` names its notation, `word` the word it counts (別添, リスク), `number` is None where there is nothing to count,
    `printed` is the marker as printed without the separator behind it; the text goes on at offset `end`. A text that
    is wholly in brackets (【課税課】) is a marker of kind `tag` that prints nothing: the brackets belong to the title.
    """

    kind: str
    number: int | None
    printed: str
    end: int
    word: str = ""


@lru_cache(maxsize=_ASKED)
def find_marker(text: str, words: tuple[str, ...] = ()) -> Marker | None:
    """Return the marker that `text` begins with (behind white space and a list bullet), or None.

    `words` are words that count sections in the document at hand: 別添 finds (別添2), リスク finds リスク1：.
    """
    lead = BULLET.match(text)
    start = lead.end() if lead else 0
    if not FIRST.match(text, start) and not text.startswith(words, start):
        return None
    for kind, pattern in _patterns(words):
        match = pattern.match(text, start)
        if match is None:
            continue
        printed, end = match[0].strip(), SEPARATOR.match(text, match.end()).end()  # type: ignore[union-attr]
        if kind == "word":
            return Marker(kind, _number(match["n"]), printed, end, match["word"])
        if kind == "tag":
            return Marker(kind, None, "", start)
        return Marker(kind, _number(match["n"] or match.groupdict().get("m") or ""), printed, end)
    return None


FIRST = regex.compile(rf"[Ⅰ-ⅫIVX第0-9０-９①-⑳㉑-㉟㊱-㊿(（⑴-⒇{KANA}A-ZＡ-Ｚ【≪《〔■◆●◎▼□◇★]")
"""What any marker but a word begins with; most lines of prose begin with something else and need no closer look."""
BULLET = regex.compile(r"\s*+(?:[-・•]\s++)?")
SEPARATOR = regex.compile(rf"{GAP}*+[:：]?{GAP}*+")


@cache
def _patterns(words: tuple[str, ...]) -> tuple[tuple[str, regex.Pattern[str]], ...]:
    named = "|".join(regex.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)))
    word = rf"{OPEN}?{GAP}?(?P<word>{named}){GAP}?(?:(?P<n>{DIGITS})(?:{GAP}?[~～〜]{GAP}?{DIGITS})?{GAP}?{CLOSE}?|(?={CLOSE}|{GAP}|[:：]|$){CLOSE}?)"
    patterns = (("word", word), *PATTERNS) if words else PATTERNS
    return tuple((kind, regex.compile(pattern)) for kind, pattern in patterns)


def _number(text: str) -> int | None:
    folded = unicodedata.normalize("NFKC", text or "").strip("()")
    if folded.isdecimal():
        return int(folded)
    if folded in ROMAN:
        return ROMAN[folded]
    if len(folded) == 1 and folded in KANA:
        return KANA.index(folded) + 1
    if len(folded) == 1 and "A" <= folded <= "Z":
        return ord(folded) - ord("A") + 1
    return _kanji(folded)


def _kanji(text: str) -> int | None:
    """Return the value of a kanji numeral up to 99 (十, 十二, 二十, 二十三); None for anything else."""
    if not text or any(character not in KANJI for character in text):
        return None
    tens, ten, ones = text.rpartition("十")
    value = KANJI.index(ones) if ones else 0
    return value + 10 * (KANJI.index(tens) if tens else 1) if ten else value
