"""Opinions and responses printed in turn: each below or behind a head, in a notation that the whole document keeps."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from itertools import chain, islice
from typing import Literal

import regex

from extract.sheet import Cell, Place, Row
from normalize.markers import Marker, find_marker
from normalize.text import squash
from parsers.papers.comment_feet import is_page_number, is_set_in_number, is_stop, without_foot
from parsers.papers.comment_titles import title_of
from parsers.papers.comments import Opinion
from parsers.papers.fields import goes_on, prose_of
from parsers.papers.texts import as_text
from parsers.papers.words import paper_words
from parsers.paragraphs import SENTENCE_ENDS, Breaks

__all__ = ["heads_in_turn", "opinions_in_turn"]

Side = Literal["opinion", "response"]
Style = Literal["whole", "cell", "colon", "numbered", "spaced"]

LONGEST_HEAD = 30
OPENING = "【〔[［<＜(（"
IN_BRACKETS = regex.compile(rf"[{regex.escape(OPENING)}]\s*+(?P<bare>[^\d】〕\]］>＞)）]++)[】〕\]］>＞)）]")
HEAD = regex.compile(
    r"\s*+(?:(?P<whole>[【〔\[［<＜(（](?:[^】〕\]］>＞()（）]|[(（][^()（）]{0,15}[)）]){2,25}+[】〕\]］>＞)）])|(?P<colon>[^\s:：。、,]{2,25}(?=[:：]))"
    r"|(?P<numbered>[^\s:：。、,]{1,20}\d{1,4}(?=\s))|(?P<spaced>[^\s:：。、,]{2,20}(?=\s)))"
    r"\s*+[:：]?\s*+(?P<value>\S.*+)",
    regex.DOTALL,
)
"""A head in front of its text: in brackets, before a colon, with a number, or but for a space without anything."""
BRANCH = regex.compile(
    r"\s*+(?P<n>\d{1,3})\s*+[-‐－−–]\s*+(?P<branch>\d{1,3})[\s.．、:：]++(?P<value>\S.*+)", regex.DOTALL
)
"""An opinion that has a number with a branch and no head: 1-2 字が小さい。"""

DIGITS = regex.compile(r"\d++")
BEHIND_COLON = regex.compile(r"^[^:：]*+[:：]")


@dataclass(frozen=True, slots=True)
class _Head:
    """What a row begins: an opinion or a response; `asked` for Q1 and A1, `bracketed` for a head in brackets.

    `text` is the head as printed, squashed, but for its number.
    """

    side: Side
    number: str | None
    value: tuple[Row, ...]
    style: Style
    asked: bool = False
    bracketed: bool = False
    branch: str | None = None
    text: str = ""


@dataclass(slots=True)
class _Turn:
    """An opinion under way with its response. `listed` is the last entry of a list in it, `closed` whether it ended.

    `labels` are the lines that give its category, `answered` the heads of the response. Where one comes twice, the head of an opinion between was not known: whose
    response it is can't be told (`torn`).
    """

    number: str | None
    branch: str | None = None
    opinion: list[Row] = field(default_factory=list)
    response: list[Row] = field(default_factory=list)
    category: str | None = None
    department: str | None = None
    side: Side = "opinion"
    closed: bool = False
    listed: Marker | None = None
    notes: list[str] = field(default_factory=list)
    answered: set[str] = field(default_factory=set)
    torn: bool = False
    labels: list[Row] = field(default_factory=list)

    def add(self, *rows: Row) -> None:
        """Add lines to the text under way."""
        (self.opinion if self.side == "opinion" else self.response).extend(rows)
        for row in rows:
            self.listed = (find_marker(row.text) if row.table is None else None) or self.listed

    def classify(self, row: Row, category: str) -> None:
        """Take the category that a line of its own gives; behind another one it belongs to no opinion any more."""
        if self.category not in (None, category):
            self.closed = True
            return
        self.category = category
        self.labels.append(row)

    def answer(self, head: _Head) -> None:
        """Go on with the response; a mark behind its head is the category."""
        self.side, self.closed, self.listed = "response", False, None
        self.torn = self.torn or head.text in self.answered
        self.answered.add(head.text)
        code = _code(head.value[0].text) if len(head.value) == 1 else None
        if code is not None:
            self.category = code
        else:
            self.add(*head.value)


def _code(text: str) -> str | None:
    """Return the mark that stands for a category, out of its brackets; None for other text. (1) begins a list."""
    bare = IN_BRACKETS.sub(r"\g<bare>", text.strip())
    return bare if paper_words().comments.codes.match(squash(bare)) else None


def opinions_in_turn(rows: Sequence[Row], breaks: Breaks) -> list[Opinion]:
    """Return opinions and responses printed in turn, each below or behind a head; none where there are not both heads.

    An opinion without a response of its own has none, unless it is one of several branches of a number that end with one.
    """
    rows = _without_pages(rows)
    heads = _heads(rows)
    if {"opinion", "response"} - {head.side for head in heads if head is not None}:
        return []
    labels = _labels(rows, heads)
    turns = _turns(rows, heads, labels)
    responses = _shared(turns)
    if len(turns) == 1 or not all(turn.department for turn in turns):
        for turn in turns:
            turn.department = None  # who is in charge of the document
    return [_opinion(turn, response, breaks) for turn, response in zip(turns, responses, strict=True) if turn.opinion]


def heads_in_turn(rows: Sequence[Row]) -> Row | None:
    """Return the first line that begins like the head of a response, where others begin like that of an opinion.

    Letter-spaced heads and those with an addition count, too, though none of them is read: 意　見, 【市の考え方：Ｂ】.
    """
    words = paper_words().comments
    prefixes = [
        (row, {squash(row.text[: match.start()]) for match in islice(PART_ENDS.finditer(row.text), MOST_PARTS)})
        for row in rows
    ]
    opinions = any(words.opinions.match(prefix) for _, own in prefixes for prefix in own)
    return next((row for row, own in prefixes if opinions and any(map(words.responses.match, own))), None)


PART_ENDS = regex.compile(r"(?<=\S)(?:\s++|[:：]|$)")
MOST_PARTS = 4
"""Pieces of a line that its head may be printed in: 考　え　方 and what stands behind it."""


def _without_pages(rows: Sequence[Row]) -> list[Row]:
    """Return the rows without the numbers of pages; one set in right above an opinion may be the number of that.

    A sentence runs on over the end of a page, whatever blank lines stand there.
    """
    numbered = _numbers_above(rows, [_head(row) for row in rows])
    kept: list[Row] = []
    dropped = False
    for at, row in enumerate(rows):
        if is_page_number(row) or (is_set_in_number(row) and at not in numbered):
            dropped = True
            continue
        runs_on = dropped and kept and not kept[-1].text.strip().endswith(SENTENCE_ENDS)
        kept.append(replace(row, gap=False) if runs_on else row)
        dropped = False
    return kept


# --------------------------------------------------------------------------------------------------------------- heads


def _heads(rows: Sequence[Row]) -> list[_Head | None]:
    """Return the head of each row, of those that are printed in the notation of the document."""
    heads = [_head(row) for row in rows]
    found = [head for head in heads if head is not None]
    asked = {head.number for head in found if head.asked and head.side == "opinion"}
    answered = {head.number for head in found if head.asked and head.side == "response"}
    bracketed = {head.side for head in found if head.bracketed} == {"opinion", "response"}
    counted = any(head.side == "opinion" and head.style == "numbered" for head in found)
    refused: set[Style] = {"colon", "numbered", "spaced"} if bracketed else (set() if counted else {"spaced"})
    heads = [
        head
        if head is not None
        and head.style not in refused
        and (not head.asked or asked == answered)
        and (head.style != "spaced" or head.side == "response")
        else None
        for head in heads
    ]
    if any(head is not None and head.side == "opinion" for head in heads):
        return heads
    return [head or branch for head, branch in zip(heads, _branches(rows), strict=True)]


def _head(row: Row) -> _Head | None:
    """Return the head that a row is, or begins with; of a table, the one in its first cell."""
    return next((head for text, value, style in _beginnings(row) if (head := _of(text, value, style))), None)


def _beginnings(row: Row) -> Iterator[tuple[str, tuple[Row, ...], Style]]:
    """Yield what may be the head of a row, what stands behind it, and how the two are parted."""
    filled = [cell for cell in row.cells if cell.lines]
    if row.table is not None and len(filled) > 1:
        yield filled[0].text, tuple(line for cell in filled[1:] for line in prose_of(cell)), "cell"
        return
    yield row.text, (), "whole"
    match = HEAD.match(row.text) if row.table is None else None
    if match is not None:
        style: Style = next(style for style in ("whole", "colon", "numbered", "spaced") if match[style])
        yield match[style], _behind(row, match.start("value")), style


def _behind(row: Row, start: int) -> tuple[Row, ...]:
    """Return what stands behind the head of a line."""
    line = row.cells[0].lines[0]
    return tuple(prose_of(Cell((line.part(start, len(line.text)),), row.place)))


def _of(text: str, value: tuple[Row, ...], style: Style) -> _Head | None:
    squashed = squash(text).rstrip(":")
    if not squashed or len(squashed) > LONGEST_HEAD:
        return None
    words = paper_words().comments
    patterns: tuple[tuple[Side, bool, regex.Pattern[str]], ...] = (
        ("opinion", False, words.opinions),
        ("response", False, words.responses),
        ("opinion", True, words.asked),
        ("response", True, words.answered),
    )
    for side, asked, pattern in patterns:
        match = pattern.match(squashed)
        if match is not None:
            bracketed = text.strip()[0] in OPENING
            return _Head(side, _numbers(match), value, style, asked, bracketed=bracketed, text=DIGITS.sub("", squashed))
    return None


def _numbers(match: regex.Match[str]) -> str | None:
    """Return the number in a head, or the numbers of opinions answered together and what joins them: 2・3."""
    joints = ["", *(match.captures("joint") if "joint" in match.re.groupindex else ())]
    return "".join(chain.from_iterable(zip(joints, match.captures("n"), strict=True))) if match["n"] else None


def _branches(rows: Sequence[Row]) -> list[_Head | None]:
    """Return the opinions that are numbered 1-1, 1-2, 2-1 in order, each with what stands behind its number."""
    found: list[_Head | None] = []
    number = branch = 0
    for row in rows:
        match = BRANCH.match(row.text) if row.table is None else None
        own = (int(match["n"]), int(match["branch"])) if match is not None else None
        if match is None or own not in ((number, branch + 1), (number + 1, 1)):
            found.append(None)
            continue
        number, branch = own
        value = _behind(row, match.start("value"))
        found.append(_Head("opinion", str(number), value, "numbered", branch=str(branch)))
    return found


# -------------------------------------------------------------------------------------------------------------- labels


def _labels(rows: Sequence[Row], heads: Sequence[_Head | None]) -> dict[int, str]:
    """Return the lines that give the category of an opinion, with what they say: 【対応区分】B, or B on the line below.

    They are printed in brackets or in a notation of the heads. What is no short word behind or below is text.
    """
    styles = {head.style for head in heads if head is not None}
    bracketed = any(head.bracketed for head in heads if head is not None)
    allowed: set[Style] = set() if bracketed else styles - {"whole"} | ({"spaced"} if "numbered" in styles else set())
    found: dict[int, str] = {}
    for at, row in enumerate(rows):
        named = _names_category(row, allowed) if heads[at] is None and at not in found else None
        if named:
            found |= {at: named} if _is_category(named) else {}
        elif named is not None and _stands_alone(rows, heads, at + 1):
            found |= dict.fromkeys((at, at + 1), rows[at + 1].text.strip())
    return found


def _stands_alone(rows: Sequence[Row], heads: Sequence[_Head | None], at: int) -> bool:
    """Tell whether a line below the title of a category is one, and no entry of a legend: a mark, or right above a head."""
    if at >= len(rows) or heads[at] is not None or not _is_category(rows[at].text):
        return False
    return _code(rows[at].text) is not None or at + 1 >= len(rows) or heads[at + 1] is not None


def _is_category(text: str) -> bool:
    """Tell whether a text can be a category: no sentence, and no legend that explains several."""
    squashed = squash(text)
    return 0 < len(squashed) <= LONGEST_CATEGORY and "。" not in squashed and squashed.count(":") < 2


LONGEST_CATEGORY = 20
"""Squashed characters of a category in words: 原案のとおりとするもの; longer ones are sentences."""


def _names_category(row: Row, allowed: Set[Style]) -> str | None:
    """Return what stands behind the title of a category that a row begins with, if only nothing; None for other rows."""
    for text, value, style in _beginnings(row):
        bare = IN_BRACKETS.sub(r"\g<bare>", text.strip())
        if title_of(bare) == "category" and (style in allowed or bare != text.strip()):
            return "\n".join(line.text.strip() for line in value)
    return None


# --------------------------------------------------------------------------------------------------------------- turns


def _turns(rows: Sequence[Row], heads: Sequence[_Head | None], labels: Mapping[int, str]) -> list[_Turn]:
    numbers = _numbers_above(rows, heads)
    turns: list[_Turn] = []
    above: list[Marker] = []
    for at, (row, head) in enumerate(zip(rows, heads, strict=True)):
        current = turns[-1] if turns else None
        if head is not None:
            _turn(head, turns, numbers.get(at - 1))
        elif at in numbers:
            if current is not None:
                current.closed = True
        elif at in labels:
            if current is not None and not current.closed:
                current.classify(row, labels[at])
        elif current is None or current.closed or _ends(row, above, current):
            _go_below(above, row)
            if current is not None:
                current.closed = True
        elif paper_words().comments.departments.match(squash(row.text)):
            current.department = BEHIND_COLON.sub("", row.text).strip()
            current.closed = bool(current.response)
        else:
            current.add(row)
    return turns


def _numbers_above(rows: Sequence[Row], heads: Sequence[_Head | None]) -> dict[int, str]:
    """Return the rows that do nothing but number the opinion whose head stands right below them: No.2, with the number."""
    above = ((at, row) for at, row in enumerate(rows[:-1]) if heads[at] is None)
    found = {
        at: paper_words().comments.numbers.match(squash(row.text))
        for at, row in above
        if (head := heads[at + 1]) is not None and head.side == "opinion"
    }
    return {at: match["n"] for at, match in found.items() if match is not None}


def _turn(head: _Head, turns: list[_Turn], above: str | None) -> None:
    """Begin or go on with a turn at a head; `above` is the number on the line above it."""
    current = turns[-1] if turns else None
    if head.side == "response":
        if current is not None and not (current.closed and current.side == "response"):
            current.answer(head)
        return
    if current is not None and current.side == "opinion" and not current.opinion:
        current.number = head.number or above or current.number  # 【意見1】 above 意見の概要
    else:
        current = _Turn(head.number or above, head.branch)
        turns.append(current)
    current.add(*head.value)


def _go_below(above: list[Marker], row: Row) -> None:
    """Put what heads a row below the headings it stands under; those of its own kind and below end with it."""
    marker = find_marker(row.text) if row.table is None else None
    if marker is not None:
        same = (at for at, one in enumerate(above) if (one.kind, one.word) == (marker.kind, marker.word))
        del above[next(same, len(above)) :]
        above.append(marker)


def _ends(row: Row, above: Sequence[Marker], turn: _Turn) -> bool:
    """Tell whether a row belongs to no opinion any more: a heading that goes on, or the foot of a page.

    Where a list in the text counts on at the row, too, it is an entry of the list, unless a blank line parts them: nobody
    can be sure, and it is noted.
    """
    if row.heading is not None or (is_stop(row) and (turn.response or turn.side == "opinion")):
        return True
    if not any(goes_on(row, marker) for marker in above):
        return False
    if not goes_on(row, turn.listed):
        return True
    turn.notes.append("field_inferred")
    return row.gap


def _shared(turns: Sequence[_Turn]) -> list[Sequence[Row]]:
    """Return the response of each turn: that of the last branch where the others of its number have none."""
    responses: list[Sequence[Row]] = []
    after: _Turn | None = None
    for turn in reversed(turns):
        shares = after is not None and turn.branch is not None and (turn.number == after.number)
        if after is not None and shares and not turn.response:
            turn.category = turn.category or after.category
            responses.append(responses[-1])
        else:
            turn.category = turn.category if not turn.torn else None
            responses.append(turn.response if not turn.torn else ())
        after = turn
    return responses[::-1]


def _opinion(turn: _Turn, response: Sequence[Row], breaks: Breaks) -> Opinion:
    answer = as_text(without_foot(response), breaks, prose=True)
    if answer is None:
        turn.notes.append("response_unclear")
    own: Iterable[Row] = (*turn.opinion, *turn.response, *turn.labels)
    return Opinion(
        place=Place.hull(row.place for row in own),
        comment_no=turn.number,
        branch_no=turn.branch,
        opinion=as_text(turn.opinion if response else without_foot(turn.opinion), breaks, prose=True),
        category=turn.category,
        response=answer,
        department=turn.department,
        notes=tuple(dict.fromkeys(turn.notes)),
    )
