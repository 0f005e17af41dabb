"""Which year a printed date means: read from its era, or taken from the dates told before it, never from a clock."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from normalize.date_notation import Printed
from normalize.date_spans import FISCAL_MONTH, Precision, Span, no_span, span_of
from normalize.eras import Era, nearest_era

__all__ = ["DateContext", "Known", "Located", "locate"]


@dataclass(frozen=True, slots=True)
class DateContext:
    """What the caller knows before the text; never today's date.

    `latest` is the last full date that stands before the text in its document: 同年, 同月, 同日 and elided years go by it.
    `document_date` is the date of the document or meeting: 本年, 今年度, 昨年, 今月 go by it, and elided years where
    there is no `latest`. `fiscal_year` is that of the meeting: it tells 今年度, and the year of a month that no date tells.
    """

    latest: date | None = None
    document_date: date | None = None
    fiscal_year: int | None = None


@dataclass(frozen=True, slots=True)
class Known:
    """The context at one place of the text: the last date told and how finely, the last fiscal year, the first full date.

    `plan` is the fiscal year that a heading has told since the last date: the months that begin the lines below are of it.
    """

    context: DateContext
    latest: date | None = None
    precision: Precision | None = None
    fiscal_year: int | None = None
    first: date | None = None
    plan: int | None = None

    @staticmethod
    def at_start(context: DateContext) -> Known:
        """Return what is known before the first character."""
        return Known(context, context.latest, None if context.latest is None else "day")

    def after(self, told: date, precision: Precision | None) -> Known:
        """Return what is known behind a date. A fiscal year tells no date: 4月1日 behind 平成27年度 is not carried on."""
        if precision == "fiscal_year":
            return replace(self, fiscal_year=_fiscal_year_of(told))
        first = told if self.first is None and precision == "day" else self.first
        return Known(self.context, told, precision, _fiscal_year_of(told), first)

    def below(self, heading: date) -> Known:
        """Return what is known below a heading that tells the fiscal year which begins on a day."""
        return replace(self, plan=_fiscal_year_of(heading))

    @property
    def anchor(self) -> date | None:
        """The date that 本年 and 今月 go by: that of the document, else the first full date told, else the latest."""
        return self.context.document_date or self.first or self.latest


@dataclass(frozen=True, slots=True)
class Located:
    """A printed date with its days; `era` is the one it was read in."""

    span: Span
    era: Era | None


def locate(printed: Printed, known: Known, not_before: date | None = None) -> Located:
    """Return the days of a printed date. What is taken from the context is flagged `resolved`, what it does not tell
    gives no days and `unresolved`.

    An end of a range without a year that would lie before the range's beginning `not_before` lies in the next year.
    """
    if printed.hole or printed.term:
        return Located(no_span("placeholder" if printed.hole else "term"), printed.era)
    if printed.head == "era" and printed.era is not None and printed.year is not None:
        span = span_of(printed, printed.era.western(printed.year), printed.era)
        return Located(_glossed(printed, printed.era.western(printed.year), span), printed.era)
    if printed.head == "western" and printed.year is not None:
        return Located(_glossed(printed, printed.year, span_of(printed, printed.year, None)), None)
    return _from_context(printed, known, not_before)


def _glossed(printed: Printed, year: int, span: Span) -> Span:
    return span if printed.gloss in (None, year) else span.flagged("year_mismatch")


def _from_context(printed: Printed, known: Known, not_before: date | None) -> Located:
    if printed.head == "elided":
        era = _elided_era(printed, known)
        year = None if era is None or printed.year is None else era.western(printed.year)
    else:
        era, (year, printed) = None, _told(printed, known)
    if year is None:
        return Located(no_span("unresolved"), None)
    span = span_of(printed, year, era)
    if not_before is not None and printed.head == "none" and span.first is not None and span.first < not_before:
        span = span_of(printed, year + 1, era)
    return Located(span.flagged("resolved"), era)


def _elided_era(printed: Printed, known: Known) -> Era | None:
    near = known.latest or known.context.document_date
    told = known.fiscal_year if near is None or known.fiscal_year is not None else near.year
    year = known.context.fiscal_year if told is None else told
    return None if year is None or printed.year is None else nearest_era(printed.year, year)


def _told(printed: Printed, known: Known) -> tuple[int | None, Printed]:
    """Return the year that the context tells for a date without one, and the date with its month and day filled in."""
    if printed.head == "relative_year":
        return _relative_year(printed, known), printed
    if printed.head == "relative_month":
        return _relative_month(printed, known)
    if printed.head == "same_day":
        day = known.latest if known.precision == "day" else None
        return (None, printed) if day is None else (day.year, replace(printed, month=day.month, day=day.day))
    if printed.head == "same_month":
        day = known.latest if known.precision in ("day", "month", "part_of_month") else None
        return (None, printed) if day is None else (day.year, replace(printed, month=day.month))
    return _carried_year(printed, known), printed


def _carried_year(printed: Printed, known: Known) -> int | None:
    if known.plan is not None and printed.month is not None:
        return known.plan + (printed.month < FISCAL_MONTH)
    near = known.latest or known.context.document_date
    if near is not None:
        return near.year
    fiscal_year = known.context.fiscal_year
    if fiscal_year is None or printed.month is None:
        return None
    return fiscal_year + (printed.month < FISCAL_MONTH)


_SHIFTS = {"同": 0, "本": 0, "今": 0, "昨": -1, "去": -1, "一昨": -2, "先": -1, "来": 1, "前": -1, "翌": 1, "翌々": 2}
"""Years or months from the date that a word goes by to the one it means."""
_BY_LATEST = ("同", "前", "翌", "翌々")
"""Words that go by the date told last; the others go by the document's date."""


def _relative_year(printed: Printed, known: Known) -> int | None:
    word = printed.word or ""
    by_latest = word in _BY_LATEST
    base = known.latest if by_latest else known.anchor
    if not printed.fiscal:
        return None if base is None else base.year + _SHIFTS[word]
    fiscal_year = known.fiscal_year if by_latest else known.context.fiscal_year
    if fiscal_year is None and base is not None:
        fiscal_year = _fiscal_year_of(base)
    return None if fiscal_year is None else fiscal_year + _SHIFTS[word]


def _relative_month(printed: Printed, known: Known) -> tuple[int | None, Printed]:
    word = printed.word or ""
    base = known.latest if word in _BY_LATEST else known.anchor
    if base is None or (word in _BY_LATEST and known.precision == "year"):
        return None, printed
    months = base.year * 12 + base.month - 1 + _SHIFTS[word]
    return months // 12, replace(printed, month=months % 12 + 1)


def _fiscal_year_of(day: date) -> int:
    return day.year - (day.month < FISCAL_MONTH)
