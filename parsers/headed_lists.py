"""Lists of entries under headings: 特定個人情報ファイル記録項目 under the names of their files, or of groups of them."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence, Set
from dataclasses import dataclass
from itertools import groupby, pairwise

import regex

from extract.sheet import Place
from normalize.text import squash
from parsers.definitions import column_titles, names_file
from parsers.entries import COMMAS, NOTE, Item, commas_of, items_of, unbroken
from parsers.passage import Passage

__all__ = ["EntryList", "ListEntry", "read_lists"]

ELSEWHERE = regex.compile(
    r"[「『(]*別(?:添|紙|表|冊|ファイル|途)[^。]{0,40}(?:のとおり|を?参照(?:のこと|ください)?|に(?:記載|よる)|による)[)」』]*。?"
)
"""A line, squashed, that says where the list stands: 別紙のとおり, 「別添2 記録項目一覧」を参照."""
AROUND = regex.compile(
    r"(?:【([^【】]++)】|[<＜〈]([^<>＜＞〈〉]++)[>＞〉]|[(（]([^()（）]++)[)）]|〔([^〔〕]++)〕|《([^《》]++)》|≪([^≪≫]++)≫"
    r"|[\[［]([^\[\]［］]++)[\]］])"
)
"""Brackets around the whole of a heading."""
SET_OFF = regex.compile(r"【[^【】]++】|[<＜〈][^<>＜＞〈〉]++[>＞〉]")
"""Brackets that set a line off as a heading; those of the others also stand around what an entry leaves open, (続柄)."""
FEWEST_COMMAS = 3
"""Commas in a line that lists several entries; the name of one (氏名、住所) has fewer. One less is enough if all bullets
have it."""
GROUP = regex.compile(r"([^：:、,，。()（）\s]{1,20})\s*[：:](?=\s*\S)")
"""What a line says of all that it lists: 資格情報：宛名番号、氏名. Longer ones are sentences."""
GROUP_STYLE = "："
LONGEST_NOTE = 4
"""Lines of a note among the entries of a list, in a narrow column."""
RAGGED = 3
"""Characters by which full lines of one paragraph differ: punctuation that hangs over or is carried over."""


@dataclass(frozen=True, slots=True)
class ListEntry:
    """One entry without bullet and number; `place` is None where nothing of it has one."""

    text: str
    place: Place | None


@dataclass(frozen=True, slots=True)
class EntryList:
    """The entries below one heading; `name` is the heading without brackets around it, None above the first one."""

    name: str | None
    entries: tuple[ListEntry, ...]


def read_lists(passage: Passage, pointer: str, files: Container[str] = ()) -> list[EntryList]:
    """Return the entries above the first heading, then those below each, in the order of their numbers if they have any.

    A line may hold several entries side by side. A line that points to another place, or holds `pointer`, the marker of
    the list's own chapter, says where the list stands: it is no entry, and neither is a note (※). Headings are told by
    their style, or by what they say; `files` are the names, squashed, that the form gives its files.
    """
    own = squash(pointer).strip("()")
    items = [item for item in _listed(passage.text) if not _points(squash(item.text), own)]
    found: list[EntryList] = []
    heads = sorted({*_headings(items), *_set_off(items, files)})
    for head, end in pairwise([-1, *heads, len(items)]):
        below = _in_order(items[head + 1 : end])
        listed = tuple(ListEntry(item.text, passage.place(item.start, item.end)) for item in below)
        found.append(EntryList(_bare(items[head].text) if found else None, listed))
    return found


def _bare(heading: str) -> str:
    match = AROUND.fullmatch(heading)
    return next(text.strip() for text in match.groups() if text) if match else heading


def _points(line: str, own: str) -> bool:
    return bool(own and own in line) or ELSEWHERE.fullmatch(line) is not None


def _listed(text: str) -> list[Item]:
    """Return the items of a list; those of running text one by one, without the titles of a table's columns."""
    items = list(items_of(text))
    bullets = _of_lists(items)
    runs = groupby(items, key=lambda item: item.is_plain or item.style in bullets)
    parts = [part for plain, run in runs for part in (_parted(list(run), text) if plain else run)]
    parted = list(_without_notes(parts))
    untitled = [item for item in parted if not (item.is_plain and squash(item.text) in column_titles())]
    return untitled if 2 * sum(item.number is not None for item in untitled) > len(untitled) else parted


def _of_lists(items: Sequence[Item]) -> set[str]:
    """Return the bullets of which most stand before several entries that commas part."""
    bulleted = [item for item in items if item.style and item.number is None]
    alike: dict[str, list[Item]] = {}
    for item in bulleted:
        alike.setdefault(item.style, []).append(item)
    return {style for style, run in alike.items() if 2 * len(_holding_several(run)) >= len(run)}


def _without_notes(items: Sequence[Item]) -> Iterator[Item]:
    """Yield the items without the notes on the list: sentences that ※ begins. An entry with the sign is no sentence."""
    at = 0
    while at < len(items):
        end = _note_end(items, at)
        if end == at:
            yield items[at]
        at = max(at + 1, end)


def _note_end(items: Sequence[Item], at: int) -> int:
    """Return before which item the note ends that begins with this one; the item itself where none does."""
    if items[at].text.startswith(NOTE):
        for end in range(at, min(at + LONGEST_NOTE, len(items))):
            if end > at and not items[end].is_plain:
                break
            if items[end].text.endswith("。"):
                return end + 1
    return at


def _parted(lines: list[Item], text: str) -> Iterator[Item]:
    """Yield the entries of lines of which most hold several that commas part; a line that is full runs on in the next.

    What such lines say of all their entries (資格情報：) heads them, if two or more do.
    """
    several = _holding_several(lines)
    groups = _grouping(lines, several)
    stretches = _stretches(lines, text, groups, several)
    if 2 * sum(len(stretch) for stretch in stretches if stretch[0] in several) < len(lines):
        yield from lines
        return
    for stretch in stretches:
        first, end = stretch[0], stretch[-1].end
        group = GROUP.match(text, first.start, end) if first in groups else None
        if group is not None:
            yield Item(group[1], first.start, group.end(1), GROUP_STYLE, None)
            yield from _entries(text, group.end(), end)
        else:
            yield from _entries(text, first.start, end) if first in several else stretch


def _stretches(lines: list[Item], text: str, groups: Set[Item], several: Set[Item]) -> list[list[Item]]:
    """Return the lines, those together that run on from one of `several`, if it is full; `groups` begin anew."""
    printed = [text[line.start : line.end].split("\n") for line in lines]
    full = max((len(part) for parts in printed for part in parts), default=0) - RAGGED
    found: list[list[Item]] = []
    width = 0
    for line, parts in zip(lines, printed, strict=True):
        going_on = found and not line.style and line not in groups and found[-1][0] in several and width >= full
        width = len(parts[-1])
        if going_on and (commas_of(line.text) or line is lines[-1]):
            found[-1].append(line)
        else:
            found.append([line])
    return found


def _grouping(lines: Sequence[Item], several: Set[Item]) -> set[Item]:
    """Return the lines that say what all their entries are, none unless two or more of `several` do."""
    found = {line for line in lines if GROUP.match(line.text)}
    return found if len(found & several) > 1 else set()


def _holding_several(lines: Sequence[Item]) -> set[Item]:
    """Return the lines that hold several entries, by their commas: fewer of them where two or more bullets all have those.

    Without bullets such a line may as well be one of a paragraph.
    """
    commas = {line: len(commas_of(line.text)) if "。" not in line.text else 0 for line in lines}
    bulleted = [number for line, number in commas.items() if line.style]
    fewer = len(bulleted) > 1 and min(bulleted) == FEWEST_COMMAS - 1
    return {line for line, number in commas.items() if number >= FEWEST_COMMAS - bool(fewer and line.style)}


def _entries(text: str, start: int, end: int) -> Iterator[Item]:
    """Yield what commas part in a stretch of a text; a line break in it is one of the print."""
    cuts = [start - 1, *(start + at for at in commas_of(text[start:end])), end]
    for before, after in pairwise(cuts):
        raw = text[before + 1 : after]
        name = unbroken(raw)
        if name:
            begin = before + 1 + len(raw) - len(raw.lstrip())
            yield Item(name, begin, begin + len(raw.strip()), COMMAS[0], None)


def _headings(items: Sequence[Item]) -> list[int]:
    """Return which items are headings.

    Where more lines are numbered than not, those are the entries, and an unnumbered line before a number 1 heads them.
    Fewer numbered lines are headings of the others. Where none is, headings have a bullet of their own (■), or none,
    and then each stands before several entries: a sentence before a list is no heading of it.
    """
    numbered = [at for at, item in enumerate(items) if item.number is not None]
    if len(numbered) > len(items) - len(numbered):
        return [at - 1 for at in numbered if at and items[at].number == 1 and items[at - 1].number is None]
    if numbered:
        return numbered
    first = items[0].style if items else ""
    if 2 * sum(item.style == first for item in items) >= len(items):
        return []
    found = [at for at, item in enumerate(items) if item.style == first]
    several = all(sum(item.style != first for item in items[at + 1 : at + 3]) == 2 for at in found)
    return found if first or several else []


def _set_off(items: Sequence[Item], files: Container[str]) -> set[int]:
    """Return which items are headings by what they say: in brackets (【資格情報】), before a colon, or names of files.

    Those in brackets head others, so that they are the fewer, and none is the last.
    """
    found = {at for at, item in enumerate(items) if item.style == GROUP_STYLE or SET_OFF.fullmatch(item.text)}
    if 2 * len(found) >= len(items) or len(items) - 1 in found:
        found = set()
    return found.union(_naming_files(items, files))


def _naming_files(items: Sequence[Item], files: Container[str]) -> list[int]:
    """Return which items name the files that those below them are of, if the first one does: each has some below.

    The names that the form gives are headings in any style. What only ends as a name of a file does (添付ファイル) may be
    an entry, unless it is in a style of headings, or the list begins with it and has neither bullet nor number.
    """
    if not items:
        return []
    called = [squash(_bare(item.text)) for item in items]
    known = [at for at, name in enumerate(called) if name in files]
    named = [at for at, name in enumerate(called) if name in files or names_file(name)]
    alike = [at for at, item in enumerate(items) if item.style == items[0].style]
    own_style = named == alike and len(alike) < len(items)
    heads = named if own_style or (items[0].is_plain and 0 not in known) else known
    headed = heads[:1] == [0] and all(after - at > 1 for at, after in pairwise([*heads, len(items)]))
    return heads if headed else []


def _in_order(items: Sequence[Item]) -> Sequence[Item]:
    """Return the items by number, where they are numbered throughout: columns are read line by line."""
    if {item.number for item in items} == set(range(1, len(items) + 1)):
        return sorted(items, key=lambda item: item.number or 0)
    return items
