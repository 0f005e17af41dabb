"""The titles and words that tables of changes are made of (data/changes.yaml), and what a cell says by them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Literal

import msgspec
import regex
import yaml

from extract.errors import DefinitionError
from normalize.dates import parse_date, serial_date
from normalize.text import squash
from parsers.definitions import data_file

__all__ = [
    "LONGEST_TITLE",
    "ChangeWords",
    "Role",
    "change_words",
    "day_of",
    "furniture",
    "leading_option",
    "load_change_words",
    "option_of",
    "pattern_for",
    "serial_day",
    "title_roles",
    "words_for",
]

Role = Literal["page", "date", "item", "before", "after", "submission", "reason"]

FIRST_SERIAL = 41640
LAST_SERIAL = 73050
"""Spreadsheet days from 2014-01-01 (assessments began in 2014) to 2099-12-31: other numbers are no days."""
LONGEST_TITLE = 40
LONGEST_DATE = 60
"""Characters; cells beyond these are neither titles nor days, so no time is spent on reading them."""


class ChangeWords(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Titles and words of tables of changes; data/changes.yaml explains every field."""

    titles: dict[Role, tuple[str, ...]]
    submissions: tuple[str, ...]
    blanks: tuple[str, ...]
    added: tuple[str, ...]
    deleted: tuple[str, ...]
    continued: tuple[str, ...]
    undated: tuple[str, ...]
    same: tuple[str, ...]
    same_day: tuple[str, ...]
    date_like: str
    days: str
    chapters: str
    heading: str
    furniture: tuple[str, ...]


@cache
def change_words() -> ChangeWords:
    """Return the words that the package ships."""
    return load_change_words(data_file("changes.yaml"))


def load_change_words(path: Path) -> ChangeWords:
    """Read the words from a file; raises DefinitionError naming file and place when it is wrong."""
    try:
        words = msgspec.convert(yaml.safe_load(path.read_text(encoding="utf-8")), ChangeWords)
        for pattern in (words.date_like, words.days, words.chapters, words.heading, *words.furniture):
            regex.compile(pattern)
    except (yaml.YAMLError, msgspec.ValidationError, regex.error) as error:
        message = f"{path}: {error}"
        raise DefinitionError(message) from error
    titles = [squash(title) for printed in words.titles.values() for title in printed]
    twice = sorted({title for title in titles if titles.count(title) > 1})
    if twice:
        message = f"{path}: {', '.join(twice)} titles two columns"
        raise DefinitionError(message)
    return words


@cache
def title_roles() -> Mapping[str, Role]:
    """Return which column each squashed title names."""
    return {squash(title): role for role, titles in change_words().titles.items() for title in titles}


@cache
def words_for(
    kind: Literal["submissions", "blanks", "added", "deleted", "continued", "undated", "same", "same_day"],
) -> frozenset[str]:
    """Return the words of one kind, squashed."""
    listed: tuple[str, ...] = getattr(change_words(), kind)
    return frozenset(squash(word) for word in listed)


@cache
def pattern_for(kind: Literal["date_like", "days", "chapters", "heading"]) -> regex.Pattern[str]:
    """Return the pattern of one kind, to be searched in squashed text."""
    listed: str = getattr(change_words(), kind)
    return regex.compile(listed)


@cache
def furniture() -> regex.Pattern[str]:
    """Return the pattern of whole lines, squashed, that stand between the pieces of a table."""
    words = change_words()
    return regex.compile("|".join(f"(?:{pattern})" for pattern in (words.heading, *words.furniture)))


@cache
def leading_option() -> regex.Pattern[str]:
    """What a cell of 提出時期 begins with; an explanation may follow in the same cell."""
    options = "|".join(r"\s*+".join(regex.escape(letter) for letter in word) for word in change_words().submissions)
    return regex.compile(rf"\s*+(?P<option>{options})(?P<rest>$|[\s()（）、。,].*+)", regex.DOTALL)


def option_of(text: str | None) -> str | None:
    """Return the option that a text is, as the whole of it."""
    squashed = squash(text or "").strip("()[]")
    return squashed if squashed in words_for("submissions") else None


def day_of(text: str) -> date | None:
    """Return the one day that a cell of dates holds, printed or as a spreadsheet's number.

    A narrow cell breaks it anywhere: H25.7.1 and 7 below it is one day.
    """
    if len(text) > LONGEST_DATE:
        return None
    serial = serial_day(text)
    if serial is not None:
        return serial
    return _printed_day(text) or (_printed_day(text.replace("\n", "")) if "\n" in text else None)


def _printed_day(text: str) -> date | None:
    value = parse_date(text)
    return value.start if value.kind == "date" and value.precision == "day" and value.start == value.end else None


def serial_day(text: str | None) -> date | None:
    """Return the day that a spreadsheet's number stands for."""
    squashed = squash((text or "")[:LONGEST_DATE])
    if not (squashed.isascii() and squashed.isdecimal() and len(squashed) == len(str(LAST_SERIAL))):
        return None
    number = int(squashed)
    return serial_date(number).start if FIRST_SERIAL <= number <= LAST_SERIAL else None
