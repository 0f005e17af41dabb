"""Rows of a field as text: wrapped lines joined, paragraphs kept apart."""

from __future__ import annotations

from collections.abc import Sequence

import regex

from extract.sheet import Row
from normalize.markers import find_marker
from normalize.text import glue, squash, width
from parsers.paragraphs import SENTENCE_ENDS, Breaks, paragraphs, parted_by_indent

__all__ = ["as_text", "as_title", "field_texts"]

FULL_LINE = 0.6
"""A line of running text this full, as a share of the widest of its field, was wrapped: dumps lose the indents and break
lines behind closing brackets, so lines of one column differ."""
WHOLE = regex.compile(r"(?:について|こと|とおり|[:：])\s*+$")
"""What headings and list entries end with, which have no full stop."""
STARTS = regex.compile(r"(?:また|なお|ただし|しかし|そのため|したがって|よって|さらに|この点)[、,]")
"""What a sentence begins with, and no rest of one."""
NARROWEST = 12.0
"""Fields narrower than this many characters hold no running text."""


def as_text(rows: Sequence[Row], breaks: Breaks, *, prose: bool = False) -> str | None:
    """Return the rows as text, wrapped lines joined; None for none. Running text is joined over the whole field."""
    return "\n".join(field_texts(rows, breaks, prose=prose)) or None


def as_title(rows: Sequence[Row], breaks: Breaks, ends: regex.Pattern[str]) -> str | None:
    """Return the title that a field begins with: up to the first paragraph that ends like one, else the first paragraph.

    A field of several matters, each with its number, has a line for each.
    """
    texts = field_texts(rows, breaks, prose=True)
    counted = _counted(texts)
    if len(counted) > 1:
        return "\n".join(counted)
    whole = ""
    for text in texts:
        whole += text
        if ends.search(squash(whole)):
            return whole
    return texts[0] if texts else None


def _counted(texts: Sequence[str]) -> list[str]:
    """Return the texts of the list 1, 2, 3 … that texts begin with; none where they begin otherwise."""
    found: list[str] = []
    kind: str | None = None
    for text in texts:
        marker = find_marker(text)
        if marker is None or marker.number != len(found) + 1 or marker.kind != (kind or marker.kind):
            break
        kind = marker.kind
        found.append(text)
    return found


def field_texts(rows: Sequence[Row], breaks: Breaks, *, prose: bool = False) -> list[str]:
    """Return the paragraphs of a field."""
    found = paragraphs(rows, breaks)
    measure = max((width(row.text.strip()) for row in rows if row.table is None), default=0.0)
    texts: list[str] = []
    for number, paragraph in enumerate(found):
        before = found[number - 1].rows[-1] if number else None
        if prose and before is not None and _wrapped(before, paragraph.rows[0], measure, breaks):
            texts[-1] += glue(texts[-1], paragraph.text) + paragraph.text
        else:
            texts.append(paragraph.text)
    return texts


def _wrapped(before: Row, after: Row, measure: float, breaks: Breaks) -> bool:
    """Tell whether a line of running text is the rest of the one before it."""
    text = before.text.strip()
    if before.table is not None or after.table is not None or after.gap or measure < NARROWEST:
        return False
    if text.endswith(SENTENCE_ENDS) or parted_by_indent(before.text, after.text) or breaks.begins(after.text):
        return False
    if WHOLE.search(text) or STARTS.match(after.text.strip()):
        return False
    whole = breaks.complete(text) or breaks.complete(after.text)
    return width(text) >= FULL_LINE * measure and not whole
