"""Opinions and responses of tables that a dump lost: printed as running lines, or one cell below the other.

What can't be told apart is null: a row of running lines is split only where its sentences leave one way to do it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

import regex

from extract.sheet import Place, Row
from normalize.text import glue, squash, width
from parsers.papers.comment_feet import is_stop, on_pages
from parsers.papers.comment_titles import title_of
from parsers.papers.comments import Opinion
from parsers.papers.texts import as_text
from parsers.papers.words import paper_words
from parsers.paragraphs import SENTENCE_ENDS, Breaks

__all__ = ["opinions_in_cells", "opinions_in_lines"]

SENTENCE_BREAK = regex.compile(r"(?<=[。？！])[」』]?\s++")
LEAST_TITLES = 3
MOST_TITLES = 12


# ------------------------------------------------------------------------------------------------------- running lines


def opinions_in_lines(rows: Sequence[Row]) -> list[Opinion]:
    """Return the opinions of a table whose cells were printed side by side as running lines, numbered from 1."""
    lines = [row for row in on_pages(rows) if row.table is None]
    start, keys = next(((number, keys) for number, row in enumerate(lines) if (keys := _keys(row.text))), (0, ()))
    return [_split(block, keys) for block in _blocks(lines[start + 1 :])] if keys else []


def _keys(text: str) -> tuple[str, ...]:
    """Return the columns that a line of titles heads, in order; none where it is no such line."""
    keys = tuple(title_of(word) or "" for word in text.split())
    whole = "" not in keys and len(set(keys)) == len(keys) >= LEAST_TITLES
    return keys if whole and keys[0] == "comment_no" and {"opinion", "response"} <= set(keys) else ()


def _blocks(lines: Sequence[Row]) -> Iterator[list[Row]]:
    """Yield the lines of each row: it begins with the next number, and a blank line without one ends the table."""
    block: list[Row] = []
    expected = 1
    for row in lines:
        words = row.text.split()
        if words and squash(words[0]) == str(expected):
            if block:
                yield block
            block, expected = [row], expected + 1
        elif not block or row.gap or is_stop(row):
            break
        else:
            block.append(row)
    if block:
        yield block


def _split(block: Sequence[Row], keys: Sequence[str]) -> Opinion:
    text = ""
    for row in block:
        text += glue(text, row.text.strip()) + row.text.strip()
    number, rest = text.split(maxsplit=1) if len(text.split()) > 1 else (text, "")
    place = Place.hull(row.place for row in block)
    values = _values(rest, keys[1:])
    if values is None:
        return Opinion(place, comment_no=number, notes=("comment_unsplit",))
    return Opinion.of(place, {"comment_no": number, **values})


def _values(text: str, keys: Sequence[str]) -> Mapping[str, str] | None:
    """Return the cells of a row by column; None where its text can be divided in more than one way."""
    at = keys.index("opinion")
    before, after = list(keys[:at]), list(keys[at + 1 :])
    sentences = SENTENCE_BREAK.split(text)
    tail = {}
    if len(sentences) == 3 and after[-1:] == ["department"]:
        tail, sentences = {"department": sentences[2]}, sentences[:2]
        after = after[:-1]
    if len(sentences) != 2:
        return None
    first, opinion = _taken(sentences[0], before)
    second, response = _taken(sentences[1], [key for key in after if key != "response"])
    if first is None or second is None or after[-1:] != ["response"]:
        return None
    return {**first, "opinion": opinion, **second, "response": response, **tail}


def _taken(text: str, keys: Sequence[str]) -> tuple[dict[str, str] | None, str]:
    """Return the words at the beginning of a text that fill the columns, and the rest of it."""
    words = text.split(" ") if keys else []
    found: dict[str, str] = {}
    for key in keys:
        fitting = 0
        while fitting < len(words) and _fits(words[fitting], key) and (key == "item" or fitting == 0):
            fitting += 1
        if not fitting:
            return None, text
        found[key] = " ".join(words[:fitting])
        words = words[fitting:]
    return found, " ".join(words) if keys else text


def _fits(word: str, key: str) -> bool:
    words, squashed = paper_words().comments, squash(word)
    if key == "submitter":
        return squashed in words.vocabulary.submitter
    if key == "medium":
        return squashed in words.vocabulary.medium
    if key == "item":
        return words.vocabulary.item.match(squashed) is not None
    if key == "category":
        return words.codes.match(squashed) is not None
    return key in {"branch_no", "serial_no"} and squashed.isdecimal()


# ------------------------------------------------------------------------------------------------------ one cell a line


def opinions_in_cells(rows: Sequence[Row], breaks: Breaks) -> list[Opinion]:
    """Return the opinions of a table whose cells a dump printed one below the other, titles first.

    A row begins with the next number. Its cells are told where all but opinion and response take one line each, and
    either a category stands between the two or each of them takes one line, too.
    """
    lines = [row for row in on_pages(rows) if row.table is None and row.text.strip()]
    start, keys = next(((at, keys) for at in range(len(lines)) if (keys := _stacked(lines, at))), (0, ()))
    blocks = list(_numbered(lines[start + len(keys) :], keys)) if keys else []
    measure = max((width(row.text.strip()) for block in blocks for row in block), default=0.0)
    return [_of_cells(block, keys, breaks, measure) for block in blocks]


def _stacked(lines: Sequence[Row], start: int) -> tuple[str, ...]:
    """Return the columns whose titles stand on lines of their own from `start`; none where they are no such titles."""
    keys: list[str] = []
    for row in lines[start : start + MOST_TITLES]:
        key = title_of(row.text)
        if key is None or key in keys:
            break
        keys.append(key)
    whole = len(keys) >= LEAST_TITLES and keys[0] == "comment_no" and {"opinion", "response"} <= set(keys)
    return tuple(keys) if whole else ()


def _numbered(lines: Sequence[Row], keys: Sequence[str]) -> Iterator[list[Row]]:
    """Yield the lines of each row of the table: it begins with the next number, or with the next branch of the same one."""
    block: list[Row] = []
    number = branch = 0
    for at, row in enumerate(lines):
        after = squash(lines[at + 1].text) if at + 1 < len(lines) else ""
        opens = _opens(squash(row.text), after, (number, branch), branched="branch_no" in keys)
        if opens is not None:
            if block:
                yield block
            block, (number, branch) = [row], opens
        elif not block or is_stop(row) or squash(row.text) in paper_words().counts.total:
            break
        else:
            block.append(row)
    if block:
        yield block


def _opens(text: str, after: str, last: tuple[int, int], *, branched: bool) -> tuple[int, int] | None:
    """Return the number and branch that a line begins a row with; None where it begins none."""
    number, branch = last
    if not branched:
        return (number + 1, 0) if text == str(number + 1) else None
    following = ((number, branch + 1), (number + 1, 1))
    return next((one for one in following if (text, after) == (str(one[0]), str(one[1]))), None)


def _of_cells(block: Sequence[Row], keys: Sequence[str], breaks: Breaks, measure: float) -> Opinion:
    place = Place.hull(row.place for row in block)
    first, last = keys.index("opinion"), len(keys) - keys.index("response") - 1
    before, block = _items(block, keys[:first])
    tail = dict(zip(keys[len(keys) - last :], (row.text.strip() for row in block[len(block) - last :]), strict=False))
    middle = list(block[: len(block) - last])
    between = keys[first + 1 : len(keys) - last - 1]
    at = _divided(middle, between, measure)
    if at is None or keys.index("response") < first:
        sure = {key: text for key, text in tail.items() if key == "category" and _fits(text, key)}
        return replace(Opinion.of(place, before | sure), notes=("comment_unsplit",))
    texts = before | tail | {key: middle[at].text.strip() for key in between}
    response = middle[at + len(between) :]
    whole = {"opinion": as_text(middle[:at], breaks, prose=True), "response": as_text(response, breaks, prose=True)}
    opinion = Opinion.of(place, texts | {key: text for key, text in whole.items() if text})
    return opinion if between or len(middle) == 2 else replace(opinion, notes=("field_inferred",))


def _items(block: Sequence[Row], keys: Sequence[str]) -> tuple[dict[str, str], Sequence[Row]]:
    """Return the cells before the opinion, a line each, and the lines behind them; pages may be named in several lines."""
    texts = dict(zip(keys, (row.text.strip() for row in block), strict=False))
    end = len(keys)
    while keys[-1:] == ("item",) and 0 < end < len(block) and _names_page(block[end - 1]) and _names_page(block[end]):
        texts["item"] += f"\n{block[end].text.strip()}"
        end += 1
    return texts, block[end:]


def _names_page(row: Row) -> bool:
    text = squash(row.text)
    return len(text) <= LONGEST_PAGE and _fits(text, "item")


LONGEST_PAGE = 6
"""Squashed characters of a line that does no more than name a page: P.123, 12ページ."""


def _divided(middle: Sequence[Row], between: Sequence[str], measure: float) -> int | None:
    """Return which line ends the opinion; None where that can't be told.

    Where nothing stands between, it is the one line that ends a sentence or is short of the measure of the column.
    """
    if not between and len(middle) == 2:
        return 1
    if not between:
        ends = [
            at
            for at, row in enumerate(middle[:-1], 1)
            if row.text.strip().endswith(SENTENCE_ENDS) or width(row.text.strip()) < FULL_LINE * measure
        ]
        return ends[0] if len(ends) == 1 else None
    codes = [at for at, row in enumerate(middle) if paper_words().comments.codes.match(squash(row.text))]
    inside = len(codes) == 1 and 0 < codes[0] < len(middle) - 1
    return codes[0] if list(between) == ["category"] and inside else None


FULL_LINE = 0.9
"""A line this full, as a share of the widest line of the table, was wrapped."""
