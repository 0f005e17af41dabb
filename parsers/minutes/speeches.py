"""The body of minutes: speeches, each whole, and the stage directions between and within them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise
from typing import Literal

import regex

from extract.sheet import Place
from normalize.text import glue, squash
from parsers.minutes.notation import Hit, hit_at, is_speech
from parsers.minutes.speaker import Speaker, read_speaker
from parsers.minutes.strips import Strip, hull, is_page_number, lines_of
from parsers.minutes.words import GAP, Notation, any_of, minutes_words
from parsers.passage import Passage

__all__ = ["Said", "SpeechTable", "Turn", "body_lines", "directions_in", "find_table", "is_direction", "read_turns"]

SENTENCE_ENDS = ("。", "！", "？", "」", "』", ")", "）", "?", "!", "．")
"""A piece that ends otherwise goes on in the next one: a page break cut it."""
LONGEST_DIRECTION = 30
"""Characters of a parenthesis within a speech that may be a stage direction."""
LONGEST_ALONE = 120
"""Characters of a stage direction that has its line to itself."""
LONGEST_END = 12
"""Characters of the line that ends minutes, letter-spaced."""
LEAST_ROWS = 2
"""Rows with a speaker that make a table one of speeches where no header says so."""


@dataclass(frozen=True, slots=True)
class Said:
    """A piece of a speech, or a stage direction."""

    kind: Literal["speech", "direction"]
    text: str
    place: Place | None


@dataclass(slots=True)
class Turn:
    """What one speaker says until the next one does; `speaker` is None for what stands between speeches.

    `at` is the strip it begins with.
    """

    speaker: Speaker | None
    at: int
    place: Place | None = None
    pieces: list[Passage] = field(default_factory=list)

    def said(self) -> Iterator[Said]:
        """Yield speech and directions in order; pieces that a page break cut are joined."""
        pending: list[Passage] = []
        for kind, passage in (part for piece in self.pieces for part in _parts(piece)):
            if kind == "speech":
                pending.append(passage)
                continue
            if pending:
                yield _speech(pending)
                pending = []
            yield Said("direction", passage.text.strip(), passage.place(0, len(passage.text)))
        if pending:
            yield _speech(pending)


@dataclass(frozen=True, slots=True)
class SpeechTable:
    """The columns of a table of speeches."""

    tables: frozenset[int]
    speaker: int
    content: int


def _speech(pieces: Sequence[Passage]) -> Said:
    texts = [piece.text.strip() for piece in pieces]
    joined = [texts[0]]
    for before, text in pairwise(texts):
        joined += [glue(before, text) if not before.endswith(SENTENCE_ENDS) else "\n", text]
    return Said("speech", "".join(joined), hull(pieces))


# ------------------------------------------------------------------------------------------------------ stage directions


def _parts(piece: Passage) -> Iterator[tuple[Literal["speech", "direction"], Passage]]:
    """Yield what is said and the stage directions of a line, in order."""
    at = 0
    for start, end in directions_in(piece.text):
        if piece.text[at:start].strip():
            yield "speech", _trimmed(piece, at, start)
        yield "direction", piece.part(start, end)
        at = end
    if piece.text[at:].strip():
        yield "speech", _trimmed(piece, at, len(piece.text))


def _trimmed(piece: Passage, start: int, end: int) -> Passage:
    text = piece.text[start:end]
    return piece.part(start + len(text) - len(text.lstrip()), start + len(text.rstrip()))


def directions_in(text: str) -> list[tuple[int, int]]:
    """Return where the stage directions of a line stand: all of it, or parentheses between sentences."""
    if is_direction(text):
        return _each(text)
    found = [match.span("direction") for match in _inline().finditer(text) if _directs(match["direction"])]
    remark = _remark().search(text)
    return [*found, remark.span("remark")] if remark is not None else found


def _each(text: str) -> list[tuple[int, int]]:
    groups = [match.span() for match in GROUP.finditer(text)]
    return groups if len(groups) > 1 and ENTIRE.fullmatch(text) else [_span(text)]


def _span(text: str) -> tuple[int, int]:
    return len(text) - len(text.lstrip()), len(text.rstrip())


ROUND = r"[(（](?:[^()（）]|[(（][^()（）]*[)）])*[)）]"
GROUP = regex.compile(
    rf"{ROUND}|《[^《》]*》|〈[^〈〉]*〉|【[^【】]*】|〔[^〔〕]*〕|\[[^\[\]]*\]|＜[^＜＞]*＞|<[^<>]*>"
)
ENTIRE = regex.compile(
    rf"\s*(?:(?:{ROUND}|《[^《》]*》|〈[^〈〉]*〉|【[^【】]*】|〔[^〔〕]*〕|\[[^\[\]]*\]|＜[^＜＞]*＞|<[^<>]*>)\s*)+"
    r"|\s*[-‐–—―－~～]{1,3}\s*[^-‐–—―－~～\s][^-‐–—―－~～]*[-‐–—―－~～]{1,3}\s*"
)
"""A line that is all brackets or stands between dashes."""


def is_direction(text: str) -> bool:
    """Tell whether a line is a stage direction by itself; (1), 【質疑】 and ≪1 開会≫ are headings."""
    plain = text.strip()
    if len(plain) > LONGEST_ALONE:
        return False
    if len(plain) <= LONGEST_DIRECTION and _line().fullmatch(squash(plain)):
        return True
    if not ENTIRE.fullmatch(plain):
        return False
    inner = squash(plain)[1:-1]
    if len(inner) < 2 or inner[0].isdigit():
        return False
    return plain[0] in "(（《〈-‐–—―－~～" or _directs(plain) or ACTION.search(inner) is not None


ACTION = regex.compile(r"[がをは].*|に基づ|により|.{2,}(?:説明|朗読)$")
"""What somebody does: headings in square brackets (質疑, 諮問事項の説明) are names of things."""


def _directs(text: str) -> bool:
    squashed = squash(text)
    return _lexicon().search(squashed) is not None or _line().fullmatch(squashed[1:-1]) is not None


@cache
def _lexicon() -> regex.Pattern[str]:
    return regex.compile(any_of(minutes_words().directions))


@cache
def _line() -> regex.Pattern[str]:
    patterns = (*minutes_words().direction_lines, minutes_words().ends)
    return regex.compile("|".join(f"(?:{pattern})" for pattern in patterns))


@cache
def _inline() -> regex.Pattern[str]:
    """A parenthesis that follows a sentence and is followed by one; within a sentence it belongs to it."""
    return regex.compile(
        rf"(?:^|(?<=[。？！?!」』）)\s]))(?P<direction>[(（《〈【][^()（）《》〈〉【】]{{2,{LONGEST_DIRECTION}}}[)）》〉】])"
        r"(?=\s|$|[^、。，．はがをにのとでもや])"
    )


@cache
def _remark() -> regex.Pattern[str]:
    """質問なし at the end of a line, behind a sentence and a space."""
    return regex.compile(
        rf"(?<=[。？?]){GAP}+(?P<remark>(?:質問|質疑|意見|異議)等?{GAP}*な{GAP}*し|異議なし|特になし|了承){GAP}*$"
    )


# ------------------------------------------------------------------------------------------------------ tables of speeches


def find_table(strips: Sequence[Strip]) -> SpeechTable | None:
    """Return the table whose first column names speakers: as its header says, or because its rows do."""
    for strip in strips:
        if strip.table is None or len(strip.cells) < 2:
            continue
        heads = [squash(cell.text) for cell in strip.cells]
        at = next((number for number, head in enumerate(heads) if SPEAKER_HEAD.fullmatch(head)), None)
        if at is not None and at + 1 < len(heads) and CONTENT_HEAD.search(heads[at + 1]):
            return SpeechTable(_same_shape(strips, strip), strip.columns[at], strip.columns[at + 1])
    rows = [strip for strip in strips if _names_speaker(strip)]
    if len(rows) < LEAST_ROWS:
        return None
    return SpeechTable(frozenset(row.table for row in rows if row.table), rows[0].columns[0], rows[0].columns[1])


SPEAKER_HEAD = regex.compile(r"発言者(?:名|等)?|発言委員|氏名|委員名|発言者氏名|出席者")
CONTENT_HEAD = regex.compile(r"内容|発言|要旨|意見|経過|概要|議事")


def _same_shape(strips: Sequence[Strip], header: Strip) -> frozenset[int]:
    """Return the tables that go on from the one with the header: page breaks part it."""
    begun, found = False, set()
    for strip in strips:
        begun = begun or strip is header
        if begun and strip.table is not None and len(strip.cells) >= 2:
            found.add(strip.table)
    return frozenset(found)


def _names_speaker(strip: Strip) -> bool:
    return (
        strip.table is not None
        and len(strip.cells) == 2
        and read_speaker(strip.cells[0].text.strip("○◯〇◎●(（)）【】<>＜＞:： \u3000")) is not None
        and is_speech(strip.cells[1].text)
    )


# -------------------------------------------------------------------------------------------------------------- turns


def body_lines(strips: Sequence[Strip]) -> list[tuple[int, Passage]]:
    """Return the lines of the strips in reading order, with the numbers of their strips; page numbers are left out."""
    return [
        (number, line)
        for number, strip in enumerate(strips)
        for cell in strip.cells
        for line in lines_of(cell)
        if not is_page_number(line.text)
    ]


class TurnReader:
    """Reads the body line by line. `apart` are the strips that belong to no speech (headings, fields): they end one."""

    def __init__(self, notations: Sequence[Notation], table: SpeechTable | None, apart: Set[int]) -> None:
        self.turns: list[Turn] = []
        self._notations = notations
        self._table = table
        self._apart = apart
        self._open: Turn | None = None

    def read(self, number: int, strip: Strip, *, speaks: bool) -> None:
        """Read one strip; `speaks` is false where only stage directions can stand."""
        if number in self._apart:
            self._open = None
            return
        if self._table is not None and strip.table in self._table.tables and len(strip.cells) > 1:
            self._row(number, strip, self._table)
            return
        for cell in strip.cells:
            for line in lines_of(cell):
                if is_page_number(line.text):
                    continue
                if speaks:
                    self._line(number, line)
                else:
                    self._add(number, line)

    def _row(self, number: int, strip: Strip, table: SpeechTable) -> None:
        cells = dict(zip(strip.columns, strip.cells, strict=True))
        head = cells.get(table.speaker)
        label = head.text.strip() if head else ""
        content = [cell for column, cell in cells.items() if column != table.speaker and column >= table.content]
        if SPEAKER_HEAD.fullmatch(squash(label)) and content and CONTENT_HEAD.search(squash(content[0].text)):
            return
        lines = [line for cell in content for line in lines_of(cell)]
        if label and (speaker := _in_column(label)) is not None:
            self._begin(speaker, number, head)
        elif label and head is not None:
            lines = [*lines_of(head), *lines]
        if not label and lines and all(is_direction(line.text) for line in lines):
            self._between(number, lines)
            return
        for line in lines:
            self._add(number, line)

    def _line(self, number: int, line: Passage) -> None:
        hit = self._hit(line.text, 0)
        if hit is None and is_direction(line.text):
            self._add(number, line)
            return
        at = 0
        if hit is not None:
            self._begin(hit.speaker, number, line.part(0, hit.end))
            at = hit.end
        for start, inner in self._within(line.text, at):
            self._add(number, line.part(at, start))
            self._begin(inner.speaker, number, line.part(start, inner.end))
            at = inner.end
        self._add(number, line.part(at, len(line.text)))

    def _hit(self, text: str, start: int) -> Hit | None:
        hit = next((hit for one in self._notations if (hit := hit_at(one, text, start)) is not None), None)
        return hit or self._run_together(text)

    def _run_together(self, text: str) -> Hit | None:
        """Return a speaker whose label lost the space behind it: ○会長それでは…; only one who was heard before."""
        sign = SIGN.match(text)
        if sign is None or not any(one.name in SELF_EVIDENT for one in self._notations):
            return None
        heard = {turn.speaker.label: turn.speaker for turn in self.turns[-LATELY:] if turn.speaker}
        label = max((one for one in heard if text.startswith(one, sign.end())), key=len, default=None)
        if label is None or not is_speech(text[sign.end() + len(label) :]):
            return None
        return Hit(heard[label], sign.end() + len(label))

    def _within(self, text: str, start: int) -> Iterator[tuple[int, Hit]]:
        """Yield the speakers who begin in the middle of a line."""
        for notation in self._notations:
            if not notation.inline:
                continue
            behind = BEHIND_SENTENCE if notation.name not in SELF_EVIDENT else BEHIND_SPACE
            for match in behind.finditer(text, start):
                hit = hit_at(notation, text, match.end())
                if hit is not None and hit.end < len(text) and match.end() > start:
                    yield match.end(), hit
            return

    def _begin(self, speaker: Speaker, number: int, label: Passage | None) -> None:
        self._open = Turn(speaker, number, label.place(0, len(label.text)) if label else None)
        self.turns.append(self._open)

    def _add(self, number: int, line: Passage) -> None:
        text = line.text.strip()
        if not text:
            return
        if len(text) <= LONGEST_END and _ends().fullmatch(squash(text)):
            self._between(number, [line])
            self._open = None
        elif self._open is not None:
            self._open.pieces.append(line)
        elif is_direction(text) and (self.turns or _directs(text) or ACTION.search(text)):
            self._between(number, [line])

    def _between(self, number: int, lines: Sequence[Passage]) -> None:
        """Keep stage directions that nobody's speech holds; the speech before them may go on."""
        self.turns.append(Turn(None, number, None, list(lines)))


SIGN = regex.compile(rf"{GAP}*+[○◯〇◎●]{GAP}*+")
LATELY = 200
"""Speeches back to which a speaker counts as heard."""
BEHIND_SENTENCE = regex.compile(rf"[。？！?」』)）》〉】](?:{GAP}|\t)*")
BEHIND_SPACE = regex.compile(rf"[。？！?」』)）》〉】](?:{GAP}|\t)*|{GAP}+")
SELF_EVIDENT = frozenset({"circle"})


@cache
def _ends() -> regex.Pattern[str]:
    return regex.compile(minutes_words().ends)


def _in_column(label: str) -> Speaker | None:
    """Return the speaker that a column of speakers names, whatever stands around the name; directions name nobody."""
    plain = label.strip("○◯〇◎●・•:： \u3000\n")
    inner = plain[1:-1] if plain[:1] in "(（【<＜〔[" else plain
    speaker = read_speaker(inner)
    if speaker is not None:
        return speaker
    return (
        None
        if is_direction(label) or len(squash(plain)) > 15 or regex.search(r"[。、]", plain)
        else Speaker("".join(plain.split()))
    )


def read_turns(
    strips: Sequence[Strip],
    body: range,
    start: int,
    notations: Sequence[Notation],
    table: SpeechTable | None,
    apart: Set[int],
) -> list[Turn]:
    """Return the speeches and stage directions of the strips `body`, in reading order.

    Before the strip `start` nobody speaks, but stage directions (午前10時 開会) may stand.
    """
    reader = TurnReader(notations, table, apart)
    for number in body:
        reader.read(number, strips[number], speaks=number >= start)
    return reader.turns
