"""Who was there: the people of the header's fields and of its tables of members, and what of them could not be read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

import regex

from normalize.text import squash
from parsers.issues import Finding
from parsers.minutes.field import Field, held_by
from parsers.minutes.field_labels import label_at
from parsers.minutes.list_shapes import legend_apart
from parsers.minutes.name_tokens import holds_people, tokens_of
from parsers.minutes.names import group_of, is_noise
from parsers.minutes.people import read_list
from parsers.minutes.person import Kind, Person
from parsers.minutes.roster import Roster
from parsers.minutes.speaker import Office, is_department, read_office
from parsers.minutes.strips import Strip
from parsers.minutes.words import FieldKey, minutes_words

__all__ = ["Attendance", "read_attendance", "unread_lists"]

KINDS: dict[FieldKey, tuple[Kind, bool]] = {
    "chair": ("member", True),
    "present": ("member", True),
    "absent": ("member", False),
    "explainers": ("explainer", True),
    "office": ("secretariat", True),
    "others": ("other", True),
    "members": ("member", True),
    "side": ("explainer", True),
}
"""Of what kind the people of a field are where nothing in it says otherwise, and whether they came."""
LONGEST_MESSAGE = 80
"""Characters of what an issue quotes."""


@dataclass(frozen=True, slots=True)
class Attendance:
    """The people in the order of their print, and an issue for each list with words that tell nobody."""

    people: tuple[Person, ...]
    findings: tuple[Finding, ...]


def unread_lists(strips: Sequence[Strip], fields: Sequence[Field], end: int) -> list[Finding]:
    """Return an issue for each line of the header, up to the strip `end`, that lists people and belongs to no field."""
    taken = held_by(fields)
    first = min(taken, default=end)
    free = ((number, strip) for number, strip in enumerate(strips[:end]) if number > first and number not in taken)
    return [
        Finding("attendees_unreadable", unread[:LONGEST_MESSAGE], strip.place)
        for _, strip in free
        if (unread := _unread(strip))
    ] + [
        Finding("attendees_unreadable", one.text[:LONGEST_MESSAGE], one.values[0].place(0, len(one.values[0].text)))
        for one in fields
        if one.key == "visitors" and one.values and any(_has_office(token.text) for token in tokens_of(one.text))
    ]


def _unread(strip: Strip) -> str:
    """Return what a line tells of people: behind a label of people, or made of names with roles; else empty."""
    label = label_at(strip.cells[0])
    if label is not None and label.key in KINDS:
        return label.value.text.strip() or label.label
    return strip.text if len(strip.text) <= LONGEST_LINE and _lists_people(strip.text) else ""


def _lists_people(text: str) -> bool:
    """Tell whether a line, or what stands behind its first word, is made of names with roles."""
    parts = (text, *LABELLED.split(text.strip(), maxsplit=1)[1:])
    return any(holds_people(part) and any(_has_office(one.text) for one in tokens_of(part)) for part in parts)


def _has_office(word: str) -> bool:
    return read_office(word) is not None


LABELLED = regex.compile(r"[:：]|\s+")
LONGEST_LINE = 120
"""Characters of a line that lists people."""


def read_attendance(
    fields: Sequence[Field], rosters: Sequence[Roster] = (), header: Iterable[Strip] = ()
) -> Attendance:
    """Return the people of the fields and of the tables, the tables where they stand.

    A line of the `header` may explain the marks before the names.
    """
    legend = legend_apart(strip.cells[0] for strip in header if len(strip.cells) == 1)
    listed: list[tuple[int, list[Person]]] = []
    findings: list[Finding] = []
    chairs: list[Person] = []
    for one in fields:
        if one.key in KINDS:
            kind, present = _of(one)
            office = _office_of(one)
            people, lost = read_list(one.values, kind, present=present, office=office, legend=legend)
            if _repeats(people, [person for _, before in listed for person in before]):
                continue
            listed.append((one.at, people))
            chairs.extend(people if one.key == "chair" else ())
            if one.values or not _goes_on_below(one, fields, rosters):
                findings.extend(_finding(one, people, lost))
    for roster in rosters:
        kind, present = _of_table(roster, fields)
        listed.append((roster.held[0], roster.people(kind, present=present)))
        findings.extend(Finding("attendees_unreadable", mark.text, mark.place(0, 1)) for mark in roster.unclear)
    listed.sort(key=lambda one: one[0])
    everybody = (person for _, people in listed for person in people)
    return Attendance(tuple(_once(everybody, chairs)), tuple(findings))


def _once(people: Iterable[Person], chairs: Sequence[Person]) -> Iterator[Person]:
    """Yield everybody once: a chair whom a field of its own names stands among the members, too."""
    roles = {squash(one.name): one for one in chairs if one.name}
    told: set[str] = set()
    for person in people:
        name = squash(person.name or "")
        if name not in roles:
            yield person
        elif name not in told:
            told.add(name)
            yield roles[name]


def _office_of(field: Field) -> Office | None:
    """Return the role that the label of a field gives to the first of its people: 会長, 書記."""
    office = read_office(field.label)
    return office if field.key == "chair" or (office is not None and office.rank == "staff") else None


def _repeats(people: Sequence[Person], before: Sequence[Person]) -> bool:
    """Tell whether a list names nobody but those of the lists before it: a summary above the minutes has it, too."""
    told = {(squash(one.name or ""), one.kind, one.present) for one in before if one.name}
    return len(people) > 1 and all((squash(one.name or ""), one.kind, one.present) in told for one in people)


def _goes_on_below(field: Field, fields: Sequence[Field], rosters: Sequence[Roster]) -> bool:
    """Tell whether an empty list has its people in a table or in the lists below it, or says that there are none."""
    below = (*(one.at for one in fields if one.key in KINDS), *(roster.held[0] for roster in rosters))
    return _nobody().search(field.note) is not None or any(field.end <= at <= field.end + 1 for at in below)


def _of(field: Field) -> tuple[Kind, bool]:
    """Return of what kind the people of a field are, and whether they came."""
    kind, present = KINDS[field.key]
    if field.key == "side":
        return group_of(field.label) or kind, present
    noted = group_of(field.note.strip("()【】[]〔〕")) if field.key == "present" else None
    return noted or kind, present  # 出席者(事務局)


def _of_table(roster: Roster, fields: Sequence[Field]) -> tuple[Kind, bool]:
    """Return the same of the people of a table: as the label beside its rows says, else the one above it."""
    if roster.label is not None:
        return KINDS[roster.label.key]
    above = next((one for one in reversed(fields) if one.key in KINDS and one.at < roster.held[0]), None)
    return _of(above) if above is not None else ("member", True)


def _finding(field: Field, people: Sequence[Person], lost: Sequence[str]) -> list[Finding]:
    """Return an issue for a list of which words, or the whole, tell nobody; なし and 総務課 have nobody to tell."""
    place = field.values[0].place(0, len(field.values[0].text)) if field.values else None
    lost = [word for word in lost if not _whole_council().search(squash(word))]
    if lost:
        return [Finding("attendees_unreadable", " ".join(lost)[:LONGEST_MESSAGE], place)]
    if people or (field.values and all(_tells_nobody(value.text) for value in field.values)):
        return []
    return [Finding("attendees_unreadable", field.text[:LONGEST_MESSAGE] or field.label, place)]


def _tells_nobody(text: str) -> bool:
    words = [token for token in tokens_of(text) if token.kind in {"word", "other"} and WORD.search(token.text)]
    return all(is_noise(one.text) or group_of(one.text) or is_department(one.text) for one in words) or (
        _nobody().search(squash(text)) is not None
    )


WORD = regex.compile(r"\p{L}")


@cache
def _whole_council() -> regex.Pattern[str]:
    return regex.compile(minutes_words().whole_council)


@cache
def _nobody() -> regex.Pattern[str]:
    return regex.compile(minutes_words().nobody)
