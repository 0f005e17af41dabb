"""Offices as lists of people print them: with a department that no list holds, in brackets, behind an affiliation."""

from __future__ import annotations

from dataclasses import replace

from normalize.text import squash
from parsers.minutes.name_tokens import Token, tokens_of
from parsers.minutes.names import SHORTEST_FULL, council_role, is_name, is_profession, is_title
from parsers.minutes.speaker import Office, begins_with_department, is_department, read_office, with_unit
from parsers.minutes.words import minutes_words

__all__ = [
    "may_be_named",
    "names_official",
    "prints_department_apart",
    "prints_roles_in_columns",
    "role_in",
    "unlisted",
    "whole_office",
    "within_unit",
]


def whole_office(office: Office | None, following: Token | None) -> Office | None:
    """Return an office whose department no list holds, where a name follows it: 災害対策課長 有馬 秀人 is no 災害対策."""
    if office is None or office.name is None or office.rank != "staff":
        return office
    named = following is not None and following.kind == "word" and following.gap > 0 and is_name(following.text)
    if not named or following is None or read_office(following.text) is not None or len(office.name) < SHORTEST_OFFICE:
        return office
    if is_department(following.text):
        return office  # 岸課長、菅沼副主幹 税務課 瀬川課長
    return replace(office, name=None, department=with_unit(office.name + (office.department or ""), office.role or ""))


def within_unit(office: Office, unit: str) -> Office:
    """Return an office with the unit printed ahead of its department, of which that is a part: 総務部 総務課長."""
    department = office.department
    if department is None or office.name is not None or department.startswith(unit):
        return office
    outer, inner = _level(unit), _level(department)
    part = outer is not None and inner is not None and outer < inner
    return replace(office, department=unit + department) if part else office


def _level(department: str) -> int | None:
    """Return how deep in an administration a department stands, by the word that it ends with; None for others."""
    levels = enumerate(minutes_words().unit_levels)
    return next((number for number, words in levels if department.endswith(words)), None)


SHORTEST_OFFICE = 2
"""Letters of the first word of a department; 林課長 is somebody."""


def may_be_named(inner: str) -> bool:
    """Tell whether what stands in brackets behind a role is a name; 広報担当係長(行政情報) says what he is in charge of."""
    return (
        is_name(inner)
        and not is_profession(inner)
        and not (len(inner) > SHORTEST_FULL and begins_with_department(inner))
    )


def names_official(inner: str) -> bool:
    """Tell whether brackets behind a department hold one of its people: (課長 有馬 秀人)."""
    words = [token.text for token in tokens_of(inner) if token.kind == "word"]
    office = read_office(words[0]) if len(words) > 1 else None
    return office is not None and office.rank == "staff" and office.name is None and is_name(words[-1])


def unlisted(text: str, following: Token | None) -> Office | None:
    """Return an office that no list holds, in front of a name: 組合長 長篠 武."""
    named = following is not None and following.kind == "word"
    return Office(None, None, text, "staff") if named and is_title(text) else None


def prints_department_apart(office: Office, text: str) -> bool:
    """Tell whether a letter-spaced text prints the department apart from the role: 税 務 課  課 長, not 税 務 課 長."""
    department, role = office.department or "", office.role or ""
    return text == department + role and department[-1:] == role[:1]


def prints_roles_in_columns(line: str) -> bool:
    """Tell whether a line prints a member's role between affiliation and name, as others then do: 青波弁護士会 委員 水谷 弘道."""
    told = (role_in(token.text)[1] for token in tokens_of(line) if token.kind == "affiliation")
    return any(role is not None and role.rank == "member" for role in told)


def role_in(affiliation: str) -> tuple[str, Office | None]:
    """Return an affiliation and the role behind it, which may be one of the council: 中部大学教授 会長; None for none."""
    first, _, last = affiliation.rpartition(" ")
    role = council_role(squash(last)) if first else None
    return (first, role) if role is not None else (affiliation, None)
