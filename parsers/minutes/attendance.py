"""Who was there: the people of the header's fields and of its tables of members, and what of them could not be read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import regex

from normalize.text import squash
from parsers.issues import Finding
from parsers.minutes.fields import Field
from parsers.minutes.name_tokens import tokens_of
from parsers.minutes.names import group_of, is_noise
from parsers.minutes.people import Kind, Person, read_list
from parsers.minutes.roster import Roster
from parsers.minutes.speaker import is_department
from parsers.minutes.words import FieldKey

__all__ = ["Attendance", "read_attendance"]

PEOPLE: dict[FieldKey, tuple[Kind, bool]] = {
    "chair": ("member", True),
    "present": ("member", True),
    "absent": ("member", False),
    "explainers": ("explainer", True),
    "office": ("secretariat", True),
    "others": ("other", True),
    "members": ("member", True),
    "side": ("explainer", True),
}
LONGEST_MESSAGE = 80
"""Characters of what an issue quotes."""


@dataclass(frozen=True, slots=True)
class Attendance:
    """The people in the order of their print, and an issue for each list with words that tell nobody."""

    people: tuple[Person, ...]
    findings: tuple[Finding, ...]


def read_attendance(fields: Sequence[Field], rosters: Sequence[Roster] = ()) -> Attendance:
    """Return the people of the fields and of the tables, the tables where they stand."""
    listed: list[tuple[int, list[Person]]] = []
    findings: list[Finding] = []
    for one in fields:
        if one.key in PEOPLE:
            kind, present = _of(one)
            people, lost = read_list(one.values, kind, present=present)
            listed.append((one.at, people))
            findings.extend(_finding(one, people, lost))
    for roster in rosters:
        above = next((one for one in reversed(fields) if one.key in PEOPLE and one.at < roster.held[0]), None)
        kind, present = _of(above) if above is not None else ("member", True)
        listed.append((roster.held[0], roster.people(kind, present=present)))
        findings.extend(Finding("attendees_unreadable", mark.text, mark.place(0, 1)) for mark in roster.unclear)
    listed.sort(key=lambda one: one[0])
    return Attendance(tuple(person for _, people in listed for person in people), tuple(findings))


def _of(field: Field) -> tuple[Kind, bool]:
    """Return of what kind the people of a field are, and whether they came."""
    kind, present = PEOPLE[field.key]
    return (group_of(field.label) or kind if field.key == "side" else kind), present


def _finding(field: Field, people: Sequence[Person], lost: Sequence[str]) -> list[Finding]:
    """Return an issue for a list of which words, or the whole, tell nobody; なし and 総務課 have nobody to tell."""
    place = field.values[0].place(0, len(field.values[0].text)) if field.values else None
    if lost:
        return [Finding("attendees_unreadable", " ".join(lost)[:LONGEST_MESSAGE], place)]
    if people or not field.values or all(_tells_nobody(value.text) for value in field.values):
        return []
    return [Finding("attendees_unreadable", field.text[:LONGEST_MESSAGE], place)]


def _tells_nobody(text: str) -> bool:
    words = [token for token in tokens_of(text) if token.kind in {"word", "other"} and WORD.search(token.text)]
    return all(is_noise(one.text) or group_of(one.text) or is_department(one.text) for one in words) or (
        NOBODY.search(squash(text)) is not None
    )


WORD = regex.compile(r"\p{L}")
NOBODY = regex.compile(r"な[しい]|無し|いません|[0-9]+[名人]|委員会?$|全員|別紙|名簿")
