"""The agenda: its items and the papers, from the header's fields or the body's headings, and where each item begins."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

import regex

from extract.sheet import Place
from normalize.markers import Marker, find_marker
from normalize.text import squash
from parsers.minutes.field import Field
from parsers.minutes.list_entries import LONGEST_ITEM, ends_title, goes_on_below, is_note
from parsers.minutes.paper_numbers import BRANCH, bracketed_paper, branched_paper, is_number, paper_number
from parsers.minutes.strips import is_page_number
from parsers.minutes.words import GAP, any_of, minutes_words, spaced, squashed, without_note
from parsers.passage import Passage

__all__ = ["Entry", "announced_items", "bare", "entries", "entry_of", "is_container", "listed_items", "marker_of"]


@dataclass(frozen=True, slots=True)
class Entry:
    """An item of the agenda or a paper; `place` is where it is listed."""

    kind: Literal["agenda", "material"]
    marker: str | None
    title: str
    place: Place | None

    def counted(self, words: tuple[str, ...] = ()) -> Marker | None:
        """Return what its marker counts, by one of the `words` too; None without a marker, or for one that counts nothing."""
        return find_marker(f"{self.marker} ○", words) if self.marker else None


# ------------------------------------------------------------------------------------------------------------- entries


def listed_items(fields: Sequence[Field]) -> list[Entry]:
    """Return the agenda and then the papers that the header lists."""
    agenda = [entry for one in fields if one.key == "agenda" for entry in entries(one.values, "agenda")]
    papers = [entry for one in fields if one.key == "materials" for entry in entries(one.values, "material")]
    return [*agenda, *papers]


def entries(lines: Sequence[Passage], kind: Literal["agenda", "material"]) -> list[Entry]:
    """Return the entries of a list: a line each, or several in a line, told by their numbers."""
    found: list[Entry] = []
    above = ""
    for line in lines:
        if kind == "agenda" and _minutes_title().fullmatch(squash(line.text)):
            continue
        if (is_page_number(line.text) and not line.text.strip().isdecimal()) or is_note(line.text):
            continue
        ends = bool(found) and (ends_title(line.text) or goes_on_below(above, line.text))
        above = line.text
        if kind == "agenda" and ends:
            found[-1] = _longer(found[-1], line)
            continue
        for piece in _pieces(line, kind):
            entry = entry_of(piece, kind)
            if entry is not None:
                found.append(_as_paper(entry))
            elif (only := _childless(piece, found, lines, kind)) is not None:
                found.append(only)
            elif kind == "agenda" and found and not found[-1].title and is_container(piece.text):
                found.pop()  # its number
    return _with_titles_below(found)


def _as_paper(entry: Entry) -> Entry:
    """Return an entry of an agenda as the paper that it is: 資料1 事案の概要 below an item, (2)資料1 … behind its number."""
    paper = _paper().match(f"{entry.marker or ''} {entry.title}")
    if entry.kind == "material" or paper is None:
        return entry
    return Entry("material", "".join(paper["paper"].split()), paper["title"].strip(), entry.place)


@cache
def _paper() -> regex.Pattern[str]:
    return regex.compile(
        rf"(?:[(（]?[0-9０-９]{{1,2}}[)）.．]?)?{GAP}*(?P<paper>{paper_number()}{BRANCH}{{0,2}})(?:{GAP}|[:：])(?P<title>.+)"
    )


@cache
def _minutes_title() -> regex.Pattern[str]:
    """The title of the minutes of a meeting, or what a page calls their table: 第64回個人情報保護審査会会議録の表."""
    return regex.compile(rf".{{0,20}}第[0-9]+回.+(?:{any_of(minutes_words().records)})(?:の表)?")


def _childless(
    piece: Passage, found: Sequence[Entry], lines: Sequence[Passage], kind: Literal["agenda", "material"]
) -> Entry | None:
    """Return 2 報告事項 as an item where nothing stands below it: the last line of a list that counts on."""
    marker = marker_of(piece.text)
    before = found[-1].counted() if found else None
    if kind != "agenda" or marker is None or before is None or not lines[-1].text.endswith(piece.text):
        return None
    counts_on = before.kind == marker.kind and before.number == (marker.number or 0) - 1
    title = piece.text[marker.end :].strip()
    return Entry(kind, marker.printed, title, piece.place(0, len(piece.text))) if counts_on and title else None


def announced_items(lines: Sequence[Passage]) -> list[Entry]:
    """Return the items of an agenda sheet: from its first number to 閉会."""
    lines = [_without_clock(line) for line in lines]
    starts = ((at, match) for at, line in enumerate(lines) if (match := FIRST_NUMBER.search(line.text)) is not None)
    first = next(starts, None)
    if first is None:
        return []
    at, begins = first
    found: list[Entry] = []
    opened = lines[at].part(begins.start("first"), len(lines[at].text))
    for entry in entries([opened, *lines[at + 1 :]], "agenda"):
        closing = CLOSES.match(entry.title)
        title = closing[0] if closing else DOWNWARDS.sub("", entry.title)
        found.append(Entry(entry.kind, entry.marker, title, entry.place))
        if closing:
            break
    return found


def _without_clock(line: Passage) -> Passage:
    """Return a line without the time at which its item is due: 13:30 1 開会."""
    match = CLOCK.match(line.text)
    return line.part(match.end(), len(line.text)) if match is not None else line


CLOCK = regex.compile(rf"{GAP}*\d{{1,2}}[:：]\d{{2}}(?:{GAP}*[~～〜∼-]{GAP}*\d{{1,2}}[:：]\d{{2}})?{GAP}+(?=\S)")
FIRST_NUMBER = regex.compile(
    rf"^(?:次{GAP}*)?(?P<first>[(（]?(?:[1１一]|①)(?:[)）.．、]|{GAP}|$))|次{GAP}*(?P<first>[1１]{GAP}*第)|^(?P<first>開{GAP}*会)$"
)
CLOSES = regex.compile(rf"閉{GAP}*会")
DOWNWARDS = regex.compile(rf"^第{GAP}+")
"""次第 printed downwards beside the first two lines leaves its letters in them."""


def _pieces(line: Passage, kind: str) -> Iterator[Passage]:
    """Yield the entries that share a line: each begins with the next number of the series that the line began."""
    text = line.text
    cuts = [0, *_next_numbers(text, kind), len(text)]
    for number in range(len(cuts) - 1):
        part = line.part(cuts[number], cuts[number + 1])
        if number + 2 < len(cuts):
            part = part.part(0, len(part.text.rstrip(BETWEEN)))
        if (
            number == 0
            and len(cuts) > 2
            and find_marker(part.text, minutes_words().papers) is None
            and kind == "material"
        ):
            yield from (part.part(*match.span()) for match in regex.finditer(r"\S+", part.text))
        elif part.text.strip():
            yield part


BETWEEN = " \t\u3000\u00a0、，,"
"""What parts the entries of a line."""


def _next_numbers(text: str, kind: str) -> list[int]:
    cuts: list[int] = []
    counted: dict[str, int] = {}
    for match in _starts(kind).finditer(text):
        at = match.start("marker")
        marker = find_marker(text[at:], minutes_words().counting)
        if marker is None or marker.number is None:
            if match["marker"][0] in "・●○■◆" and at:
                cuts.append(at)
            continue
        before = text[:at] if match["listed"] is not None else None
        if not _counts_on(marker, counted, before) and not branched_paper().match(text, at):
            continue
        counted[marker.kind] = counted[marker.word] = marker.number
        if squash(text[:at]) in squashed(minutes_words().item_counters):
            continue  # 審議 1
        if at:
            cuts.append(at)
    return cuts


def _counts_on(marker: Marker, counted: Mapping[str, int], before: str | None) -> bool:
    """Tell whether a number is the next of those `counted` in a line; behind 、, with what stands `before`, of its word.

    There the paper before it has a title: of 資料1、資料2 案 nobody can tell whether the title is that of both.
    """
    if before is not None:
        untitled = is_number(LISTED.split(before.rstrip(BETWEEN))[-1])
        return not untitled and marker.number == counted.get(marker.word, 0) + 1
    return marker.number == counted.get(marker.kind, 0) + 1 or (marker.kind == "word" and (marker.number or 0) > 1)


LISTED = regex.compile("[、，,]")


@cache
def _starts(kind: str) -> regex.Pattern[str]:
    number = r"[(（]\s*[0-9０-９]{1,2}\s*[)）]|[①-⑳]|[0-9０-９]{1,2}[.．]|(?<!第)[0-9０-９]{1,2}(?=[ \u3000](?![ \u3000]*号))|・|●|■|◆"
    paper = rf"{paper_number()}{BRANCH}?"
    before = rf"(?:^|(?<={GAP})|(?<=[)）」』。]))"
    listed = rf"(?P<listed>(?<=[、，,])){GAP}*(?P<marker>{paper})(?={GAP}+[^の、，,\s]|{GAP}*[:：「『])"
    return regex.compile(rf"{listed}|{before}(?P<marker>{paper if kind == 'material' else number})")


def entry_of(piece: Passage, kind: Literal["agenda", "material"]) -> Entry | None:
    """Return an entry; None for what only heads a part of the list (審議事項) and for なし."""
    text = piece.text.strip()
    own = (bracketed_paper(), BRANCHED) if kind == "material" else (_ordinal(),)
    for pattern in (branched_paper(), *own):
        match = pattern.match(text)
        if match is not None and (title := text[match.end() :].strip()):
            return Entry(kind, "".join(match["marker"].split()), title, piece.place(0, len(piece.text)))
    marker = marker_of(text)
    if marker is None and (bullet := BULLET.match(text)) is not None:
        text = text[bullet.end() :].strip()  # ■議題1 …
        marker = marker_of(text)
    if marker is not None and marker.kind == "word" and NAMES_ON.match(text, marker.end):
        marker = None  # 資料1、資料2-1
    title = text[marker.end :].lstrip(".．、:： \u3000").strip() if marker else text
    printed = marker.printed if marker and marker.printed else None
    title = _sublist().sub("", title).strip() if kind == "agenda" else title
    if not title and marker and not printed:
        return None
    plain = without_note(squash(title)).strip("()[]【】<>:※")  # 事前送付(開催通知で送付)
    if plain in squashed(minutes_words().no_entries) or len(title) > LONGEST_ITEM:
        return None
    if kind == "agenda" and is_container(title):
        return None
    if not title and printed is None:
        return None
    return Entry(kind, printed, title, piece.place(0, len(piece.text)))


BRANCHED = regex.compile(rf"(?P<marker>[0-9０-９]{{1,2}}{BRANCH}{{1,2}}){GAP}+")
"""1-2 評価書"""
NAMES_ON = regex.compile(r"[-‐－ー―–、，,・]")
"""What stands behind the first of several papers that are named without titles."""


@cache
def _ordinal() -> regex.Pattern[str]:
    """日程第1 … of assemblies, 第1号 …, 一 …"""
    number = rf"第{GAP}*[0-9０-９]{{1,2}}"
    counted = rf"(?:{any_of(minutes_words().ordinals)}){GAP}*{number}(?:{GAP}*号)?|{number}{GAP}*号"
    return regex.compile(rf"(?P<marker>{counted}|[一二三四五六七八九十]{{1,2}}(?={GAP}+\S\S)){GAP}+")


def is_container(title: str) -> bool:
    """Tell whether a title heads a part of an agenda: 審議事項."""
    return squash(title).strip("()[]【】<>:") in squashed(minutes_words().containers)


BULLET = regex.compile(r"[・●○◎■◆◇□*•\-]\s*")


def marker_of(text: str) -> Marker | None:
    """Return the number that an entry begins with."""
    marker = find_marker(text, minutes_words().counting)
    return None if marker is None or marker.kind in {"tag", "letter", "symbol"} else marker


@cache
def _sublist() -> regex.Pattern[str]:
    """A heading of a part of the agenda in front of its first item: 審議事項 「…」, (報告事項) …"""
    bracketed, plain = spaced(minutes_words().sublists), spaced(minutes_words().containers)
    return regex.compile(
        rf"^(?:[(（【\[〔<＜《](?:{bracketed})[)）】\]〕>＞》]{GAP}*[:：]?|(?:{plain})(?:{GAP}*[:：]|{GAP}+(?=\S)))"
    )


def _with_titles_below(found: Sequence[Entry]) -> list[Entry]:
    """Join a number that stands alone with the title on the next line; drop numbers without a title."""
    joined: list[Entry] = []
    for entry in found:
        before = joined[-1] if joined else None
        if before is not None and before.marker and not before.title and entry.marker is None:
            joined[-1] = Entry(entry.kind, before.marker, entry.title, _hull(before.place, entry.place))
        else:
            joined.append(entry)
    return [entry for entry in joined if entry.title]


def _longer(entry: Entry, line: Passage) -> Entry:
    """Return an entry with the end of its title, which stands in a line of its own."""
    place = _hull(entry.place, line.place(0, len(line.text)))
    return Entry(entry.kind, entry.marker, entry.title + line.text.strip(), place)


def _hull(one: Place | None, other: Place | None) -> Place | None:
    places = [place for place in (one, other) if place is not None]
    return Place.hull(places) if places else None


def bare(title: str) -> str:
    """Return a title in the form in which titles are compared."""
    plain = regex.sub(r"[「」『』《》<>\[\]【】]", "", squash(title))
    return regex.sub(r"について$|\((?:報告|審議|諮問|協議)\)$", "", plain)
