"""The words of council papers, read and checked once: labels, titles and patterns of data/papers.yaml."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

import msgspec
import regex

from normalize.text import squash
from parsers.definitions import data_file
from parsers.located import AT, compose, converted, wrong

__all__ = [
    "CommentTitles",
    "CommentWords",
    "CountWords",
    "LetterWords",
    "PaperWords",
    "RecommendationWords",
    "ReferenceWords",
    "ReviewWords",
    "SheetWords",
    "keys_by_label",
    "load_paper_words",
    "paper_words",
]

Labels = tuple[str, ...]
Pattern = regex.Pattern[str]


class _Part(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A part of the file; data/papers.yaml explains every field."""


class SheetLabels(_Part, frozen=True):
    """Printed labels of a sheet by the column they fill."""

    number: Labels
    subject: Labels
    legal_basis: Labels
    purpose: Labels
    record_items: Labels
    count: Labels
    timing: Labels
    department_in_charge: Labels
    other: Labels
    elsewhere: Labels


class SheetWords(_Part, frozen=True):
    """What 諮問 and 報告 sheets look like."""

    labels: SheetLabels
    prose: tuple[str, ...]
    lists: tuple[str, ...]
    plain: tuple[str, ...]
    lines: Mapping[str, Pattern]
    titles: tuple[str, ...]
    title_ends: Pattern
    headings: Pattern
    remark: Pattern
    annexes: Pattern


class LetterWords(_Part, frozen=True):
    """What the head of a letter looks like."""

    number: Pattern
    asked: Pattern
    addressed: Pattern
    offices: Pattern
    bodies: Pattern
    chairs: Pattern
    asks: Pattern
    joins: Pattern
    unsigned: Pattern


class RecommendationLabels(_Part, frozen=True):
    """Printed headings of a 答申 by what stands below them."""

    subject: Labels
    conclusion: Labels
    consulting: Labels
    consulted_on: Labels
    issued_on: Labels
    elsewhere: Labels


class RecommendationWords(_Part, frozen=True):
    """What a 答申 looks like."""

    labels: RecommendationLabels
    prose: tuple[str, ...]
    titles: tuple[str, ...]
    title_ends: Pattern
    answered: Pattern
    letter_title: Pattern
    members: Pattern
    boxes: Pattern
    ticks: Pattern
    quoted: Pattern
    opening: Pattern
    enclosed: Pattern
    number: Pattern
    numbered: Pattern


class CommentTitles(_Part, frozen=True):
    """Titles of the columns of a table of opinions."""

    comment_no: Labels
    branch_no: Labels
    submitter: Labels
    medium: Labels
    item: Labels
    opinion: Labels
    category: Labels
    response: Labels
    department: Labels
    serial_no: Labels


class CommentVocabulary(_Part, frozen=True):
    """What cells hold that a table printed as running lines is split by."""

    submitter: Labels
    medium: Labels
    item: Pattern


class CommentWords(_Part, frozen=True):
    """What opinions and responses look like."""

    titles: CommentTitles
    before: Pattern
    joined: Pattern
    opinions: Pattern
    responses: Pattern
    asked: Pattern
    answered: Pattern
    numbers: Pattern
    stops: Pattern
    departments: Pattern
    feet: Pattern
    signatures: Pattern
    remarks: Pattern
    codes: Pattern
    legends: Labels
    vocabulary: CommentVocabulary


class CountWords(_Part, frozen=True):
    """What counts what came in."""

    heading: Pattern
    total: Labels
    labels: Labels
    opinions: Labels
    groups: Labels
    units: str
    part: Pattern
    zero: Pattern
    subject: Pattern
    pairs: Pattern
    said: Pattern
    blank: Pattern
    nothing: Pattern
    none: Pattern


class ReviewLabels(_Part, frozen=True):
    """Printed labels of a review by the key of the table `procedure_items`."""

    reviewer: Labels
    reviewed_on: Labels
    period: Labels
    method: Labels
    shortened: Labels
    opinions: Labels
    reflection: Labels
    result: Labels
    published_on: Labels
    target: Labels


class ReviewWords(_Part, frozen=True):
    """What the results of a third-party review look like."""

    labels: ReviewLabels


class ReferenceWords(_Part, frozen=True):
    """What names another paper."""

    within: tuple[str, ...] = msgspec.field(name="in")
    consultation: Pattern
    recommendation: Pattern
    letter: Pattern
    paper: Pattern
    page: Pattern
    annex: Pattern
    shortest_title: int


class PaperWords(_Part, frozen=True):
    """All words of council papers; `at` says where they stand."""

    at: str = msgspec.field(name=AT)
    closing: Pattern
    sheets: SheetWords
    letters: LetterWords
    recommendations: RecommendationWords
    comments: CommentWords
    counts: CountWords
    reviews: ReviewWords
    references: ReferenceWords


@cache
def paper_words() -> PaperWords:
    """Return the words that the package ships."""
    return load_paper_words(data_file("papers.yaml"))


def load_paper_words(path: Path) -> PaperWords:
    """Read the words from a file; raises DefinitionError naming file and line where it is wrong."""
    words = converted(compose(path), PaperWords, path)
    labelled = (words.sheets.labels, words.recommendations.labels, words.comments.titles, words.reviews.labels)
    for labels in labelled:
        prints = [squash(label) for _, listed in _listed(labels) for label in listed]
        twice = sorted({one for one in prints if prints.count(one) > 1})
        if twice:
            raise wrong(words.at, f"{type(labels).__name__}: {', '.join(twice)} stands twice")
    return words


def keys_by_label(labels: msgspec.Struct) -> Mapping[str, str]:
    """Return the key of each printed label, squashed."""
    return {squash(label): key for key, listed in _listed(labels) for label in listed}


def _listed(labels: msgspec.Struct) -> list[tuple[str, Labels]]:
    return list(msgspec.structs.asdict(labels).items())
