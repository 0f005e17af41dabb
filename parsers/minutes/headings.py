"""Headings of the body: where each item of the agenda begins, and, where the header lists none, the agenda itself."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

import regex

from normalize.markers import Marker, find_marker
from normalize.text import squash
from parsers.minutes.agenda import Entry, entry_of, is_container, marker_of
from parsers.minutes.directions import heads_part, is_direction
from parsers.minutes.field import Field, held_by
from parsers.minutes.named_items import headed_item, is_number_of_item
from parsers.minutes.notation import announces, is_speech
from parsers.minutes.speech_table import SpeechTable
from parsers.minutes.strips import Strip, is_page_number
from parsers.minutes.words import any_of, minutes_words, squashed
from parsers.passage import Passage, lines_of

__all__ = ["WITHIN", "Agenda", "Marks", "items_beside", "locate"]

Marks = Callable[[str], bool]
"""Tells whether a line names a speaker in the document's own notation."""
LONGEST_HEADING = 90
"""Squashed characters of a heading in the body."""


@dataclass(frozen=True, slots=True)
class Agenda:
    """The agenda's items in order, and the strips of the body that head them (strip → number of the item, 0 for none, −1 for a part of the one that is open)."""

    items: tuple[Entry, ...]
    headings: dict[int, int]


def locate(
    strips: Sequence[Strip], start: int, listed: Sequence[Entry], fields: Sequence[Field], marks: Marks, spoken: int
) -> Agenda:
    """Return the agenda and the headings of the body; where the header lists none, the headings are the agenda.

    `spoken` is the strip with which the speeches begin; the number of strips where nothing is spoken: such minutes tell
    what came of each item below its heading.
    """
    reader = _HeadingReader(strips, [entry for entry in listed if entry.kind == "agenda"], marks, spoken)
    taken = held_by(fields)
    for number, strip in enumerate(strips):
        if (number < start or number in taken) and not reader.opens(number):
            reader.count(strip)
        else:
            reader.read(number)
    return Agenda(tuple(reader.items), reader.headings)


class _HeadingReader:
    """Reads strip by strip; keeps the items met so far and the last number of each kind of marker."""

    def __init__(self, strips: Sequence[Strip], items: list[Entry], marks: Marks, spoken: int) -> None:
        self.items = items
        self.headings: dict[int, int] = {}
        self._listed = bool(items)
        self._strips, self._marks, self._spoken = strips, marks, spoken
        self._series: dict[str, int] = {}
        self._said: dict[str, int] = {}
        self._signs: set[str] = set()
        self._level: int | None = None
        self._item = 0
        self._outer = ""
        self._inner: dict[str, int] = {}

    def count(self, strip: Strip) -> None:
        """Note the number of a line of the header: 6 その他 goes on with it."""
        signed = SIGNED.match(strip.text)
        self._signs.update(signed["sign"] if signed else "")
        marker = find_marker(strip.text) if len(strip.cells) == 1 else None
        if marker is not None and self._continues(marker):
            self._series[marker.kind] = marker.number or 0

    def opens(self, number: int) -> bool:
        """Tell whether a line that the list above it may hold heads the first speech: 議題1 alone, right above a speaker."""
        if not self._listed or not is_number_of_item(self._strips[number].text):
            return False
        return self._marks(self._near(number, 1))

    def read(self, number: int) -> None:
        """Read one strip of the body."""
        line = self._short_line(self._strips[number])
        if line is None:
            return
        marker = find_marker(line.text)
        if self._is_part(number, line) or self._counts_inside(number, line, marker):
            self.headings[number] = WITHIN
        elif (entry := self._heading(number, line)) is not None:
            self._head(number, self._number_of(entry))
        elif marker is not None and self._continues(marker) and self._ends_speech(number, line, marker):
            self._head(number, self._added(entry_of(line, "agenda"), marker))
        elif self._ends_item(number, line, marker):
            self._head(number, 0)
        else:
            if number < self._spoken:
                self.count(self._strips[number])
            elif marker is not None and marker.number is not None:
                self._said[marker.kind] = marker.number
            return
        self._said.clear()
        if marker is not None and marker.number is not None:
            self._series[marker.kind] = marker.number

    def _head(self, number: int, item: int) -> None:
        """Note that a strip heads an item, or none (0); what its markup ranks below it are parts of the item."""
        self.headings[number] = item
        if item != WITHIN:
            self._level = self._strips[number].heading if item else None
            self._item, self._inner = item, {}
            marker = find_marker(self._strips[number].text)
            self._outer = marker.kind if marker is not None else ""

    def _counts_inside(self, number: int, line: Passage, marker: Marker | None) -> bool:
        """Tell whether a line that no list tells counts parts of the item that is open: (1) 質疑, (2) 採決 below 1 評価書.

        Its numbers are of another kind than that of the item, and begin anew below it.
        """
        if marker is None or marker.number is None or not (self._listed and self._item) or number < self._spoken:
            return False
        if marker.kind in self._kinds() or marker.number != self._inner.get(marker.kind, 0) + 1:
            return False
        entry = self._heading(number, line)
        if entry is None or is_container(entry.title) or headed_item(entry, self.items):
            return False
        self._inner[marker.kind] = marker.number
        return True

    def _kinds(self) -> set[str]:
        """Return the kinds of numbers of the item that is open, in the body and in the list."""
        listed = self.items[self._item - 1].counted()
        return {self._outer, listed.kind if listed is not None else ""}

    def _counted_up(self, number: int) -> bool:
        """Tell whether a line is one of several in a row that somebody counts up below an item: ① …, ② …."""
        marker = find_marker(self._strips[number].text)
        if marker is None or marker.number is None or not (self._listed and self._item) or number < self._spoken:
            return False
        if marker.number > 1 and self._continues(marker):
            return False
        before, after = find_marker(self._near(number, -1)), find_marker(self._near(number, 1))
        return _is_next(before, marker) or _is_next(marker, after)

    def _is_told(self, number: int, line: Passage) -> bool:
        """Tell whether a line begins with a paper, or stands right below nothing but a speaker: 資料1に基づき説明."""
        marker = marker_of(line.text)
        if marker is not None and marker.word in minutes_words().papers and self._strips[number].heading is None:
            return True
        above = self._near(number, -1)
        return announces(above) and self._marks(above)

    def _near(self, number: int, step: Literal[-1, 1]) -> str:
        """Return the text of the next strip before or behind one that is neither empty nor a page number."""
        at = number + step
        while 0 <= at < len(self._strips):
            text = self._strips[at].text
            if text.strip() and not is_page_number(text):
                return text
            at += step
        return ""

    def _is_part(self, number: int, line: Passage) -> bool:
        """Tell whether a heading without a number stands below that of the item that is open, in the markup's own levels."""
        level = self._strips[number].heading
        if level is None or self._level is None or level <= self._level or find_marker(line.text) is not None:
            return False
        entry = entry_of(line, "agenda")
        return entry is None or not (self._listed and headed_item(entry, self.items))

    def _ends_item(self, number: int, line: Passage, marker: Marker | None) -> bool:
        """Tell whether a line ends the item before it and heads none: 4 閉会, (報告事項), ○その他 as ○日時 in the header."""
        signed = SIGNED.fullmatch(line.text)
        if signed is not None and signed["sign"] in self._signs:
            return True
        if marker is not None and squash(line.text[marker.end :]) in squashed(minutes_words().frame):
            return True
        headed = self._strips[number].heading is not None
        return headed or (line.text.strip()[0] in BRACKETS and is_container(line.text))

    def _short_line(self, strip: Strip) -> Passage | None:
        """Return the only line of a strip, if it can be a heading."""
        lines = [line for cell in strip.cells if cell.text.strip() for line in lines_of(cell)]
        if len(lines) != 1 or len("".join(lines[0].text.split())) > LONGEST_HEADING:
            return None
        tagged = SECTION.fullmatch(lines[0].text.strip())
        if is_speech(tagged["inner"] if tagged else lines[0].text):
            return None
        if lines[0].text.isdecimal():
            return None  # a page number
        return None if is_direction(lines[0].text) or self._marks(lines[0].text) else lines[0]

    def _heading(self, number: int, line: Passage) -> Entry | None:
        """Return the heading that a line is: of an item of the agenda, or a numbered line with a speech behind it."""
        container = _container_heading(line)
        if container is not None:
            return container
        tagged = SECTION.fullmatch(line.text.strip())
        whole = Entry("agenda", None, line.text, None)
        if self._listed and is_number_of_item(line.text) and headed_item(whole, self.items):
            return whole  # 議題1 alone
        entry = entry_of(line, "agenda") or (whole if tagged else None)
        if entry is None:
            return None
        if self._listed and headed_item(entry, self.items):
            return entry
        if tagged and heads_part(squash(tagged["inner"])):
            return Entry("agenda", None, line.text.strip(), None)  # 【結果】 ends the speech before it
        if self._counted_up(number) or self._is_told(number, line):
            return None
        inside = TAGGED.fullmatch(line.text.strip())
        numbered = entry.marker is not None or self._strips[number].heading is not None or inside is not None
        if not numbered or not self._speech_follows(number):
            return None
        if tagged and _counted_in(tagged["inner"]) is None:
            return Entry("agenda", None, line.text.strip(), None)
        title = TAGGED.sub(r"\g<inner>", entry.title).strip()
        inner = _counted_in(title)
        marker = entry.marker or (inner.printed if inner and inner.printed else None)
        return Entry("agenda", marker, title[inner.end :].strip() if inner and inner.printed else title, entry.place)

    def _number_of(self, entry: Entry) -> int:
        """Return the number of the item that a heading begins; WITHIN for a part of an item, 0 for something else."""
        named = headed_item(entry, self.items) if self._listed else 0
        if named or SECTION.fullmatch(entry.title):
            return named or WITHIN
        if self._listed:
            return self._added(entry, entry.counted())
        if is_container(entry.title):
            return 0
        self.items.append(entry)
        return len(self.items)

    def _continues(self, marker: Marker) -> bool:
        return marker.number is not None and marker.number == self._series.get(marker.kind, 0) + 1

    def _ends_speech(self, number: int, line: Passage, marker: Marker) -> bool:
        """Tell whether a line that counts on from the last heading is one, although what follows may be prose.

        The first of a series is none, and none is what somebody has counted up to: 1 …, 2 …, 3 …. Where no list tells the
        items, only a short line is.
        """
        length = len(squash(line.text))
        silent = self._spoken == len(self._strips)
        goes_on = (marker.number or 0) > 1 and self._said.get(marker.kind) != (marker.number or 0) - 1
        if length <= LONGEST_COUNTED and (silent or number + 1 == len(self._strips) or (self._listed and goes_on)):
            return True
        return length <= SHORT_HEADING and goes_on

    def _added(self, entry: Entry | None, marker: Marker | None) -> int:
        """Return the number of an item that the body adds to those listed; 0 for what is none of them."""
        if marker is None:
            return 0
        last = self.items[-1].counted() if self.items else None
        after = last is not None and last.kind == marker.kind and last.number == (marker.number or 0) - 1
        if entry is None or not (after or not self._listed):
            return 0
        if self._listed and squash(entry.title) in squashed(minutes_words().frame):
            return 0  # the list names what is spoken of, and not its frame
        self.items.append(entry)
        return len(self.items)

    def _speech_follows(self, number: int) -> bool:
        """Tell whether a speaker or a stage direction follows, at most other headings between: then this one cuts nothing off.

        Numbered lines that end in prose are what somebody counts up.
        """
        between = 0
        for at in range(number + 1, len(self._strips)):
            text = self._strips[at].text.strip()
            if not text or is_page_number(text):
                continue
            if is_direction(text) or self._marks(text):
                return True
            marker = find_marker(text)
            between += 1
            if marker is None or len(squash(text)) > LONGEST_HEADING or is_speech(text) or between > MOST_BETWEEN:
                return False
        return True


MOST_BETWEEN = 6
"""Headings between one and the first speech below it."""
BRACKETS = "(（【〔[［<＜《≪"
SIGNED = regex.compile(r"(?P<sign>[○◯〇◎■◆●□◇▼★])\s*\p{L}{2,12}")
"""A label or a heading that a sign sets off."""
WITHIN = -1
SHORT_HEADING = 12
"""Squashed characters of a heading such as 3 まとめ; longer ones may be entries of what somebody says."""
LONGEST_COUNTED = 50
"""Squashed characters of a heading that only its number shows to be one."""


def _is_next(one: Marker | None, other: Marker | None) -> bool:
    """Tell whether one marker is the next of the series of the one before it."""
    if one is None or other is None or one.number is None:
        return False
    return one.kind == other.kind and other.number == one.number + 1


def _container_heading(line: Passage) -> Entry | None:
    """Return 2 議題 as a heading: it is no item, but it ends the speech before it."""
    marker = marker_of(line.text)
    title = line.text[marker.end :] if marker else ""
    return Entry("agenda", marker.printed, title, None) if marker and is_container(title) else None


TAGGED = regex.compile(
    r"(?:[≪《【〔<＜［\[]|<<)(?P<inner>[^≪≫《》【】〔〕<>＜＞［］\[\]]{2,80})(?:[≫》】〕>＞］\]]|>>)"
)


SECTION = regex.compile(r"[【〔](?P<inner>[^【】〔〕]{2,40})[】〕]")
"""【質疑】, 【審議】: parts of an item."""


def _counted_in(title: str) -> Marker | None:
    """Return the number before the title of an item, with its word where it has one: 議題1 評価書の点検."""
    counted = find_marker(title, minutes_words().item_counters)
    if counted is not None and counted.kind == "word" and counted.number is not None and counted.end < len(title):
        return counted
    return find_marker(title)


def items_beside(strips: Sequence[Strip], table: SpeechTable, listed: Sequence[Entry]) -> Agenda:
    """Return the agenda that a column beside the speakers names, or the header; a row may begin an item and a speech."""
    items = [entry for entry in listed if entry.kind == "agenda"]
    known, headings = bool(items), dict[int, int]()
    for number, strip in enumerate(strips):
        cells = dict(zip(strip.columns, strip.cells, strict=True)) if table.holds(number, strip) else {}
        cell = cells.get(table.item) if table.item is not None and number > table.first else None
        for line in lines_of(cell) if cell is not None else ():
            found = entry_of(line, "agenda")
            entry = _inner(found) if found is not None else None
            if entry is None or is_container(entry.title):
                continue
            if not known:
                items.append(entry)
            headings[number] = headed_item(entry, items)
    return Agenda(tuple(items), headings)


def _inner(entry: Entry) -> Entry:
    """Return an item without the word that its number counts: 2 議題(1)評価書 is (1) 評価書."""
    match = _counts().match(entry.title)
    marker = find_marker(entry.title[match.end() :]) if match is not None else None
    if match is None or marker is None:
        return entry
    return Entry(entry.kind, marker.printed, entry.title[match.end() + marker.end :].strip(), entry.place)


@cache
def _counts() -> regex.Pattern[str]:
    return regex.compile(rf"(?:{any_of(minutes_words().heading_counters)})(?=[(（])")
