"""Japanese dates in text → typed values, with their place and with everything that was odd about them.

One mention is one statement about time, and its raw text holds all that the reading rests on: `平成28年(2016年)4月1日`,
`令和5年9月25日(月) 午前10時から11時40分まで`, `令和3年1月以降`. Two dates joined by から…まで, ～ or - are ONE mention of kind
`range` whose `start` and `end` are the first day of the first and the last day of the second, with the precision of the
first; neither end is a mention of its own.

A time that follows a date (through a weekday, a line break, 、 or の) belongs to it: `starts_at`, `ends_at`. A time beside no
date is no mention.

Open ranges. から and 以降 after a day, a month or a part of a month leave `end` null (after a year or a fiscal year only
以降 does: 平成29年度から names the year). まで and 以前 after a month or a year leave `start` null. After a day they keep
`start` = `end` = that day, with the flag `until`: a deadline on a day names that day, one in a month only its end.

`precision` is that of `start`, null where `start` is null. Nothing is moved to make it fit: a date that the calendar does
not have, a placeholder and a date whose year no context gives have null days and a flag. Flags, sorted:

- `approximate` 頃, ごろ stands behind it
- `era_overflow`, `era_underflow` no day of it lies in the printed era: 平成33年4月1日 is given as 2021-04-01
- `impossible_date` 令和2年2月30日; also a range that ends before it begins (`end` is kept as printed)
- `impossible_time` a printed end time that lies before the start time
- `old_calendar` printed in an era before 1873-01-01, when months and days were lunisolar
- `placeholder` ○月○日, or a blank form
- `recurring` 毎年4月1日, 年度の4月1日, 4月1日現在: a day of every year
- `resolved` an elided part was taken from the context
- `term` 平成27年対象者: the year is part of a defined term
- `unresolved` an elided part that no context gives, or no date at all (`parse_date`)
- `until` see above
- `weekday_mismatch` the printed weekday is not that of the date; the date stays as printed
- `year_mismatch` the year in parentheses is not that of the date: 平成28年(2015年)
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Literal

from normalize.clock_times import Clock, later_than, read_clock
from normalize.date_context import DateContext, Known, Located, locate
from normalize.date_notation import CANDIDATE, Printed, read_listed_day, read_printed, read_range_end
from normalize.date_numerals import GAP, HOLES, KANJI, fold_aligned
from normalize.date_spans import Precision, Span, no_span
from normalize.eras import Era
from normalize.text import WALL

__all__ = [
    "NO_CONTEXT",
    "DateContext",
    "DateMention",
    "DateValue",
    "Kind",
    "Precision",
    "find_dates",
    "parse_date",
    "serial_date",
]

NO_CONTEXT = DateContext()
"""Nothing is known before the text."""

Kind = Literal["date", "range", "law_number", "form_version"]


@dataclass(frozen=True, slots=True)
class DateValue:
    """What a mention says. Days are inclusive, null where not told; times are local and null where none is printed.

    `era` is the name of the era that is printed or that an elided year was read in. A `law_number` has no days.
    """

    start: date | None
    end: date | None
    precision: Precision | None
    kind: Kind = "date"
    era: str | None = None
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    flags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date in a text: `raw` is `text[start:end]`, offsets in code points, half-open."""

    raw: str
    start: int
    end: int
    value: DateValue


@dataclass(frozen=True, slots=True)
class _Point:
    """One printed date with its days, the era it was read in, its time (minutes of the day) and where it stops."""

    printed: Printed
    span: Span
    era: Era | None
    minutes: int | None
    stop: int


@dataclass(frozen=True, slots=True)
class _Reading:
    value: DateValue
    stop: int


def find_dates(text: str, context: DateContext = NO_CONTEXT) -> list[DateMention]:
    """Return the dates of `text` in order, without overlap. Explicit dates are context for what follows them."""
    folded = fold_aligned(text)
    known = Known.at_start(context)
    mentions: list[DateMention] = []
    position = 0
    while (hit := CANDIDATE.search(folded, position)) is not None:
        reading = _read(folded, hit.start(), known)
        if reading is None:
            position = hit.end()
            continue
        position = hit.start()
        for start, found in _with_listed(folded, position, reading, known):
            mentions.append(DateMention(text[start : found.stop], start, found.stop, found.value))
            known = _after(known, found.value)
            if found.value.start is not None and _is_heading(folded, start, found):
                known = known.below(found.value.start)
            position = found.stop
    return mentions


_AROUND = re.compile(
    r"[\s\[\]()（）〔〕【】「」、。，．,.・:;：]*(?:(?:予定|現在|時点|付け?)[\s\[\]()（）〔〕【】「」、。]*)?"
)


def parse_date(text: str, context: DateContext = NO_CONTEXT) -> DateValue:
    """Return the date that the whole of `text` is, brackets, punctuation and 予定, 現在, 時点, 付け apart.

    No date, several dates or other words beside it: null days and `unresolved`.
    """
    mentions = find_dates(text, context)
    if len(mentions) == 1:
        mention = mentions[0]
        if _AROUND.fullmatch(text, 0, mention.start) and _AROUND.fullmatch(text, mention.end):
            return mention.value
    return DateValue(None, None, None, flags=("unresolved",))


_SERIAL_ZERO = date(1899, 12, 30)
_LAST_SERIAL = (date.max - _SERIAL_ZERO).days


def serial_date(number: int) -> DateValue:
    """Return the day that a spreadsheet keeps as `number` (1900 system, 42552 is 2016-07-01).

    Serial 60 is 1900-02-29, which the format has and the calendar has not (ECMA-376 part 1, 18.17.4.1): it and numbers
    outside 1…2958465 give `impossible_date`. That a cell holds a date is for the caller to know.
    """
    if number == 60 or not 1 <= number <= _LAST_SERIAL:
        return DateValue(None, None, None, flags=("impossible_date",))
    day = _SERIAL_ZERO + timedelta(days=number + (number < 60))
    return DateValue(day, day, "day")


# ------------------------------------------------------------------------------------------------------------ mentions


def _after(known: Known, value: DateValue) -> Known:
    """Return what is known behind a mention: of a range its end. Law numbers, form stamps and deadlines tell nothing.

    A plan goes on behind its own months.
    """
    if value.start is None or value.kind == "form_version":
        return known
    after = known.after(value.end or value.start, value.precision)
    return replace(after, plan=known.plan) if "resolved" in value.flags else after


_LEADS = " ・○●◇◆■□【〔[(<"
"""What may stand before the first word of a line."""
_MOST_LEADS = 12
"""Characters of an indent and a bullet, at most; a line set in deeper is no heading."""
_HEADING = re.compile(rf"[^。、\n{WALL}]{{0,30}}(?:[\n{WALL}]|\Z)")
"""The rest of a heading: short, and no clause."""


def _opens_line(folded: str, start: int) -> bool:
    """Say whether nothing but a bullet or a bracket stands before `start` in its line."""
    lead = folded[max(0, start - _MOST_LEADS) : start].rstrip(_LEADS)
    return lead.endswith("\n") or (not lead and start <= _MOST_LEADS)


def _is_heading(folded: str, start: int, found: _Reading) -> bool:
    """Say whether a mention is a fiscal year that heads its line: 令和7年度 実施計画."""
    one = found.value.precision == "fiscal_year" and found.value.kind == "date"
    return one and _opens_line(folded, start) and _HEADING.match(folded, found.stop) is not None


def _with_listed(folded: str, start: int, reading: _Reading, known: Known) -> Iterator[tuple[int, _Reading]]:
    """Yield a mention, and the days listed behind it without their month: 6月2日及び23日, 3月1日、2日."""
    yield start, reading
    while reading.value.precision == "day" and (listed := read_listed_day(folded, reading.stop)) is not None:
        known = _after(known, reading.value)
        start, printed = listed
        reading = _mention(folded, _point(folded, printed, locate(printed, known)), known)
        yield start, reading


def _read(folded: str, start: int, known: Known) -> _Reading | None:
    """Read the mention that begins at `start`; None where none does."""
    printed = read_printed(folded, start)
    if printed is None:
        return None
    numbered = _numbered(folded, printed)
    if numbered is not None:
        return numbered
    flag = _not_carried(folded, start, printed)
    located = _located(folded, start, printed, known) if flag is None else Located(no_span(flag), None)
    return _mention(folded, _point(folded, printed, located), known)


def _located(folded: str, start: int, printed: Printed, known: Known) -> Located:
    """Return a date with its days. Within a line below a plan a month is of the plan or of the year told before: where
    these differ, nobody can tell.
    """
    located = locate(printed, known)
    if known.plan is None or printed.head != "none" or _opens_line(folded, start):
        return located
    before = locate(printed, replace(known, plan=None))
    return located if located == before else Located(no_span("unresolved"), None)


_LAW = re.compile(
    rf"[^、。,()（）「」『』0-9第をはで{WALL}]{{0,40}}?[令律例則程示綱領達知]{GAP}[甲乙丙]?第?"
    rf"[0-9{KANJI}百千{re.escape(HOLES)} ]{{1,12}}+\n?号(?!様式)"
)
"""The rest of a law number: issuer, kind, 第n号 (gazettes leave 第 out).

It is not looked for behind a full date: 昭和29年5月8日社発第382号 is that day."""
_STAMP = re.compile(rf"{GAP}様{GAP}式{GAP}[0-9]")
"""The rest of a form's stamp: 令和7年5月 様式4. A city's own 様式第1号 is none."""


def _numbered(folded: str, printed: Printed) -> _Reading | None:
    """Read a law number or the stamp of a form, which begin like a date; None where neither stands here."""
    if printed.head not in ("era", "western") or printed.fiscal or printed.day or printed.part or printed.term:
        return None
    era = None if printed.era is None else printed.era.name
    law = _LAW.match(folded, printed.stop)
    if law is not None:
        return _Reading(DateValue(None, None, None, "law_number", era), law.end())
    stamp = _STAMP.match(folded, printed.stop) if printed.month else None
    if stamp is None:
        return None
    span = locate(printed, Known(NO_CONTEXT)).span
    value = DateValue(span.first, span.last, span.precision, "form_version", era, flags=span.flags)
    return _Reading(value, stamp.end())


_RECURRING_BEFORE = re.compile(r"(?:[年度後前月日期間]の|毎年度?の?|各年度?の?|例年)[ \n]?\Z")
_RECURRING_AFTER = re.compile(rf"{GAP}現在")
_YEAR_BEFORE = re.compile(r"年[ \n]?\Z")
_LOOK_BACK = 6
"""Characters before a date that can say that its year is not to be carried on."""


def _not_carried(folded: str, start: int, printed: Printed) -> str | None:
    """Return the flag of a date without a year that must not take the year told last; None for any other date.

    `recurring`: it means one of every year, 毎年4月1日, 年度の4月1日, 7年後の4月1日, 4月1日現在.
    `unresolved`: a year that could not be read stands before it, 昭和百年4月1日.
    """
    if printed.head != "none" and printed.word not in ("前", "翌", "翌々"):
        return None
    earliest = max(0, start - _LOOK_BACK)
    if _RECURRING_BEFORE.search(folded, earliest, start) is not None:
        return "recurring"
    if printed.day is not None and _RECURRING_AFTER.match(folded, printed.stop) is not None:
        return "recurring"
    return "unresolved" if _YEAR_BEFORE.search(folded, earliest, start) is not None else None


_WEEKDAY = re.compile(
    rf"{GAP}(?:[(（]{GAP}(?P<short>[月火水木金土日])(?:{GAP}曜(?:{GAP}日)?+)?+(?:{GAP}・{GAP}[祝休]日?)?+{GAP}[)）]"
    rf"|(?P<long>[月火水木金土日]){GAP}曜(?:{GAP}日)?+)"
)
_BEFORE_CLOCK = re.compile(rf"{GAP}(?:[、,T]|の)?+{GAP}")


def _point(folded: str, printed: Printed, located: Located) -> _Point:
    """Return a printed date with its days, the weekday behind it checked and the time behind it read."""
    span, stop = located.span, printed.stop
    if printed.day is None and printed.head != "same_day" and not printed.hole:
        return _Point(printed, span, located.era, None, stop)
    weekday = _WEEKDAY.match(folded, stop)
    if weekday is not None:
        stop = weekday.end()
        sign = weekday["short"] or weekday["long"]
        if span.last is not None and sign != "月火水木金土日"[span.last.weekday()]:
            span = span.flagged("weekday_mismatch")
    clock = read_clock(folded, _behind(_BEFORE_CLOCK, folded, stop))
    if clock is None:
        return _Point(printed, span, located.era, None, stop)
    return _Point(printed, span, located.era, clock.minutes, clock.stop)


def _behind(pattern: re.Pattern[str], folded: str, start: int) -> int:
    """Return the offset behind what `pattern` matches at `start`, or `start`."""
    found = pattern.match(folded, start)
    return start if found is None else found.end()


_ABOUT = re.compile(rf"{GAP}(?:頃|ころ|ごろ)")
_SINCE = re.compile(rf"{GAP}以{GAP}[降後]")
_UNTIL = re.compile(rf"{GAP}(?:ま{GAP}で|迄|以{GAP}前)")
_TO = re.compile(rf"{GAP}(?P<sign>か{GAP}ら|より(?![前以後も早遅])|[~-]){GAP}")
_CLOSE = re.compile(rf"{GAP}(?:ま{GAP}で|迄|にかけ)")
_NOTHING_FOLLOWS = re.compile(r" *+(?:[()\]（）」】、。,\n]|\Z)")


def _mention(folded: str, point: _Point, known: Known) -> _Reading:
    """Read what stands behind a date and makes it a range, a deadline or a time span; else the date alone."""
    about = _ABOUT.match(folded, point.stop)
    if about is not None:
        point = replace(point, span=point.span.flagged("approximate"), stop=about.end())
    return (
        _until(folded, point)
        or _since(folded, point)
        or _to(folded, point, known)
        or _Reading(_value(point), point.stop)
    )


def _value(point: _Point) -> DateValue:
    printed, span = point.printed, point.span
    several = printed.year_to is not None or printed.month_to is not None or printed.day_to is not None
    return DateValue(
        start=span.first,
        end=span.last,
        precision=span.precision,
        kind="range" if several else "date",
        era=None if point.era is None else point.era.name,
        starts_at=_moment(span.first, point.minutes),
        flags=_sorted(span.flags),
    )


def _sorted(flags: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(sorted(set(flags)))


def _moment(day: date | None, minutes: int | None) -> datetime | None:
    if day is None or minutes is None:
        return None
    return datetime(day.year, day.month, day.day) + timedelta(minutes=minutes)  # noqa: DTZ001 - local, as printed


def _until(folded: str, point: _Point) -> _Reading | None:
    """Read まで and 以前: a deadline on a day is that day, one in a month or a year is its end."""
    found = _UNTIL.match(folded, point.stop)
    if found is None or point.span.first is None:
        return None
    value = _value(point)
    if value.kind == "range":  # 4～6月まで: まで only closes it
        return _Reading(value, found.end())
    if value.precision == "day":
        moment, flags = value.starts_at, _sorted((*value.flags, "until"))
        return _Reading(replace(value, starts_at=None, ends_at=moment, flags=flags), found.end())
    return _Reading(replace(value, start=None, precision=None, kind="range"), found.end())


def _since(folded: str, point: _Point) -> _Reading | None:
    found = _SINCE.match(folded, point.stop)
    if found is None or point.span.first is None:
        return None
    return _Reading(replace(_value(point), end=None, kind="range"), found.end())


def _to(folded: str, point: _Point, known: Known) -> _Reading | None:
    """Read から, より, ～, - and what they lead to: a time, a second date, or nothing."""
    found = _TO.match(folded, point.stop)
    if found is None:
        return None
    if point.minutes is not None:
        clock = read_clock(folded, found.end())
        if clock is not None:
            return _time_span(folded, point, clock)
    sign = found["sign"]
    pointed = point.printed.sign if sign in "~-" and point.printed.day is not None else None
    last = read_range_end(folded, found.end(), pointed)
    if last is not None:
        return _range(folded, point, last, known)
    if sign == "-" or (sign == "~" and _NOTHING_FOLLOWS.match(folded, found.end("sign")) is None):
        return None
    return _open(folded, point, found)


def _time_span(folded: str, point: _Point, clock: Clock) -> _Reading:
    minutes = later_than(point.minutes or 0, clock)
    value = replace(_value(point), ends_at=_moment(point.span.last, minutes))
    if minutes is None:
        value = replace(value, flags=_sorted((*value.flags, "impossible_time")))
    return _Reading(value, _behind(_CLOSE, folded, clock.stop))


def _open(folded: str, point: _Point, found: re.Match[str]) -> _Reading | None:
    """Read から with nothing behind it. With a time it opens the meeting, not a span of days."""
    stop = found.start() + len(folded[found.start() : found.end()].rstrip())
    if point.minutes is not None:
        return _Reading(_value(point), stop)
    if point.span.precision not in ("day", "month", "part_of_month"):
        return None
    return _Reading(replace(_value(point), end=None, kind="range"), stop)


def _range(folded: str, point: _Point, last: Printed, known: Known) -> _Reading:
    """Return the range from a date to the date `last`, whose elided parts go by the first date."""
    begin = point.span.first
    context = Known(NO_CONTEXT) if begin is None else known.after(begin, point.span.precision)
    end = _point(folded, last, locate(last, context, begin))
    flags = point.span.flags + end.span.flags
    if begin is not None and end.span.last is not None and end.span.last < begin:
        flags += ("impossible_date",)
    value = replace(
        _value(point),
        end=end.span.last,
        kind="range",
        ends_at=_moment(end.span.last, end.minutes),
        flags=_sorted(flags),
    )
    return _Reading(value, _behind(_CLOSE, folded, end.stop))
