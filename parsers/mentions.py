"""The dates and laws a document mentions, each with its place."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import accumulate

from normalize.dates import DateContext, DateMention, find_dates
from normalize.laws import LawMention, find_laws
from normalize.text import WALL
from parsers.paragraphs import Paragraph
from parsers.passage import Passage

__all__ = ["date_mentions", "law_mentions"]

BETWEEN = f"{WALL}\n"
"""Stands between paragraphs while mentions are looked for; each begins a line. Between cells stands the wall alone."""


def date_mentions(paragraphs: Sequence[Paragraph], document_date: date | None) -> Iterator[tuple[DateMention, Passage]]:
    """Yield every date expression with the passage it is read from; elided years go by the dates told before."""
    text = _Text.of(paragraphs)
    for mention in find_dates(text.whole, DateContext(document_date=document_date)):
        yield mention, text.part(mention.start, mention.end)


def law_mentions(paragraphs: Sequence[Paragraph]) -> Iterator[tuple[LawMention, Passage]]:
    """Yield every legal citation with the passage it is read from; short names go by what they were given for before."""
    text = _Text.of(paragraphs)
    for mention in find_laws(text.whole):
        yield mention, text.part(mention.start, mention.end)


@dataclass(frozen=True, slots=True)
class _Text:
    """All passages of a document as one text that a mention can't cross."""

    whole: str
    passages: tuple[Passage, ...]
    starts: tuple[int, ...]

    @staticmethod
    def of(paragraphs: Sequence[Paragraph]) -> _Text:
        passages = tuple(paragraph.passage for paragraph in paragraphs)
        whole = BETWEEN.join(passage.text.replace("\t", WALL) for passage in passages)
        starts = (0, *accumulate(len(passage.text) + len(BETWEEN) for passage in passages))
        return _Text(whole, passages, starts)

    def part(self, start: int, end: int) -> Passage:
        """Return characters `start` to `end` of the whole, which lie within one passage."""
        number = bisect_right(self.starts, start) - 1
        return self.passages[number].part(start - self.starts[number], end - self.starts[number])
