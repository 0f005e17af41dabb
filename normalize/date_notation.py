"""What a Japanese date prints: the patterns of the notations, and the numbers read from them.

Everything here works on a folded copy of the text (`date_numerals.fold_aligned`), which has the same length, so an offset
in it is an offset in the text. White space and one line break may stand between any two characters of a date; a blank
line ends it. Nothing is resolved here: an elided year stays elided (see `date_context`), and no calendar is asked (see
`date_spans`).

Linear time: every quantifier is bounded or possessive over one class, gaps are crossed by a bounded number of starts.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from normalize.date_numerals import GAP, HOLE, HOLES, KANJI, KANJI_NUMBER, NUMBER, number_of, squeezed
from normalize.eras import Era, era_named

__all__ = ["CANDIDATE", "Head", "Printed", "read_listed_day", "read_printed", "read_range_end"]

Head = Literal["era", "western", "elided", "relative_year", "relative_month", "same_day", "same_month", "none"]
"""How a date gives its year: with an era, in western numbers, as an era year without the era (28年7月), by a word
(同年, 本年, 同月, 同日), by the month of the date before it, or not at all (7月13日)."""


@dataclass(frozen=True, slots=True)
class Printed:
    """One date as printed. A null number was not printed; `hole` says that one was printed as a placeholder (○月○日).

    `stop` is the offset behind the last character. `year` counts in the era, or is western, as `head` says. `_to` fields
    are the second numbers of 27～29年度, 4～6月, 5～9日. `word` is the relative word, `part` 上旬, 末, 前半 …, `gloss` the
    year repeated in parentheses, `sign` parts the numbers of R6.8.1 and 2024/8/1, `term` says that the year belongs to a
    defined term (平成27年対象者). The number -1 was printed but is no number (二十三十).
    """

    stop: int
    head: Head
    era: Era | None = None
    year: int | None = None
    year_to: int | None = None
    month: int | None = None
    month_to: int | None = None
    day: int | None = None
    day_to: int | None = None
    part: str | None = None
    word: str | None = None
    gloss: int | None = None
    sign: str | None = None
    fiscal: bool = False
    hole: bool = False
    term: bool = False


# ------------------------------------------------------------------------------------------------------------ patterns

_LONE = rf"(?:(?<![0-9])(?<![0-9][.,/])[0-9]{{1,2}}+|(?<![{KANJI}]){KANJI_NUMBER}|{HOLE})"
_WEST_DIGITS = r"(?<![0-9])(?:1[89]|2[01])[0-9]{2}+(?![0-9])"
_WEST = rf"(?:{_WEST_DIGITS}|(?<![{KANJI}])[一二]{GAP}[〇零八九](?:{GAP}[〇零一二三四五六七八九]){{2}}+)"

_ERA_NAME = rf"(?:明{GAP}治|大{GAP}正|昭{GAP}和|平{GAP}成|令{GAP}和|[㍾㍽㍼㍻㋿])"
_ERA_SHORT = rf"(?:(?<![A-Za-z0-9])[MTSHR]\.?+|(?<![一-鿿々])[明大昭平令])(?= ?[0-9元{HOLES}])"
_ERA = rf"(?:{_ERA_NAME}|{_ERA_SHORT})"

_NOT_DAY = r"(?!間|以内|以上|未満|目|数|割|給|額|常|曜|程|本(?:年金|人|国|郵便|語|放送|銀行|標準|工業|商工|水道|法|の))"
"""What makes 日 no day of the month: 3日間, 5日目, 日数, and a 日本… that begins in the next table cell."""
_NOT_MONTH = r"(?!次|額|報|別|間|割|給|数|々|賦|謝|収|極|刊|曜|比|期)"
"""What makes 月 no month: 月次処理, 月額, 第3月曜日."""
_NOT_YEAR = r"(?!間|以上|以内|未満|ぶり|連続|周年|代(?![表理金替行位])|前(?![半期年回])|目(?![標的途次録]))"
"""What makes 年 a length or an age: 5年間, 40年代, 3年前."""
_LENGTH = re.compile(rf"{GAP}(?:間|以内|以上|以下|未満|超|を超|を経|経過|ごと|毎|おき|単位|目|前|後(?!半))")
"""What makes 3年6月 or 6月 a length of time."""

_MONTH_PART = rf"(?:[上初中下]{GAP}旬|末(?:{GAP}日)?+(?!尾)|前{GAP}半|後{GAP}半)"
_YEAR_PART = rf"(?:前{GAP}半|後{GAP}半|[上下]{GAP}半{GAP}期|[上下]{GAP}期|末(?!尾|日|調))"
_DAY = rf"(?P<day>{NUMBER})(?:{GAP}[~-]{GAP}(?P<day_to>{NUMBER}))?{GAP}日{_NOT_DAY}"
_MONTH_REST = rf"(?:{GAP}~{GAP}(?P<month_to>{NUMBER}))?{GAP}月{_NOT_MONTH}(?:{GAP}(?:{_DAY}|(?P<part>{_MONTH_PART})))?"
_GLOSS = rf"[(（]{GAP}(?:{_WEST}|{_ERA}{GAP}(?:元|{NUMBER}))(?:{GAP}年(?:{GAP}度)?+)?+{GAP}[)）]"

_GLOSS_PARTS = re.compile(rf"[(（]{GAP}(?:(?P<west>{_WEST})|(?P<era>{_ERA}){GAP}(?P<year>元|{NUMBER}))")

_RELATIVE_YEAR = (
    rf"(?:一昨|(?<![合共協混])同|(?<!日)本|[今昨来去])(?={GAP}年(?![代齢輩金表鑑]))"
    rf"|(?:翌々|[前翌])(?={GAP}年{GAP}(?:度{GAP})?(?:の{GAP})?{NUMBER}{GAP}月)"
)
_BARE_YEAR = (
    rf"(?<![第各全満約])(?<!過去)(?<!直近)(?<!今後)(?<!向こう)"
    rf"(?:(?<![0-9])(?<![0-9][.,/])[0-9]{{1,2}}+|{HOLE})(?:{GAP}~{GAP}[0-9]{{1,2}}+)?+"
    rf"(?={GAP}年{GAP}(?:度(?!間)|(?:の{GAP})?(?:[0-9]{{1,2}}+|{HOLE}){GAP}月))"
    rf"|(?<![{KANJI}]){KANJI_NUMBER}(?={GAP}年{GAP}{KANJI_NUMBER}{GAP}月{GAP}{KANJI_NUMBER}{GAP}日)"
)
_YEAR_HEAD = (
    rf"(?:(?P<era>{_ERA}){GAP}(?P<year>元|{NUMBER})(?:{GAP}~{GAP}(?P<year_to>{NUMBER}))?"
    rf"|(?P<west>{_WEST})|(?P<bare>{_BARE_YEAR})|(?P<word>{_RELATIVE_YEAR}))"
)
_YEAR_FIRST = re.compile(
    rf"{_YEAR_HEAD}(?:{GAP}(?P<gloss>{_GLOSS}))?{GAP}年(?P<fiscal>{GAP}度(?![重々合量数]))?"
    rf"(?:{GAP}(?P<gloss_after>{_GLOSS}))?"
    rf"(?:{GAP}(?:の{GAP})?(?P<month>{NUMBER}){_MONTH_REST}|{GAP}(?P<year_part>{_YEAR_PART})"
    rf"|(?P<term>)(?={GAP}(?:対象者|対象世帯|給付金))|{_NOT_YEAR})"
)
_MONTH_FIRST = re.compile(rf"(?P<month>{_LONE}){_MONTH_REST}")
_RELATIVE_MONTH = re.compile(
    rf"(?P<word>(?<![合共協混年])同|[今先来]){GAP}月{_NOT_MONTH}"
    rf"(?:{GAP}(?:の{GAP})?(?:{_DAY}|(?P<part>{_MONTH_PART})))?"
)
_SAME_DAY = re.compile(rf"(?<![合共協混])同{GAP}日{_NOT_DAY}")
_POINTED = re.compile(
    rf"(?:(?P<era>{_ERA}) ?+(?P<year>元|[0-9]{{1,2}}+)|(?P<west>{_WEST_DIGITS})) ?+(?P<sign>[./・-]) ?+(?P<month>[0-9]{{1,2}}+)"
    r"(?: ?+(?P=sign) ?+(?P<day>[0-9]{1,2}+))?(?![0-9])(?! ?[./・][0-9])(?:\.(?![0-9]))?+"
    rf"(?!-(?!{_WEST_DIGITS}[./-])[0-9])"  # a fourth number: no date, unless it begins the end of a range
)
_WITH_WEEKDAY = re.compile(
    rf"(?<![0-9])(?P<month>[0-9]{{1,2}}+)/(?P<day>[0-9]{{1,2}}+)(?={GAP}[(（]{GAP}[月火水木金土日]{GAP}[曜・)）])"
)
_BLANK_FORM = re.compile(rf"{_ERA_NAME}{GAP}(?:{NUMBER})?{GAP}年{GAP}月{GAP}日")
_RANGE_DAY = re.compile(rf"(?P<day>{NUMBER}){GAP}日(?!後|前|を|経過){_NOT_DAY}")
_RANGE_YEAR = re.compile(rf"(?P<bare>{NUMBER}){GAP}年(?={GAP}(?:まで|迄|にかけ))")
_RANGE_POINTED = re.compile(
    r"(?P<month>0?[1-9]|1[0-2]) ?+(?P<sign>[./-]) ?+(?P<day>0?[1-9]|[12][0-9]|3[01])(?![0-9])(?! ?[./・-] ?[0-9])"
    r"(?![%倍割点万億件人])"  # a number with a decimal point: 1.5倍
)
_LISTED_DAY = re.compile(rf"{GAP}(?:[、,・]|及び|と){GAP}(?P<day>[0-9]{{1,2}}+){GAP}日(?!後|前|を|経過){_NOT_DAY}")

_STARTS = "明大昭平令㍾㍽㍼㍻㋿MTSHR0-9" + KANJI + "同本今昨来去前翌先" + re.escape(HOLES)
CANDIDATE = re.compile(
    rf"[{_STARTS}](?:"
    rf"(?<=[0-9])(?<![0-9][0-9])[0-9]{{0,3}}+(?={GAP}[年月~(（])"
    r"|(?<=[0-9])(?<![0-9A-Za-z./-][0-9])[0-9]{0,3}+(?= ?[./-] ?[0-9])"
    rf"|(?<=[{KANJI}])(?<![{KANJI}][{KANJI}])(?:(?:{GAP}[{KANJI}]){{0,3}}+(?={GAP}[年月]))|(?<=一)(?=昨{GAP}年)"
    rf"|(?<=[{re.escape(HOLES)}])(?:(?:{GAP}[{re.escape(HOLES)}]){{0,5}}+(?={GAP}[年月]))"
    rf"|(?<=[同本今昨来去前翌先])(?={GAP}[年月日]|々年)"
    rf"|(?<=明){GAP}治|(?<=大){GAP}正|(?<=昭){GAP}和|(?<=[平]){GAP}成|(?<=令){GAP}和|(?<=[㍾㍽㍼㍻㋿])"
    rf"|(?<=[明大昭平令MTSHR])(?=\.? ?[0-9元{re.escape(HOLES)}]))"
)
"""Where a date may begin: a cheap sieve before the patterns. It starts with one class, which `re` scans for quickly.

Digits with points begin no date behind a letter, a point or a hyphen: ver.2016.7.6, 042-2016-0706."""


def _sign(text: str) -> str:
    return squeezed(text).removesuffix(".")


def _gloss_year(gloss: str | None) -> int | None:
    """Return the western year of a year repeated in parentheses, (2016年) or (平成28年); None where it has no number."""
    found = None if gloss is None else _GLOSS_PARTS.match(gloss)
    if found is None:
        return None
    year = number_of(found["year"] or found["west"])
    return era_named(_sign(found["era"])).western(year) if found["era"] and year is not None else year


def _any_hole(*texts: str | None) -> bool:
    return any(text is not None and number_of(text) is None for text in texts)


def read_printed(folded: str, start: int) -> Printed | None:
    """Read the date that begins at offset `start`; None where none does."""
    for read in _READERS:
        printed = read(folded, start)
        if printed is not None:
            return printed
    return None


def read_range_end(folded: str, start: int, sign: str | None = None) -> Printed | None:
    """Read the second date of a range at `start`: any date, and 9日 or 29年まで, which stand only there.

    Behind R6.8.1 or 2024/8/1, whose numbers the `sign` parts, 8.31 or 8/31 is one, too.
    """
    day = _RANGE_DAY.match(folded, start)
    if day is not None:
        number = number_of(day["day"])
        return Printed(day.end(), "same_month", day=number, hole=number is None)
    year = _RANGE_YEAR.match(folded, start)
    if year is not None and (number := number_of(year["bare"])) is not None:
        return Printed(year.end(), "elided", year=number)
    pointed = _RANGE_POINTED.match(folded, start)
    if pointed is not None and pointed["sign"] == sign:
        return Printed(pointed.end(), "none", month=int(pointed["month"]), day=int(pointed["day"]), sign=sign)
    return read_printed(folded, start)


def read_listed_day(folded: str, start: int) -> tuple[int, Printed] | None:
    """Read `、23日` or `及び23日` behind a date: the offset of its number, and the day of that date's month."""
    found = _LISTED_DAY.match(folded, start)
    if found is None:
        return None
    return found.start("day"), Printed(found.end(), "same_month", day=int(found["day"]))


def _read_year_first(folded: str, start: int) -> Printed | None:
    found = _YEAR_FIRST.match(folded, start)
    if found is None:
        return None
    group = found.groupdict()
    bare, bare_to = _bare_years(group["bare"])
    if bare is not None and group["day"] is None and not group["fiscal"] and _LENGTH.match(folded, found.end()):
        return None
    era, year, part = group["era"], group["year"] or group["west"], group["part"] or group["year_part"]
    return Printed(
        stop=found.end(),
        head="era" if era else "western" if group["west"] else "relative_year" if group["word"] else "elided",
        era=era_named(_sign(era)) if era else None,
        year=number_of(year) if bare is None else bare,
        year_to=number_of(group["year_to"]) if bare_to is None else bare_to,
        month=number_of(group["month"]),
        month_to=number_of(group["month_to"]),
        day=number_of(group["day"]),
        day_to=number_of(group["day_to"]),
        part=squeezed(part) if part else None,
        word=group["word"],
        gloss=_gloss_year(group["gloss"] or group["gloss_after"]),
        fiscal=group["fiscal"] is not None,
        hole=_any_hole(year, group["year_to"]) or (bare is None and group["bare"] is not None) or _inner_hole(group),
        term=group["term"] is not None and not group["fiscal"],
    )


def _inner_hole(group: dict[str, str | None]) -> bool:
    return _any_hole(group["month"], group["month_to"], group["day"], group["day_to"])


def _bare_years(text: str | None) -> tuple[int | None, int | None]:
    """Return the two numbers of 27～29 (年度), or the one of 28 (年7月)."""
    if text is None:
        return None, None
    first, _, last = text.partition("~")
    return number_of(first.strip()), number_of(last.strip() or None)


def _read_month_first(folded: str, start: int) -> Printed | None:
    found = _MONTH_FIRST.match(folded, start)
    if found is None or (found["day"] is None and not _stands_alone(folded, found)):
        return None
    return _without_year(found, "none")


def _without_year(found: re.Match[str], head: Head) -> Printed:
    group = {"month": None, "month_to": None, "word": None} | found.groupdict()
    return Printed(
        stop=found.end(),
        head=head,
        month=number_of(group["month"]),
        month_to=number_of(group["month_to"]),
        day=number_of(group["day"]),
        day_to=number_of(group["day_to"]),
        part=squeezed(group["part"]) if group["part"] else None,
        word=group["word"],
        hole=_inner_hole(group),
    )


def _stands_alone(folded: str, found: re.Match[str]) -> bool:
    """Say whether a month without year and day is meant: 6月 is, 六月 (a length, in laws), 15月 and 6月以内 are not."""
    month = number_of(found["month"])
    if month is None or not 1 <= month <= 12:
        return False
    if found["part"] is not None:
        return True
    return found["month"].isascii() and _LENGTH.match(folded, found.end()) is None


def _read_relative_month(folded: str, start: int) -> Printed | None:
    found = _RELATIVE_MONTH.match(folded, start)
    return None if found is None else _without_year(found, "relative_month")


def _read_same_day(folded: str, start: int) -> Printed | None:
    found = _SAME_DAY.match(folded, start)
    return None if found is None else Printed(found.end(), "same_day", word="同")


def _read_pointed(folded: str, start: int) -> Printed | None:
    """Read H27.5.29, R6/4/1, 平20.4.1, 2016-07-06, and H27.5 (only 平成 and 令和: S3.1 or T1.2 are other things)."""
    found = _POINTED.match(folded, start)
    if found is None:
        return None
    era = era_named(_sign(found["era"])) if found["era"] else None
    month, day = int(found["month"]), number_of(found["day"])
    if day is None and (era is None or era.letter not in "HR" or found["sign"] not in "./" or not 1 <= month <= 12):
        return None
    if era is None and not (1 <= month <= 12 and day is not None and 1 <= day <= 31):
        return None
    year = number_of(found["year"] or found["west"])
    return Printed(
        found.end(), "era" if era else "western", era=era, year=year, month=month, day=day, sign=found["sign"]
    )


def _read_with_weekday(folded: str, start: int) -> Printed | None:
    """Read 7/6(水): a fraction or a page number has no weekday behind it."""
    found = _WITH_WEEKDAY.match(folded, start)
    return None if found is None else Printed(found.end(), "none", month=int(found["month"]), day=int(found["day"]))


def _read_blank(folded: str, start: int) -> Printed | None:
    """Read the unfilled form 平成　年　月　日."""
    found = _BLANK_FORM.match(folded, start)
    return None if found is None else Printed(found.end(), "era", era=era_named(squeezed(found[0])[:2]), hole=True)


_READERS: tuple[Callable[[str, int], Printed | None], ...] = (
    _read_pointed,
    _read_blank,
    _read_year_first,
    _read_month_first,
    _read_relative_month,
    _read_same_day,
    _read_with_weekday,
)
"""The notations in the order they are tried: the first that matches wins."""
