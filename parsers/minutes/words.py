"""What minutes look like, as data: labels, roles, notations of data/minutes.yaml, read and checked once."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Literal

import msgspec
import regex
import yaml

from extract.errors import DefinitionError
from normalize.text import squash
from parsers.definitions import data_file

__all__ = [
    "CHAIRS",
    "COUNCIL",
    "GAP",
    "LABEL",
    "FieldKey",
    "Group",
    "MinutesWords",
    "Notation",
    "PaperColumn",
    "Rank",
    "RosterColumn",
    "any_of",
    "either",
    "load_minutes_words",
    "minutes_words",
    "spaced",
    "squashed",
    "without_note",
]

GAP = r"[ \t\u3000\u00a0]"
"""White space within a line."""
LABEL = r"(?P<label>[^\n。、，:：「」『』]{1,40}?)"
"""What stands in a notation for the speaker; no label is longer."""

FieldKey = Literal[
    "name",
    "council",
    "date",
    "day",
    "time",
    "closing",
    "place",
    "present",
    "absent",
    "explainers",
    "office",
    "others",
    "chair",
    "members",
    "side",
    "agenda",
    "materials",
    "openness",
    "visitors",
    "next",
    "conclusion",
    "published",
    "body",
    "aside",
    "contents",
    "tail",
]
Rank = Literal["chair", "deputy", "member", "staff"]
COUNCIL: frozenset[Rank] = frozenset({"chair", "deputy", "member"})
"""The ranks of those who are of the council."""
CHAIRS: frozenset[Rank] = frozenset({"chair", "deputy"})
"""The ranks of those who lead it; one of them chairs each meeting."""
RosterColumn = Literal["name", "role", "class", "affiliation", "presence", "remark"]
PaperColumn = Literal["number", "title", "other"]
VisitorCount = Literal["capacity", "within", "total"]
Group = Literal["member", "secretariat", "explainer", "other"]


class Notation(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One way to mark who speaks: a line that begins with `pattern` may begin a speech."""

    name: str
    pattern: str
    sign: Literal["none", "mark", "bracket", "own"] = "none"
    sure: bool
    inline: bool
    alone: bool = False
    asking: bool = False
    names: bool = False

    @property
    def compiled(self) -> regex.Pattern[str]:
        """The pattern with its places filled in."""
        return _compiled(self.pattern.replace("{gap}", GAP).replace("{label}", LABEL))


class MinutesWords(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Words and patterns of minutes; data/minutes.yaml explains every field."""

    fields: dict[FieldKey, tuple[str, ...]]
    label_tails: tuple[str, ...]
    groups_of: dict[Group, tuple[str, ...]]
    sublists: tuple[str, ...]
    records: tuple[str, ...]
    annexes: tuple[str, ...]
    roster_titles: tuple[str, ...]
    elsewhere: str
    papers: tuple[str, ...]
    item_counters: tuple[str, ...]
    ordinals: tuple[str, ...]
    matters: tuple[str, ...]
    heading_counters: tuple[str, ...]
    called: tuple[str, ...]
    containers: tuple[str, ...]
    title_ends: tuple[str, ...]
    body_ends: tuple[str, ...]
    places: tuple[str, ...]
    roles: dict[Rank, tuple[str, ...]]
    departments: tuple[str, ...]
    sections: tuple[str, ...]
    unit_levels: tuple[tuple[str, ...], ...]
    groups: tuple[str, ...]
    asked: tuple[str, ...]
    pairs: tuple[str, ...]
    beside_pairs: tuple[str, ...]
    answers: tuple[str, ...]
    honorifics: tuple[str, ...]
    no_names: tuple[str, ...]
    surnames: tuple[str, ...]
    variants: str
    no_people: tuple[str, ...]
    not_in_names: tuple[str, ...]
    no_entries: tuple[str, ...]
    nobody: str
    whole_council: str
    of_list: str
    member_role: str
    no_speakers: tuple[str, ...]
    office_words: tuple[str, ...]
    professions: tuple[str, ...]
    organisations: tuple[str, ...]
    public_posts: tuple[str, ...]
    attendance_notes: tuple[str, ...]
    present_marks: tuple[str, ...]
    absent_marks: tuple[str, ...]
    visitor_counts: dict[VisitorCount, tuple[str, ...]]
    roster_heads: dict[RosterColumn, tuple[str, ...]]
    paper_heads: dict[PaperColumn, tuple[str, ...]]
    speaker_heads: tuple[str, ...]
    content_heads: tuple[str, ...]
    opinion_heads: tuple[str, ...]
    result_heads: tuple[str, ...]
    question_heads: tuple[str, ...]
    answer_heads: tuple[str, ...]
    side_leads: tuple[str, ...]
    side_tails: tuple[str, ...]
    item_heads: tuple[str, ...]
    notations: tuple[Notation, ...]
    directions: tuple[str, ...]
    direction_lines: tuple[str, ...]
    part_names: tuple[str, ...]
    ends: str
    attested: tuple[str, ...]
    labelled_result: str
    resulted: str
    recorded: tuple[str, ...]
    signatures: tuple[str, ...]
    opens_items: tuple[str, ...]
    openers: tuple[str, ...]
    asks: tuple[str, ...]
    over: tuple[str, ...]
    not_due: tuple[str, ...]
    next_items: tuple[str, ...]
    unlisted: str
    other_items: dict[str, str]
    openings: tuple[str, ...]
    frame: tuple[str, ...]
    elections: str
    furniture: tuple[str, ...]

    @property
    def counting(self) -> tuple[str, ...]:
        """The words that count papers and items: 資料1, 議題1."""
        return (*self.papers, *self.item_counters)


@cache
def minutes_words() -> MinutesWords:
    """Return the words that the package ships."""
    return load_minutes_words(data_file("minutes.yaml"))


def load_minutes_words(path: Path) -> MinutesWords:
    """Read the words from a file; raises DefinitionError naming file and place when it is wrong."""
    try:
        words = msgspec.convert(yaml.safe_load(path.read_text(encoding="utf-8")), MinutesWords)
    except yaml.YAMLError as error:  # names the line itself
        message = f"{path}: {error}"
        raise DefinitionError(message) from error
    except msgspec.ValidationError as error:
        message = f"{path}: {error}"
        raise DefinitionError(message) from error
    for fault in _faults(words):
        raise DefinitionError(f"{path}:{_line_of(path, fault[0])}: {fault[1]}")  # noqa: EM102
    return words


def _faults(words: MinutesWords) -> Iterable[tuple[str, str]]:
    """Yield what the types can't tell: the print that is wrong, and what is wrong with it."""
    keys: dict[str, str] = {}
    for key, labels in words.fields.items():
        for label in labels:
            if keys.setdefault(squash(label), key) != key:
                yield label, f"{label} is a label of {keys[squash(label)]} and of {key}"
    for pattern in (
        *words.direction_lines, *words.furniture, *words.other_items.values(),
        *words.attested, *words.recorded, words.ends, words.elections, words.nobody, words.whole_council, words.of_list, words.unlisted,
        words.elsewhere, words.labelled_result, words.resulted,
    ):  # fmt: skip
        yield from _broken(pattern, pattern)
    for notation in words.notations:
        if notation.pattern.count("{label}") != 1:
            yield notation.name, f"notation {notation.name} has no one place for the label"
        yield from _broken(notation.pattern.replace("{gap}", GAP).replace("{label}", LABEL), notation.name)
    if len(words.variants) % 2:
        yield "variants", "variants are pairs of characters, here one is left over"


def _broken(pattern: str, name: str) -> Iterable[tuple[str, str]]:
    try:
        regex.compile(pattern)
    except regex.error as error:
        yield name, f"pattern {name!r}: {error}"


def _line_of(path: Path, text: str) -> int:
    """Return the line on which a print stands, 1 where it can't be told."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return next((number for number, line in enumerate(lines, 1) if text in line and not line.startswith("#")), 1)


@cache
def squashed(words: tuple[str, ...]) -> frozenset[str]:
    """Return the words in the form in which they are compared."""
    return frozenset(squash(word) for word in words)


@cache
def any_of(words: tuple[str, ...]) -> str:
    """Return a pattern for one of the squashed words, the longest that fits."""
    return "|".join(regex.escape(word) for word in sorted(squashed(words), key=lambda word: (-len(word), word)))


def either(patterns: Iterable[str]) -> str:
    """Return a pattern for what one of the patterns matches."""
    return "|".join(f"(?:{pattern})" for pattern in patterns)


def without_note(squashed_text: str) -> str:
    """Return a squashed text without the note in brackets at its end: 学識経験者(大学教授) is 学識経験者."""
    return NOTE_BEHIND.sub("", squashed_text)


NOTE_BEHIND = regex.compile(r"(?<=.)\([^()]*\)$")


@cache
def spaced(words: tuple[str, ...]) -> str:
    """Return a pattern for one of the words, letter-spaced or not, the longest that fits.

    Words are put together by their first letters: few of hundreds are tried where a line begins with none of them.
    """
    firsts: dict[str, list[str]] = {}
    for word in sorted(set(words), key=lambda word: (-len(word), word)):
        firsts.setdefault(word[0], []).append("".join(rf"{GAP}*+{regex.escape(letter)}" for letter in word[1:]))
    tries = (f"{regex.escape(first)}(?:{'|'.join(rests)})" for first, rests in sorted(firsts.items()))
    return f"(?=[{''.join(map(regex.escape, sorted(firsts)))}])(?:{'|'.join(tries)})"


@cache
def _compiled(pattern: str) -> regex.Pattern[str]:
    return regex.compile(pattern)
