"""Cells that slipped out of their columns: put back where that is certain, null where it is not."""

from __future__ import annotations

from dataclasses import dataclass, replace

from normalize.text import squash
from parsers.changes.cells import joined
from parsers.changes.columns import Grid
from parsers.changes.words import leading_option, option_of, pattern_for, serial_day, words_for

__all__ = ["Values", "realigned"]


@dataclass(frozen=True, slots=True)
class Values:
    """The texts of one row; None where there is none. `stray` stood in a column without a title."""

    page: str | None = None
    date: str | None = None
    item: str | None = None
    before: str | None = None
    after: str | None = None
    submission: str | None = None
    reason: str | None = None
    stray: str | None = None


def realigned(values: Values, grid: Grid) -> tuple[Values, bool]:
    """Return the texts in their columns and whether any had slipped out of them.

    提出時期 is the touchstone: by the form it says 事前, 事後 or nothing, or that it is that of the row above.
    """
    shifted = False
    if grid.has("submission"):
        moved = _checked(values, grid)
        values, shifted = moved or values, moved is not None
    if values.stray is None:
        return values, shifted
    reason = joined([text for text in (values.reason, values.stray) if text], in_pdf=False)
    return replace(values, reason=reason if grid.has("reason") else values.reason, stray=None), True


def _checked(values: Values, grid: Grid) -> Values | None:
    """Return the row with its cells put back; None where 提出時期 holds what it can hold."""
    printed = values.submission
    if printed and (leading_option().match(printed) or option_of(printed)):
        return None
    if printed and squash(printed) in words_for("blanks") | words_for("same"):
        return None
    if any(option_of(text) for text in (values.item, values.before, values.after)):
        return Values(date=values.date)  # slipped to the left, nobody knows from where
    if printed is None:
        return _late_submission(values)
    return _strange_submission(values, printed, grid)


def _late_submission(values: Values) -> Values | None:
    """Put back a 提出時期 that stands one column to the right."""
    if not option_of(values.reason):
        return None
    back = replace(values, submission=values.reason, reason=values.stray, stray=None)
    return back if values.before else replace(back, before=None, after=None)


def _strange_submission(values: Values, printed: str, grid: Grid) -> Values:
    """Put back what follows from a 提出時期 that holds some other text; null what does not."""
    if values.before is None and option_of(values.reason):
        return replace(
            values, before=values.after, after=printed, submission=values.reason, reason=values.stray, stray=None
        )
    first, second = serial_day(values.after), serial_day(printed)
    if values.before is None and values.reason is None and first and second and _names_a_day(values.item):
        return replace(values, before=first.isoformat(), after=second.isoformat(), submission=None)
    if values.before and values.after and values.reason is None and grid.has("reason"):
        return replace(values, submission=None, reason=printed)
    if values.reason or (values.before and values.after):
        return replace(values, submission=None)
    return replace(values, before=None, after=None, submission=None)


def _names_a_day(item: str | None) -> bool:
    return bool(item) and pattern_for("days").search(squash((item or "").splitlines()[-1])) is not None
