"""Those whom a list of people has named so far, of whom what stands behind or below them may tell more."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from extract.sheet import Place
from parsers.minutes.names import SHORTEST_FULL
from parsers.minutes.person import Kind, Person
from parsers.minutes.speaker import Office

__all__ = ["Listed"]


class Listed:
    """The people in the order of their print; `last` is the one of whom the words to come tell, None where they tell of another."""

    def __init__(self) -> None:
        self.people: list[Person] = []
        self.last: Person | None = None
        self._closed = 0
        self._awaits = False

    def add(self, person: Person) -> None:
        """Add somebody, of whom the next words may tell."""
        self.people.append(person)
        self.last = person

    def amend(
        self, *, office: Office | None = None, affiliation: str | None = None, present: bool | None = None
    ) -> None:
        """Add to the last person what stands behind the name."""
        if self.last is None or not self.people:
            return
        last = self.people[-1]
        if office is not None:
            last = replace(last, role=office.role, affiliation=office.department or last.affiliation)
            last = replace(last, kind="other" if office.rank == "staff" and last.kind == "member" else last.kind)
        if affiliation is not None:
            last = replace(last, affiliation=affiliation)
        if present is not None:
            last = replace(last, present=present)
        self.people[-1] = self.last = last

    def retell(self, known: int, told: Callable[[Person], Person]) -> None:
        """Tell anew of those behind the `known`, whatever stood between."""
        self.people[known:] = map(told, self.people[known:])

    def turn(self, kind: Kind, into: Kind) -> None:
        """Make all of one kind those of another."""
        self.people = [replace(one, kind=into) if one.kind == kind else one for one in self.people]

    def mark_absent(self, name: str | None) -> bool:
        """Tell whether one person alone is listed whose name begins so, who then did not come."""
        listed = [number for number, one in enumerate(self.people) if name and (one.name or "").startswith(name)]
        if len(listed) == 1:
            self.people[listed[0]] = replace(self.people[listed[0]], present=False)
        return len(listed) == 1

    def begin_group(self) -> None:
        """Note that what is said of a group is said of none listed so far."""
        self._closed = len(self.people)

    def close_group(self, kind: Kind | None, department: str) -> None:
        """Say of all since the last group of what kind they are, or else of which department, where none is printed."""
        for number in range(self._closed, len(self.people)):
            one = self.people[number]
            whence = one.affiliation if kind is not None else one.affiliation or department
            self.people[number] = replace(one, kind=kind or one.kind, affiliation=whence)
        self.begin_group()

    @property
    def affiliation(self) -> str | None:
        """The department of the one listed last; None for none."""
        return self.people[-1].affiliation if self.people else None

    def unit_above(self, text: str) -> str:
        """Return that department up to the unit that 同課 names; empty where it has none."""
        above = self.affiliation or ""
        return above[: above.rfind(text[1]) + 1]

    def join_wrapped(self, known: int) -> None:
        """Join somebody whose name stands on the line below the office, or its halves on two lines.

        Those behind the `known` are the people of the line, which tells nothing but one half where it goes on.
        """
        told = self.people[known:]
        only = told[0] if len(told) == 1 else None
        above = self.people[-2] if only is not None and self._awaits else None
        if only is None or above is None or only.name is None or only.role is not None:
            self._awaits = only is not None and only.name is None
            return
        places = [one.place for one in (above, only) if one.place is not None]
        name = only.name if above.name is None else f"{above.name} {only.name}"
        self.people[-2:] = [replace(above, name=name, place=Place.hull(places) if places else None)]
        self._awaits = above.name is None and len(only.name) < SHORTEST_FULL
