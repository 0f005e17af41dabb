"""The count tables of the results of a public comment: who sent how many opinions, by which way, and how they were taken."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby

import regex

from extract.sheet import Place, Row
from normalize.date_numerals import fold_aligned
from normalize.dates import find_dates
from normalize.numbers import parse_number
from normalize.text import squash
from parsers.issues import Finding
from parsers.papers.comment_titles import title_of, titles_above
from parsers.papers.words import paper_words

__all__ = ["Count", "counts_in_lines", "counts_in_tables", "opinions_counted"]

SEVERAL = regex.compile(r"\d{1,6}(?:\s++\d{1,6})++")
"""Two columns of a dump run together: `1 1`."""
REMARK = regex.compile(r"[:。]|^[※*]")
"""What no label of a row has."""
NOTHING = frozenset({"-", "―", "ー", "/"})
LONGEST_LABEL = 30


@dataclass(frozen=True, slots=True)
class Count:
    """One number: `count` is null where the cell is blank or can't be read. `meaning` is what the legend says of a row."""

    row: str | None
    column: str | None
    count: int | None
    place: Place
    meaning: str | None = None


@dataclass(frozen=True, slots=True)
class _Grid:
    """The columns of a count table: those that name its rows, those that count, with their titles; which is the total.

    `height` is how many rows its titles take; a table of labels with one number each may have none.
    """

    names: tuple[int, ...]
    counts: Mapping[int, str | None]
    total: int | None
    height: int = 1


@dataclass(frozen=True, slots=True)
class _Body:
    """A row of a count table by its columns."""

    row: Row
    texts: Mapping[int, str]

    @property
    def blank(self) -> bool:
        return not any(self.texts.values())


def counts_in_tables(rows: Sequence[Row], taken: frozenset[int]) -> Iterator[tuple[int, list[Count], list[Finding]]]:
    """Yield each count table: where it begins among the rows, its numbers, and what was noticed.

    `taken` are rows of other tables. Numbers that a dump ran together are put back into the blank columns before them
    where the total of the row agrees; else they are null.
    """
    at = 0
    for table, group in groupby(rows, key=lambda row: row.table):
        block = list(group)
        start, at = at, at + len(block)
        if table is None or start in taken or len(block) < 2:
            continue
        grid = _grid(block)
        if grid is not None:
            yield start, *_read(block, grid)


def _grid(block: Sequence[Row]) -> _Grid | None:
    """Return the columns of a table; None where it is no count table."""
    titles, height = _titles(block)
    bodies = [_body(row) for row in block[height:]]
    width = max((column for body in bodies for column in body.texts), default=-1) + 1
    texts = {column: [body.texts.get(column, "") for body in bodies] for column in range(width)}
    units = {column for column in texts if _are_units(texts[column])}
    sure = [column for column in texts if titles.get(column) and all(map(_is_count, texts[column]))]
    numeric = [
        column for column in texts if column in sure or (column and titles.get(column) and _counts(texts[column]))
    ]
    filled = any(text for column in sure for text in texts[column])
    names = tuple(column for column in texts if column not in numeric and column not in units)
    first = {title_of(title) for title in titles.values()}
    if not filled or not names or names[0] != 0 or first & {"opinion", "comment_no", "serial_no"}:
        return None
    words = {squash(cell.text) for row in block[:height] for cell in row.cells} | set(map(squash, texts[0]))
    if not words & _telling():
        return None
    if len(numeric) == 1 and _is_value(titles[numeric[0]]):
        return _Grid(names, {numeric[0]: None}, None, height=0 if _number(titles[numeric[0]]) is not None else 1)
    total = next((column for column in numeric if squash(titles[column]) in paper_words().counts.total), None)
    # a total behind titles in two rows may be that of a part of the columns: 件数, but not 人数
    return _Grid(names, {column: titles[column] for column in numeric}, total if height == 1 else None, height)


def _titles(block: Sequence[Row]) -> tuple[dict[int, str], int]:
    """Return the titles of the columns, those in two rows with both: 個人 件数; and how many rows they take."""
    titles = {cell.column: cell.text.strip() for cell in block[0].cells}
    above = titles_above(block[0], block[1])
    if not above or any(_is_count(cell.text.strip()) for cell in block[1].cells):
        return titles, 1
    both = {cell.column: f"{above[cell.column].text.strip()} {cell.text.strip()}".strip() for cell in block[1].cells}
    return titles | both, 2


def _counts(texts: Sequence[str]) -> bool:
    """Tell whether a column counts though cells of it can't be read as numbers: most of what it holds are."""
    filled = [text for text in texts if text]
    return 2 * sum(map(_is_count, filled)) > len(filled)


def _are_units(texts: Sequence[str]) -> bool:
    """Tell whether a column holds nothing but the units of the numbers beside it."""
    return any(texts) and all(not text or squash(text) in paper_words().counts.units for text in texts)


def _is_value(text: str) -> bool:
    """Tell whether what stands above a number is no title of it, but the value of another label: a number, a day, a text."""
    days = any(mention.value.precision == "day" or mention.value.kind == "range" for mention in find_dates(text))
    return _number(text) is not None or "。" in text or len(squash(text)) > LONGEST_LABEL or days


@cache
def _telling() -> frozenset[str]:
    """The words that tell a count table from others: what is counted, who sends, by which way."""
    words = paper_words()
    vocabulary = words.comments.vocabulary
    listed = (*words.counts.total, *words.counts.labels, *vocabulary.submitter, *vocabulary.medium)
    return frozenset(squash(word) for word in listed)


def _body(row: Row) -> _Body:
    return _Body(row, {cell.column: cell.text.strip() for cell in row.cells})


def _is_count(text: str) -> bool:
    return not text or squash(text) in NOTHING or SEVERAL.fullmatch(text) is not None or _number(text) is not None


def _number(text: str) -> int | None:
    """Return the number that a text is; of 3件(うち類似1件) the whole."""
    partly = paper_words().counts.part.search(squash(text)) is not None
    value = parse_number(text[: max(map(text.rfind, "(（"))] if partly else text)
    return value.value if value is not None and (value.unit or "件") in paper_words().counts.units else None


def _read(block: Sequence[Row], grid: _Grid) -> tuple[list[Count], list[Finding]]:
    counts: list[Count] = []
    findings: list[Finding] = []
    for body in map(_body, block[grid.height :]):
        if body.blank or _is_remark(body, grid):
            continue
        names = [body.texts[column] for column in grid.names if body.texts.get(column)]
        values, code = _values(body, grid)
        name = names[0] if names else None
        if code is not None:
            findings.append(Finding(code, name or "", body.row.place))
        elif not _adds_up(values, grid):
            findings.append(Finding("total_mismatch", f"{name}: the row does not add up", body.row.place))
        meaning = names[1] if len(names) > 1 else None
        counts += [Count(name, title, values[column], body.row.place, meaning) for column, title in grid.counts.items()]
    findings += _columns_add_up(counts, block[0].place)
    return counts, findings


def _is_remark(body: _Body, grid: _Grid) -> bool:
    """Tell whether a row counts nothing and is no label either: who is in charge, a note."""
    said = next((text for text in body.texts.values() if text), "")
    return not any(body.texts.get(column) for column in grid.counts) and REMARK.search(squash(said)) is not None


def _values(body: _Body, grid: _Grid) -> tuple[dict[int, int | None], str | None]:
    """Return the numbers of a row by column, and the issue where they had to be put back or can't be."""
    values = {column: _number(body.texts.get(column, "")) for column in grid.counts}
    merged = [column for column in grid.counts if SEVERAL.fullmatch(body.texts.get(column, ""))]
    if not merged:
        legible = all(_is_count(body.texts.get(column, "")) for column in grid.counts)
        return values, None if legible else "count_unreadable"
    for column in merged:
        numbers = [int(number) for number in body.texts[column].split()]
        before = [one for one in grid.counts if one <= column][-len(numbers) :]
        blank = all(not body.texts.get(one) for one in before[:-1])
        if len(before) < len(numbers) or not blank:
            return dict.fromkeys(grid.counts), "count_unreadable"
        values.update(zip(before, numbers, strict=True))
    sure = grid.total is not None and _adds_up(values, grid)
    return (
        (values, "count_inferred")
        if sure
        else (values | dict.fromkeys(merged) | _before(merged, body, grid), "count_unreadable")
    )


def _before(merged: Sequence[int], body: _Body, grid: _Grid) -> dict[int, int | None]:
    """Return null for the columns that numbers run together could belong to."""
    found: dict[int, int | None] = {}
    for column in merged:
        length = len(body.texts[column].split())
        found.update(dict.fromkeys([one for one in grid.counts if one <= column][-length:]))
    return found


def _adds_up(values: Mapping[int, int | None], grid: _Grid) -> bool:
    """Tell whether the total of a row is the sum of its other columns; where it has none, nothing speaks against it."""
    if grid.total is None or values.get(grid.total) is None:
        return True
    others = [value for column, value in values.items() if column != grid.total and value is not None]
    return not others or sum(others) == values[grid.total]


def _columns_add_up(counts: Sequence[Count], place: Place) -> Iterator[Finding]:
    totals = paper_words().counts.total
    for column in dict.fromkeys(count.column for count in counts):
        own = [count for count in counts if count.column == column]
        total = [count.count for count in own if squash(count.row or "") in totals]
        others = [count.count for count in own if squash(count.row or "") not in totals and count.count is not None]
        if len(total) == 1 and total[0] is not None and others and sum(others) != total[0]:
            yield Finding("total_mismatch", f"{column}: {sum(others)} in all, {total[0]} printed", place)


# --------------------------------------------------------------------------------------------------------------- lines


def counts_in_lines(rows: Sequence[Row]) -> Iterator[tuple[int, list[Count]]]:
    """Yield the lines that say how many there were, each with its number among the rows: 提出者 2人 件数 3件."""
    above = ""
    for number, row in enumerate(rows):
        text = " ".join(fold_aligned(row.text).split())
        if len(squash(text)) > LONGEST_LINE:
            above = ""
            continue
        found = [
            Count(label, None, count, row.place)
            for label, count in _paired(text, above) or _labelled(text) or _told(text, above)
        ]
        if found:
            yield number, found
        above = squash(text) if row.table is None else ""


LONGEST_LINE = 90


def _labelled(text: str) -> list[tuple[str, int | None]]:
    """Return the numbers behind labels: 郵送 1人, FAX なし; of groups only where a label says what is counted."""
    pattern = _counted(grouped=_label().search(squash(text)) is not None)
    return [
        (squash(match["label"]), 0 if match["none"] else _number(match["number"] or ""))
        for match in pattern.finditer(text)
    ]


def _paired(text: str, above: str) -> list[tuple[str, int | None]]:
    """Return the two numbers behind two labels that are joined, or stand on the line above: 提出者数・意見数 2人・4件."""
    squashed = squash(text)
    match = _two().search(above + squashed if squashed[:1].isdecimal() else squashed)
    return [(match["one"], int(match["people"])), (match["other"], int(match["opinions"]))] if match is not None else []


def _told(text: str, above: str) -> list[tuple[str, int | None]]:
    """Return what a line without a label says of opinions: 3名の方から5件の御意見, or that there were none."""
    words, squashed = paper_words().counts, squash(text)
    pair = words.pairs.search(squashed) if words.subject.search(above + squashed) is not None else None
    if pair is not None:
        return [(words.labels[0], int(pair["people"])), (words.opinions[0], int(pair["opinions"]))]
    match = words.said.search(squashed)
    if match is not None:
        return [(words.opinions[0], int(match["opinions"]))]
    return [(words.opinions[0], 0)] if words.none.search(squashed) else []


@cache
def _label() -> regex.Pattern[str]:
    return regex.compile("|".join(map(regex.escape, map(squash, paper_words().counts.labels))))


@cache
def _two() -> regex.Pattern[str]:
    words = paper_words().counts
    labels = "|".join(regex.escape(squash(label)) for label in sorted(words.labels, key=lambda one: (-len(one), one)))
    return regex.compile(
        rf"(?P<one>{labels})(?:{paper_words().comments.joined.pattern})(?P<other>{labels})[】)]?[:は]?{words.pairs.pattern}"
    )


@cache
def _counted(*, grouped: bool) -> regex.Pattern[str]:
    """Return what finds a label with its number; with `grouped`, the groups that people are of are labels, too."""
    words = paper_words()
    vocabulary = words.comments.vocabulary
    groups = (*words.counts.groups, *vocabulary.submitter) if grouped else ()
    one, total = (
        "|".join(
            r"\s*+".join(map(regex.escape, label)) for label in sorted(set(listed), key=lambda word: (-len(word), word))
        )
        for listed in ((*words.counts.labels, *vocabulary.medium, *groups), words.counts.total)
    )
    return regex.compile(
        rf"(?:{NOT_JOINED}(?P<label>{one})|^\s*+(?P<label>{total}))\s*+[】〕\]）)]?\s*+[:：はが]?\s*+"
        rf"(?:(?P<number>[0-9]{{1,6}}\s*+[{words.counts.units}]{{1,2}}+)(?!目)|(?P<none>{words.counts.zero.pattern}))"
    )


NOT_JOINED = r"(?<![\p{Han}\p{Katakana}])(?<![\p{Han}\p{Katakana}]・|及び|並びに)"
"""What a label is not preceded by: of 郵送・持参 3件 nobody knows how many were 持参."""


def opinions_counted(counts: Sequence[Count]) -> int | None:
    """Return how many opinions the counts say there were; None where they don't, or not with one voice."""
    words = paper_words().counts
    totals, opinions = set(words.total), {squash(label) for label in words.opinions}
    said = {
        count.count
        for count in counts
        if count.count is not None
        and (
            (squash(count.row or "") in opinions and (count.column is None or squash(count.column) in totals))
            or (squash(count.row or "") in totals and squash(count.column or "") in opinions)
        )
    }
    return said.pop() if len(said) == 1 else None
