"""The header of minutes: which lines are labels of fields, and which lines belong to each.

A label stands in front of its value, alone above it, or in a cell beside it; spaced (開 催 日 時), numbered, in
brackets or behind a bullet. A field ends at the next label, at the body, or at a line that can't belong to it.
"""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import replace
from functools import cache
from itertools import islice

import regex

from normalize.dates import find_dates
from normalize.markers import Marker, find_marker
from normalize.text import squash
from parsers.minutes.directions import is_direction
from parsers.minutes.field import Field, held_by
from parsers.minutes.field_labels import LISTS, PEOPLE, Label, label_at, labels_of
from parsers.minutes.label_style import LabelStyle
from parsers.minutes.list_entries import LONGEST_ITEM, counts_elsewhere, is_entry, title_of
from parsers.minutes.list_shapes import line_of_row
from parsers.minutes.name_tokens import holds_people
from parsers.minutes.names import group_of, is_noise
from parsers.minutes.notation import announces, is_speech, names_speaker, opens_speech
from parsers.minutes.paper_numbers import begins_with_bracketed_paper, begins_with_paper
from parsers.minutes.paper_rows import entry_cells, paper_columns
from parsers.minutes.presence import mark_of, mentions_absence, tells_presence, without_mark
from parsers.minutes.speaker import read_office, read_speaker
from parsers.minutes.speech_table import heads_columns
from parsers.minutes.strips import PARTS, Strip
from parsers.minutes.told_below import goes_on_below_name, is_head
from parsers.minutes.unknown_fields import has_unknown_label
from parsers.minutes.words import GAP, FieldKey, any_of, minutes_words, squashed
from parsers.passage import Passage, lines_of

__all__ = ["ROOM", "find_fields", "unlabelled_people"]

NOTHING: frozenset[int] = frozenset()
SINGLE: frozenset[FieldKey] = frozenset(
    {"name", "council", "date", "day", "time", "closing", "place", "openness", "visitors", "next", "published", "chair"}
)
"""Fields whose value is one line."""
BELOW: frozenset[FieldKey] = frozenset({"next", "openness", "visitors", "conclusion"})
"""Fields that may stand below the speeches with their value below the label."""
CLOCK_BELOW = regex.compile(r"(?:自|至|開会|閉会|開始|終了)[:：]?(?:午前|午後)?\d{1,2}[時:]")
"""A line below a date that says when the meeting opened or closed."""
ADDRESS = regex.compile(r"[0-9一二三四五六七八九十](?:丁目|番地?|号)(?:の?[0-9]+)?$|\d-\d+$")
"""What an address ends with: the room may stand below it."""
ROOM = regex.compile(r"階|会議室|委員会室|号室|庁|センター|会館|役所|役場|ホール")
"""Words of places: 法務ガバナンス室 is a department, 議会第一委員会室 and 総合センター12階 are places."""
LONGEST_VALUE = 120


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
        empty = above if above is not None and not above.values and above.at == number - 1 else None
        stacked = empty is not None and (empty.key in SINGLE or empty.stacked)
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
        titles = {title_of(line.text) for one in self.found if one.key == "agenda" for line in one.values}
        return len(title_of(following)) >= LEAST_TITLE and title_of(following) in titles

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
    below_absentees = label.key == "side" and current is not None and current.key == "absent"
    if label.key in PARTS and current is not None and current.key in PEOPLE and not below_absentees:
        return False
    if label.key == "aside" and current is not None and current.key in PEOPLE and label.label in _explaining():
        return not holds_people(_headed(label, following))  # 担当課 in a list heads those of the department
    if current is not None and current.key == "materials" and _is_among_papers(label, following):
        return False
    if label.key == "next" and not label.value.text.strip() and names_speaker(following):
        return False  # a heading: somebody speaks below it
    if read_speaker(label.label) is None:
        return True
    value = _headed(label, following)
    return holds_people(value) and not is_speech(value)


def _headed(label: Label, following: str) -> str:
    """Return what a label heads: the value beside it, else the line below it."""
    return label.value.text.strip() or following


def _below_absentees(label: Label, current: Field | None, following: str) -> Label:
    """Return 担当課 with people below those who did not come as the label of a list of its own: its people came."""
    below = current is not None and current.key == "absent" and label.key == "aside" and label.label in _explaining()
    listed = below and holds_people(_headed(label, following))
    return replace(label, key="side") if listed else label


def _is_among_papers(label: Label, following: str) -> bool:
    """Tell whether a label is a paper in a list of papers: ・次第, 1. 次第, 次第 above 資料1, ・委員名簿 above no members."""
    alone = not label.value.text.strip()
    if not (label.entry or (alone and begins_with_paper(following))):
        return False
    roster = alone and label.label in squashed(minutes_words().roster_titles)
    entry = following.lstrip(BULLETS)
    paper = begins_with_paper(entry) or begins_with_bracketed_paper(entry)
    return label.key == "agenda" or (roster and (paper or not holds_people(following)))


BULLETS = "・*+•- \u3000"
"""What stands before the papers of a list."""


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
    if current.key == "materials" and title_of(text) in squashed(minutes_words().frame):
        return False  # 1 開会 below the papers begins what is told of the meeting
    if current.key in LISTS:
        return is_entry(current, strip, text)
    if current.key in BELOW and names_speaker(text):
        return False
    if current.key in SINGLE:
        return _goes_on_with_value(current, text)
    return current.key == "conclusion" and not is_direction(text) and not counts_elsewhere(current, text)


def _goes_on_with_value(current: Field, text: str) -> bool:
    """Tell the same of a field whose value is one line: the first, below a date its hours or a further day, a room below an address."""
    lines = len(current.values)
    if current.key == "published" and _lasts(text):
        return False  # a page was changed on a day, a meeting lasts for hours
    if not lines:
        return len(text) <= LONGEST_VALUE and not current.stacked
    if current.key == "place":
        addressed = lines == 1 and ADDRESS.search(squash(current.text)) is not None
        return addressed and "。" not in text and ROOM.search(squash(text)) is not None
    if current.key not in {"date", "day"}:
        return False
    clock = lines <= 2 and CLOCK_BELOW.match(squash(text)) is not None
    return clock or _is_another_day(text) or (lines == 1 and _is_time(current.text, text))


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
