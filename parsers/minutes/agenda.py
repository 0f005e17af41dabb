"""The agenda: its items and the papers, from the header's fields or the body's headings, and where each item begins."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

import regex

from extract.sheet import Place
from normalize.markers import Marker, find_marker
from normalize.text import squash
from parsers.minutes.directions import is_direction
from parsers.minutes.fields import Field
from parsers.minutes.notation import hit_at, is_speech
from parsers.minutes.speeches import Turn
from parsers.minutes.strips import Strip, is_page_number, lines_of
from parsers.minutes.words import GAP, Notation, any_of, minutes_words, spaced
from parsers.passage import Passage

__all__ = ["Agenda", "Entry", "announced_items", "entries", "follow", "listed_items", "locate"]

LONGEST_TITLE = 150
LONGEST_HEADING = 90
"""Squashed characters of a heading in the body."""
LEAST_QUOTED = 12
"""Squashed characters of a title that, met in a chair's words, tell that its item begins."""
COUNTED = ("参考資料", "資料", "別紙", "別添", "議題", "案件", "議案", "日程")
"""Words that count papers and items: 資料1, 議題1."""
PAPER = COUNTED[:4]


@dataclass(frozen=True, slots=True)
class Entry:
    """An item of the agenda or a paper; `place` is where it is listed."""

    kind: Literal["agenda", "material"]
    marker: str | None
    title: str
    place: Place | None


@dataclass(frozen=True, slots=True)
class Agenda:
    """The agenda's items in order, and the strips of the body that head them (strip → number of the item, 0 for none, −1 for a part of the one that is open)."""

    items: tuple[Entry, ...]
    headings: dict[int, int]


# ------------------------------------------------------------------------------------------------------------- entries


def listed_items(fields: Sequence[Field]) -> list[Entry]:
    """Return the agenda and then the papers that the header lists."""
    agenda = [entry for one in fields if one.key == "agenda" for entry in entries(one.values, "agenda")]
    papers = [entry for one in fields if one.key == "materials" for entry in entries(one.values, "material")]
    return [*agenda, *papers]


def entries(lines: Sequence[Passage], kind: Literal["agenda", "material"]) -> list[Entry]:
    """Return the entries of a list: a line each, or several in a line, told by their numbers."""
    found: list[Entry] = []
    for line in lines:
        if is_page_number(line.text) and not line.text.strip().isdecimal():
            continue
        for piece in _pieces(line, kind):
            entry = _entry(piece, kind)
            if entry is not None:
                found.append(entry)
            elif kind == "agenda" and found and not found[-1].title and _is_container(piece.text):
                found.pop()  # its number
    return _with_titles_below(found)


def announced_items(lines: Sequence[Passage]) -> list[Entry]:
    """Return the items of an agenda sheet: from its first number to 閉会."""
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
        if number == 0 and len(cuts) > 2 and find_marker(part.text, PAPER) is None and kind == "material":
            yield from (part.part(*match.span()) for match in regex.finditer(r"\S+", part.text))
        elif part.text.strip():
            yield part


def _next_numbers(text: str, kind: str) -> list[int]:
    cuts: list[int] = []
    series: dict[str, int] = {}
    for match in _starts(kind).finditer(text):
        marker = find_marker(text[match.start("marker") :], COUNTED)
        if marker is None or marker.number is None:
            if match["marker"][0] in "・●○■◆" and match.start("marker"):
                cuts.append(match.start("marker"))
            continue
        if marker.number != series.get(marker.kind, 0) + 1 and not (marker.kind == "word" and marker.number > 1):
            continue
        series[marker.kind] = marker.number
        if match.start("marker"):
            cuts.append(match.start("marker"))
    return cuts


@cache
def _starts(kind: str) -> regex.Pattern[str]:
    number = r"[(（]\s*[0-9０-９]{1,2}\s*[)）]|[①-⑳]|[0-9０-９]{1,2}[.．]|[0-9０-９]{1,2}(?=[ \u3000])|・|●|■|◆"
    paper = rf"(?:{'|'.join(PAPER)}){GAP}*[0-9０-９]{{1,2}}(?:[-‐－ー][0-9０-９]{{1,2}})?"
    before = rf"(?:^|(?<={GAP})|(?<=[)）」』。]))"
    return regex.compile(rf"{before}(?P<marker>{paper if kind == 'material' else number})")


def _entry(piece: Passage, kind: Literal["agenda", "material"]) -> Entry | None:
    """Return an entry; None for what only heads a part of the list (審議事項) and for なし."""
    text = piece.text.strip()
    marker = _marker(text)
    if marker is None and (bullet := BULLET.match(text)) is not None:
        text = text[bullet.end() :].strip()  # ■議題1 …
        marker = _marker(text)
    title = text[marker.end :].lstrip(".．、:： \u3000").strip() if marker else text
    printed = marker.printed if marker and marker.printed else None
    title = _sublist().sub("", title).strip() if kind == "agenda" else title
    if not title and marker and not printed:
        return None
    squashed_title = squash(title).strip("()[]【】<>:")
    if squashed_title in {"なし", "無し", "特になし", "別紙のとおり"} or len(title) > LONGEST_TITLE:
        return None
    if kind == "agenda" and _is_container(title):
        return None
    if not title and printed is None:
        return None
    return Entry(kind, printed, title, piece.place(0, len(piece.text)))


def _is_container(title: str) -> bool:
    return squash(title).strip("()[]【】<>:") in CONTAINERS


CONTAINERS = frozenset(
    "審議事項 報告事項 諮問事項 協議事項 議決事項 説明事項 議題 議事 案件 確認事項 審議案件 報告案件 諮問案件".split()
)
"""Words that head parts of an agenda; 報告 and 審議 alone are items."""
BULLET = regex.compile(r"[・●○■◆◇□*•\-]\s*")


def _marker(text: str) -> Marker | None:
    marker = find_marker(text, COUNTED)
    return None if marker is None or marker.kind in {"tag", "letter", "symbol"} else marker


@cache
def _sublist() -> regex.Pattern[str]:
    """A heading of a part of the agenda in front of its first item: 審議事項 「…」, (報告事項) …"""
    bracketed, plain = spaced(minutes_words().sublists), spaced(tuple(sorted(CONTAINERS)))
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


def _hull(one: Place | None, other: Place | None) -> Place | None:
    places = [place for place in (one, other) if place is not None]
    return Place.hull(places) if places else None


# ---------------------------------------------------------------------------------------------- headings of the body


def locate(
    strips: Sequence[Strip], start: int, listed: Sequence[Entry], notations: Sequence[Notation], fields: Sequence[Field]
) -> Agenda:
    """Return the agenda and the headings of the body; where the header lists none, the headings are the agenda."""
    items = [entry for entry in listed if entry.kind == "agenda"]
    taken = {number for one in fields for number in range(one.at, one.end)}
    headings = {
        number: entry
        for number in range(start, len(strips))
        if number not in taken and (entry := _heading(strips, number, notations, items)) is not None
    }
    if items:
        return Agenda(tuple(items), {number: _headed(entry, items) for number, entry in headings.items()})
    numbers: dict[int, int] = {}
    for number, entry in headings.items():
        within, heads = SECTION.fullmatch(entry.title), not _is_container(entry.title)
        items.extend([entry] if heads and not within else [])
        numbers[number] = WITHIN if within else len(items) if heads else 0
    return Agenda(tuple(items), numbers)


def _headed(entry: Entry, items: Sequence[Entry]) -> int:
    """Return the number of the item that a heading begins; WITHIN for a part of an item, 0 for something else."""
    return WITHIN if SECTION.fullmatch(entry.title) else _item_of(entry, items)


WITHIN = -1


def _heading(
    strips: Sequence[Strip], number: int, notations: Sequence[Notation], items: Sequence[Entry]
) -> Entry | None:
    """Return the heading that a strip is: of an item of the agenda, or a numbered line with a speech behind it."""
    strip = strips[number]
    lines = [line for cell in strip.cells if cell.text.strip() for line in lines_of(cell)]
    if len(lines) != 1 or len("".join(lines[0].text.split())) > LONGEST_HEADING or is_speech(lines[0].text):
        return None
    line = lines[0]
    if is_direction(line.text) or any(hit_at(one, line.text) for one in notations):
        return None
    container = _container_heading(line)
    if container is not None:
        return container
    tagged = SECTION.fullmatch(line.text.strip())
    entry = _entry(line, "agenda") or (Entry("agenda", None, line.text, None) if tagged else None)
    if entry is None:
        return None
    if items and _item_of(entry, items):
        return entry
    numbered = entry.marker is not None or strip.heading or TAGGED.fullmatch(line.text.strip()) is not None
    if not numbered or not _speech_follows(strips, number, notations):
        return None
    if tagged and find_marker(tagged["inner"]) is None:
        return Entry("agenda", None, line.text.strip(), None)
    title = TAGGED.sub(r"\g<inner>", entry.title).strip()
    inner = find_marker(title)
    marker = entry.marker or (inner.printed if inner and inner.printed else None)
    return Entry("agenda", marker, title[inner.end :].strip() if inner and inner.printed else title, entry.place)


def _container_heading(line: Passage) -> Entry | None:
    """Return 2 議題 as a heading: it is no item, but it ends the speech before it."""
    marker = _marker(line.text)
    title = line.text[marker.end :] if marker else ""
    return Entry("agenda", marker.printed, title, None) if marker and _is_container(title) else None


TAGGED = regex.compile(r"(?:[≪《【〔<＜]|<<)(?P<inner>[^≪≫《》【】〔〕<>＜＞]{2,80})(?:[≫》】〕>＞]|>>)")


SECTION = regex.compile(r"[【〔](?P<inner>[^【】〔〕]{2,40})[】〕]")
"""【質疑】, 【審議】: parts of an item."""


def _speech_follows(strips: Sequence[Strip], number: int, notations: Sequence[Notation]) -> bool:
    """Tell whether the next line is a speaker, a stage direction or another heading: then nothing is cut off by this one."""
    for at in range(number + 1, len(strips)):
        text = strips[at].text.strip()
        if not text or is_page_number(text):
            continue
        if is_direction(text) or any(hit_at(one, text) for one in notations):
            return True
        marker = find_marker(text)
        return marker is not None and len(squash(text)) <= LONGEST_HEADING and not is_speech(text)
    return True


def _item_of(entry: Entry, items: Sequence[Entry]) -> int:
    """Return the number of the item that a heading names, 0 for none: the same title, or one that holds the other."""
    title = _bare(entry.title)
    for number, item in enumerate(items, 1):
        if _bare(item.title) == title:
            return number
    for number, item in enumerate(items, 1):
        other = _bare(item.title)
        if min(len(title), len(other)) >= LEAST_QUOTED // 2 and (title in other or other in title):
            return number
    return 0


def _bare(title: str) -> str:
    return regex.sub(r"[「」『』《》<>\[\]【】]|について$|\((?:報告|審議|諮問|協議)\)$", "", squash(title))


# ----------------------------------------------------------------------------------------------- which item is spoken of


def follow(turns: Sequence[Turn], agenda: Agenda) -> list[int | None]:
    """Return for each turn the number of the item under which it stands; None before the first and where nothing tells.

    Headings tell; without headings, what is said when an item begins does. Items follow each other in their order.
    """
    numbers: list[int | None] = []
    current = last = 0
    headed = any(number > 0 for number in agenda.headings.values())
    at = iter(sorted(agenda.headings.items()))
    heading = next(at, None)
    for turn in turns:
        while heading is not None and heading[0] <= turn.at:
            current, heading = (current if heading[1] == WITHIN else heading[1]), next(at, None)
        if not headed and agenda.items:
            current = _announced(turn, agenda.items, current, last)
            last = max(last, current)
        numbers.append(current or None)
    return numbers


def _announced(turn: Turn, items: Sequence[Entry], current: int, last: int) -> int:
    """Return the item after a turn's words; they move on only, and only where they name a later item.

    `last` is the last item met. Where one goes on to something that the agenda does not list, there is none (0).
    """
    if turn.speaker is None:
        return current
    text = squash("".join(piece.text for piece in turn.pieces))
    for number in range(len(items), last, -1):
        if _names(text, items[number - 1], number):
            return number
    if last == 0 and _opens().search(text):
        return 1
    return 0 if UNLISTED.search(text) else current


UNLISTED = regex.compile(r"(?:報告|審議|協議|諮問)事項に(?:移り|入り)")


@cache
def _goes_on() -> regex.Pattern[str]:
    return regex.compile(any_of(minutes_words().next_items))


@cache
def _opens() -> regex.Pattern[str]:
    return regex.compile(any_of(minutes_words().opens_items))


def _names(text: str, item: Entry, number: int) -> bool:
    if _goes_on().search(text) is None:
        return False
    if regex.search(
        rf"(?:議題|案件|議事|次第|日程)(?:の|第)?\(?{number}(?![0-9])(?:番目|つ目|\)|、|の|に|「|,|。)?", text
    ):
        return True
    title = _bare(item.title)
    if len(title) >= LEAST_QUOTED:
        return title[:40] in text
    return (
        title == "その他"
        and regex.search(r"その他(?:の(?:議題|案件)|に移|に入|について|何か|ですが|、事務局|として|に何か)", text)
        is not None
    )
