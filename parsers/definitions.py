"""The data files that say what documents look like, read and checked once."""

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

__all__ = [
    "NOTHING",
    "DocumentKinds",
    "DocumentType",
    "column_titles",
    "compiled",
    "data_file",
    "document_kinds",
    "is_navigation",
    "load_document_kinds",
    "names_file",
]


NOTHING = "(?!)"
"""A pattern that matches nothing."""


class DocumentType(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One kind of document; data/documents.yaml explains every field."""

    code: str
    en: str
    ja: str
    form: Literal["basic", "priority", "full"] | None = None
    meeting: Literal["minutes", "agenda"] | None = None
    titles: tuple[str, ...] = ()
    opens: tuple[str, ...] = ()
    near_title: str | None = None
    title_behind: str | None = None
    title_begins: str | None = None
    confirmed_by: str | None = None
    confirmed_within: int = 30
    not_after: str | None = None
    announced_by: str | None = None
    needs_host: bool = False
    leads: tuple[str, ...] = ()
    leads_back_to: str | None = None
    below_header: str | None = None
    reopens: str = "never"
    holds: tuple[str, ...] = ()
    cues: tuple[str, ...] = ()
    cues_needed: int = 1
    cue_length: int = 3000
    overrules: bool = False
    outline: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    chapters: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    contents: str | None = None
    ends_outline: str | None = None
    organisation: tuple[str, ...] = ()
    date: tuple[str, ...] = ()
    date_line: bool = False
    organisation_in_text: bool = False


class TitleLines(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How the lines of a title that is wrapped go together; patterns over squashed text."""

    unfinished: str = NOTHING
    continuing: str = NOTHING
    apart: str = NOTHING
    council: str = NOTHING


class DocumentKinds(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """All kinds of documents in the order in which their titles are tried, and the lines that stand before titles."""

    leads: dict[str, str]
    navigation: tuple[str, ...] = ()
    list_titles: tuple[str, ...] = ()
    file_words: tuple[str, ...] = ()
    title_lines: TitleLines = TitleLines()
    municipality_ahead: str = NOTHING
    copied_from: str = NOTHING
    types: tuple[DocumentType, ...]

    def of(self, code: str) -> DocumentType:
        """Return the type with this code."""
        return next(kind for kind in self.types if kind.code == code)

    @property
    def titles(self) -> tuple[str, ...]:
        """All title patterns."""
        return tuple(pattern for kind in self.types for pattern in kind.titles)

    @property
    def opens(self) -> tuple[str, ...]:
        """All patterns of titles that also open long paragraphs."""
        return tuple(pattern for kind in self.types for pattern in kind.opens)

    @property
    def words(self) -> tuple[str, ...]:
        """All words that count sections in some type of document."""
        return tuple(sorted({word for kind in self.types for word in kind.words}))

    @property
    def fallback(self) -> DocumentType:
        """The type of what no other type claims: the last one."""
        return self.types[-1]


def data_file(name: str) -> Path:
    """Return where a data file lies: beside this room in an installed package, in data/ of a checkout."""
    installed = Path(__file__).parent / "data" / name
    return installed if installed.exists() else Path(__file__).parents[1] / "data" / name


@cache
def document_kinds() -> DocumentKinds:
    """Return the kinds of documents that the package ships."""
    return load_document_kinds(data_file("documents.yaml"))


NOTE = regex.compile(r"\([^()]*+\)$")
"""Parentheses at the end of a heading."""


@cache
def column_titles() -> frozenset[str]:
    """Return what heads the columns of a list that is printed as a table, squashed."""
    return frozenset(map(squash, document_kinds().list_titles))


def names_file(squashed_heading: str) -> bool:
    """Tell whether the heading of a list calls what it heads a file; a note in parentheses may follow."""
    return NOTE.sub("", squashed_heading).endswith(document_kinds().file_words)


def is_navigation(squashed_line: str) -> bool:
    """Tell whether a line of a web page is none of its text: トップページ > 市政情報 > 会議録, ここから本文です。"""
    return _navigation().fullmatch(squashed_line) is not None


@cache
def _navigation() -> regex.Pattern[str]:
    return regex.compile("|".join(f"(?:{pattern})" for pattern in document_kinds().navigation))


@cache
def compiled(pattern: str) -> regex.Pattern[str]:
    """Return a pattern of the file, ready to use."""
    return regex.compile(pattern)


def load_document_kinds(path: Path) -> DocumentKinds:
    """Read the kinds of documents from a file; raises DefinitionError naming file and place when it is wrong."""
    try:
        kinds = msgspec.convert(yaml.safe_load(path.read_text(encoding="utf-8")), DocumentKinds)
    except (yaml.YAMLError, msgspec.ValidationError) as error:
        message = f"{path}: {error}"
        raise DefinitionError(message) from error
    lines = kinds.title_lines
    wrapped = (lines.unfinished, lines.continuing, lines.apart, lines.council)
    _check_patterns((*kinds.navigation, *wrapped, kinds.municipality_ahead, kinds.copied_from), str(path))
    for kind in kinds.types:
        _check(kind, kinds, path)
    return kinds


def _check(kind: DocumentType, kinds: DocumentKinds, path: Path) -> None:
    codes = {other.code for other in kinds.types}
    unknown = [
        *(code for code in kind.holds if code not in codes),
        *(lead for lead in kind.leads if lead not in kinds.leads),
    ]
    if unknown:
        message = f"{path}: type {kind.code} names {', '.join(unknown)}, which the file does not define"
        raise DefinitionError(message)
    patterns = [
        *kind.titles,
        *kind.opens,
        *kind.cues,
        kind.confirmed_by,
        kind.not_after,
        kind.announced_by,
        kind.reopens,
        kind.below_header,
        kind.title_begins,
        kind.title_behind,
    ]
    _check_patterns(patterns, f"{path}: type {kind.code}")


def _check_patterns(patterns: Iterable[str | None], where: str) -> None:
    for pattern in patterns:
        try:
            regex.compile(pattern or "")
        except regex.error as error:
            message = f"{where}: pattern {pattern!r}: {error}"
            raise DefinitionError(message) from error
