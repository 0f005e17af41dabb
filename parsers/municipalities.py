"""The municipality that a document names: in its title, its first lines, or where its sender stands at the end."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from itertools import chain
from unicodedata import normalize

import regex

from normalize.organisations import find_organisation
from normalize.text import squash
from parsers.bundle import Part
from parsers.definitions import document_kinds

__all__ = ["FIRST_LINES", "municipality_of", "prefectures_beside"]

FIRST_LINES = 12
"""Paragraphs at the beginning of a document in which sender and date of a letter or sheet stand."""
LAST_LINES = 6
"""Paragraphs at the end of a document in which its sender may stand."""
LONGEST_SENDER = 40
"""Characters of its line."""
LETTER_SPACED = 1.5
"""Letters to a word, at the most, in a line that is typeset with a space between all letters."""
SIGN = regex.compile(r"[○◯〇◎●•・<＜(（【]")
"""What stands before a speaker: 武市情報公開課長 is no 武市."""
NO_KEN = "東京都|北海道|京都府|大阪府"
"""The prefectures that are none called 県."""
PREFECTURE = rf"(?:{NO_KEN}|\p{{Han}}{{2,3}}県)"
NAME = (
    rf"(?P<name>{PREFECTURE}?"
    r"(?![本当各同他全両回]|[市区町村]長|(?<=\d)[年月日時分号条項名人件]|[はがのにをとでも]\p{Han})(?!全国)"
    r"(?:[\p{Han}\p{Hiragana}\p{Katakana}ヶ]{1,6}?(?:市|区|町|村|県|広域連合)|\p{Han}{2,14}広域連合)|"
    rf"{NO_KEN})"
)
"""What may be the name of a municipality or a prefecture; 本市 and 各市 are none, nor what goes on with a number (26日)."""
SET_APART = regex.compile(rf"(?:^|[|｜:/-])\s*{NAME}(?=\s|$)")
"""A name by itself at the head of a line, or behind a sign at its end as in the titles of web pages."""
OF_UNIT = regex.compile(r"[部局課室][市区町村]$")
"""The end of a department and the beginning of the next: 総務部 市民課; 綾部市 is a name all the same."""


def municipality_of(part: Part, title: str | None) -> str | None:
    """Return the municipality, as printed, that the title names, or one of the first lines, or a sender at the end.

    None where none of them does.
    """
    first = list(_cells([title or "", *(paragraph.text for paragraph in part.paragraphs[:FIRST_LINES])]))
    for text in first:
        match = _in_front().search(text)
        if match is not None and not (OF_UNIT.search(match["name"]) and not _is_known(match["name"])):
            return _with_last_letter(match["name"], text[match.end("name") :])
    known = (
        match["name"] for text in first if (match := SET_APART.search(text)) is not None and _is_known(match["name"])
    )
    last = (
        match["name"]
        for text in _cells(paragraph.text for paragraph in part.paragraphs[-LAST_LINES:])
        if len(text) <= LONGEST_SENDER and (match := _in_front().match(text)) is not None
    )
    return next(chain(known, last), None)


def prefectures_beside(part: Part, name: str) -> set[str]:
    """Return the prefectures that a document prints in front of the name of a municipality."""
    beside = regex.compile(rf"(?<prefecture>{PREFECTURE}){regex.escape(name)}")
    text = "".join(squash(paragraph.text) for paragraph in part.paragraphs)
    return {match["prefecture"] for match in beside.finditer(text)}


@cache
def _in_front() -> regex.Pattern[str]:
    """A municipality or a prefecture in front of what is its own: its head, its council, a department, its web site."""
    return regex.compile(
        r"(?:(?<![\p{Han}\p{Hiragana}\p{Katakana}]|\p{Han}年度)(?:\d*年度|\d+日)?(?:第\d+回)?|(?<=第\d{1,3}回))"
        rf"{NAME}(?={document_kinds().municipality_ahead})"
    )


@cache
def _host() -> regex.Pattern[str]:
    """What sites that hold copies print around a document; their titles are their own."""
    return regex.compile(document_kinds().copied_from)


def _cells(lines: Iterable[str]) -> Iterator[str]:
    """Yield the cells of lines that may name a municipality."""
    for line in lines:
        if not (_host().match(line) or SIGN.match(line)):
            yield from map(_unspaced, line.split("\t"))


def _is_known(name: str) -> bool:
    found = find_organisation(name)
    return found is not None and found.code is not None


def _with_last_letter(name: str, behind: str) -> str:
    """Return a name that itself ends like a municipality, 羽村市 and 四日市市, with its last letter."""
    longer = name + behind[:1]
    return longer if behind[:1] in LAST_LETTERS and _is_known(longer) else name


LAST_LETTERS = ("市", "区", "町", "村")


def _unspaced(text: str) -> str:
    """Return a letter-spaced line without its spaces; other lines keep them, they part a label from its value."""
    words = text.split()
    return squash(text) if sum(len(word) for word in words) <= LETTER_SPACED * len(words) else normalize("NFKC", text)
