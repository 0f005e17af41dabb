"""How lists of people are laid out: roles before or behind names, what marks mean, notes in brackets."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise, takewhile
from typing import Literal

import regex

from normalize.text import squash
from parsers.minutes.name_tokens import Token
from parsers.minutes.names import (
    SHORTEST_FULL,
    affiliates,
    group_of,
    is_name,
    is_noise,
    is_profession,
)
from parsers.minutes.presence import absent_mark, present_mark, tells_presence
from parsers.minutes.speaker import Office, is_department, read_office
from parsers.minutes.words import any_of, minutes_words
from parsers.passage import Passage, chain, lines_of

__all__ = [
    "MUNICIPALITY",
    "SEVERAL",
    "Layout",
    "explains_mark",
    "holds_several",
    "is_ruby",
    "layout_of",
    "legend_apart",
    "legend_of",
    "line_of_row",
    "tells_of_list",
    "tells_of_others",
]


def legend_of(lines: Sequence[Passage]) -> dict[str, Office]:
    """Return what marks before names mean, where a list explains them: (◎会長 ○副会長)."""
    found = (match for line in lines for match in _legend().finditer(squash(line.text)))
    return {match["mark"]: office for match in found if (office := read_office(match["role"])) and office.name is None}


def legend_apart(lines: Iterable[Passage]) -> dict[str, Office]:
    """Return what marks before names mean where a line of its own explains them: (◎は委員長、〇は副委員長), ※◎会長."""
    return legend_of([line for line in lines if _legend_line().fullmatch(squash(line.text))])


def explains_mark(squashed_text: str) -> bool:
    """Tell whether a text begins with what a mark before names means."""
    return _legend().match(squashed_text) is not None


@cache
def _legend() -> regex.Pattern[str]:
    roles = minutes_words().roles
    return regex.compile(rf"(?P<mark>[◎○●△])[:=…は]?(?P<role>{any_of((*roles['chair'], *roles['deputy']))})")


@cache
def _legend_line() -> regex.Pattern[str]:
    return regex.compile(rf"(?:[(\[※]+(?:{_legend().pattern}[、,]?)+|(?:[◎○●△][:=…は]\p{{Han}}{{2,8}}[、,]?)+)[)\]]?")


def is_ruby(text: str, below: str) -> bool:
    """Tell whether a line prints how the name on the next one is read: もろはし てつお above 諸橋 哲郎."""
    return RUBY.fullmatch(text.strip()) is not None and NAME_BELOW.fullmatch(below.strip()) is not None


RUBY = regex.compile(r"[\p{Hiragana}\s]{4,}|[\p{Katakana}ー\s]{4,}")
NAME_BELOW = regex.compile(r"[\p{Han}々\s]{2,}")


MUNICIPALITY = regex.compile(r"\p{Han}{1,6}[市区町村県都府道]")
"""(藍川市) heads those of the municipality."""


def tells_of_list(squashed_text: str) -> bool:
    """Tell whether brackets tell of the list, not of somebody in it: how many it holds, in which order (計7名, 50音順)."""
    return _of_list().fullmatch(squashed_text) is not None


@cache
def _of_list() -> regex.Pattern[str]:
    return regex.compile(minutes_words().of_list)


def line_of_row(cells: Sequence[Passage]) -> Passage:
    """Return the cells of a row that lists people as one text: a line, but for cells that are told of nobody beside them."""
    filled = [cell for cell in cells if cell.text.strip()]
    ahead = list(takewhile(lambda cell: "\n" not in cell.text, filled))
    columns = [list(lines_of(cell)) for cell in filled[len(ahead) :]]
    if _are_columns(columns):
        rows = [line_of_row(row) for row in zip(*columns, strict=True)]
        filled = [*ahead, chain(rows, ["\n"] * (len(rows) - 1))]
    begins = _told_by(squash(filled[0].text)) if filled else None
    return chain(filled, [_glue(left.text, right.text, begins) for left, right in pairwise(filled)])


def _are_columns(cells: Sequence[Sequence[Passage]]) -> bool:
    """Tell whether cells of several lines are columns of a table: a line of each for a line of a column of roles."""
    even = len(cells) > 1 and len({len(cell) for cell in cells}) == 1
    return even and any(all(tells_of_others(squash(line.text)) for line in cell) for cell in cells)


def _glue(left: str, right: str, begins: Told | None) -> str:
    """Return what parts two cells: space where one tells of the other (委員, 会長, 弁護士 beside a name), else the end of a line.

    Of a row that tells of several, what `begins` it begins each: 弁護士 井川 悠 大学教授 鵜川 高.
    """
    before, after = _told_by(squash(left)), _told_by(squash(right))
    another = after == begins and before != begins and None in {before, after}
    if "\n" in left or another or absent_mark(right) or present_mark(right):
        return "\n"
    return BESIDE if before is not None or after is not None else "\n"


BESIDE = "\u3000\u3000"
"""Two spaces: the words of a line, not the halves of a name."""


def tells_of_others(text: str) -> bool:
    """Tell whether a cell names nobody and says what the one beside it is, or whether that one came."""
    return _told_by(text) is not None


Told = Literal["role", "whence", "presence"]


def _told_by(text: str) -> Told | None:
    """Return what a cell that names nobody tells; None for names and other words."""
    office = read_office(text)
    if (office is not None and office.name is None) or group_of(text) is not None:
        return "role"
    if is_department(text) or is_profession(text) or affiliates(text):
        return "whence"
    return "presence" if tells_presence(text) else None


@dataclass(frozen=True, slots=True)
class Layout:
    """How a line prints roles and names: what stands behind what, and in which brackets.

    `brackets` are those with which it prints roles ahead of names, None where it does not; `units` says that it prints
    departments so.
    """

    roles_behind: bool
    surnames: bool
    brackets: str | None
    units: bool


def layout_of(tokens: Sequence[Token]) -> Layout:
    """Return how the line that these tokens are is laid out."""
    return Layout(_roles_behind(tokens), _lists_surnames(tokens), _brackets_ahead(tokens), _units_ahead(tokens))


def _roles_behind(tokens: Sequence[Token]) -> bool:
    """Tell whether a line prints roles behind the names (佐伯洋 委員) instead of before them (委員 佐伯洋).

    Where it ends in a name the chair tells, who is listed first: 佐伯洋 会長 斎田淳 副会長 三木肇. A role alone may be of the
    one behind it, though: 青波商店街 会長 佐伯洋.
    """
    kinds, ranks = [], []
    for token in tokens:
        beside = is_noise(token.text) or tells_presence(token.text) or _classes(token.text)
        if token.kind == "word" and not beside:
            office = read_office(token.text)
            kinds.append("role" if office is not None and office.name is None else "name")
            ranks.extend([office.rank] if office is not None and office.name is None else [])
    behind = bool(kinds) and kinds[0] == "name" and "role" in kinds[1:3]
    return behind and (kinds[-1] == "role" or (ranks[0] == "chair" and len(ranks) > 1))


def _lists_surnames(tokens: Sequence[Token]) -> bool:
    """Tell whether a line names people by their surnames, parted by spaces: 大西会長 水谷 森田 長江.

    Whoever prints the first of them so, with a role behind it, does so with the others; a given name of one letter or
    separators show that this one did not. Two words behind a single one with a role may still be one name.
    """
    words = [token.text for token in tokens if token.kind == "word" and group_of(token.text) is None]
    offices = [read_office(word) for word in words]
    first = offices[0] if offices else None
    if first is None or first.role is None or not 0 < len(first.name or "") <= SHORTEST_FULL:
        return False
    bare = [word for word, office in zip(words, offices, strict=True) if office is None]
    parted = any(token.kind == "separator" for token in tokens)
    several = len(bare) > 2 or len(words) - len(bare) > 1
    return several and not parted and all(1 < len(word) <= SHORTEST_FULL and is_name(word) for word in bare)


def _classes(text: str) -> bool:
    """Tell whether a word says of which kind somebody is, and is neither name nor role: 学識経験者, 弁護士."""
    return is_profession(text) or (group_of(text) is not None and read_office(text) is None)


def _brackets_ahead(tokens: Sequence[Token]) -> str | None:
    """Return with which brackets a line prints roles before the names: 【会長】石川 慶一郎 【副会長】若柳 善朗; None for none.

    Others tell of the name before them: 【学識経験者】石川 慶一郎(会長).
    """
    first = _bracket_ahead(tokens)
    told = first is not None and (read_office(first.text) or group_of(first.text)) is not None
    return first.printed[0] if first is not None and told else None


def _units_ahead(tokens: Sequence[Token]) -> bool:
    """Tell whether a line prints departments in brackets before their people: (税務課)有馬課長 (収納課)大村課長."""
    first = _bracket_ahead(tokens)
    return first is not None and is_department(first.text)


def _bracket_ahead(tokens: Sequence[Token]) -> Token | None:
    """Return the brackets that a line begins with; None for none."""
    first = next((token for token in tokens if token.kind != "marker"), None)
    return first if first is not None and first.kind == "bracket" else None


def holds_several(printed: str) -> bool:
    """Tell whether a bracket lists several things."""
    return SEVERAL.search(printed) is not None


SEVERAL = regex.compile(r"[、，,・･／/;；※]")
