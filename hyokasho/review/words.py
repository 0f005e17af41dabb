"""The words of the review pages in English and Japanese: words.yaml, and what the data files call their codes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal, get_args

import msgspec
import yaml

from hyokasho.schema import Column
from parsers.definitions import document_kinds
from parsers.issues import ISSUE_KINDS

__all__ = ["LANGUAGES", "Language", "Words", "catalogue", "language_of", "load_words"]

Language = Literal["en", "ja"]
LANGUAGES: tuple[Language, ...] = get_args(Language)


class Word(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One text of the pages in both languages; `{name}` stands for what the page puts in."""

    en: str
    ja: str

    def said(self, language: Language) -> str:
        """Return the text in a language."""
        return self.ja if language == "ja" else self.en


@dataclass(frozen=True, slots=True)
class Words:
    """The words in one language. Templates call it: `t("documents.title", total=3)`."""

    language: Language

    def __call__(self, key: str, **values: object) -> str:
        """Return a text. Raises KeyError for one that words.yaml does not have."""
        return catalogue()[key].said(self.language).format_map(values)

    def type(self, code: str) -> str:
        """Return what a type of document is called; its code where the data does not know it."""
        known = {kind.code: kind for kind in document_kinds().types}
        return self._of(known[code]) if code in known else code

    def issue(self, code: str) -> str:
        """Return what an issue code means; the code where it is not of this version."""
        return self._of(ISSUE_KINDS[code]) if code in ISSUE_KINDS else code

    def column(self, column: Column) -> str:
        """Return what a column holds."""
        return column.description_ja if self.language == "ja" else column.description

    def either(self, en: str, ja: str) -> str:
        """Return the one of two texts that is in this language."""
        return ja if self.language == "ja" else en

    def _of(self, named: Word | object) -> str:
        return str(getattr(named, self.language))


def load_words() -> None:
    """Read the data files that words come from, so that the first reader need not wait for it."""
    catalogue()
    document_kinds()


@cache
def catalogue() -> Mapping[str, Word]:
    """Return all texts by key."""
    data = yaml.safe_load(Path(__file__).with_name("words.yaml").read_bytes())
    return msgspec.convert(data, dict[str, Word])


def language_of(*asked: str | None, default: Language | None, accepted: str) -> Language:
    """Return the first language that is asked for, else the default, else what the browser would rather have."""
    for one in asked:
        if one in LANGUAGES:
            return "ja" if one == "ja" else "en"
    if default is not None:
        return default
    first = next(
        (part.strip()[:2].lower() for part in accepted.split(",") if part.strip()[:2].lower() in LANGUAGES), ""
    )
    return "ja" if first == "ja" else "en"
