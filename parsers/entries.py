"""Lists printed line by line: 特定個人情報ファイル記録項目 under the names of their files, names of files and systems."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence, Set
from dataclasses import dataclass, replace
from itertools import groupby, pairwise

import regex

from extract.sheet import Place
from normalize.markers import find_marker
from normalize.text import squash
from parsers.definitions import column_titles, names_file
from parsers.passage import Passage

__all__ = ["EntryList", "ListEntry", "entries", "names", "read_lists", "side_by_side"]

BULLETS = regex.compile(r"(?:[-*]\s+)?[・･○◯●■□◆◇▪•‐–—-]?\s*")
"""A dump puts its own bullet before the printed one."""

GAP = regex.compile(r"\s+")
NUMBER = regex.compile(r"(?<![0-9０-９.．])([0-9０-９]{1,3})[.．](?![0-9０-９])")
FEWEST = 4
"""Numbers that prove a line to be a list by running from 1 without a hole."""
ELSEWHERE = regex.compile(
    r"[「『(]*別(?:添|紙|表|冊|ファイル|途)[^。]{0,40}(?:のとおり|を?参照(?:のこと|ください)?|に(?:記載|よる)|による)[)」』]*。?"
)
"""A line, squashed, that says where the list stands: 別紙のとおり, 「別添2 記録項目一覧」を参照."""
COMMAS, OPENING, CLOSING = "、,，", "(（「『[［", ")）」』]］"
AROUND = regex.compile(
    r"(?:【([^【】]++)】|[<＜〈]([^<>＜＞〈〉]++)[>＞〉]|[(（]([^()（）]++)[)）]|〔([^〔〕]++)〕|《([^《》]++)》|≪([^≪≫]++)≫|[\[［]([^\[\]［］]++)[\]］])"
)
"""Brackets around the whole of a heading."""
SET_OFF = regex.compile(r"【[^【】]++】|[<＜〈][^<>＜＞〈〉]++[>＞〉]")
"""Brackets that set a line off as a heading; those of the others also stand around what an entry leaves open, (続柄)."""
NEXT = regex.compile(r"(?<=[\s、,，])(?=[^\s、,，])|(?<=.)(?=[①-⑳(（⑴-⒇])")
"""Where a number within a line can stand: behind a gap or comma, or one that needs none, ① or (1)."""
LONGEST_RUN = 6
"""Lines that one pair of parentheses runs over in the narrowest column; one still open then was never closed."""
LONGEST_NUMBER = 12
"""Characters of a number, its brackets and the white space behind it."""
MOST_COMMAS = 3
"""Commas in the name of one entry (氏名、住所) are fewer; a line with as many lists several; with one less, if all bullets have that."""
GROUP = regex.compile(r"([^：:、,，。()（）\s]{1,20})\s*[：:](?=\s*\S)")
"""What a line says of all that it lists: 資格情報：宛名番号、氏名. Longer ones are sentences."""
GROUP_STYLE = "："
NOTE = "※"
LONGEST_NOTE = 4
"""Lines of a note among the entries of a list, in a narrow column."""
RAGGED = 3
"""Characters by which full lines of one paragraph differ: punctuation that hangs over or is carried over."""


@dataclass(frozen=True, slots=True)
class ListEntry:
    """One entry."""

    text: str
    place: Place | None


@dataclass(frozen=True, slots=True)
class EntryList:
    """The entries below one heading; `name` is the heading without brackets around it, None above the first one."""

    name: str | None
    entries: tuple[ListEntry, ...]


def read_lists(passage: Passage, pointer: str, files: Container[str] = ()) -> list[EntryList]:
    """Return the entries above the first heading, then those below each one, in the order of their numbers if they have any.

    A line may hold several entries side by side. A line that points to another place, or holds `pointer`, the marker of
    the list's own chapter, says where the list stands: it is no entry, and neither is a note (※). Headings are told by `_set_off`, with the names of
    the form's `files`, squashed, and by `_headings`.
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


def entries(text: str) -> Iterator[str]:
    """Yield what stands in the lines of a list, headings too, without bullets and numbers."""
    return (item.text for item in _items(text))


@dataclass(frozen=True, slots=True)
class _Item:
    """An entry or heading without bullet and number. `style` names its bullet or notation of numbers, "" for none."""

    text: str
    start: int
    end: int
    style: str
    number: int | None


def _listed(text: str) -> list[_Item]:
    """Return the items of a list; those of running text one by one, without the titles of a table's columns."""
    items = list(_items(text))
    bullets = _of_lists(items)
    runs = groupby(items, key=lambda item: _is_plain(item) or item.style in bullets)
    parts = [part for plain, run in runs for part in (_parted(list(run), text) if plain else run)]
    parted = list(_without_notes(parts))
    untitled = [item for item in parted if not (_is_plain(item) and squash(item.text) in column_titles())]
    return untitled if 2 * sum(item.number is not None for item in untitled) > len(untitled) else parted


def _items(text: str) -> Iterator[_Item]:
    """Yield what stands in the lines of a list; a line that is set in columns gives one item per column.

    A number in a cell of its own is that of the item in the next one.
    """
    start = 0
    alone: _Item | None = None
    for line in _lines(text):
        at = 0
        for part in side_by_side(line):
            item = _item(part, start + at)
            if item.text and item.number is None and alone is not None:
                item = replace(item, style=alone.style, number=alone.number)
            if item.text:
                yield item
            alone = item if item.number is not None and not item.text else None
            at += len(part)
        start += len(line) + 1


def _lines(text: str) -> Iterator[str]:
    """Yield the lines of a text; those that a pair of parentheses runs over as one, with the line breaks in it."""
    lines = text.split("\n")
    at = 0
    while at < len(lines):
        end = at + _run(lines[at : at + LONGEST_RUN])
        yield "\n".join(lines[at:end])
        at = end


def _run(lines: Sequence[str]) -> int:
    """Return how many lines the parentheses that the first one leaves open run over: 1 where none is, or none closes it.

    A line with a bullet or number begins an entry, whatever the one before left open.
    """
    depth = 0
    for number, line in enumerate(lines, 1):
        if number > 1 and not _is_plain(_item(line, 0)):
            return 1
        depth = _depth(line, depth)
        if depth == 0:
            return number
    return 1


def _depth(text: str, depth: int) -> int:
    """Return how many brackets are open behind a text before which `depth` are."""
    for letter in text:
        depth = max(0, depth + (letter in OPENING) - (letter in CLOSING))
    return depth


def _of_lists(items: Sequence[_Item]) -> set[str]:
    """Return the bullets of which most stand before several entries that commas part."""
    bulleted = [item for item in items if item.style and item.number is None]
    alike: dict[str, list[_Item]] = {}
    for item in bulleted:
        alike.setdefault(item.style, []).append(item)
    return {style for style, run in alike.items() if 2 * len(_holding_several(run)) >= len(run)}


def _is_plain(item: _Item) -> bool:
    return not item.style and item.number is None and not item.text.startswith(NOTE)


def _without_notes(items: Sequence[_Item]) -> Iterator[_Item]:
    """Yield the items without the sentences that ※ begins: notes on the list. An entry may have the sign, but is no sentence."""
    at = 0
    while at < len(items):
        end = _note_end(items, at)
        if end == at:
            yield items[at]
        at = max(at + 1, end)


def _note_end(items: Sequence[_Item], at: int) -> int:
    """Return before which item the note ends that begins with this one; the item itself where none does."""
    if items[at].text.startswith(NOTE):
        for end in range(at, min(at + LONGEST_NOTE, len(items))):
            if end > at and not _is_plain(items[end]):
                break
            if items[end].text.endswith("。"):
                return end + 1
    return at


def _parted(lines: list[_Item], text: str) -> Iterator[_Item]:
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
            yield _Item(group[1], first.start, group.end(1), GROUP_STYLE, None)
            yield from _entries(text, group.end(), end)
        else:
            yield from _entries(text, first.start, end) if first in several else stretch


def _stretches(lines: list[_Item], text: str, groups: Set[_Item], several: Set[_Item]) -> list[list[_Item]]:
    """Return the lines, those together that run on from one of `several`, if it is full; `groups` begin anew."""
    printed = [text[line.start : line.end].split("\n") for line in lines]
    full = max((len(part) for parts in printed for part in parts), default=0) - RAGGED
    found: list[list[_Item]] = []
    width = 0
    for line, parts in zip(lines, printed, strict=True):
        going_on = found and not line.style and line not in groups and found[-1][0] in several and width >= full
        width = len(parts[-1])
        if going_on and (_commas(line.text) or line is lines[-1]):
            found[-1].append(line)
        else:
            found.append([line])
    return found


def _grouping(lines: Sequence[_Item], several: Set[_Item]) -> set[_Item]:
    """Return the lines that say what all their entries are, none unless two or more of `several` do."""
    found = {line for line in lines if GROUP.match(line.text)}
    return found if len(found & several) > 1 else set()


def _holding_several(lines: Sequence[_Item]) -> set[_Item]:
    """Return the lines that hold several entries: by their commas, fewer of them where two or more bullets all have so many.

    Without bullets such a line may as well be one of a paragraph.
    """
    commas = {line: len(_commas(line.text)) if "。" not in line.text else 0 for line in lines}
    bulleted = [number for line, number in commas.items() if line.style]
    fewer = len(bulleted) > 1 and min(bulleted) == MOST_COMMAS - 1
    return {line for line, number in commas.items() if number >= MOST_COMMAS - bool(fewer and line.style)}


def _entries(text: str, start: int, end: int) -> Iterator[_Item]:
    """Yield what commas part in a stretch of a text; a line break in it is one of the print."""
    cuts = [start - 1, *(start + at for at in _commas(text[start:end])), end]
    for before, after in pairwise(cuts):
        raw = text[before + 1 : after]
        name = _joined(raw)
        if name:
            begin = before + 1 + len(raw) - len(raw.lstrip())
            yield _Item(name, begin, begin + len(raw.strip()), COMMAS[0], None)


def _commas(text: str) -> list[int]:
    """Return where the commas of a text stand that are in no parentheses."""
    found: list[int] = []
    depth = 0
    for at, letter in enumerate(text):
        depth = _depth(letter, depth)
        if letter in COMMAS and depth == 0:
            found.append(at)
    return found


def side_by_side(line: str) -> Iterator[str]:
    """Yield the entries that stand side by side in a line: white space parts those of one style, 1.氏名 14.住所.

    Where nothing parts them, their numbers do, if the line holds each from 1 to the last once: 1.氏名3.住所2.性別.
    """
    numbers = list(NUMBER.finditer(line))
    if len(numbers) >= FEWEST and {int(number[1]) for number in numbers} == set(range(1, len(numbers) + 1)):
        starts = [0, *(number.start() for number in numbers[1:]), len(line)]
        yield from (line[begin:end] for begin, end in pairwise(starts))
        return
    first, start = _item(line, 0), 0
    for gap in GAP.finditer(line, first.start) if first.style else ():
        after = _item(line[gap.end() :], 0)
        if after.text and after.style == first.style:
            yield line[start : gap.end()]
            start = gap.end()
    yield line[start:]


def _item(line: str, start: int) -> _Item:
    """Return what a line holds; it begins at offset `start` of its text."""
    lead = len(line) - len(line.lstrip())
    bullet = BULLETS.match(line, lead)
    begin = bullet.end() if bullet else lead
    marker = find_marker(line[begin:], ())
    style = bullet.group().strip() if bullet else ""
    if marker is not None and marker.printed:
        style, begin = marker.kind, begin + marker.end
    raw = line[begin:].strip()
    raw = raw.rstrip(COMMAS).rstrip() if style else raw
    at = start + (line.index(raw, begin) if raw else begin)
    return _Item(_joined(raw), at, at + len(raw), style, marker.number if marker is not None else None)


def _joined(text: str) -> str:
    """Return a text without its line breaks, which are those of the print."""
    return "".join(line.strip() for line in text.split("\n"))


def _headings(items: Sequence[_Item]) -> list[int]:
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


def _set_off(items: Sequence[_Item], files: Container[str]) -> set[int]:
    """Return which items are headings by what they say: in brackets of their own (【資格情報】), before a
    colon, or names of files.

    Those in brackets head others, so that they are the fewer, and none is the last.
    """
    found = {at for at, item in enumerate(items) if item.style == GROUP_STYLE or SET_OFF.fullmatch(item.text)}
    if 2 * len(found) >= len(items) or len(items) - 1 in found:
        found = set()
    return found.union(_naming_files(items, files))


def _naming_files(items: Sequence[_Item], files: Container[str]) -> list[int]:
    """Return which items name the files that those below them are of, if the first one does: each has some below.

    The names that the form gives are headings in any style. What only ends as a name of a file does (添付ファイル) may be an
    entry, unless it is in a style of headings, or the list begins with it and has neither bullet nor number.
    """
    if not items:
        return []
    called = [squash(_bare(item.text)) for item in items]
    known = [at for at, name in enumerate(called) if name in files]
    named = [at for at, name in enumerate(called) if name in files or names_file(name)]
    alike = [at for at, item in enumerate(items) if item.style == items[0].style]
    own_style = named == alike and len(alike) < len(items)
    heads = named if own_style or (_is_plain(items[0]) and 0 not in known) else known
    headed = heads[:1] == [0] and all(after - at > 1 for at, after in pairwise([*heads, len(items)]))
    return heads if headed else []


def _in_order(items: Sequence[_Item]) -> Sequence[_Item]:
    """Return the items by number, where they are numbered throughout: columns are read line by line."""
    if {item.number for item in items} == set(range(1, len(items) + 1)):
        return sorted(items, key=lambda item: item.number or 0)
    return items


def names(text: str) -> tuple[str, ...]:
    """Return the names of a list, one per line or counted on one, or parted by commas that stand in no parentheses.

    Parentheses may run over lines.
    """
    lines = [_item(part, 0).text for line in _lines(text) for part in _counted(line)]
    found = [line[a + 1 : b] for line in lines for a, b in pairwise([-1, *_commas(line), len(line)])]
    return tuple(name.strip() for name in found if name.strip())


def _counted(line: str) -> Iterator[str]:
    """Yield the names on a line that begins with a number, each with its own: (1)甲ファイル (2)乙ファイル."""
    first = _item(line, 0)
    if first.number is None:
        yield from side_by_side(line)
        return
    start, number = 0, first.number
    for gap in NEXT.finditer(line, first.start):
        marker = find_marker(line[gap.end() : gap.end() + LONGEST_NUMBER], ())
        if marker is not None and (marker.kind, marker.number) == (first.style, number + 1):
            yield line[start : gap.end()]
            start, number = gap.end(), number + 1
    yield line[start:]
