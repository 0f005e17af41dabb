"""The known laws and their e-Gov ids, and the counters of laws in Arabic numerals."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import msgspec
import yaml

from normalize.date_numerals import number_of

__all__ = [
    "KANJI_NUMERALS",
    "NUMBER",
    "PLAIN_NUMBER",
    "Law",
    "Laws",
    "arabic",
    "counter",
    "digits",
    "known_laws",
    "law_id",
    "law_named",
    "load_laws",
]


@dataclass(frozen=True, slots=True)
class Law:
    """A law: the name it goes by in the document, its number, its e-Gov id, its official name where it is a known law."""

    name: str | None
    number: str | None = None
    law_id: str | None = None
    official: str | None = None


class _Entry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    name: str
    number: str | None = None
    id: str | None = None
    also: tuple[str, ...] = ()
    shared: bool = False


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    laws: tuple[_Entry, ...]
    before: tuple[str, ...]
    labels: tuple[str, ...]
    others: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Laws:
    """The known laws by every name and by number, lengths of names by their last two characters, and the file's word lists."""

    named: dict[str, Law]
    numbered: dict[str, Law]
    tails: dict[str, frozenset[int]]
    before: tuple[str, ...]
    labels: tuple[str, ...]
    others: tuple[str, ...]


def load_laws(path: Path) -> Laws:
    """Read known laws from a file like data/reference/laws.yaml, which says what is in it.

    Raises yaml.YAMLError or msgspec.ValidationError, which names the place, when the file is not of that form.
    """
    file = msgspec.convert(yaml.safe_load(path.read_text(encoding="utf-8")), _File)
    named: dict[str, Law] = {}
    numbered: dict[str, Law] = {}
    for entry in file.laws:
        law = Law(entry.name, entry.number, entry.id, entry.name)
        if entry.number is not None:
            numbered[entry.number] = law
        for name in () if entry.shared else (entry.name, *entry.also):
            named[name] = named[arabic(name)] = law
    tails: dict[str, set[int]] = {}
    for name in named:
        tails.setdefault(name[-2:], set()).add(len(name))
    lengths = {tail: frozenset(found) for tail, found in tails.items()}
    return Laws(named, numbered, lengths, file.before, file.labels, file.others)


@cache
def known_laws() -> Laws:
    """Return the laws that the package ships: beside this room when installed, in data/reference of a checkout."""
    installed = Path(__file__).parent / "data/laws.yaml"
    return load_laws(installed if installed.exists() else Path(__file__).parents[1] / "data/reference/laws.yaml")


_CABINET_ORDER = re.compile(r"(昭和|平成|令和)(元|[0-9]{1,2})年政令第([0-9]{1,3})号")


_ERA_DIGITS = {"昭和": "3", "平成": "4", "令和": "5"}


def law_id(number: str) -> str | None:
    """Return the e-Gov id of the law with this number (平成26年政令第155号), None where the number does not tell it.

    It does for a 政令, 426CO0000000155: 4 for 平成, 26, CO0000000, 155. For an Act it does not, its id depends on who brought
    the bill in, nor for an ordinance of a ministry; known Acts are looked up. Source: e-Gov, 法令種別と法令ID.
    """
    known = known_laws().numbered.get(number)
    if known is not None:
        return known.law_id
    order = _CABINET_ORDER.fullmatch(number)
    if order is None:
        return None
    year = 1 if order[2] == "元" else int(order[2])
    return f"{_ERA_DIGITS[order[1]]}{year:02}CO0000000{int(order[3]):03}"


KANJI_NUMERALS = "〇一二三四五六七八九十百千"


PLAIN_NUMBER = rf"(?:[0-9]{{1,4}}|[{KANJI_NUMERALS}]{{1,7}})"


NUMBER = rf"(?:[0-9](?: ?[0-9]){{0,3}}+|[{KANJI_NUMERALS}](?: ?[{KANJI_NUMERALS}]){{0,6}}+)"
"""A number, also one that a line break parts, where the words around it leave no doubt: 第1⏎9条."""


def counter(printed: str | None, branches: str | None = None) -> str | None:
    """Return a counter with Arabic numerals: 四十五 and の三の三 are 45の3の3."""
    if printed is None:
        return None
    return "の".join(digits(part) for part in (printed + (branches or "")).split("の"))


_LARGE = re.compile(
    r"(?:(?P<thousands>[一二三四五六七八九]?)千)?(?:(?P<hundreds>[一二三四五六七八九]?)百)?(?P<rest>[^百千]*)"
)


def digits(numeral: str) -> str:
    """Return a numeral in digits; kanji that make no number (十十) stay as they are."""
    plain = numeral.replace(" ", "")
    parts = _LARGE.fullmatch(plain)
    rest = None if parts is None else number_of(parts["rest"] or "0") or 0
    if parts is None or rest is None or rest < 0:
        return plain
    worth = ((parts["thousands"], 1000), (parts["hundreds"], 100))
    return str(rest + sum(unit * (number_of(count or "一") or 0) for count, unit in worth if count is not None))


def arabic(name: str) -> str:
    """Return a name with the numerals behind 第 as digits, so that 別表第一主務省令 is 別表第1主務省令."""
    return re.sub(rf"(?<=第)[{KANJI_NUMERALS}]+", lambda numeral: digits(numeral[0]), name)


def law_named(name: str) -> Law:
    """Return the law of this name, which goes by it here."""
    return replace(known_laws().named.get(name, Law(name)), name=name)
