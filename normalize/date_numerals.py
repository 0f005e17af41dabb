"""Characters and numbers of printed dates and times: folding, gaps, and the numerals that people write them in."""

from __future__ import annotations

import re
import unicodedata

__all__ = ["GAP", "HOLE", "HOLES", "KANJI", "KANJI_NUMBER", "NUMBER", "fold_aligned", "number_of", "squeezed"]

GAP = r" *+\n?+ *+"
"""What may stand between two characters of a date: spaces and one line break. A blank line ends a date."""
KANJI = "〇零一二三四五六七八九十"
HOLES = "○◯●◎△▲□■×*_X¬"  # ¬ is how some OCR prints half of a ○
KANJI_NUMBER = rf"[{KANJI}](?:{GAP}[{KANJI}]){{0,3}}+"
HOLE = rf"[{HOLES}](?:{GAP}[{HOLES}]){{0,5}}+"
NUMBER = rf"(?:[0-9](?:{GAP}[0-9])?+|{KANJI_NUMBER}|{HOLE})"


def _compatible(first: int, last: int) -> dict[int, str]:
    """Return the characters first…last (inclusive) that NFKC maps to one other character."""
    pairs = ((code, unicodedata.normalize("NFKC", chr(code))) for code in range(first, last + 1))
    return {code: folded for code, folded in pairs if len(folded) == 1 and folded != chr(code)}


_FOLDED = (
    _compatible(0xFF01, 0xFF5E)  # full-width forms
    | _compatible(0x2F00, 0x2FD5)  # Kangxi radicals: ⽉ ⽇ in text layers of some PDF writers
    | {0x2E9C: "日", 0x2E9D: "月"}  # radicals that NFKC leaves alone
    | _compatible(0xF900, 0xFAFF)  # compatibility ideographs: 年 令 六
    | dict.fromkeys(map(ord, "\t\r\v\f\x85\xa0\u1680\u202f\u205f\u3000\u200b\u200c\u200d\u2060\ufeff"), " ")
    | dict.fromkeys(range(0x2000, 0x200B), " ")
    | dict.fromkeys((0x2028, 0x2029), "\n")
    | dict.fromkeys(map(ord, "〜∼～˜⁓∽"), "~")
    | dict.fromkeys(map(ord, "‐‑‒–—―−－"), "-")
)
_FOLDABLE = re.compile("[" + "".join(re.escape(chr(code)) for code in sorted(_FOLDED)) + "]++")


def fold_aligned(text: str) -> str:
    """Return `text` with each character in its plain form (full-width 2 → 2, ⽉ → 月, ideographic space → space).

    Character by character: the result has the length of the text.
    """
    return _FOLDABLE.sub(lambda run: run[0].translate(_FOLDED), text)


def squeezed(text: str) -> str:
    """Return folded text without its gaps."""
    return text.replace(" ", "").replace("\n", "")


def number_of(text: str | None) -> int | None:
    """Return the number that a run of digits or kanji means; None for no text or a placeholder, -1 for no number.

    Kanji count in tens (二十六) or by position (二〇一六, 二六). 〇 alone stands for a number to come, as ○ does.
    """
    if text is None:
        return None
    if text.isdecimal():
        return int(text)
    plain = squeezed(text)
    if plain.isascii():
        return int(plain) if plain.isdecimal() else None
    if plain == "元":
        return 1
    if plain[0] in HOLES or not plain.strip("〇"):
        return None
    return _kanji_number(plain)


def _kanji_number(plain: str) -> int:
    values = [KANJI.index(sign) for sign in plain]  # 〇 0, 零 1, 一 2 … 九 10, 十 11
    if "十" not in plain:
        return int("".join(str(max(0, value - 1)) for value in values))
    tens, ones = plain.split("十", 1)
    if len(tens) > 1 or len(ones) > 1 or "十" in ones:
        return -1
    return (_kanji_number(tens) if tens else 1) * 10 + (_kanji_number(ones) if ones else 0)
