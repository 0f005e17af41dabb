"""Somebody whom the header of minutes lists."""

from __future__ import annotations

from dataclasses import dataclass, replace

from extract.sheet import Place
from parsers.minutes.remarks import Remark
from parsers.minutes.words import Group

__all__ = ["Kind", "Person", "told_of"]

Kind = Group


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who was there or was not.

    `name` is as printed, letter-spacing apart; null where only a role is printed (文書課長). `present` is null where a mark
    may be that of the name above it or of those below; `place` is null for nothing.
    """

    name: str | None
    role: str | None
    affiliation: str | None
    kind: Kind
    present: bool | None
    place: Place | None


def told_of(person: Person, remark: Remark) -> Person:
    """Return somebody with what a remark tells beside what is told already."""
    if remark.office is not None:
        person = replace(person, role=remark.office.role)
    if remark.present is not None:
        person = replace(person, present=remark.present)
    whence = None if remark.unclear else remark.affiliation
    return replace(person, affiliation=person.affiliation or whence)
