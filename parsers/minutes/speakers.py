"""Who speaks: labels resolved against the people of the header; what they don't tell is null, never guessed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import regex

from normalize.text import squash
from parsers.issues import Finding
from parsers.minutes.person import Person
from parsers.minutes.speaker import Speaker
from parsers.minutes.speeches import Turn
from parsers.minutes.words import CHAIRS, COUNCIL, minutes_words, squashed

__all__ = ["Resolved", "chair_of", "known_names", "resolve"]

LONGEST_GIVEN = 4
"""Letters of a name behind its surname, where no space parts them."""


@dataclass(frozen=True, slots=True)
class Resolved:
    """Whom a turn's label names: the number of the person in the list of attendees, from 1; None where nobody is told."""

    attendee: int | None


class _Holders:
    """Who holds each role of the council: at first as the header says, then as the labels name them."""

    def __init__(self, people: Sequence[Person]) -> None:
        self._people = people
        self._named: dict[str, int] = {}
        self.vacant = False

    def take(self, role: str, attendee: int) -> None:
        """Note that a label named the person with the role."""
        self._named[role] = attendee
        self.vacant = False

    def of(self, speaker: Speaker) -> int | None:
        """Return who a role without a name is: whom the labels named last, else the only one whom the header names."""
        role = speaker.role or ""
        if role in self._named:
            return self._named[role]
        if self.vacant and speaker.rank in CHAIRS:
            return None
        held = [
            number
            for number, person in enumerate(self._people, 1)
            if person.present is not False and person.role == role and _same_department(speaker, person)
        ]
        return held[0] if len(held) == 1 and self._people[held[0] - 1].name else None


def known_names(people: Sequence[Person]) -> frozenset[str]:
    """Return the names, squashed, by which labels may call people: full ones and surnames."""
    found: set[str] = set()
    for person in people:
        halves = (person.name or "").split()
        whole = "".join(halves)
        found.update(squash(name) for name in (whole, *halves[:1]) if len(name) > 1)
        if len(halves) == 1 and len(whole) == SURNAME_OF:
            found.add(squash(whole[: SURNAME_OF // 2]))
    return frozenset(found)


SURNAME_OF = 4
"""Letters of an unspaced full name whose first two are the surname."""


def resolve(turns: Sequence[Turn], people: Sequence[Person]) -> tuple[list[Resolved], list[Finding]]:
    """Return whom each turn names, and an issue for each label that names a person whom the header does not tell."""
    holders = _Holders(people)
    elected = _election(turns)
    holders.vacant = elected is not None
    resolved: list[Resolved] = []
    findings: dict[str, Finding] = {}
    named: dict[Speaker, list[int]] = {}
    for number, turn in enumerate(turns):
        if elected is not None and number >= elected:
            holders.vacant = False
        if turn.speaker is not None and turn.speaker not in named:
            named[turn.speaker] = _bearers(turn.speaker, people)
        attendee = _attendee(turn.speaker, named[turn.speaker], holders) if turn.speaker else None
        resolved.append(Resolved(attendee))
        speaker = turn.speaker
        if speaker is None or attendee is not None or speaker.group or speaker.anonymous:
            continue
        if any(person.name for person in people):
            findings.setdefault(speaker.label, Finding("speaker_unresolved", speaker.label, turn.place))
    return resolved, list(findings.values())


def _attendee(speaker: Speaker, found: Sequence[int], holders: _Holders) -> int | None:
    """Return whom a label names; `found` are the people whom its name can mean."""
    if speaker.group or speaker.anonymous:
        return None
    if _name(speaker) is None:
        return holders.of(speaker)
    if len(found) != 1:
        return None
    if speaker.rank in CHAIRS and speaker.role:
        holders.take(speaker.role, found[0])
    return found[0]


def _bearers(speaker: Speaker, people: Sequence[Person]) -> list[int]:
    """Return the people whom a name with its role can mean: of that full name, else of that surname, but for absentees."""
    named_by = _name(speaker)
    if named_by is None:
        return []
    name = _key(named_by)
    may_speak = [
        (number, person) for number, person in enumerate(people, 1) if person.present is not False and person.name
    ]
    named = [(number, person) for number, person in may_speak if _key(person.name or "") == name]
    if not named:
        named = [(number, person) for number, person in may_speak if _is_surname(name, person.name or "")]
    fit = [(number, person) for number, person in named if _fits(speaker, person)]
    exact = [(number, person) for number, person in fit if person.role == speaker.role]
    chosen = exact if len(fit) > 1 and len(exact) == 1 else fit
    return [number for number, _ in chosen]


def _name(speaker: Speaker) -> str | None:
    """Return the name that a label holds: the whole label where it says nothing else, as in a column of speakers."""
    bare = speaker.role is None and speaker.department is None
    return speaker.name or (speaker.label if bare else None)


def _is_surname(name: str, full: str) -> bool:
    """Tell whether a name is the surname of a full one: its first half where a space parts it, else its beginning."""
    halves = full.split()
    if len(halves) == 2:
        return _key(halves[0]) == name
    whole = _key(full)
    return whole.startswith(name) and 0 < len(whole) - len(name) <= LONGEST_GIVEN


def _fits(speaker: Speaker, person: Person) -> bool:
    """Tell whether a role in a label and one in the header can be of one person.

    Members change their roles in the course of a meeting (a new chair is elected); officials do not.
    """
    if speaker.role is None or person.role is None:
        return True
    if speaker.rank in COUNCIL:
        return person.kind in {"member", "other"} and person.role in _council_roles()
    if person.role in _council_roles() and person.kind == "member":
        return False
    roles = person.role == speaker.role or person.role.endswith(speaker.role) or speaker.role.endswith(person.role)
    return roles and _same_department(speaker, person)


def _same_department(speaker: Speaker, person: Person) -> bool:
    """Tell whether a label's department is the person's, as far as both are printed."""
    if speaker.department is None or person.affiliation is None:
        return True
    one, other = squash(speaker.department), squash(person.affiliation)
    return one in other or other in one


@cache
def _council_roles() -> frozenset[str]:
    roles = minutes_words().roles
    return squashed((*roles["chair"], *roles["deputy"], *roles["member"]))


def _key(name: str) -> str:
    return squash(name).translate(_variants())


@cache
def _variants() -> dict[int, str]:
    pairs = minutes_words().variants
    return {ord(pairs[at]): pairs[at + 1] for at in range(0, len(pairs), 2)}


def _election(turns: Sequence[Turn]) -> int | None:
    """Return the turn in which a chair is elected; before it, nobody is meant by the role alone. None: no election."""
    pattern = _elected()
    for number, turn in enumerate(turns):
        if any(pattern.search(squash(piece.text)) for piece in turn.pieces):
            return number
    return None


@cache
def _elected() -> regex.Pattern[str]:
    return regex.compile(minutes_words().elections)


def chair_of(people: Sequence[Person], turns: Sequence[Turn], resolved: Sequence[Resolved]) -> str | None:
    """Return the chair: the one whom the header names, else the one whom the labels name; None where they name several."""
    chairs = squashed(minutes_words().roles["chair"])
    listed = [person.name for person in people if person.role in chairs and person.present and person.name]
    if len(set(listed)) == 1:
        return listed[0]
    if listed:
        return None
    named = {
        (people[one.attendee - 1].name if one.attendee else None) or turn.speaker.name
        for turn, one in zip(turns, resolved, strict=True)
        if turn.speaker is not None and turn.speaker.rank == "chair" and turn.speaker.name
    }
    return named.pop() if len(named) == 1 else None
