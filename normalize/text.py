"""Text in a form for comparison, and the joining of wrapped lines. What is stored stays as printed."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

import regex

__all__ = ["WALL", "fold", "glue", "is_letter_spaced", "same", "squash", "width"]

WALL = "\N{SYMBOL FOR RECORD SEPARATOR}"
"""Stands between texts that are read as one: no date and no citation runs over it."""
RADICALS = dict(
    zip(
        "⺁⺄⺅⺆⺇⺈⺉⺊⺋⺌⺍⺎⺏⺐⺒⺓⺔⺕⺖⺗⺘⺙⺛⺜⺝⺞⺠⺡⺢⺣⺤⺥⺦⺧⺨⺩⺪⺫⺬⺭⺯⺰⺱⺲⺶⺷⺹⺺⺻⺼⺾⺿⻀⻁⻂⻃⻄⻅⻆⻈⻉⻋⻌⻍⻎⻏⻐⻑⻒⻓⻔⻖⻗⻘⻙⻚⻛⻜⻝⻟⻠⻢⻣⻤⻥⻦⻧⻨⻩⻪⻫⻬⻭⻮⻯⻰⻱⻲",
        "厂乙亻冂几刀刂卜㔾小小兀尣尢巳幺彑彐忄㣺扌攵旡日月歺民氵氺灬爫爫丬牛犭王疋罒示礻糹纟罓罒羊羊耂肀聿月艹艹艹虎衤覀西见角讠贝车辶辶辶阝钅長镸长门阝雨青韦页风飞食飠饣马骨鬼鱼鸟卤麦黄黾斉齐歯齿竜龙龜亀",
        strict=True,
    )
)
"""CJK radicals that NFKC leaves alone → the character that was meant (Unicode's EquivalentUnifiedIdeograph).

Fonts without a proper ToUnicode map print 長 青 食 民 as ⻑ ⻘ ⻝ ⺠."""
LIKE = RADICALS | dict.fromkeys("〇◯", "○") | dict.fromkeys("〜∼˜", "~") | dict.fromkeys("‐‑‒–−", "-")
FOLDED = str.maketrans(LIKE)
SPACE_BETWEEN_CJK = regex.compile(
    r"(?<=[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef])[\s\u00a0]++(?=[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef])"
)
NARROW = regex.compile(r"[\u0020-\u007e\u00a0\uff61-\uff9f]")
LATIN = regex.compile(r"[0-9A-Za-z\u00c0-\u024f]")

LABEL_SIZED = 120
"""Characters. Labels, options and cells up to this long are asked for again and again (nine times each in a long
assessment): what they squash to is remembered, within bounds."""


def fold(text: str) -> str:
    """Return `text` in the one form used for comparison.

    NFKC, radicals as characters, no space between CJK characters, one circle (○), one tilde (~), one hyphen (-).
    The length may change; never store the result over the text.
    """
    return SPACE_BETWEEN_CJK.sub("", unicodedata.normalize("NFKC", text).translate(FOLDED))


def squash(text: str) -> str:
    """Return the folded text without any white space."""
    return _short_squashed(text) if len(text) <= LABEL_SIZED else _squashed(text)


def _squashed(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).translate(FOLDED).split())


_short_squashed = lru_cache(maxsize=4096)(_squashed)


def same(one: str, other: str) -> bool:
    """Tell whether two texts are the same print: equal once squashed."""
    return squash(one) == squash(other)


def glue(before: str, after: str) -> str:
    """Return what stands between two lines of one wrapped paragraph: a space between Latin words, else nothing.

    Japanese lines break anywhere, within numbers, too; two numbers with nothing but a space between them are rare.
    """
    if not before or not after or (before[-1].isdecimal() and after[0].isdecimal()):
        return ""
    return " " if LATIN.match(before[-1]) and LATIN.match(after[0]) else ""


def is_letter_spaced(text: str) -> bool:
    """Tell whether a line is printed with a space around each Chinese character: 個 人 のプライバシー 等 の 権 利 利 益."""
    letters = len(KANJI.findall(text))
    return letters >= FEWEST_LETTERS and len(KANJI_TOGETHER.findall(text)) <= MOST_TOGETHER * letters


KANJI, KANJI_TOGETHER = regex.compile(r"\p{Han}"), regex.compile(r"\p{Han}(?=\p{Han})")
FEWEST_LETTERS, MOST_TOGETHER = 8, 0.1
"""Chinese characters of a line that can be told, and the share of them with another right behind: in text it is a half."""


def width(text: str) -> float:
    """Return how wide a line is printed, in full-width characters (an ASCII or half-width one counts a half)."""
    return len(text) - len(NARROW.findall(text)) / 2
