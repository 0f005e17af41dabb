"""Which days a printed date names, once its year is known: first and last day, precision, what is odd about them."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from normalize.date_notation import Printed
from normalize.eras import GREGORIAN_FROM, Era, era_flags

__all__ = ["FISCAL_MONTH", "Precision", "Span", "no_span", "span_of"]

Precision = Literal["day", "month", "year", "fiscal_year", "part_of_month"]

FISCAL_MONTH = 4
"""A fiscal year begins on 1 April (財政法第11条, 地方自治法第208条) and is named after the year it begins in."""

_PART_DAYS: dict[str, tuple[int, int | None]] = {
    "上旬": (1, 10),
    "初旬": (1, 10),
    "中旬": (11, 20),
    "下旬": (21, None),
    "前半": (1, 15),
    "後半": (16, None),
}
"""First and last day of a part of a month; None is the month's last day."""


@dataclass(frozen=True, slots=True)
class Span:
    """Days first…last, both inclusive. All null when the print names no day that exists; `flags` say why."""

    first: date | None
    last: date | None
    precision: Precision | None
    flags: tuple[str, ...] = ()

    def flagged(self, *flags: str) -> Span:
        """Return the span with further flags."""
        return replace(self, flags=self.flags + flags) if flags else self


def no_span(flag: str) -> Span:
    """Return the span of a print that names no day, for the reason `flag`."""
    return Span(None, None, None, (flag,))


def span_of(printed: Printed, year: int, era: Era | None) -> Span:
    """Return the days of `printed`, whose western year (or the year its fiscal year begins in) is `year`.

    `era` is the one the year was read in, None for western numbers: it decides `era_overflow`, `era_underflow` and
    `old_calendar`. A month or day the calendar does not have gives no day and `impossible_date`.
    """
    if printed.hole:
        return no_span("placeholder")
    if printed.year is not None and printed.year < 1:
        return no_span("impossible_date")
    try:
        days = _days_of(printed, year)
        judged = _fiscal_year(year) if printed.fiscal else days
    except ValueError:
        return no_span("impossible_date")
    if era is None:
        return Span(days.first, days.last, days.precision)
    if era.first.year < GREGORIAN_FROM.year and year < GREGORIAN_FROM.year:
        return no_span("old_calendar")
    # 平成31年度の2月 lies in 令和, but the fiscal year that it names began in 平成: that is what the era is held to.
    flags = era_flags(era, year - era.first.year + 1, judged.first, judged.last)
    return Span(days.first, days.last, days.precision, flags)


@dataclass(frozen=True, slots=True)
class _Days:
    first: date
    last: date
    precision: Precision


def _days_of(printed: Printed, year: int) -> _Days:
    """Return the days; raises ValueError for a month or day that does not exist or a range that runs backwards."""
    if printed.month is None:
        return _years(printed, year)
    if printed.fiscal and printed.month < FISCAL_MONTH:
        year += 1
    if printed.day is None:
        return _months(printed, year, printed.month)
    first = date(year, printed.month, printed.day)
    return _ordered(first, first if printed.day_to is None else date(year, printed.month, printed.day_to), "day")


def _ordered(first: date, last: date, precision: Precision) -> _Days:
    if last < first:
        message = "a range that ends before it begins"
        raise ValueError(message)
    return _Days(first, last, precision)


def _months(printed: Printed, year: int, month: int) -> _Days:
    end = _month_end(year, month)
    if printed.month_to is not None:
        next_year = printed.month_to < month  # 11～2月 goes on into the next year
        return _Days(date(year, month, 1), _month_end(year + next_year, printed.month_to), "month")
    if printed.part is None:
        return _Days(date(year, month, 1), end, "month")
    if printed.part.startswith("末"):
        return _Days(end, end, "day")
    first, last = _PART_DAYS[printed.part]
    return _Days(date(year, month, first), end if last is None else date(year, month, last), "part_of_month")


def _month_end(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])


def _fiscal_year(year: int, last_year: int | None = None) -> _Days:
    first = date(year, FISCAL_MONTH, 1)
    return _ordered(first, date((last_year or year) + 1, FISCAL_MONTH - 1, 31), "fiscal_year")


def _years(printed: Printed, year: int) -> _Days:
    last_year = year if printed.year_to is None else year + printed.year_to - (printed.year or 0)
    if printed.fiscal:
        whole = _fiscal_year(year, last_year)
    else:
        whole = _ordered(date(year, 1, 1), date(last_year, 12, 31), "year")
    return whole if printed.part is None else _part_of_year(whole, printed.part)


def _part_of_year(whole: _Days, part: str) -> _Days:
    """Return the half of a year (前半, 上半期) or its last day (末); a half keeps the precision of the year."""
    if part == "末":
        return _Days(whole.last, whole.last, "day")
    month = whole.first.month + 6
    if part[0] in "前上":
        return _Days(whole.first, _month_end(whole.first.year, month - 1), whole.precision)
    return _Days(date(whole.first.year, month, 1), whole.last, whole.precision)
