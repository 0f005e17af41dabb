"""How papers are numbered: 資料1, 資料1-2, 資料1の2, 【資料1】."""

from __future__ import annotations

from functools import cache

import regex

from normalize.markers import find_marker
from normalize.text import squash
from parsers.minutes.words import GAP, any_of, minutes_words

__all__ = [
    "BRANCH",
    "begins_with_bracketed_paper",
    "begins_with_paper",
    "bracketed_paper",
    "branched_paper",
    "is_number",
    "paper_number",
]

BRANCH = rf"(?:{GAP}*[-‐－ー―–の]{GAP}*[0-9０-９]{{1,2}})"
"""The second number of a paper, 資料1-2 or 資料1の2."""


def paper_number() -> str:
    """Return the pattern of a paper with its first number: 資料 1."""
    return rf"(?:{any_of(minutes_words().papers)}){GAP}*[0-9０-９]{{1,2}}"


@cache
def branched_paper() -> regex.Pattern[str]:
    """Return what a paper with two numbers begins with: 資料1-1 …, 資料1の2: …"""
    return regex.compile(
        rf"[・●○■◆◇□*•\-]?{GAP}*(?P<marker>{paper_number()}{BRANCH}{{1,2}})(?:{GAP}*[:：]|{GAP}){GAP}*"
    )


@cache
def bracketed_paper() -> regex.Pattern[str]:
    """Return what a paper in brackets begins with: 【資料1】 …"""
    papers = any_of(minutes_words().papers)
    return regex.compile(rf"[【〔\[［(（](?P<marker>(?:{papers}){GAP}*[0-9０-９]{{0,2}}{BRANCH}?)[】〕\]］)）]")


def begins_with_paper(text: str) -> bool:
    """Tell whether a line begins with the number of a paper."""
    marker = find_marker(text, minutes_words().papers)
    return marker is not None and marker.kind == "word"


def begins_with_bracketed_paper(text: str) -> bool:
    """Tell whether a line begins with a paper in brackets, whatever else they hold: 【資料1・2】."""
    return _opened_paper().match(text) is not None


@cache
def _opened_paper() -> regex.Pattern[str]:
    return regex.compile(rf"[【〔\[［(（]{GAP}*(?:{any_of(minutes_words().papers)})")


def is_number(text: str) -> bool:
    """Tell whether a cell holds the number of an entry and nothing else: 1, (2), ③, 資料1-2."""
    return _number().fullmatch(squash(text)) is not None


@cache
def _number() -> regex.Pattern[str]:
    counted = any_of(minutes_words().counting)
    return regex.compile(rf"(?:{counted})?(?:[0-9]{{1,2}}{BRANCH}{{0,2}}[.、]?|\([0-9]{{1,2}}\))")
