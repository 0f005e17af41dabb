"""Pieces of rows to logical rows: what a page break cut is one change again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date

from extract.sheet import Place
from normalize.dates import parse_date
from normalize.text import squash
from parsers.changes.cells import joined
from parsers.changes.change import ChangeRow
from parsers.changes.entries import Entry
from parsers.changes.shifted import Values
from parsers.changes.words import day_of, leading_option, option_of, pattern_for, words_for

__all__ = ["groups", "joined_change"]


def groups(entries: Iterable[Entry]) -> Iterator[list[Entry]]:
    """Yield the pieces of each logical row."""
    group: list[Entry] = []
    for entry in entries:
        if group and _completes_day(entry, group[0]):
            group.append(replace(entry, scrap=False))
        elif group and (entry.scrap or _carries_on(entry, group)):
            group.append(entry)
        elif not entry.scrap:
            if group:
                yield group
            group = [entry]
    if group:
        yield group


def _completes_day(entry: Entry, head: Entry) -> bool:
    """Tell whether 変更日 holds the rest of a day that a page break cut: 令和2年3月1 and 2日."""
    if not entry.opens or not entry.values.date or not head.values.date or entry.day or head.day:
        return False
    return day_of(head.values.date + entry.values.date) is not None


def _carries_on(entry: Entry, group: Sequence[Entry]) -> bool:
    """Tell whether a row is a piece of the row that the first of a group begins."""
    head, values = group[0], entry.values
    if entry.carried:  # the cells that are short end on the page before
        return values.submission is None and _is_fragment(entry)
    if _is_continued(values.date) or _carries_item(values.item, head.values.item):
        return entry.day in (None, head.day)
    broken = any(piece.opens for piece in (*group[1:], entry))
    if broken and entry.dated and not any(piece.values.date for piece in group) and _begins_item(head):
        return not _begins_item(entry)  # 変更日 stands in the middle of its cell: behind the page break
    if not entry.dated:
        return values.page is None and values.item is None
    return values.date is None and _is_fragment(entry)


def _is_fragment(entry: Entry) -> bool:
    """Tell whether a row without 変更日 is the rest of one, not a change whose date was left out.

    Behind a page break it is, unless its 項目 begins with a chapter; elsewhere only where it is no change by itself.
    """
    values = entry.values
    if values.item is None:
        return True
    if not (values.before or values.after):
        return entry.opens or not _begins_item(entry)
    return entry.opens and not _begins_item(entry)


def _begins_item(entry: Entry) -> bool:
    """Tell whether the 項目 of a row begins with a chapter: no piece of one does."""
    return entry.values.item is not None and pattern_for("chapters").search(squash(entry.values.item)) is not None


def _is_continued(text: str | None) -> bool:
    return bool(text) and squash(text or "") in words_for("continued")


def _carries_item(item: str | None, head: str | None) -> bool:
    """Tell whether an 項目 is (続き) alone, or that of the row before with (続き) behind it."""
    squashed = squash(item or "")
    mark = next((word for word in words_for("continued") if squashed.endswith(word)), None)
    return mark is not None and (squashed == mark or squash(head or "").endswith(squashed.removesuffix(mark)))


def joined_change(group: Sequence[Entry], above: ChangeRow | None) -> ChangeRow:
    """Return the logical row of its pieces; `above` is the row above it, for 同上."""
    pieces = [entry for entry in group if not entry.scrap]
    in_pdf = pieces[0].place.page is not None
    printed = _printed_date(pieces)
    changed_on = _day(printed, above)
    submission, reason = _submission([entry.values for entry in pieces], above, in_pdf)
    return ChangeRow(
        changed_on,
        printed,
        joined(_items(pieces), in_pdf),
        joined(_uncontinued(entry.values.before for entry in pieces), in_pdf),
        joined(_uncontinued(entry.values.after for entry in pieces), in_pdf),
        submission,
        reason,
        Place.hull(entry.place for entry in group),
        tuple(sorted(_notes(group, pieces, printed, changed_on, submission))),
        pieces[0].values.page,
    )


def _is_same(text: str | None) -> bool:
    """Tell whether a cell says no more than that it holds what the row above has: 同上, 〃."""
    return squash(text or "") in words_for("same")


def _day(printed: str | None, above: ChangeRow | None) -> date | None:
    if _is_same(printed) or squash(printed or "") in words_for("same_day"):
        return above.changed_on if above else None
    return day_of(printed) if printed else None


def _printed_date(pieces: Sequence[Entry]) -> str | None:
    """Return 変更日, with the part of it that a page break cut off; set in the middle of its cell, it may stand behind one."""
    first = pieces[0].values.date
    if first is None and pieces[0].dated:
        return next((piece.values.date for piece in pieces[1:] if piece.values.date), None)
    if first is None or len(pieces) < 2 or not _completes_day(pieces[1], pieces[0]):
        return first
    return first + (pieces[1].values.date or "")


def _items(pieces: Sequence[Entry]) -> Iterator[str]:
    """Yield the 項目 of all pieces; what only says that the row carries on is none."""
    for number, entry in enumerate(pieces):
        item = entry.values.item
        if item and (number == 0 or not any(squash(item).endswith(word) for word in words_for("continued"))):
            yield item


def _uncontinued(texts: Iterable[str | None]) -> Iterator[str]:
    """Yield the texts of the pieces of a cell, without what only says that it carries on."""
    for number, text in enumerate(texts):
        lines = (text or "").split("\n")
        left = text if number == 0 or not _is_continued(lines[0]) else "\n".join(lines[1:])
        if left:
            yield left


def _submission(pieces: Sequence[Values], above: ChangeRow | None, in_pdf: bool) -> tuple[str | None, str | None]:
    """Return 提出時期, that of the row above for 同上, and its explanation, part of which can stand in the same cell."""
    option: str | None = None
    reasons: list[str] = []
    for values in pieces:
        match = leading_option().match(values.submission or "")
        found = squash(match["option"]) if match else option_of(values.submission)
        option = option or found or (above.submission if above and _is_same(values.submission) else None)
        rest = match["rest"].strip() if match else ""
        reasons += [text for text in (rest, values.reason) if text and text not in reasons[-2:]]
    return option, joined(reasons, in_pdf)


def _notes(
    group: Sequence[Entry], pieces: Sequence[Entry], printed: str | None, day: date | None, option: str | None
) -> set[str]:
    """Return what was noticed in a row of which `day`, as `printed`, and `option` were read."""
    found = set[str]()
    lacks_option = option is None and _is_same(pieces[0].values.submission)
    if len(pieces) > 1 or pieces[0].joined:
        found.add("change_row_joined")
    if len(pieces) < len(group) or _is_headless(pieces[0]) or lacks_option:
        found.add("change_row_cut")
    if any(entry.carried for entry in pieces):
        found.add("change_date_above")
    if any(entry.shifted for entry in pieces):
        found.add("change_row_shifted")
    if printed and day is None and not _is_only_a_month(printed):
        found.add("change_date_unreadable")
    return found


def _is_headless(entry: Entry) -> bool:
    """Tell whether what begins a logical row is the rest of one whose beginning is not there."""
    values = entry.values
    if _is_continued(values.item) or _is_continued(values.date):
        return True
    return entry.dated and values.date is None and _is_fragment(entry)


def _is_only_a_month(printed: str) -> bool:
    """Tell whether a 変更日 without a day was read all the same: a month, a blank, 未定."""
    return squash(printed) in words_for("blanks") | words_for("undated") or parse_date(printed).precision == "month"
