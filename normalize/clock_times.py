"""Times of day beside a date: 午前10時00分, 午後1時半, 正午, 15:00 → minutes since midnight."""

from __future__ import annotations

import re
from dataclasses import dataclass

from normalize.date_numerals import GAP, NUMBER, number_of

__all__ = ["DAY_MINUTES", "Clock", "later_than", "read_clock"]

DAY_MINUTES = 24 * 60
_NOON = DAY_MINUTES // 2

_HOUR = rf"(?P<hour>{NUMBER}){GAP}(?:時|日{GAP}寺)(?![間点期代刻効給差])"  # 日寺 is 時 cut in two by some OCR
_MINUTE = (
    rf"(?:{GAP}(?P<minute>{NUMBER}){GAP}分(?![間の])|{GAP}(?P<half>半)"
    rf"|{GAP}(?P<bare>[0-9]{{2}})(?={GAP}(?:から|より|[~～〜∼]|まで|$)))?"  # 午後1時10から lacks its 分
)
_COLON = r"(?P<colon_hour>[0-9]{1,2}+) ?: ?(?P<colon_minute>[0-9]{2})(?::[0-9]{2})?(?![0-9])"
_CLOCK = re.compile(rf"(?:(?P<side>午{GAP}[前後]|[AaPp][Mm])?+{GAP}(?:{_HOUR}{_MINUTE}|{_COLON})|正{GAP}午)")


@dataclass(frozen=True, slots=True)
class Clock:
    """A time as printed: `minutes` since midnight (24:00 is DAY_MINUTES), whether 午前 or 午後 fixed it, where it stops."""

    minutes: int
    sided: bool
    stop: int


def read_clock(folded: str, start: int) -> Clock | None:
    """Read the time that begins at `start` of folded text; None where none does or the hour or minute cannot be."""
    found = _CLOCK.match(folded, start)
    if found is None:
        return None
    hour = found["hour"] or found["colon_hour"]
    minute = found["minute"] or found["bare"] or found["colon_minute"]
    if hour is None:
        return Clock(_NOON, True, found.end())
    minutes = _minutes(number_of(hour), 30 if found["half"] else number_of(minute) if minute else 0, found["side"])
    return None if minutes is None else Clock(minutes, found["side"] is not None, found.end())


def _minutes(hour: int | None, minute: int | None, side: str | None) -> int | None:
    """Return minutes since midnight. 午後12時 and 午前12時 are noon (明治5年太政官布告第337号 has no other 午前12時)."""
    if hour is None or minute is None or not (0 <= hour <= 24 and 0 <= minute <= 59):
        return None
    afternoon = side is not None and (side[-1] == "後" or side[0] in "Pp")
    if side is not None and not afternoon and (hour > 12 or (hour == 12 and minute)):
        return None
    total = hour * 60 + minute + (_NOON if afternoon and hour < 12 else 0)
    return total if total <= DAY_MINUTES else None


def later_than(begin: int, end: Clock) -> int | None:
    """Return the end of a time range that began at minute `begin`; None where it would lie before.

    An end without 午前 or 午後 that lies before the beginning is one of the afternoon: 午後2時から4時 ends at 16:00.
    """
    if end.minutes >= begin:
        return end.minutes
    if not end.sided and begin <= end.minutes + _NOON < DAY_MINUTES:
        return end.minutes + _NOON
    return None
