"""Rows of a document to its changes."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from extract.sheet import Place, Row
from normalize.text import squash
from parsers.changes.change import ChangeRow, Changes
from parsers.changes.columns import rows_of_tables
from parsers.changes.entries import entries
from parsers.changes.joining import groups, joined_change
from parsers.changes.parting import KnownForm
from parsers.changes.running import Titles, running_lines, titles_at, unsplit
from parsers.changes.words import pattern_for, title_roles

__all__ = ["read_changes", "table_rows", "unread"]

TITLES_WITHIN = 12
"""Rows below the heading, lines of print at worst, that hold the titles; a list of contents has the heading, too."""
DAYS_WITHIN = 200
"""Rows below the heading within which the first 変更日 stands: it may stand in the middle of a cell of a page's height."""


def read_changes(rows: Sequence[Row], known: Callable[[], KnownForm] | None = None) -> Changes:
    """Return the changes in order; rows before the first header and whatever is no row of the table are passed over.

    `rows` begin at or before the heading 変更箇所 and may run on behind the table. A table printed as running lines
    gives only rows whose beginning and end are certain; what `known` tells of the form, if asked, parts their cells.
    """
    ruled: list[ChangeRow] = []
    for group in groups(entries(rows)):
        ruled.append(joined_change(group, ruled[-1] if ruled else None))
    return Changes(tuple(ruled)) if ruled else unsplit(rows, known() if known else None)


def table_rows(rows: Sequence[Row]) -> frozenset[int]:
    """Return which of the rows are a table of changes, its headers included: what it quotes is no current value.

    One printed as running lines is taken to run to the end, where the forms have it: its end can't be told.
    """
    ruled = frozenset(one.at for one in rows_of_tables(rows))
    if ruled:
        return ruled
    texts = running_lines(rows)
    first = next((at for at in range(len(rows)) if _heads(titles_at(texts, at))), len(rows))
    return frozenset(range(first, len(rows)))


def unread(rows: Sequence[Row]) -> Place | None:
    """Return where a table of changes is headed in rows of which none was read as one; None where no day is below."""
    texts = [squash(row.text) for row in rows]
    headings = [at for at, text in enumerate(texts) if pattern_for("heading").fullmatch(text)]
    below = texts[headings[-1] + 1 :][:DAYS_WITHIN] if headings else []
    titles = [title for title, role in title_roles().items() if role in ("date", "before", "after")]
    titled = [any(title in text for title in titles) for text in below]
    days = (pattern_for("date_like").search(text) for text, is_title in zip(below, titled, strict=True) if not is_title)
    return rows[headings[-1]].place if any(titled[:TITLES_WITHIN]) and any(days) else None


def _heads(titles: Titles | None) -> bool:
    """Tell whether titles are those of a whole table, even if none of its rows is certain."""
    return titles is not None and {"date", "submission"} <= titles.roles
