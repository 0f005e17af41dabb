"""A text that wraps in a column of its own: print of the next column stands between its two parts.

`[ ]電子記録媒体(フラッシュメ [○]電子メール` and on the next line `モリを除く。)`: lines run across the columns of a cell without
borders. Known texts alone are put together so, where both parts stand by themselves and no other known text would do.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from normalize.choices import Print

__all__ = ["Wrapped", "find_wrapped"]

_SHORTEST = 2
"""Characters of the first part; a single one may be anything."""

_TELLING = 4
"""Characters of the first part where the second one is a single character."""

_BEHIND = frozenset("[]()☐☑☒⦿⚪□■○●✓✔")
"""What may stand directly behind a part."""

_REACH = 120
"""How far behind the first part the second one is looked for, white space not counted: the rest of the line and as
much of the next one."""


@dataclass(frozen=True, slots=True)
class Wrapped:
    """The key of a known text; its first part ends at `stop`, its second one stands at `start` to `end`."""

    key: int
    stop: int
    start: int
    end: int


def find_wrapped(shown: Print, at: int, known: Mapping[int, str]) -> Wrapped | None:
    """Return the one of the squashed `known` texts that begins at `at` and goes on further below; None where none does."""
    found = [wrapped for key, name in known.items() if (wrapped := _wrapped(shown, at, key, name)) is not None]
    return found[0] if len(found) == 1 else None


def _wrapped(shown: Print, at: int, key: int, name: str) -> Wrapped | None:
    shared = 0
    while shown.plain[at + shared : at + shared + 1] == name[shared : shared + 1] != "":
        shared += 1
    stop, rest = at + shared, name[shared:]
    if not rest or shared < (_SHORTEST if len(rest) > 1 else _TELLING) or not _parted(shown, stop):
        return None
    start = shown.plain.find(rest, stop + 1, stop + _REACH)
    while start >= 0 and not (shown.gap(start) and _parted(shown, start + len(rest))):
        start = shown.plain.find(rest, start + 1, stop + _REACH)
    if start < 0 or not _goes_on_below(shown, stop, start):
        return None
    return Wrapped(key, stop, start, start + len(rest))


def _parted(shown: Print, at: int) -> bool:
    return shown.gap(at) or shown.plain[at] in _BEHIND


def _goes_on_below(shown: Print, stop: int, start: int) -> bool:
    """Tell whether the line ends exactly once between the two parts."""
    return shown.raw[shown.ends[stop - 1] : shown.starts[start]].count("\n") == 1
