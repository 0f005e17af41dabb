"""An item in two versions of an assessment."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

from parsers.records import Item

__all__ = ["ItemChange", "Key", "Sort"]

Key: TypeAlias = tuple[str, int | None, str | None, int | None]
"""Which item: its key, the number of its file, kind and number of its block; numbers are those of the older version."""
Sort: TypeAlias = Literal["changed", "added", "removed", "unclear"]
"""How two versions of an item differ. `unclear`: one of them could not be read."""


@dataclass(frozen=True, slots=True)
class ItemChange:
    """An item that differs; None where a version has no such item. One of the two is there."""

    sort: Sort
    before: Item | None
    after: Item | None

    @property
    def item(self) -> Item:
        """The item of the newer version, of the older one where it is gone."""
        found = self.after or self.before
        if found is None:
            message = "an item of neither version"
            raise ValueError(message)
        return found
