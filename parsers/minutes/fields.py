"""The header of minutes: which lines are labels of fields, and which lines belong to each.

A label stands in front of its value, alone above it, or in a cell beside it; spaced (開 催 日 時), numbered, in
brackets or behind a bullet. A field ends at the next label, at the body, or at a line that can't belong to it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass, field, replace
from functools import cache
from itertools import islice

import regex

from normalize.dates import find_dates
from normalize.markers import Marker, find_marker
from normalize.text import squash
from parsers.minutes.directions import directs, is_clock_line, is_direction, tells_action
from parsers.minutes.field_labels import LISTS, PEOPLE, Label, label_at, labels_of
from parsers.minutes.label_style import LabelStyle
from parsers.minutes.list_shapes import line_of_row
from parsers.minutes.name_tokens import holds_people
from parsers.minutes.names import group_of, is_noise
from parsers.minutes.notation import announces, is_speech, names_speaker, opens_speech
from parsers.minutes.paper_rows import entry_cells, may_hold_entries, paper_columns
from parsers.minutes.presence import mark_of, mentions_absence, tells_presence, without_mark
from parsers.minutes.speaker import read_office, read_speaker
from parsers.minutes.speech_table import heads_columns
from parsers.minutes.strips import PARTS, Strip, lines_of
from parsers.minutes.told_below import goes_on_below_name, is_head
from parsers.minutes.unknown_fields import has_unknown_label
from parsers.minutes.words import GAP, FieldKey, any_of, minutes_words, squashed
from parsers.passage import Passage

__all__ = [
    "BRANCH",
    "LONGEST_ITEM",
    "ROOM",
    "Field",
    "branched_paper",
    "ends_title",
    "fields_of",
    "find_fields",
    "first_text",
    "goes_on_below",
    "held_by",
    "is_note",
    "paper_number",
    "unlabelled_people",
]

NOTHING: frozenset[int] = frozenset()
SINGLE: frozenset[FieldKey] = frozenset(
    {"name", "council", "date", "day", "time", "closing", "place", "openness", "visitors", "next", "published", "chair"}
)
"""Fields whose value is one line."""
BELOW: frozenset[FieldKey] = frozenset({"next", "openness", "visitors", "conclusion"})
"""Fields that may stand below the speeches with their value below the label."""
CLOCK_BELOW = regex.compile(r"(?:自|至|開会|閉会|開始|終了)[:：]?(?:午前|午後)?\d{1,2}[時:]")
"""A line below a date that says when the meeting opened or closed."""
CLOCK_AHEAD = regex.compile(rf"{GAP}*\d{{1,2}}[:：]\d{{2}}(?:{GAP}|$)")
"""What a protocol by the clock begins its lines with."""
ADDRESS = regex.compile(r"[0-9一二三四五六七八九十](?:丁目|番地?|号)(?:の?[0-9]+)?$|\d-\d+$")
"""What an address ends with: the room may stand below it."""
ROOM = regex.compile(r"階|会議室|委員会室|号室|庁|センター|会館|役所|役場|ホール")
"""Words of places: 法務ガバナンス室 is a department, 議会第一委員会室 and 総合センター12階 are places."""
LONGEST_VALUE = 120
LONGEST_ITEM = 250
"""Characters of an item of the agenda: what is asked of a council names the papers and the laws in question."""


@dataclass(slots=True)
class Field:
    """A field of the header: its label as printed, the lines of its value, and the strips that hold it, `at` the first.

    `narrated` says that sentences stand between the entries of an agenda: only its next number goes on with it. `series`
    holds the last number of each kind of marker among the lines, `columns` says which cells of a row belong to the value.
    `unknown` says that the label is none that is listed: only its place shows that it is one. `stacked` says that it
    stands below another without a value, as in a table whose columns a dump prints one after the other: what stands below
    it is the next label.
    """

    key: FieldKey
    label: str
    at: int
    values: list[Passage] = field(default_factory=list)
    held: list[int] = field(default_factory=list)
    note: str = ""
    narrated: bool = False
    series: dict[str, int] = field(default_factory=dict)
    columns: tuple[int, ...] | None = None
    unknown: bool = False
    stacked: bool = False

    def add(self, lines: Iterable[Passage]) -> None:
        """Add lines to the value."""
        for line in lines:
            self.values.append(line)
            marker = find_marker(line.text, minutes_words().counting)
            if marker is not None:
                self.series[_series(marker)] = marker.number or 0

    @property
    def end(self) -> int:
        """The strip behind the last of its own."""
        return self.held[-1] + 1 if self.held else self.at

    @property
    def text(self) -> str:
        """The value's lines."""
        return "\n".join(value.text for value in self.values)


def find_fields(strips: Sequence[Strip], body: int, apart: Set[int] = NOTHING) -> list[Field]:
    """Return the fields of a header in the order of their labels.

    `body` is the strip with which the body begins; the strips `apart` belong to no field (tables of members).
    """
    reader = _FieldReader(strips, body)
    for number in range(len(strips)):
        if number not in apart:
            reader.read(number)
    return reader.found


class _FieldReader:
    """Reads strip by strip; keeps the field that is open, and the numbers that stood before lines."""

    def __init__(self, strips: Sequence[Strip], body: int) -> None:
        self.found: list[Field] = []
        self._strips, self._body = strips, body
        self._current: Field | None = None
        self._listed = False
        self._headings: dict[str, int] = {}
        self._style = LabelStyle()

    def read(self, number: int) -> None:
        strip, current = self._strips[number], self._current
        following = self._strips[number + 1].text if number + 1 < len(self._strips) else ""
        if len(strip.cells) > 1 and strip.table is not None and heads_columns(strip.cells[0].text, strip.cells[1].text):
            self._current = None  # the heads of a table of speeches
            return
        if self._opens_papers(number, strip):
            return
        before_body = number < self._body
        header = before_body or self._is_row_of_header(strip)
        printed = (_below_absentees(one, current, following) for one in labels_of(strip, before_body=header))
        labels = [label for label in printed if _is_field(label, current, following)]
        if current is not None and before_body and _tells_of_above(strip, current, labels, following):
            labels = []
        if labels and labels[0].key == "agenda" and self._is_heading(strip, labels[0], following):
            labels = []
            self._current = current if current is not None and current.key == "agenda" else None
        self._listed = self._listed or (current is not None and current.key == "agenda" and bool(current.values))
        self._count(strip, bool(labels))
        if labels:
            self._style.note(strip.text)
            self._open(number, labels)
        elif before_body and (above := self._open_or_unknown()) and self._is_unknown(strip, above, following):
            self._style.note(strip.text)
            self.found.append(Field("aside", strip.text.strip(), number, held=[number], unknown=True))
            self._current = None
        elif self._current is not None:
            self._go_on(number, strip, following)

    def _opens_papers(self, number: int, strip: Strip) -> bool:
        """Tell whether a row heads the columns of a table of papers, as it or the label above it says, and open its field."""
        columns = paper_columns(strip) if number < self._body else None
        if columns is None:
            return False
        above = self._current
        if above is None or above.key != "materials" or above.values:
            title = label_at(strip.cells[columns[-1]])
            if title is None or title.key != "materials":
                return False
            above = Field("materials", title.label, number)
            self.found.append(above)
        above.columns = columns
        above.held.append(number)
        self._current = above
        return True

    def _is_row_of_papers(self, strip: Strip, current: Field) -> bool:
        """Tell whether a row stands in a table of papers below its heads: whatever its title looks like, it is one."""
        if current.key != "materials" or current.columns is None or "。" in strip.text or not strip.text.strip():
            return False
        return self._strips[current.held[-1]].table == strip.table and len(strip.text) <= LONGEST_ITEM

    def _is_row_of_header(self, strip: Strip) -> bool:
        """Tell whether a row behind the speeches goes on with the table of the header: 資料 below a cell that holds the speeches."""
        label = label_at(strip.cells[0]) if strip.table is not None and len(strip.cells) > 1 else None
        if label is None or label.value.text.strip() or read_speaker(label.label) is not None:
            return False
        return any(self._strips[one.at].table == strip.table for one in self.found if one.at < self._body)

    def _open_or_unknown(self) -> Field | None:
        """Return the field that is open, or one with an unknown label, below which others may stand."""
        last = self.found[-1] if self.found else None
        return self._current or (last if last is not None and last.unknown else None)

    def _is_unknown(self, strip: Strip, current: Field, following: str) -> bool:
        """Tell whether a line stands where a label does, but is none that is listed: a list above it ends there."""
        if current.key not in PEOPLE | LISTS and not current.unknown:
            return False
        if len(strip.cells) > 1:
            return self._is_beside_labels(strip, current)
        return not _says(strip.text) and self._style.labels(strip.text, current.series, heads=_says(following))

    def _is_beside_labels(self, strip: Strip, current: Field) -> bool:
        """Tell whether the first cell of a row stands below a label of the same table and heads no part of its list."""
        row, head = self._strips[current.at], squash(strip.cells[0].text)
        if strip.table is None or (row.table, row.columns) != (strip.table, strip.columns) or len(strip.cells) > 2:
            return False
        if not head or current.columns is not None or find_marker(head) is not None:
            return False
        return group_of(head) is None and read_office(head) is None and not _tells_of_one(strip.cells[1].text)

    def _open(self, number: int, labels: Sequence[Label]) -> None:
        above = self._current
        empty = above is not None and not above.values and above.at == number - 1
        stacked = above is not None and empty and (above.key in SINGLE or above.stacked)
        part = _number_among(above, self._strips[number].text)
        for label in labels:
            beside = label.key == "agenda" and squash(label.value.text) in squashed(minutes_words().result_heads)
            self._current = Field(label.key, label.label, number, held=[number], note=label.note, stacked=stacked)
            if (label.key == "body" and names_speaker(label.value.text)) or _holds_speeches(label):
                self._current.key = "body"
                self._current.held.clear()  # the speeches stand beside the label
            elif label.key == "body" and not self._listed and _lists_items(label.value.text):
                self._current.key = "agenda"
                self._current.add(lines_of(label.value))
            elif beside:
                self._current.columns = (0,)  # | 議題 | 結果 |
            else:
                self._current.add(lines_of(label.value))
            if label.key == "agenda" and part is not None:
                self._current.series[part.kind] = part.number or 0
            self.found.append(self._current)

    def _go_on(self, number: int, strip: Strip, following: str) -> None:
        current = self._current
        if current is None:
            return
        if current.stacked and current.key in LISTS and not current.values and find_marker(strip.text) is None:
            return  # the values of the labels above
        strip = _columns_of(strip, current.columns)
        listed = self._is_row_of_papers(strip, current) or _goes_on(current, strip, following)
        if self._may_go_on(number, current) and listed:
            for cell in _values(current.key, strip.cells):
                current.add(lines_of(cell))
            current.held.append(number)
        elif current.key == "agenda" and self._body == len(self._strips) and is_speech(strip.text):
            current.narrated = True  # minutes without speeches tell below each item what came of it
        else:
            self._current = None

    def _may_go_on(self, number: int, current: Field) -> bool:
        """Tell whether a field may hold a strip: in the body only the value below 次回開催 or 結論."""
        if number < self._body:
            return current.key not in PEOPLE or not _take_turns(self._strips[number : number + LEAST_TURNS])
        return current.key in BELOW and (current.key == "conclusion" or not current.values) and current.at >= self._body

    def _is_heading(self, strip: Strip, label: Label, following: str) -> bool:
        """Tell whether 議事 heads the body or a part of an agenda and is no field: what it heads was listed before."""
        if self._listed and self.found[-1].key == "body":
            return True  # the agenda was listed, and the body has begun since
        if label.value.text.strip():
            return False
        marker = find_marker(strip.text)
        before = marker.number - 1 if marker is not None and marker.number is not None else None
        if marker is not None and before is not None:
            current = self._current
            series = current.series if current is not None and current.key == "agenda" else {}
            if series.get(marker.kind) == before and not PARTS_BELOW.match(following.strip()):
                return True  # 2 報告事項 of an agenda
            if self._headings.get(marker.kind) == before:
                return True  # 1 開会, 2 議題
        titles = {_title(line.text) for one in self.found if one.key == "agenda" for line in one.values}
        return len(_title(following)) >= LEAST_TITLE and _title(following) in titles

    def _count(self, strip: Strip, labelled: bool) -> None:
        """Note the number before a line that is no label: 1 開会."""
        marker = find_marker(strip.text) if len(strip.cells) == 1 else None
        if marker is not None and marker.number is not None:
            opens = not labelled and _opening().search(squash(strip.text)) is not None
            self._headings[marker.kind] = marker.number if opens else -1


def _number_among(agenda: Field | None, text: str) -> Marker | None:
    """Return the number of a label that counts on among the items of the agenda above it: 6 議事 behind 5; None for others."""
    marker = find_marker(text)
    if agenda is None or agenda.key != "agenda" or marker is None or marker.number is None:
        return None
    return marker if agenda.series.get(marker.kind) == marker.number - 1 else None


def _columns_of(strip: Strip, columns: Sequence[int] | None) -> Strip:
    """Return a row without the cells that do not belong to the value of a field."""
    if columns is None:
        return strip
    kept = [at for at in columns if at < len(strip.cells)] or [0]
    return replace(strip, cells=tuple(strip.cells[at] for at in kept), columns=tuple(strip.columns[at] for at in kept))


def _values(key: FieldKey, cells: Sequence[Passage]) -> Sequence[Passage]:
    """Return the cells of a row as the values that they are: those of people tell of each other, a number of the title beside it."""
    if key in PEOPLE:
        return (line_of_row(cells),)
    return entry_cells(cells) if key in LISTS else cells


def _tells_of_one(text: str) -> bool:
    """Tell whether a cell beside a name says who that is, or whether somebody came."""
    plain = squash(text)
    return read_office(plain) is not None or mark_of(plain) is not None


def _holds_speeches(label: Label) -> bool:
    """Tell whether the cell beside 議事 holds what was said, speaker by speaker, and no agenda."""
    spoken = (line for line in lines_of(label.value) if opens_speech(line.text) and is_speech(line.text))
    return label.key == "agenda" and len(list(islice(spoken, LEAST_SPOKEN))) == LEAST_SPOKEN


def _lists_items(value: str) -> bool:
    """Tell whether what stands beside the label of the body is the first item of an agenda: 内容 (1) 評価書の点検について."""
    marker = find_marker(value)
    plain = "。" not in value and len(value) <= LONGEST_ITEM and not is_speech(value)
    return plain and marker is not None and marker.number == 1 and marker.end < len(value.rstrip())


LEAST_SPOKEN = 2
"""Speeches in one cell that no agenda holds."""


@cache
def _opening() -> regex.Pattern[str]:
    return regex.compile(any_of(minutes_words().openings))


PARTS_BELOW = regex.compile(r"[(（①ア・]")
"""How entries of a part of an agenda begin."""
LEAST_TITLE = 5
"""Squashed letters of a title that shows that what follows was listed before; その他 stands anywhere."""


def _title(line: str) -> str:
    marker = find_marker(line)
    return squash(line[marker.end :] if marker else line)


def unlabelled_people(strips: Sequence[Strip], body: int, fields: Sequence[Field]) -> list[Field]:
    """Return the lines of a header that list members although no label says so: 片桐会長、西村副会長、大谷委員."""
    if any(one.key == "present" for one in fields):
        return []
    taken = held_by(fields)
    free = [(number, strip.cells[0]) for number, strip in enumerate(strips[:body]) if number not in taken]
    return [
        Field("present", "", number, list(lines_of(line)), [number])
        for number, line in free
        if len(line.text) <= LONGEST_VALUE and holds_people(line.text) and len(MEMBERS.findall(line.text)) > 1
    ]


MEMBERS = regex.compile(r"\w(?:会長|委員長|座長|委員)(?=[、,，\s・)）]|$)")


def _is_field(label: Label, current: Field | None, following: str) -> bool:
    """Tell whether a label that may also name a speaker (会長, 事務局) heads people here; in a list it is one of them."""
    if (
        label.key in PARTS
        and current is not None
        and current.key in PEOPLE
        and not (label.key == "side" and current.key == "absent")
    ):
        return False
    if label.key == "aside" and current is not None and current.key in PEOPLE and label.label in _explaining():
        return not holds_people(label.value.text.strip() or following)  # 担当課 in a list heads those of the department
    if current is not None and current.key == "materials" and _is_among_papers(label, following):
        return False
    if label.key == "next" and not label.value.text.strip() and names_speaker(following):
        return False  # a heading: somebody speaks below it
    if read_speaker(label.label) is None:
        return True
    value = label.value.text.strip()
    return holds_people(value or following) and not is_speech(value or following)


def _below_absentees(label: Label, current: Field | None, following: str) -> Label:
    """Return 担当課 with people below those who did not come as the label of a list of its own: its people came."""
    below = current is not None and current.key == "absent" and label.key == "aside" and label.label in _explaining()
    listed = below and holds_people(label.value.text.strip() or following)
    return replace(label, key="side") if listed else label


def _is_among_papers(label: Label, following: str) -> bool:
    """Tell whether a label is a paper in a list of papers: ・次第, 1. 次第, 次第 above 資料1, ・委員名簿 above no members."""
    alone = not label.value.text.strip()
    if not (label.entry or (alone and _begins_with_paper(following))):
        return False
    roster = alone and label.label in squashed(minutes_words().roster_titles)
    entry = following.lstrip(BULLETS)
    paper = _begins_with_paper(entry) or _paper_in_brackets().match(entry) is not None
    return label.key == "agenda" or (roster and (paper or not holds_people(following)))


BULLETS = "・*+•- \u3000"
"""What stands before the papers of a list."""


def _begins_with_paper(text: str) -> bool:
    marker = find_marker(text, minutes_words().papers)
    return marker is not None and marker.kind == "word"


@cache
def _explaining() -> frozenset[str]:
    return squashed(minutes_words().groups_of["explainer"])


def _take_turns(strips: Sequence[Strip]) -> bool:
    """Tell whether speakers and what they say have a line each, in turn: 井川会長 / 始めます。 / 鵜川委員 / 伺います。"""
    texts = [strip.text for strip in strips]
    return len(texts) == LEAST_TURNS and all(map(announces, texts[::2])) and all(map(is_speech, texts[1::2]))


LEAST_TURNS = 4
"""Lines of two speakers with their words: below the last one of a list of people may stand what was told of the meeting."""


def _goes_on(current: Field, strip: Strip, following: str) -> bool:
    """Tell whether a strip without a label belongs to the field that is open."""
    text = strip.text.strip()
    if current.key in PEOPLE and opens_speech(text) and is_speech(following):
        return False
    if current.key in PEOPLE:
        listed = holds_people(without_mark(text)) and not has_unknown_label(text)
        return listed or _tells_absence(text) or _tells_of_above(strip, current, (), following)
    if current.key == "materials" and not current.values and _speaks(following):
        return False  # the papers of a web page are links, which dumps lose
    if current.key == "materials" and _title(text) in squashed(minutes_words().frame):
        return False  # 1 開会 below the papers begins what is told of the meeting
    if current.key in LISTS:
        return _is_entry(current, strip, text)
    if current.key == "published" and _lasts(text):
        return False  # a page was changed on a day, a meeting lasts for hours
    if current.key in BELOW and names_speaker(text):
        return False
    if current.key in SINGLE:
        if not current.values:
            return len(text) <= LONGEST_VALUE and not current.stacked
        if current.key in {"date", "day"} and len(current.values) <= 2 and CLOCK_BELOW.match(squash(text)):
            return True
        if current.key == "place" and len(current.values) == 1 and ADDRESS.search(squash(current.text)):
            return "。" not in text and ROOM.search(squash(text)) is not None
        if current.key in {"date", "day"} and _is_another_day(text):
            return True
        return current.key in {"date", "day"} and len(current.values) == 1 and _is_time(current.text, text)
    return current.key == "conclusion" and not is_direction(text) and not _counts_elsewhere(current, text)


def _counts_elsewhere(current: Field, text: str) -> bool:
    """Tell whether a line goes on with numbers that the field did not begin: 2 戸籍事務 below the conclusion of item 1."""
    marker = find_marker(text, minutes_words().counting)
    number = marker.number if marker is not None and marker.number is not None else 0
    return marker is not None and number > 1 and current.series.get(_series(marker)) != number - 1


def _tells_of_above(strip: Strip, current: Field, labels: Sequence[Label], following: str) -> bool:
    """Tell whether a line of a list of people only tells of the name above it, though 会長 and 欠席 are labels elsewhere."""
    text = squash(strip.text)
    labelled = any(label.key not in PEOPLE or label.value.text.strip() for label in labels) and not is_head(text)
    if current.key not in ROWS or len(strip.cells) > 1 or labelled:
        return False
    below = squash(following)
    nobody = is_noise(below) and not tells_presence(below)
    if tells_presence(text) and (nobody or tells_presence(squash(current.label))):
        return False  # 出席 and 欠席 are a pair of labels
    return goes_on_below_name([one.text for one in current.values], strip.text)


ROWS: frozenset[FieldKey] = frozenset({"present", "absent", "others"})
"""Lists that may print below a name what is told of it; a label that is a role (会長, 事務局) is that of the names itself."""


def _speaks(text: str) -> bool:
    return announces(text) or opens_speech(text) or is_speech(text)


def _says(text: str) -> bool:
    """Tell the same of a line that may be a long label: only a whole sentence is said."""
    return announces(text) or opens_speech(text) or ("。" in text and is_speech(text))


def _tells_absence(text: str) -> bool:
    return len(text) < LONGEST_VALUE and mentions_absence(text)


def _is_entry(current: Field, strip: Strip, text: str) -> bool:
    """Tell whether a line is an entry of an agenda or of a list of papers; one whose number begins anew is a heading."""
    if not may_hold_entries(strip):
        return False
    if current.key == "materials" and _paper_in_brackets().match(text):
        return True
    marker = find_marker(text, minutes_words().counting)
    if (is_speech(text) and "。" in text) or CLOCK_AHEAD.match(text):
        return False
    if current.key == "agenda" and current.values and goes_on_below(current.values[-1].text, text):
        return len(text) <= LONGEST_ITEM
    if current.key == "agenda" and _matter().match(squash(text)):
        return "。" not in text and len(text) <= LONGEST_ITEM
    if marker is None or marker.kind == "tag":
        if current.key == "agenda" and current.values and (ends_title(text) or is_note(text)):
            return True
        if "。" not in text and not current.narrated and _after_sublist(current):
            return len(text) <= LONGEST_ITEM and not _is_direction_like(text)
        return len(text) <= LONGEST_ITEM and not (current.narrated or is_speech(text) or _is_direction_like(text))
    last = current.series.get(_series(marker))
    counted = marker.kind == "word"  # 資料1 below 次第
    again = last is not None or (current.key == "materials" and not counted and any(map(_is_paper, current.values)))
    branched = current.key == "materials" and branched_paper().match(text) is not None
    if marker.number == 1 and again and not branched and not _after_sublist(current):
        return False
    if current.narrated and marker.number != (last or -1) + 1:
        return False
    return len(text) <= LONGEST_ITEM


@cache
def branched_paper() -> regex.Pattern[str]:
    """Return what a paper with two numbers begins with: 資料1-1 …, 資料1の2: …"""
    return regex.compile(
        rf"[・●○■◆◇□*•\-]?{GAP}*(?P<marker>{paper_number()}{BRANCH}{{1,2}})(?:{GAP}*[:：]|{GAP}){GAP}*"
    )


def paper_number() -> str:
    """Return the pattern of a paper with its first number: 資料 1."""
    return rf"(?:{any_of(minutes_words().papers)}){GAP}*[0-9０-９]{{1,2}}"


BRANCH = rf"(?:{GAP}*[-‐－ー―–の]{GAP}*[0-9０-９]{{1,2}})"
"""The second number of a paper, 資料1-2 or 資料1の2."""


def _series(marker: Marker) -> str:
    """Return the series that a number counts on in: 審議 1 and 報告 1 are of two."""
    return "".join(letter for letter in marker.printed if letter.isalpha()) if marker.kind == "word" else marker.kind


def _is_paper(line: Passage) -> bool:
    """Tell whether a line of a list of papers is one, and does not only head a part of it: 当日配布."""
    return squash(line.text) not in squashed(minutes_words().no_entries)


@cache
def _matter() -> regex.Pattern[str]:
    """Return how a matter begins that an assembly or a council numbers: 第3号議案, 議案第3号."""
    matters = any_of(minutes_words().matters)
    return regex.compile(rf"第[0-9]+号(?:{matters})|(?:{matters})第[0-9]+号")


@cache
def _paper_in_brackets() -> regex.Pattern[str]:
    return regex.compile(rf"[【〔\[［(（]{GAP}*(?:{any_of(minutes_words().papers)})")


def _after_sublist(current: Field) -> bool:
    """Tell whether the last line heads a part of the list: 審議事項, or with a number that counts on in it (1 開会, 2 議事)."""
    *before, last = [line.text for line in current.values] or [""]
    marker = find_marker(last)
    if marker is not None and before:
        counted = (one for text in before if (one := find_marker(text)) is not None)
        if not any(one.kind == marker.kind and one.number == (marker.number or 0) - 1 for one in counted):
            return False  # a heading of the header, not of the list
    return _title(last).strip("()[]【】<>:") in squashed(minutes_words().sublists)


def ends_title(text: str) -> bool:
    """Tell whether a line below an item of an agenda is the end of its title: a parenthesis that heads nothing and is no direction."""
    match = ENDS_TITLE.fullmatch(text.strip())
    return (
        match is not None
        and squash(match["inner"]) not in squashed(minutes_words().sublists)
        and not names_speaker(text)
        and not directs(text)
        and not tells_action(match["inner"])
    )


def goes_on_below(above: str, text: str) -> bool:
    """Tell whether a line goes on with the title of an item above it: with its parenthesis, or with a line that was full."""
    title, line = squash(above), squash(text)
    if find_marker(text, minutes_words().papers) is not None or line.startswith(UNLIKE):
        return False
    opened = any(title.count(opening) > title.count(closing) for opening, closing in PARENTHESES)
    return opened or (len(title) >= FULL_LINE and TITLE_END.search(title) is None)


PARENTHESES = (("(", ")"), ("[", "]"), ("【", "】"), ("「", "」"), ("『", "』"), ("〔", "〕"))
UNLIKE = ("※", "・", "(", "[", "【", "〔", "「", "○", "●", "■", "□", "◆")
"""How a line begins that is something of its own."""
FULL_LINE = 28
"""Squashed characters of a line that may have been broken; shorter ones end where the title does."""
TITLE_END = regex.compile(r"(?:[てい]|件|案|ほか|[)\]】」』〕。])$")
"""How titles end: …について, …の件."""


def is_note(text: str) -> bool:
    """Tell whether a line below an item of an agenda only says something of it: [担当課:総務課]."""
    return NOTE.fullmatch(text.strip()) is not None


NOTE = regex.compile(r"[(（\[［【〔]\p{L}{2,10}[:：][^\[\]［］【】〔〕]+[)）\]］】〕]")
ENDS_TITLE = regex.compile(r"[(（](?P<inner>(?!\d{1,2}[)）])[^()（）]+)[)）]")


def _is_direction_like(text: str) -> bool:
    opened = text[:1] in "《〈≪<＜(（【〔［["
    headed = squash(text).strip("()[]【】<>《》〔〕") in squashed(minutes_words().sublists)
    return is_clock_line(text) or (opened and not headed)


def _is_another_day(text: str) -> bool:
    """Tell whether a line below a date is a further day of the same meeting with its hours: 2日目 10月16日 9:30~11:45."""
    days = find_dates(text)
    return (
        bool(days) and days[0].value.starts_at is not None and ANOTHER_DAY.fullmatch(text[: days[0].start]) is not None
    )


ANOTHER_DAY = regex.compile(
    rf"{GAP}*(?:[(（]?(?:第?{GAP}*[0-9０-９一二三]{GAP}*(?:日目|回目|日))?[)）]?{GAP}*[:：]?{GAP}*)"
)


def _lasts(text: str) -> bool:
    """Tell whether a line prints a day with two hours: 1月22日 11時00分~11時43分."""
    return any(one.value.starts_at is not None and one.value.ends_at is not None for one in find_dates(text))


def _is_time(value: str, text: str) -> bool:
    """Tell whether a line below a date adds its time, or a date below a label that said only the time."""
    joined = find_dates(f"{value}\n{text}")
    alone = find_dates(value)
    return bool(joined) and joined[0].end > len(value) and (not alone or joined[0].value != alone[0].value)


def held_by(fields: Iterable[Field]) -> set[int]:
    """Return the numbers of the strips that hold fields."""
    return {number for one in fields for number in one.held}


def fields_of(fields: Sequence[Field], *keys: FieldKey) -> Iterator[Field]:
    """Yield the fields with a value, in the order of the keys."""
    return (one for key in keys for one in fields if one.key == key and one.text.strip())


def first_text(fields: Sequence[Field], *keys: FieldKey) -> str | None:
    """Return the value of the first field of the keys; None where none has a value."""
    return next((one.text.strip() for one in fields_of(fields, *keys)), None)
