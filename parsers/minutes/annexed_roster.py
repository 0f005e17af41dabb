"""Lists of people behind the end of minutes, to which the header refers: 出席者 別紙名簿のとおり … (別紙) 出席者名簿."""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import replace
from functools import cache

import regex

from normalize.text import squash
from parsers.minutes.field import Field
from parsers.minutes.field_labels import PEOPLE
from parsers.minutes.fields import find_fields
from parsers.minutes.strips import Strip
from parsers.minutes.words import minutes_words, squashed

__all__ = ["with_annexed_roster"]


def with_annexed_roster(
    strips: Sequence[Strip], start: int, fields: Sequence[Field], apart: Set[int] = frozenset()
) -> list[Field]:
    """Return the fields of a header with those of the list that it refers to, which ends the speeches.

    The speeches begin with the strip `start`; the strips `apart` belong to no field. A field that only refers to the list
    then has no value; nor has one whose value stands apart, below a block of labels.
    """
    referring = [one for one in fields if one.key in PEOPLE and one.at < start and (one.stacked or _refers(one.text))]
    titles = (number for number in range(start, len(strips)) if _is_title(strips[number]))
    at = next(titles, None) if referring else None
    if at is None:
        return list(fields)
    annexed = find_fields(strips[at:], len(strips) - at, {number - at for number in apart})
    people = [_moved(one, at) for one in annexed if one.key in PEOPLE]
    if not any(one.values for one in people) and not any(number >= at for number in apart):
        return list(fields)
    first = at - 1 if at > start and _is_annex(strips[at - 1]) else at
    kept = (replace(one, values=[], note=one.text or strips[at].text) if one in referring else one for one in fields)
    return [*kept, Field("tail", "", first), *people]


def _moved(field: Field, at: int) -> Field:
    return replace(field, at=field.at + at, held=[number + at for number in field.held])


def _refers(value: str) -> bool:
    """Tell whether the value of a field does nothing but refer to a list elsewhere."""
    return _reference().fullmatch(squash(value)) is not None


@cache
def _reference() -> regex.Pattern[str]:
    return regex.compile(minutes_words().elsewhere)


def _is_title(strip: Strip) -> bool:
    """Tell whether a line is the title of such a list."""
    text = squash(strip.text)
    behind = text.removeprefix(next((word for word in squashed(minutes_words().annexes) if text.startswith(word)), ""))
    return behind.strip("()[]【】") in squashed(minutes_words().roster_titles)


def _is_annex(strip: Strip) -> bool:
    return squash(strip.text).strip("()[]【】") in squashed(minutes_words().annexes)
