"""The title of a document: a line of its own, wrapped over several, behind a label, or the first heading of a page."""

from __future__ import annotations

from normalize.text import squash, width
from parsers.bundle import LONGEST_TITLE, Part
from parsers.definitions import NOTHING, compiled, document_kinds
from parsers.paragraphs import Paragraph

__all__ = ["title_of"]

MOST_ABOVE = 2
"""Lines of a title above its last one."""
NARROWEST = 12.0
"""Characters of each line of a title that is cut within a word, at least; senders and addressees are shorter."""


def title_of(part: Part) -> str | None:
    """Return the title, None where the document has none.

    Where a mere label announces it (諮問事項, 別紙1), it is what stands behind or below the label. The only heading of the
    first level that the source's markup has goes before one of a lower level.
    """
    at, headed = part.title, _headed(part)
    if at is None:
        return None if headed is None else part.paragraphs[headed].text
    text = part.paragraphs[at].text
    if headed is not None and _heads(part.paragraphs[headed], part.paragraphs[at]):
        return part.paragraphs[headed].text
    label = compiled(part.kind.title_behind or NOTHING).match(text)
    if label is None:
        return _with_lines_above(part, at)
    below = part.paragraphs[at + 1].text if at + 1 < len(part.paragraphs) else ""
    return text[label.end() :].strip() or (below if len(below) <= LONGEST_TITLE else None) or text


def _heads(first: Paragraph, title: Paragraph) -> bool:
    """Tell whether the first heading of a page is the title rather than one of a lower level or a link that shortens it."""
    return (title.heading or 1) > 1 or (title.heading is None and squash(title.text) in squash(first.text))


def _headed(part: Part) -> int | None:
    """Return which paragraph is the only one with a heading of the first level; None where there are none or several."""
    found = [number for number, paragraph in enumerate(part.paragraphs) if paragraph.heading == 1]
    return found[0] if len(found) == 1 else None


def _with_lines_above(part: Part, at: int) -> str:
    """Return the title at a paragraph with the lines above that it goes on with: titles are wrapped over two or three."""
    below = part.paragraphs[at]
    text = below.text
    for above in reversed(part.paragraphs[max(0, at - MOST_ABOVE) : at]):
        first = squash(above.text)
        begins = compiled(part.kind.title_begins or NOTHING).fullmatch(first) is not None
        if above.is_table_row or not (begins or _goes_on(first, squash(text)) or _is_flush(above, below)):
            break
        text, below = above.text + text, above
    return text


def _is_flush(above: Paragraph, title: Paragraph) -> bool:
    """Tell whether two lines are one block, set in from the margin or apart, whose upper line fills it.

    That is a title cut within a word.
    """
    first, last = above.rows[0], title.rows[0]
    if last.gap or _set_in(first.text) != _set_in(last.text) or not (first.gap or _set_in(first.text)):
        return False
    upper = squash(above.text)
    whole = _stands_apart(upper) or compiled(document_kinds().title_lines.council).search(upper) is not None
    return not whole and NARROWEST <= width(title.text) <= width(above.text)


def _set_in(line: str) -> int:
    """Return by how many full-width spaces a line is set in from the margin; one is the indent of a paragraph."""
    spaces = len(line) - len(line.lstrip("\N{IDEOGRAPHIC SPACE}"))
    return spaces if spaces > 1 else 0


def _goes_on(above: str, title: str) -> bool:
    """Tell whether a title (both squashed) can't begin where it does, and the line above is no address or date."""
    lines = document_kinds().title_lines
    cut = compiled(lines.unfinished).search(above) is not None or compiled(lines.continuing).match(title) is not None
    return cut and not _stands_apart(above) and len(above) + len(title) <= LONGEST_TITLE


def _stands_apart(above: str) -> bool:
    """Tell whether a line (squashed) above a title is none of it: a sentence, a date, who is written to, a link."""
    return "。" in above or compiled(document_kinds().title_lines.apart).search(above) is not None
