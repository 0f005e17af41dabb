"""Lists printed line by line: 特定個人情報ファイル記録項目 under the names of their files, names of files and systems."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import regex

from extract.sheet import Place
from normalize.markers import find_marker
from normalize.text import squash
from parsers.passage import Passage

__all__ = ["ListEntry", "entries", "names", "read_list"]

BULLETS = regex.compile(r"(?:[-*]\s+)?[・･○◯●■□◆◇▪•‐–—-]?\s*")
"""A dump puts its own bullet before the printed one."""


ELSEWHERE = regex.compile(
    r"[「『(]*別(?:添|紙|表|冊|ファイル|途)[^。]{0,40}(?:のとおり|を?参照(?:のこと|ください)?|に(?:記載|よる)|による)[)」』]*。?"
)
"""A line, squashed, that says where the list stands: 別紙のとおり, 「別添2 記録項目一覧」を参照."""
COMMAS, OPENING, CLOSING = "、,，", "(（「『[［", ")）」』]］"


@dataclass(frozen=True, slots=True)
class ListEntry:
    """One entry; `list_no` (from 1) and `list_name` are those of the heading above it, None where there is none."""

    text: str
    list_no: int | None
    list_name: str | None
    place: Place | None


def read_list(passage: Passage, pointer: str) -> list[ListEntry]:
    """Return the entries of a list, one per line.

    Where some lines are numbered and others are not, the numbered ones are headings. A line that points to another
    place, or holds `pointer`, the marker of the list's own chapter, says where the list stands: it is no entry.
    """
    own = squash(pointer).strip("()")
    lines = [line for line in entries(passage.text) if not _points(squash(line[0]), own)]
    mixed = len({numbered for _, _, numbered in lines}) > 1
    found: list[ListEntry] = []
    number, name = 0, None
    for text, start, numbered in lines:
        if mixed and numbered:
            number, name = number + 1, text
        else:
            place = passage.place(start, start + len(text))
            found.append(ListEntry(text, number or None, name, place))
    return found


def _points(line: str, own: str) -> bool:
    return bool(own and own in line) or ELSEWHERE.fullmatch(line) is not None


def names(text: str) -> tuple[str, ...]:
    """Return the names of a list, one per line or parted by commas that stand in no parentheses."""
    found: list[str] = []
    for line, _, _ in entries(text):
        depth, name = 0, ""
        for letter in line:
            depth += (letter in OPENING) - (letter in CLOSING)
            if letter in COMMAS and depth <= 0:
                found.append(name)
                name = ""
            else:
                name += letter
        found.append(name)
    return tuple(name.strip() for name in found if name.strip())


def entries(text: str) -> Iterator[tuple[str, int, bool]]:
    """Yield the lines of a list without bullet and number, each with its offset and whether it is numbered."""
    start = 0
    for line in text.split("\n"):
        bullet = BULLETS.match(line.lstrip())
        begin = len(line) - len(line.lstrip()) + (bullet.end() if bullet else 0)
        marker = find_marker(line[begin:], ())
        numbered = marker is not None and marker.number is not None
        begin += marker.end if marker is not None and marker.printed else 0
        entry = line[begin:].strip()
        if entry:
            yield entry, start + line.index(entry, begin), numbered
        start += len(line) + 1
