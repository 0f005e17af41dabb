"""The eras of Japan since 明治: one table, with first and last days, and the year arithmetic on it.

Days, not years, bound an era (昭和64年1月7日 is the last of 昭和, the next day is 平成元年1月8日). Two changes share their
day, since the edict renamed a day that had begun: 1912-07-30 is 明治45年 and 大正元年, 1926-12-25 is 大正15年 and 昭和元年.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

__all__ = ["ERAS", "ERA_NAMES", "GREGORIAN_FROM", "Era", "era_flags", "era_named", "nearest_era"]

GREGORIAN_FROM = date(1873, 1, 1)
"""明治6年1月1日, the first day of the Gregorian calendar in Japan (明治5年太政官布告第337号). Months and days before it
are those of the lunisolar calendar and have no plain Gregorian reading."""

LONGEST = 64
"""昭和 had 64 numbered years, more than any other era: a higher number in an open era is a misprint or far-off plan."""

REACH = 15
"""Years that an elided era may lie from the context: 28年7月 beside 2016 is 平成, 3年6月 beside it is a length of time."""

AHEAD = 10
"""Years that papers count an era on beyond its end, not knowing the next: 平成33年 was written in 2016."""

FORESEEN = 2
"""Years from the context to the beginning of the next era that an elided era may bridge: 2年度 beside 平成30年 is 令和."""


@dataclass(frozen=True, slots=True)
class Era:
    """An era: its name, the signs that stand for it, its first and last day (`last` is None while it runs), the source."""

    name: str
    letter: str
    short: str
    square: str
    first: date
    last: date | None
    source: str

    def western(self, year: int) -> int:
        """Return the western year of the era's `year` (元年 is 1), also beyond the era's end."""
        return self.first.year + year - 1

    def holds(self, year: int) -> bool:
        """Say whether some day of the western `year` belongs to the era."""
        return self.first.year <= year and (self.last is None or year <= self.last.year)


ERAS = (
    Era("明治", "M", "明", "㍾", date(1868, 1, 25), date(1912, 7, 30), "明治元年9月8日改元の詔 (from 慶応4年1月1日)"),
    Era("大正", "T", "大", "㍽", date(1912, 7, 30), date(1926, 12, 25), "明治45年7月30日改元の詔書"),
    Era("昭和", "S", "昭", "㍼", date(1926, 12, 25), date(1989, 1, 7), "大正15年12月25日改元の詔書"),
    Era("平成", "H", "平", "㍻", date(1989, 1, 8), date(2019, 4, 30), "元号を改める政令(昭和64年政令第1号)"),
    Era("令和", "R", "令", "㋿", date(2019, 5, 1), None, "元号を改める政令(平成31年政令第143号)"),
)
"""The eras in order of time."""
ERA_NAMES = "|".join(era.name for era in ERAS)
"""A pattern for the name of any of them."""

_BY_SIGN = {sign: era for era in ERAS for sign in (era.name, era.letter, era.short, era.square)}


def era_named(sign: str) -> Era:
    """Return the era that a name, letter, first character or square sign (㍻) stands for.

    Raises KeyError for any other text: the callers' patterns let no other through.
    """
    return _BY_SIGN[sign]


def era_flags(era: Era, year: int, first: date, last: date) -> tuple[str, ...]:
    """Return `era_overflow` or `era_underflow` where no day of first…last lies in the era, else nothing.

    `year` is the printed year of the era: in the running era, which has no last day, more than LONGEST overflows.
    """
    if last < era.first:
        return ("era_underflow",)
    if year > LONGEST or (era.last is not None and first > era.last):
        return ("era_overflow",)
    return ()


def nearest_era(year: int, near: int) -> Era | None:
    """Return the era that an elided era year means beside the western year `near`; None where none can be meant.

    The nearest era that has such a year, within REACH; failing that, one whose count runs on AHEAD beyond its end.
    Ties go to the older era.
    """
    able = [era for era in ERAS if _can_mean(era, year, near)]
    return min(able, key=lambda era: (not era.holds(era.western(year)), abs(era.western(year) - near)), default=None)


def _can_mean(era: Era, year: int, near: int) -> bool:
    western = era.western(year)
    begun = era.first.year <= near + FORESEEN
    counted = era.last is None or western <= era.last.year + AHEAD
    return 1 <= year <= LONGEST and begun and counted and abs(western - near) <= REACH
