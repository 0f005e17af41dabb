"""The form's own 変更箇所 beside what was found: rows that tell of no change found, changes that no row tells of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from hyokasho.diff.items import ItemChange
from normalize.text import squash
from parsers.records import Change, Item

__all__ = ["Declaration", "declarations"]

TELLING = 4
"""Characters, folded, from which a text that stands inside another tells that the two are about one thing."""


@dataclass(frozen=True, slots=True)
class Declaration:
    """A row of 変更箇所 and the changes that were found for it; none: declared, but not found."""

    row: Change
    found: tuple[ItemChange, ...]


def declarations(
    rows: Sequence[Change], changes: Sequence[ItemChange]
) -> tuple[tuple[Declaration, ...], tuple[ItemChange, ...]]:
    """Return every row with the changes it tells of, and the changes that no row tells of.

    A row tells of a change where its new text is that of the item, or the one stands inside the other, and so its old
    text; a side that says nothing fits every other.
    """
    declared = tuple(Declaration(row, tuple(change for change in changes if _tells(row, change))) for row in rows)
    told = {change for one in declared for change in one.found}
    return declared, tuple(change for change in changes if change not in told and change.sort != "unclear")


def _tells(row: Change, change: ItemChange) -> bool:
    before, after = _fits(row.before, change.before), _fits(row.after, change.after)
    return before is not False and after is not False and bool(before or after)


def _fits(printed: str | None, item: Item | None) -> bool | None:
    """Say whether a text of the row and the value of an item are about one thing; None where one of them is empty."""
    text, value = squash(printed or ""), squash((item.value if item is not None else None) or "")
    if not text or not value:
        return None
    if text == value:
        return True
    shorter, longer = sorted((text, value), key=len)
    return len(shorter) >= TELLING and shorter in longer
