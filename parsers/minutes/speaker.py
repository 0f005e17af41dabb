"""What a label says of its speaker: 千草会長, 委員長(高谷真一朗君), 重田情報公開課長, 事務局, 委員A; and what is no speaker.

The same words stand in headings and lists (出席委員, 会長あいさつ, 委員の委嘱): only a label that is wholly a role, a group
or a name with one of them names somebody.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache, lru_cache

import regex

from normalize.text import squash
from parsers.minutes.directions import tells_action
from parsers.minutes.words import Rank, any_of, minutes_words, squashed

__all__ = [
    "AND_ALSO",
    "LETTERS",
    "Office",
    "Speaker",
    "begins_with_department",
    "is_department",
    "is_same_department",
    "office_behind",
    "read_office",
    "read_speaker",
    "same_office",
    "with_unit",
]

LETTERS = r"[\p{Han}々〆ヶケヵノ\p{Hiragana}\p{Katakana}ー・]"
LONGEST_NAME = 7
"""Letters of a name; 小野寺みのり has six."""
LONGEST_SURNAME = 5
PARTICLE = regex.compile(
    r"\p{Han}(?:[をはがにとでもや]|から|より|への?|との|では)\p{Han}|\p{Han}{2}の\p{Han}{2}|[をがは]$"
)
"""What stands within phrases and not within names; the の of 井ノ上 and 木の下 stands between single letters."""
SEAT = regex.compile(r"(?:第?\d{1,2}番|No\.?\d{1,2})")
UNIT = regex.compile(rf"{LETTERS}{{1,24}}(?:部|局|課|室|係|館|所|署|院|センター|班|グループ|チーム)")
"""A department that speaks: 課税課, with those that it is part of before it."""
NO_NAME = regex.compile(r"[\p{Han}\p{Katakana}\p{Hiragana}ー・]{3,}[部局課室係班]")
"""Four letters or more with such a letter at their end are no name, whatever they begin with: 市町村振興課."""
AUTHORITY = regex.compile(r"\p{Han}{2,10}庁")
"""An authority of the state: no name ends like one."""
LONGEST_LABEL = 40
AND_ALSO = "兼"
"""What stands before the second of two offices."""
CACHED = 4096


@dataclass(frozen=True, slots=True)
class Office:
    """A name with a role, either of which may be missing: 大塚総務部長 is 大塚, 総務部, 部長."""

    name: str | None
    department: str | None
    role: str | None
    rank: Rank | None


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who a label names. `label` is as printed without spaces; `group` is true where several people share it.

    `anonymous` labels (委員, 委員A, 質問) name one person without telling who.
    """

    label: str
    name: str | None = None
    department: str | None = None
    role: str | None = None
    rank: Rank | None = None
    group: bool = False
    anonymous: bool = False


@lru_cache(CACHED)
def read_speaker(text: str) -> Speaker | None:
    """Return whom a label names; None where it is no speaker's label."""
    label = "".join(text.split())
    folded = squash(label)
    if not folded or len(folded) > LONGEST_LABEL:
        return None
    plain = SEAT.sub("", folded, count=1) if SEAT.match(folded) else folded
    if plain != folded and plain[:1] == "(" and plain[-1:] == ")":
        plain = plain[1:-1]  # 3番(遠山光君)
    return _group(label, plain) or _lettered(label, plain) or _within(label, plain) or _person(label, plain)


def _group(label: str, plain: str) -> Speaker | None:
    words = minutes_words()
    match = _groups().fullmatch(plain)
    if match is not None and not tells_action(match["inner"] or ""):
        inner = read_office(match["inner"]) if match["inner"] else None
        if inner and inner.role:
            return Speaker(label, inner.name, inner.department, inner.role, inner.rank)
        return Speaker(label, None, match["inner"], match["group"], None, group=True)
    asked = plain.rstrip("0123456789")
    if asked in squashed(words.asked):
        return Speaker(label, role=asked, group=True, anonymous=True)
    if is_department(plain):
        return Speaker(label, None, plain, None, None, group=True)
    return None


def is_department(squashed_text: str) -> bool:
    """Tell whether a text is the name of a department and nothing else: 総務課, 税務部市民税課; 総務課入室 is what it did."""
    if squashed_text.endswith(minutes_words().directions):
        return False
    unit = UNIT.fullmatch(squashed_text) is not None and (
        begins_with_department(squashed_text) or NO_NAME.fullmatch(squashed_text) is not None
    )
    return unit or AUTHORITY.fullmatch(squashed_text) is not None


@cache
def _groups() -> regex.Pattern[str]:
    return regex.compile(rf"(?P<group>{any_of(minutes_words().groups)})(?:[A-Z]|\((?P<inner>[^()]{{1,20}})\)|等)?")


def _lettered(label: str, plain: str) -> Speaker | None:
    """Read 委員A, A委員, 委員1."""
    match = _letters().fullmatch(plain)
    return Speaker(label, role=match["role"], rank="member", anonymous=True) if match else None


@cache
def _letters() -> regex.Pattern[str]:
    members = any_of(minutes_words().roles["member"])
    return regex.compile(rf"(?:[A-Z](?P<role>{members})|(?P<role>{members})(?:[A-Z]|\d{{1,2}}|[ア-オ]))")


def _within(label: str, plain: str) -> Speaker | None:
    """Read 委員長(高谷真一朗君), 会長(千草), 委員(市民課長), 税務課(石川課長)."""
    match = WITHIN.fullmatch(plain)
    if match is not None and is_department(match["role"]):
        return _of_department(label, match["role"], _honoured().sub("", match["inner"]))
    office = read_office(match["role"]) if match else None
    if match is None or office is None or office.role is None:
        return None
    if office.name is not None:
        return Speaker(label, office.name, office.department, office.role, office.rank)
    name = _honoured().sub("", match["inner"])
    if _is_name(name):
        return Speaker(label, name, office.department, office.role, office.rank)
    inner = read_office(match["inner"])
    if inner is None or inner.role is None:
        return None
    return Speaker(label, inner.name, inner.department, inner.role, inner.rank)


def _of_department(label: str, department: str, inner: str) -> Speaker | None:
    office = read_office(inner)
    if office is not None and office.role is not None:
        return Speaker(label, office.name, office.department or department, office.role, office.rank)
    return Speaker(label, inner, department, rank="staff") if _is_name(inner) else None


WITHIN = regex.compile(r"(?P<role>[^()]{2,20})\((?P<inner>[^()]{1,20})\)")


@cache
def _honoured() -> regex.Pattern[str]:
    return regex.compile(rf"(?:{any_of(minutes_words().honorifics)})$")


def _person(label: str, plain: str) -> Speaker | None:
    honoured = _honoured().sub("", plain)
    office = read_office(honoured)
    if office is not None and office.role is not None:
        anonymous = office.name is None and office.rank == "member"
        return Speaker(label, office.name, office.department, office.role, office.rank, anonymous=anonymous)
    if honoured != plain and _is_name(honoured) and len(honoured) >= 2:
        return Speaker(label, honoured)
    return None


@lru_cache(CACHED)
def read_office(squashed_text: str) -> Office | None:
    """Return the name, department and role that a text without spaces is made of; None where it has no role.

    総務部長 has no name, for departments begin with words of administration; 水谷部長 has one. Of two offices, 参事兼総務課長,
    the second tells.
    """
    first, _, second = squashed_text.rpartition(AND_ALSO)
    one, other = (read_office(first), read_office(second)) if first else (None, None)
    if one is not None and other is not None and other.name is None:
        return replace(other, name=one.name)
    match = _role_at_end().fullmatch(squashed_text)
    if match is None:
        return None
    role, before = _parted(match["role"], match["before"])
    rank = _ranks()[role]
    if not before:
        return Office(None, None, role, rank)
    if rank != "staff":
        if before.endswith(minutes_words().body_ends):
            return Office(None, None, role, rank)  # 情報公開審査会会長
        name = before.removesuffix("各")  # 相沢・井口各委員
        return Office(name, None, role, rank) if _is_name(name) else None
    return _of_staff(before, role)


def _parted(role: str, before: str) -> tuple[str, str]:
    """Return role and what stands before it; 堀部会長 is not 堀 with the role 部会長, 協議会事務局長 is none of an assembly."""
    longer, shorter = before + role[:1], role[1:]
    if longer in squashed(minutes_words().surnames) and shorter in _ranks():
        return shorter, longer
    for body in minutes_words().body_ends:
        if body[:1] == before[-1:] and role.startswith(body[1:]) and role[len(body) - 1 :] in _ranks():
            return role[len(body) - 1 :], before + body[1:]
    return role, before


def _of_staff(before: str, role: str) -> Office | None:
    if before in squashed(minutes_words().no_names) and not begins_with_department(before):
        return None
    at = _department_start(before)
    if at is None:
        if UNIT.fullmatch(before) and len(before) > LONGEST_SURNAME:
            return Office(None, before, role, "staff")
        return Office(before, None, role, "staff") if _is_name(before) and len(before) <= LONGEST_NAME else None
    name, department = before[:at], before[at:]
    if PARTICLE.search(department) or (name and not _is_name(name)):
        return None
    if role[:1] in UNITS and role[1:] in _ranks():
        department, role = department + role[0], role[1:]  # 総務部次長 is 次長 of 総務部
    return Office(name or None, with_unit(department, role), role, "staff")


def same_office(squashed_text: str) -> Office | None:
    """Return the office of 同主査 and 同課主査, which is in the department of the person before; None for other texts."""
    ahead = (2, 1) if squashed_text[1:2] in UNITS else (1,)
    offices = (read_office(squashed_text[at:]) for at in ahead) if squashed_text[:1] == SAME else ()
    return next((one for one in offices if one is not None and one.name is None), None)


SAME = "同"


def is_same_department(squashed_text: str) -> bool:
    """Tell whether a text is the department of the person before, 同係, or one of its parts, 同課給付係."""
    named = squashed_text[:1] == SAME and squashed_text[1:2] in UNITS
    return named and (len(squashed_text) == 2 or UNIT.fullmatch(squashed_text, 2) is not None)


def office_behind(squashed_text: str) -> Office | None:
    """Return the office that stands in brackets behind a name, whatever its department is called: (対話推進部長)."""
    match = _role_at_end().fullmatch(squashed_text)
    if match is None or not match["before"] or _ranks()[match["role"]] != "staff":
        return None
    return Office(None, with_unit(match["before"], match["role"]), match["role"], "staff")


def with_unit(department: str, role: str) -> str:
    """Return a department with the letter it shares with the role: 市民課長 is 課長 of 市民課, 青波市長 is 市長 of 青波市."""
    unit = DEPUTIES.sub("", role).removesuffix("長")
    return department + unit if unit in UNITS and role != unit and not department.endswith(UNITS) else department


DEPUTIES = regex.compile(r"(?<=長)(?:補佐|代理|心得)$")
UNITS = ("部", "局", "課", "室", "係", "班", "所", "館", "園", "センター", "市", "区", "町", "村")


def _department_start(text: str) -> int | None:
    """Return where the department begins: 0 where there is no name before it, None where there is no department."""
    for at in range(min(len(text), LONGEST_SURNAME + 1)):
        if _departments().match(text, at) and (at == 0 or _is_name(text[:at])):
            return at
    return None


def begins_with_department(text: str) -> bool:
    """Tell whether a text begins with a word that departments begin with and names do not."""
    return _departments().match(text) is not None


@cache
def _departments() -> regex.Pattern[str]:
    return regex.compile(any_of(minutes_words().departments))


@cache
def _role_at_end() -> regex.Pattern[str]:
    roles = any_of(tuple(_ranks()))
    return regex.compile(rf"(?P<before>[{LETTERS[1:-1]}0-9A-Za-z]{{0,24}}?)(?P<role>{roles})")


@cache
def _ranks() -> dict[str, Rank]:
    """Return the rank of each role; of the council first, where a word is both."""
    ranks: dict[str, Rank] = {}
    for rank, roles in minutes_words().roles.items():
        for role in squashed(roles):
            ranks.setdefault(role, rank)
    return ranks


def _is_name(text: str) -> bool:
    """Tell whether a text can be a name: letters, without roles, groups, particles or words that are no names."""
    return (
        0 < len(text) <= LONGEST_NAME
        and NAME.fullmatch(text) is not None
        and text not in squashed(minutes_words().no_names)
        and PARTICLE.search(text) is None
        and _inside().search(text) is None
    )


NAME = regex.compile(rf"{LETTERS}+")


@cache
def _inside() -> regex.Pattern[str]:
    """Roles of the council and groups, which no name holds (長谷部 and 課 alone are letters of names)."""
    words = minutes_words()
    council = (
        *words.roles["chair"],
        *words.roles["deputy"],
        *words.roles["member"],
        *words.groups,
        *words.not_in_names,
    )
    return regex.compile(any_of(council))
