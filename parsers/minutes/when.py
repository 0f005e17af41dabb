"""When a meeting was held: the day and the hours of its field, of two fields, of the first lines or of the title."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from functools import cache

import regex

from extract.sheet import Place
from normalize.clock_times import read_clock
from normalize.date_numerals import fold_aligned
from normalize.dates import DateContext, DateValue, find_dates
from normalize.text import squash
from parsers.issues import Finding
from parsers.minutes.field import Field, fields_of, first_text
from parsers.minutes.strips import Strip
from parsers.minutes.words import FieldKey, any_of, minutes_words
from parsers.passage import Passage

__all__ = ["LONGEST_LINE", "When", "day_of", "read_when"]

LONGEST_LINE = 80
"""Characters of a line that says name, day or place by itself."""


@dataclass(frozen=True, slots=True)
class When:
    """When a meeting was held: `timed` where hours are printed with the day, `behind` what stands behind it, `line` its strip where no label says it."""

    value: DateValue | None
    starts: datetime | None
    ends: datetime | None
    timed: bool
    findings: tuple[Finding, ...]
    behind: str = ""
    line: int | None = None


def read_when(
    strips: Sequence[Strip], fields: Sequence[Field], heads: Sequence[tuple[int, Passage]], title: str | None
) -> When:
    """Return the time of the meeting: of its field, of two fields, of the first lines, of the title."""
    place = next((one.values[0].place(0, 1) for one in fields_of(fields, "date", "day", "time")), None)
    day = first_text(fields, "date", "day") or _with_day(first_text(fields, "time"))
    opened, closed = (_without_day(first_text(fields, key)) for key in CLOCKS)
    clock = " ".join(text for text in (opened, closed) if text)
    context = _title_day(title, heads)
    if day is not None:
        found = _read(f"{day}\n{clock}" if clock and not regex.search("[時:：]", day) else day, context)
        if found.ends is None and found.starts is not None:
            found = replace(found, ends=_closed(closed, found.starts))
        return _timed(found, strips, place, day)
    for number, line in heads:
        text = line.text
        if len(squash(text)) > LONGEST_LINE or _published().search(squash(text)):
            continue
        below = next((other.text for at, other in heads if at == number + 1), "")
        found = _read(text, context)
        if found.value is None or found.value.start is None:
            continue
        joined = _read(f"{text}\n{below}", context)
        better = joined if joined.timed and not found.timed and len(below) < LONGEST_LINE else found
        return _timed(
            When(better.value, better.starts, better.ends, better.timed, (), found.behind, number), strips, None, ""
        )
    return _timed(_read(title or "", None), strips, None, "")


CLOCKS: tuple[FieldKey, FieldKey] = ("time", "closing")


def _with_day(text: str | None) -> str | None:
    """Return the field of the hours where it prints the day, which no other field does: 開会の日時."""
    return text if any(one.value.precision == "day" for one in find_dates(text or "")) else None


def _without_day(text: str | None) -> str | None:
    """Return the hour of a field that prints the day, too: 開会の日時 9月7日 午前10時."""
    opened = next((one.value.starts_at for one in find_dates(text or "") if one.value.starts_at is not None), None)
    return f"{opened.hour}時{opened.minute}分" if opened is not None else text


def _title_day(title: str | None, heads: Sequence[tuple[int, Passage]]) -> date | None:
    """Return a day that the first lines name in full: an elided year is of the same meeting."""
    for text in (title or "", *(line.text for _, line in heads)):
        days = [one for one in find_dates(text) if one.value.precision == "day"]
        if days and not _published().search(squash(text)):
            return days[0].value.start
    return None


@cache
def _published() -> regex.Pattern[str]:
    labels = any_of(minutes_words().fields["published"])
    return regex.compile(rf"{labels}|更新|掲載|^\[.*\]$|現在|作成")


def _read(text: str, context: date | None) -> When:
    mentions = [
        one
        for one in find_dates(text, DateContext(document_date=context))
        if one.value.precision == "day" or one.value.flags
    ]
    mention = next((one for one in mentions if one.value.precision == "day"), None)
    if mention is None:
        return When(None, None, None, False, ())
    value = mention.value
    starts, ends = value.starts_at, _last_end(value, [one.value for one in mentions])
    if starts is None and value.start is not None:
        starts, ends = _hours(text[mention.end :], value.start)
    if starts is not None and ends is None:
        ends = _closing(text[mention.end :], starts)
    return When(value, starts, ends, starts is not None, (), text[mention.end :])


def _last_end(first: DateValue, days: Sequence[DateValue]) -> datetime | None:
    """Return when a meeting of one day or of several ended: 1日目 10月15日 13:00~16:30, 2日目 10月16日 9:30~11:45."""
    if first.ends_at is None:
        return None
    ends = (day.ends_at for day in days if day.starts_at is not None and day.ends_at is not None)
    return max(end for end in (first.ends_at, *ends) if end - first.ends_at <= LONGEST_MEETING)


LONGEST_MEETING = timedelta(days=7)
"""Councils meet on a few days running; what is later is another meeting."""


def _hours(behind: str, day: date) -> tuple[datetime | None, datetime | None]:
    """Return the first two times of day behind a day, for words stand between them: 自 午前10時 至 午前11時."""
    folded = fold_aligned(behind[:LONGEST_LINE])
    clocks = []
    stop = 0
    for match in CLOCK.finditer(folded):
        clock = read_clock(folded, match.start()) if match.start() >= stop else None
        if clock is not None:
            clocks.append(clock.minutes)
            stop = clock.stop
    if not clocks or not HOURS.match(folded):
        return None, None
    at = [datetime.combine(day, time(minutes // 60 % 24, minutes % 60)) for minutes in clocks[:2]]
    return at[0], at[1] if len(at) > 1 and at[1] >= at[0] else None


HOURS = regex.compile(r"\s*(?:\([^()]*\)|（[^（）]*）)?[\s、,]*(?:自|開会|開始|時間)[\s:：]*(?=[午0-9])")
"""What stands between a day and its hours, where it is not just a space."""


def _closed(printed: str | None, starts: datetime) -> datetime | None:
    """Return the time that a field of its own gives for the end."""
    folded = fold_aligned(printed or "").strip()
    clock = read_clock(folded, 0) if folded else None
    if clock is None or clock.minutes < starts.hour * 60 + starts.minute:
        return None
    return starts.replace(hour=clock.minutes // 60 % 24, minute=clock.minutes % 60)


def _closing(behind: str, starts: datetime) -> datetime | None:
    """Return the end that stands apart from the start: 開会 午前10時 閉会 午前11時."""
    folded = fold_aligned(behind[:LONGEST_LINE])
    for match in regex.finditer(r"閉会|終了|散会|至|から|~|-|まで", folded):
        clock = read_clock(
            folded, match.end() + len(folded[match.end() :]) - len(folded[match.end() :].lstrip(" ：:\n"))
        )
        if clock is not None and clock.minutes >= starts.hour * 60 + starts.minute:
            return starts.replace(hour=clock.minutes // 60 % 24, minute=clock.minutes % 60)
    return None


def _timed(when: When, strips: Sequence[Strip], place: Place | None, printed: str) -> When:
    """Complete a day by the times of the lines 午前9時58分開会 and 閉会 午後3時; tell what is missing."""
    if when.value is None or when.value.start is None:
        finding = [Finding("header_unreadable", printed, place)] if printed else []
        return When(when.value, None, None, False, tuple(finding), when.behind, when.line)
    day = when.value.start
    starts, ends = when.starts, when.ends
    if starts is None:
        opened = _clock_line(strips, OPENED)
        starts = datetime.combine(day, opened) if opened else None
    if ends is None and starts is not None:
        closed = _clock_line(strips, CLOSED)
        ends = datetime.combine(day, closed) if closed and datetime.combine(day, closed) > starts else None
    findings = list(when.findings)
    if starts is None:
        findings.append(Finding("time_not_printed", day.isoformat(), place))
        starts = datetime.combine(day, time())
    return When(when.value, starts, ends, when.timed, tuple(findings), when.behind, when.line)


OPENED = regex.compile(r"開\s?(?:会|議|始)")
CLOSED = regex.compile(r"閉\s?(?:会|議)|散\s?会|終\s?了")
CLOCK_LINE = 60
"""Characters of a line that says when a meeting opened or closed."""


def _clock_line(strips: Sequence[Strip], word: regex.Pattern[str]) -> time | None:
    """Return the time of the first short line that says when the meeting opened, or when it closed."""
    for strip in strips:
        folded = fold_aligned(strip.text) if len(strip.text) <= CLOCK_LINE else ""
        for said in word.finditer(folded):
            clock = _clock_beside(folded, said.start(), said.end())
            if clock is not None:
                return time(clock // 60 % 24, clock % 60)
    return None


def _clock_beside(folded: str, start: int, end: int) -> int | None:
    """Return the minutes of the time beside a word: behind it, or before it where the line's last word has none behind it."""
    last = max((match.end() for pattern in (OPENED, CLOSED) for match in pattern.finditer(folded)), default=end)
    behind = read_clock(folded, BETWEEN.match(folded, end).end())  # type: ignore[union-attr]
    if read_clock(folded, BETWEEN.match(folded, last).end()) is not None:  # type: ignore[union-attr]
        return behind.minutes if behind is not None else None
    before = [
        clock
        for match in CLOCK.finditer(folded, 0, start)
        if (clock := read_clock(folded, match.start())) and SUBJECT.fullmatch(folded, clock.stop, start)
    ]
    return before[0].minutes if before else None


CLOCK = regex.compile(r"(?<![0-9])(?:午|[0-9])")
SUBJECT = regex.compile(r"\s*(?:、(?:\p{L}{1,8}[はが]、?)?)?\s*")
"""午後3時10分、議長は閉会を宣した。"""
BETWEEN = regex.compile(r"[\s:：]*")


def day_of(text: str | None, context: date | None) -> date | None:
    """Return the only day that a text names; None for none or several."""
    days = [
        one.value.start
        for one in find_dates(text or "", DateContext(document_date=context))
        if one.value.precision == "day"
    ]
    return days[0] if len(days) == 1 else None
