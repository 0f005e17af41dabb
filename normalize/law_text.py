"""A text without its gaps, for reading citations that spaces and line breaks run through, and the way back to the text."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

from normalize.date_numerals import fold_aligned

__all__ = ["NUMERALS", "Page", "tighten"]


@dataclass(frozen=True, slots=True)
class Page:
    """A text without its gaps. A space stands where a gap parts two numerals, a line break where there is a blank line.

    `cuts` are offsets in `tight` from which on offsets in `text` are further on by `shifts`.
    """

    text: str
    folded: str
    tight: str
    cuts: tuple[int, ...]
    shifts: tuple[int, ...]

    def at(self, offset: int) -> int:
        """Return where the character at an offset of `tight` stands in the text."""
        return offset + self.shifts[bisect_right(self.cuts, offset) - 1]

    def behind(self, offset: int) -> int:
        """Return the end in the text of what ends at an offset of `tight`."""
        return self.at(offset - 1) + 1

    def gap(self, offset: int) -> str:
        """Return the gap in the text before an offset of `tight`, empty where there is none."""
        return self.folded[self.behind(offset) : self.at(offset)] if offset else ""

    def bounded(self, offset: int) -> bool:
        """Say whether no part of a word stands directly before an offset of `tight`."""
        start = self.at(offset)
        return start == 0 or _WORD.match(self.folded, start - 1) is None


_WORD = re.compile(r"[\u4e00-\u9fff\u3005\u30a1-\u30f4ー]")


_GAP = re.compile(r"[ \n]++")


NUMERALS = "0123456789〇一二三四五六七八九十百千"


def tighten(text: str) -> Page:
    """Return a text without its gaps."""
    folded = fold_aligned(text)
    pieces: list[str] = []
    cuts, shifts = [0], [0]
    length = done = 0
    for gap in _GAP.finditer(folded):
        kept = _kept(folded, gap)
        pieces += (folded[done : gap.start()], kept)
        length += gap.start() - done + len(kept)
        done = gap.end()
        cuts.append(length)
        shifts.append(done - length)
    pieces.append(folded[done:])
    return Page(text, folded, "".join(pieces), tuple(cuts), tuple(shifts))


def _kept(folded: str, gap: re.Match[str]) -> str:
    """Return what a gap leaves: nothing where it only sets or wraps the text."""
    if gap[0].count("\n") > 1:
        return "\n"
    before, after = folded[gap.start() - 1 : gap.start()], folded[gap.end() : gap.end() + 1]
    return " " if before and after and before in NUMERALS and after in NUMERALS else ""
