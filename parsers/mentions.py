"""The dates a document mentions, each with its place."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import accumulate

from normalize.dates import DateContext, DateMention, find_dates
from parsers.paragraphs import Paragraph
from parsers.passage import Passage

__all__ = ["find_mentions"]

WALL = "\N{SYMBOL FOR RECORD SEPARATOR}"
"""Stands between paragraphs and cells while dates are looked for: no date runs over it."""


def find_mentions(paragraphs: Sequence[Paragraph], document_date: date | None) -> Iterator[tuple[DateMention, Passage]]:
    """Yield every date expression with the passage it is read from; elided years go by the dates told before."""
    passages = [paragraph.passage for paragraph in paragraphs]
    text = WALL.join(passage.text.replace("\t", WALL) for passage in passages)
    starts = [0, *accumulate(len(passage.text) + len(WALL) for passage in passages)]
    for mention in find_dates(text, DateContext(document_date=document_date)):
        number = bisect_right(starts, mention.start) - 1
        yield mention, passages[number].part(mention.start - starts[number], mention.end - starts[number])
