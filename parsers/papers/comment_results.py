"""意見募集結果: opinions with their responses and categories, and the numbers of the count tables, as records."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain

from extract.sheet import Place, Row
from normalize.text import squash
from parsers.bundle import Part, line_breaks
from parsers.definitions import document_kinds
from parsers.issues import Finding
from parsers.papers.comment_columns import are_titles, opinions_below_one_another, opinions_side_by_side
from parsers.papers.comment_counts import Count, counts_in_lines, counts_in_tables, opinions_counted
from parsers.papers.comment_layouts import opinions_in_cells, opinions_in_lines
from parsers.papers.comment_legends import read_legend
from parsers.papers.comment_titles import title_of
from parsers.papers.comment_turns import heads_in_turn, opinions_in_turn
from parsers.papers.comments import Opinion, opinions_in_tables
from parsers.papers.words import paper_words
from parsers.paragraphs import Breaks
from parsers.provenance import order, provenance, section_at
from parsers.records import Comment, CommentCount, InDocument, Section

__all__ = ["read_comment_results"]


def read_comment_results(
    part: Part, document_id: str, sections: Sequence[Section]
) -> tuple[list[InDocument], list[Finding]]:
    """Return the rows of `comments` and `comment_counts`, and what was noticed in reading."""
    breaks = line_breaks(document_kinds())
    rows = [row for paragraph in part.paragraphs for row in paragraph.rows]
    legend = read_legend(rows)
    read = opinions_in_tables(rows, legend, breaks)
    opinions, taken = read.opinions or _without_tables(rows, breaks), frozenset(read.rows)
    tables, findings = _counted(rows, taken, opinions)
    if read.without and not opinions:
        tables = sorted([*tables, _none(rows, read.without[0])], key=lambda one: one[0])
    findings += read.findings if opinions else _unread(rows, [count for _, found in tables for count in found])
    counts = list(_counts(tables, rows, document_id, sections))
    findings += [
        Finding(note, f"{opinion.comment_no or ''} {(opinion.opinion or '')[:40]}".strip(), opinion.place)
        for opinion in opinions
        for note in opinion.notes
    ]
    if not _counts_of_its_own(rows, taken):
        findings += _all_there(opinions, [count for _, found in tables for count in found])
    comments = [_comment(opinion, no, legend, document_id) for no, opinion in enumerate(opinions, 1)]
    return [*comments, *counts], findings


def _without_tables(rows: Sequence[Row], breaks: Breaks) -> list[Opinion]:
    """Return the opinions of a document without a table of them."""
    found = opinions_side_by_side(rows, breaks)
    if found is None:
        return []
    return (
        found
        or opinions_in_lines(rows)
        or opinions_below_one_another(rows, breaks)
        or opinions_in_cells(rows, breaks)
        or opinions_in_turn(rows, breaks)
    )


def _unread(rows: Sequence[Row], counts: Sequence[Count]) -> list[Finding]:
    """Return where titles of a table of opinions, or heads of them, are printed that none could be read of.

    Nothing where there were no opinions.
    """
    if opinions_counted(counts) == 0:
        return []
    titled = [row for row in rows if _is_titled(row)]
    head = heads_in_turn(rows) if not titled else None
    unread = titled if head is None else [head]
    return [Finding("comments_unread", " ".join(row.text.split()), row.place) for row in unread]


def _is_titled(row: Row) -> bool:
    keys = {title_of(cell.text) for cell in row.cells} if row.table is not None else set()
    return are_titles(row) or {"comment_no", "response"} <= keys


def _comment(opinion: Opinion, no: int, legend: Mapping[str, str], document_id: str) -> Comment:
    return Comment(
        document_id=document_id,
        no=no,
        comment_no=opinion.comment_no,
        branch_no=opinion.branch_no,
        submitter=opinion.submitter,
        medium=opinion.medium,
        item=opinion.item,
        opinion=opinion.opinion,
        category=opinion.category,
        category_label=legend.get(squash(opinion.category)) if opinion.category else None,
        response=opinion.response,
        department=opinion.department,
        serial_no=opinion.serial_no,
        **provenance(opinion.place),
    )


def _counted(
    rows: Sequence[Row], taken: frozenset[int], opinions: Sequence[Opinion]
) -> tuple[list[tuple[int, list[Count]]], list[Finding]]:
    """Return the count tables and the counting lines around the opinions, in order, each with where it begins.

    Opinions may themselves say how many there are of something; behind them only the end of their table tells the end.
    """
    found = list(counts_in_tables(rows, taken))
    counted = {start for start, _, _ in found}
    first = _first(rows, opinions)
    behind = max(first, max(taken) + 1) if taken and opinions else len(rows)
    below = ((behind + number, counts) for number, counts in counts_in_lines(rows[behind:]))
    lines = [
        (number, counts)
        for number, counts in chain(counts_in_lines(rows[:first]), below)
        if number not in taken
        and not any(
            start <= number and rows[start].table == rows[number].table for start in counted if rows[number].table
        )
    ]
    tables = sorted([*((start, counts) for start, counts, _ in found), *lines], key=lambda one: one[0])
    return tables, list(chain.from_iterable(findings for _, _, findings in found))


def _none(rows: Sequence[Row], said: Row) -> tuple[int, list[Count]]:
    """Return the count that a row of a table of opinions gives which says that there are none."""
    at = next(number for number, row in enumerate(rows) if row is said)
    return at, [Count(paper_words().counts.opinions[0], None, 0, said.place)]


def _first(rows: Sequence[Row], opinions: Sequence[Opinion]) -> int:
    """Return which row the first opinion stands in; the end where there is none."""
    if not opinions:
        return len(rows)
    return next((number for number, row in enumerate(rows) if order(row.place) >= order(opinions[0].place)), len(rows))


def _counts(
    tables: Sequence[tuple[int, Sequence[Count]]], rows: Sequence[Row], document_id: str, sections: Sequence[Section]
) -> Iterator[CommentCount]:
    no = table_no = 0
    labels = _labels(rows)
    before: tuple[int, Section | None] | None = None
    title = ""
    for start, counts in tables:
        section = section_at(rows[start].place, sections)
        goes_on = rows[start].table is None and before == (start - 1, section)
        if not goes_on:
            title = _above(rows, start) or _heading(rows[start], labels, sections) or counts[0].row or ""
        before = (start, section)
        table_no += not goes_on
        for count in counts:
            no += 1
            yield CommentCount(
                document_id=document_id,
                no=no,
                table=title,
                table_no=table_no,
                row=count.row,
                row_label=count.meaning,
                column=count.column,
                count=count.count,
                **provenance(count.place),
            )


def _above(rows: Sequence[Row], start: int) -> str | None:
    """Return the line above counting lines that says what they count (提出方法別の内訳); None where none does."""
    if not start or rows[start].table is not None or rows[start - 1].table is not None:
        return None
    text = rows[start - 1].text.strip()
    return text if paper_words().counts.heading.match(squash(text)) else None


def _labels(rows: Sequence[Row]) -> Mapping[int | None, set[str]]:
    """Return what stands first in a row of each table, with something beside it."""
    labels: defaultdict[int | None, set[str]] = defaultdict(set)
    for row in rows:
        filled = [cell for cell in row.cells if cell.lines]
        if row.table is not None and len(filled) > 1:
            labels[row.table].add(squash(filled[0].text))
    return labels


def _heading(row: Row, labels: Mapping[int | None, set[str]], sections: Sequence[Section]) -> str | None:
    """Return the title of the section that counts stand in; a label beside a value of the same table is no heading."""
    own = labels.get(row.table, set())
    section = section_at(row.place, [one for one in sections if squash(one.title or "") not in own])
    return section.title if section is not None else None


def _counts_of_its_own(rows: Sequence[Row], taken: frozenset[int]) -> bool:
    """Tell whether a table of opinions says beside each how many were of it: then the rows are fewer than the opinions."""
    labels = {squash(label) for label in paper_words().counts.labels}
    return any(squash(cell.text) in labels for number in taken for cell in rows[number].cells)


def _all_there(opinions: Sequence[Opinion], counts: Sequence[Count]) -> Iterator[Finding]:
    """Compare how many opinions there are with how many were counted."""
    said = opinions_counted(counts)
    if said is not None and said != len(opinions):
        message = f"{said} opinions counted, {len(opinions)} listed"
        places = [opinion.place for opinion in opinions] or [count.place for count in counts]
        yield Finding("total_mismatch", message, Place.hull(places))
