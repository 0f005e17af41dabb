"""What a cell, a line or brackets beside a name tell of its bearer: role, whence, whether and how somebody took part."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import regex

from normalize.text import squash
from parsers.minutes.list_shapes import SEVERAL
from parsers.minutes.names import (
    affiliates,
    council_role,
    ends_in_profession,
    group_of,
    is_noise,
    is_profession,
)
from parsers.minutes.presence import headed_presence, says_absent, tells_attendance, tells_presence
from parsers.minutes.speaker import Office, is_department, read_office
from parsers.minutes.words import without_note

__all__ = ["Remark", "read_remark", "tells_whence"]


@dataclass(frozen=True, slots=True)
class Remark:
    """What a remark tells; null what it does not. `others` are the parts that are no role and say nothing of attendance."""

    office: Office | None
    present: bool | None
    others: tuple[str, ...]

    @property
    def unclear(self) -> tuple[str, ...]:
        """Those of the others that are no affiliation either, as far as words tell."""
        return tuple(one for one in self.others if not tells_whence(squash(one)))

    @property
    def affiliation(self) -> str | None:
        """The others as one text; None for none."""
        return "・".join(self.others) or None


def read_remark(printed: str) -> Remark:
    """Read 職務代理者、Web参加 or 会長／弁護士; a note of hours (14時20分から) tells nothing that has a column."""
    office: Office | None = None
    present: bool | None = None
    others: list[str] = []
    for part in _parts(printed):
        plain = squash(part)
        if (role := council_role(plain)) is not None:
            office = office or role
        elif says_absent(plain) and (tells_presence(plain) or headed_presence(plain) is None):
            present = False
        elif tells_presence(plain):
            present = True
        elif not (is_noise(plain) or tells_attendance(plain)):
            others.append("".join(part.split()))
    return Remark(office, present, tuple(others))


def _parts(printed: str) -> Iterator[str]:
    """Yield the parts that separators part, and spaces where a role or a note of attendance stands beside one."""
    for part in SEVERAL.split(printed):
        words = [word for word in SPACES.split(part) if word]
        told = any(council_role(squash(word)) or tells_presence(squash(word)) for word in words)
        yield from words if told else filter(None, [part.strip()])


SPACES = regex.compile(r"\s+")


def tells_whence(squashed_text: str) -> bool:
    """Tell whether a text says whence somebody comes or what he is elsewhere: 弁護士, 学識経験者(大学教授), 青波市商工会."""
    plain = without_note(squashed_text)
    group = group_of(plain)
    if group is not None:
        return group == "member" and read_office(plain) is None
    return is_profession(plain) or ends_in_profession(plain) or affiliates(plain) or is_department(plain)
