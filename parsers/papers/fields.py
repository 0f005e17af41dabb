"""Sheets of labelled fields: what stands beside or below 諮問事項, 根拠規定, 目的, in tables, lines and damaged dumps.

A label stands in the first cell of a row of a table, alone in its line, or in front of its value. A side label that
a dump cut into the lines of its value (対象とな 1 住所, る保有個 2 氏名, 人情報の …) is put together again, and what a page
break put between (the tag of the department, a running title, the number of the page) belongs to no field.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

import regex

from extract.lines import stripped
from extract.sheet import Cell, Line, Place, Row
from normalize.markers import Marker, find_marker
from normalize.text import squash
from parsers.labels import find_label
from parsers.papers.words import paper_words

__all__ = ["Field", "goes_on", "lines_in", "lines_of", "looks_like_label", "prose_of", "read_fields"]

LABEL_REACH = 14
"""Lines over which the pieces of one side label are spread, at the most; the longest label seen has five pieces."""
LONGEST_LABEL = 40
STYLES = dict.fromkeys(("ordinal", "number", "dotted", "roman"), "numbered")
"""Kinds of markers that stand for one another in one document: 第3 審議会の判断 is followed by 4 審議会の結論."""
BULLET = regex.compile(r"\s*+(?:[・●○◯〇◎◆◇■□▼]\s*+)?")
BRACKETED = regex.compile(
    r"(?P<open>[【〔\[［<＜≪《])\s*+(?P<label>[^】〕\]］>＞≫》]{1,40})[】〕\]］>＞≫》]\s*+[:：]?\s*+"
)
LABEL_LIKE = regex.compile(
    r"\s*+(?:[・●○◯〇◎◆◇■□▼【〔\[［<＜≪《]\s*+)?"
    r"\p{Han}[\p{Han}\p{Hiragana}\p{Katakana}ー・々]{0,12}[\p{Han}\p{Katakana}ー](?:[】〕\]］>＞≫》]|\s|[:：]|$)"
)
"""A line that begins like a label: a short word, without digits and stops, that does not end like a clause."""
WORD = regex.compile(r"\s*+(?P<word>\S++)(?:\s++|$)")
TAG = regex.compile(r"\s*+【[^】]{1,20}】\s*+")
PAGE_NUMBER = regex.compile(
    r"-\s*+\d{1,4}\s*+-|\d{1,4}\s*+/\s*+\d{1,4}(?:ページ)?|(?:Page|P\.)\s*+\d{1,4}|\d{1,4}ページ"
)


@dataclass(frozen=True, slots=True)
class Field:
    """A labelled field: the lines of its value as rows of prose, or rows of a table inside it; none where it is blank.

    `label` is the printed label, `marker` what numbers it. `place` covers label and value.
    """

    key: str
    label: str
    marker: Marker | None
    rows: tuple[Row, ...]
    place: Place


@dataclass(frozen=True, slots=True)
class _Label:
    key: str
    label: str
    style: str
    marker: Marker | None
    value: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class _Piece:
    """A row of the document, with the label that it can begin a field with."""

    row: Row
    label: _Label | None = None
    spent: bool = False


def read_fields(rows: Sequence[Row], keys: Mapping[str, str], last: frozenset[str] = frozenset()) -> list[Field]:
    """Return the fields in order. `keys` names the field of each squashed label; a field is read once.

    Labels are all printed in one way: numbered, bracketed, in cells or plain. What looks like one in another way is text.
    Of several prints of a label the first counts, for the keys of `last` the last one.
    """
    pieces = _with_labels(_undivided(_unheaded(_unclosed(list(lines_of(rows))), keys), keys), keys)
    chosen = sorted(_chosen(pieces, last).items())
    ends = [*(at for at, _ in chosen[1:]), len(pieces)]
    return [_field(pieces, at, key, end) for (at, key), end in zip(chosen, ends, strict=False)]


def lines_of(rows: Sequence[Row]) -> Iterator[Row]:
    """Yield the rows with every one-cell row as lines of prose, without what belongs to the pages."""
    for row in rows:
        if row.furniture or PAGE_NUMBER.fullmatch(row.text.strip()):
            continue
        yield from lines_in(row)


def lines_in(row: Row) -> Iterator[Row]:
    """Yield a row; one of a table that has but one cell, as lines of prose."""
    filled = [cell for cell in row.cells if cell.lines]
    yield from prose_of(filled[0]) if row.table is not None and len(filled) == 1 else (row,)


def prose_of(cell: Cell) -> Iterator[Row]:
    """Yield the lines of a cell as rows of prose; lines of a dump's cell were broken on purpose."""
    for number, line in enumerate(cell.lines):
        on_purpose = line.place.start is not None or number == 0
        yield Row((Cell((line,), line.place),), line.place, gap=on_purpose)


# ------------------------------------------------------------------------------------------- heads and ends of pages


def _unclosed(rows: list[Row]) -> list[Row]:
    """Return the rows without what closes the document."""
    closing = paper_words().closing
    end = next((number for number in range(len(rows), 0, -1) if not closing.match(squash(rows[number - 1].text))), 0)
    return rows[:end]


def _unheaded(rows: list[Row], keys: Mapping[str, str]) -> list[Row]:
    """Return the rows without what heads the pages: the lines above the first label, where they come again.

    A line that is no tag comes again as a head only in the company of another.
    """
    first = next((number for number, row in enumerate(rows) if _label(row, keys) is not None), 0)
    heads = {squash(row.text) for row in rows[:first]}
    again = [number >= first and squash(row.text) in heads for number, row in enumerate(rows)]
    return [
        row
        for number, row in enumerate(rows)
        if not again[number]
        or not (
            TAG.fullmatch(row.text) or any(again[max(0, number - 1) : number]) or any(again[number + 1 : number + 2])
        )
    ]


# ------------------------------------------------------------------------------------------- side labels cut into lines


def _undivided(rows: list[Row], keys: Mapping[str, str]) -> list[_Piece]:
    """Return the rows with the pieces of side labels taken out of them and put in front as one label."""
    pieces: list[_Piece] = [_Piece(row) for row in rows]
    for number, row in enumerate(rows):
        if pieces[number].spent or row.table is not None:
            continue
        spread = _spread(rows, number, keys)
        if spread is None:
            continue
        label, parts = spread
        for at, end in parts.items():
            pieces[at] = _without(rows[at], end)
        found = _Label(keys[label], label, "side", None, ())
        pieces[number] = replace(pieces[number], label=found)
    return [piece for piece in pieces if piece.label is not None or piece.row.text.strip()]


def _spread(rows: Sequence[Row], start: int, keys: Mapping[str, str]) -> tuple[str, dict[int, int]] | None:
    """Return the label whose pieces begin at a row, with the row of each piece and where it ends; None for none.

    The longest label that is complete wins.
    """
    first = _word(rows[start])
    if first is None:
        return None
    found = [
        (label, parts)
        for label in _starting(tuple(keys)).get(first[0][:1], ())
        if label != first[0] and label.startswith(first[0]) and (parts := _parts(rows, start, label)) is not None
    ]
    return max(found, key=lambda one: (len(one[0]), one[0]), default=None)


@cache
def _starting(labels: tuple[str, ...]) -> Mapping[str, tuple[str, ...]]:
    """Return the labels by their first character."""
    return {first: tuple(label for label in labels if label[0] == first) for first in {label[0] for label in labels}}


def _parts(rows: Sequence[Row], start: int, label: str) -> dict[int, int] | None:
    rest, parts = label, dict[int, int]()
    for number in range(start, min(len(rows), start + LABEL_REACH)):
        word = _word(rows[number])
        if word is not None and rest.startswith(word[0]):
            parts[number] = word[1]
            rest = rest[len(word[0]) :]
        if not rest:
            return parts if len(parts) > 1 and _are_pieces(rows, parts, label) else None
    return None


def _are_pieces(rows: Sequence[Row], parts: Mapping[int, int], label: str) -> bool:
    """Tell whether pieces were printed downwards: single letters only where all pieces are, and one below the other."""
    lengths = {len(squash(rows[number].text[:end])) for number, end in parts.items()}
    if 1 not in lengths:
        return True
    return len(parts) == len(label) and max(parts) - min(parts) < len(parts) + 1


def _word(row: Row) -> tuple[str, int] | None:
    """Return the first word of a line of prose, squashed, and where it ends."""
    match = WORD.match(row.text) if row.table is None else None
    return (squash(match["word"]), match.end("word")) if match is not None else None


def _without(row: Row, end: int) -> _Piece:
    """Return a line of prose without its beginning."""
    line = stripped(row.cells[0].lines[0].part(end, len(row.text)))
    return _Piece(_prose(line, row), spent=True)


def _prose(line: Line, row: Row) -> Row:
    return Row((Cell((line,) if line.text else (), row.place),), row.place, gap=row.gap)


# ------------------------------------------------------------------------------------------------------------- labels


def _with_labels(pieces: Sequence[_Piece], keys: Mapping[str, str]) -> list[_Piece]:
    return [piece if piece.label or piece.spent else replace(piece, label=_label(piece.row, keys)) for piece in pieces]


def _label(row: Row, keys: Mapping[str, str]) -> _Label | None:
    """Return the label that a row begins with, and the value beside it."""
    if row.table is not None:
        return _cell_label(row, keys)
    text = row.text
    if not text.strip():
        return None
    marker = find_marker(text)
    start = marker.end if marker is not None and marker.kind != "tag" else _behind_bullet(text)
    style = STYLES.get(marker.kind, marker.kind) if marker is not None and marker.kind != "tag" else "plain"
    bracketed = BRACKETED.match(text, start)
    if bracketed is not None:
        key = keys.get(squash(bracketed["label"]))
        return _labelled(row, bracketed["label"], key, "bracketed", bracketed.end(), marker) if key else None
    found = find_label(text, tuple(keys), start)
    if found is None:
        return None
    return _labelled(row, found.label, keys[found.label], style, len(text) - len(found.value), marker)


def _behind_bullet(text: str) -> int:
    match = BULLET.match(text)
    return match.end() if match else 0


def _labelled(row: Row, label: str, key: str | None, style: str, end: int, marker: Marker | None) -> _Label:
    line = stripped(row.cells[0].lines[0].part(end, len(row.cells[0].lines[0].text)))
    return _Label(key or "", label, style, marker, (_prose(line, row),) if line.text else ())


def _cell_label(row: Row, keys: Mapping[str, str]) -> _Label | None:
    """Return the label that stands in the first filled cell of a row of a table."""
    filled = [cell for cell in row.cells if cell.lines]
    if not filled or len(filled[0].text) > LONGEST_LABEL:
        return None
    text = filled[0].text
    marker = find_marker(text)
    key = keys.get(squash(text[marker.end :] if marker else text)) or keys.get(squash(text))
    if key is None:
        return None
    value = tuple(line for cell in filled[1:] for line in prose_of(cell))
    return _Label(key, " ".join((text[marker.end :] if marker else text).split()), "cell", marker, value)


def _chosen(pieces: Sequence[_Piece], last: frozenset[str]) -> dict[int, str]:
    """Return which pieces begin fields, and of what key: the labels printed like most, plain ones above them, each key once.

    Another label of a key that is found already is a field of its own that is not read.
    """
    labels = [(number, piece.label) for number, piece in enumerate(pieces) if piece.label is not None]
    styles = Counter(label.style for _, label in labels if label.style != "side")
    style = max(styles, key=lambda one: (styles[one], -_first(labels, one)), default="plain")
    if style == "plain" and "numbered" in styles and _last(labels, "plain") < _first(labels, "numbered"):
        style = "numbered"
    first = _first(labels, style) if style in styles else len(pieces)
    found: dict[str, tuple[int, str]] = {}
    elsewhere: list[int] = []
    for number, label in labels:
        if label.style not in (style, "side") and not (label.style == "plain" and number < first):
            continue
        at, printed = found.get(label.key, (number, squash(label.label)))
        if label.key == "elsewhere":
            elsewhere.append(number)
        elif at == number or label.key in last or at < first <= number:
            found[label.key] = number, squash(label.label)
        elif printed != squash(label.label):
            elsewhere.append(number)
    return dict.fromkeys(elsewhere, "elsewhere") | {at: key for key, (at, _) in found.items()}


def _last(labels: Sequence[tuple[int, _Label]], style: str) -> int:
    return max(number for number, label in labels if label.style == style)


def _first(labels: Sequence[tuple[int, _Label]], style: str) -> int:
    return next(number for number, label in labels if label.style == style)


def _field(pieces: Sequence[_Piece], at: int, key: str, end: int) -> Field:
    """Return the field between two labels; it ends where a heading goes on with the numbers of its own, or a row with a
    label that is not known stands below it in the table.
    """
    label = pieces[at].label
    assert label is not None  # chosen
    behind = range(at + 1, end)
    after = next(
        (n for n in behind if goes_on(pieces[n].row, label.marker) or _is_beside(pieces[n].row, pieces[at])), end
    )
    inside = [piece.row for piece in pieces[at + 1 : after] if piece.row.text.strip()]
    own = label.value if label.style != "side" else ((pieces[at].row,) if pieces[at].row.text.strip() else ())
    place = Place.hull(row.place for row in (pieces[at].row, *inside))
    return Field(key, label.label, label.marker, (*own, *inside), place)


def _is_beside(row: Row, labelled: _Piece) -> bool:
    """Tell whether a row stands below one that has a label beside its value, and begins like that."""
    if labelled.label is None or not labelled.label.value or row.table is None or row.table != labelled.row.table:
        return False
    first, own = ([cell for cell in one.cells if cell.lines] for one in (row, labelled.row))
    return len(first) > 1 and first[0].column == own[0].column and looks_like_label(first[0].text)


def looks_like_label(text: str) -> bool:
    """Tell whether a line or a cell begins like the label of a field, one that is not known."""
    return LABEL_LIKE.match(text) is not None


def goes_on(row: Row, marker: Marker | None) -> bool:
    """Tell whether a row is headed by the marker that follows `marker`: the next number, or the same symbol."""
    if marker is None or row.table is not None:
        return False
    found = find_marker(row.text)
    if found is None or found.kind != marker.kind or found.word != marker.word:
        return False
    if marker.number is None:
        return found.printed == marker.printed
    return found.number == marker.number + 1
