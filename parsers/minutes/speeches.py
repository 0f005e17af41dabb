"""The body of minutes: speeches, each whole, and the stage directions between and within them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Literal

import regex

from extract.sheet import Place
from normalize.text import glue, squash
from parsers.issues import Finding
from parsers.minutes.directions import directions_in, directs, is_direction, tells_action
from parsers.minutes.notation import Hit, hit_at, is_speech
from parsers.minutes.roster import DITTO
from parsers.minutes.speaker import Speaker, read_speaker
from parsers.minutes.speech_table import SpeechTable, heads_columns, sides_of
from parsers.minutes.strips import Strip, hull, is_page_number
from parsers.minutes.unclear import UnclearLabels
from parsers.minutes.unsaid import (
    SENTENCE_ENDS,
    attests,
    begins_signature,
    concludes,
    ends_minutes,
    heads_annex,
    is_said_behind,
    is_signature,
    narrates,
    remarks_on_minutes,
    tells_result,
)
from parsers.minutes.words import GAP, Notation
from parsers.passage import Passage, lines_of

__all__ = ["Said", "Turn", "TurnReader", "body_lines", "read_turns"]


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
            if kind == "speech" and self.speaker is not None:
                pending.append(passage)
                continue
            if pending:
                yield _speech(pending)
                pending = []
            yield Said("direction", passage.text.strip(), passage.place(0, len(passage.text)))
        if pending:
            yield _speech(pending)


def _speech(pieces: Sequence[Passage]) -> Said:
    texts = [piece.text.strip() for piece in pieces]
    joined = [texts[0]]
    for before, text in pairwise(texts):
        joined += [glue(before, text) if not before.endswith(SENTENCE_ENDS) else "\n", text]
    return Said("speech", "".join(joined), hull(pieces))


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
    """Reads the body line by line. `apart` are the strips that belong to no speech (headings, fields): they end one.

    The sentence that attests the minutes, above the signatures, ends them; so does a remark on them below the last speech.
    """

    def __init__(
        self,
        notations: Sequence[Notation],
        table: SpeechTable | None,
        apart: Set[int],
        known: Set[str],
        unclear: UnclearLabels,
    ) -> None:
        self.turns: list[Turn] = []
        self._notations = notations
        self._table = table
        self._apart = apart
        self._known = known
        self.findings: list[Finding] = []
        self._labels = unclear
        self._told: set[str] = set()
        self._open: Turn | None = None
        self._closed = False
        self._remark: tuple[Turn, int] | None = None

    def read(self, number: int, strip: Strip, *, speaks: bool) -> None:
        """Read one strip; `speaks` is false where only stage directions can stand."""
        if number in self._apart or self._closed:
            self._open = None
            return
        if self._table is not None and self._table.holds(number, strip):
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
        if table.sides:
            self._answers(number, {} if sides_of(strip) else cells, table)
            return
        head = cells.get(table.speaker)
        label = head.text.strip() if head else ""
        content = [cell for column, cell in cells.items() if table.said(column)]
        if content and heads_columns(label, content[0].text):
            return
        lines = [line for cell in content for line in lines_of(cell)]
        ahead = [cell.text.strip() for column, cell in cells.items() if column <= table.speaker]
        if any(map(begins_signature, ahead)) and not any(is_said_behind(line.text) for line in lines):
            self._open = None
            return
        if label and (speaker := self._above(label) if label in DITTO else _in_column(label)) is not None:
            self._begin(speaker, number, head)
        elif label and head is not None:
            lines = [*lines_of(head), *lines]
        if not label and lines and all(is_direction(line.text) for line in lines):
            self._between(number, lines)
            return
        for line in lines:
            self._add(number, line)

    def _answers(self, number: int, cells: Mapping[int, Passage], table: SpeechTable) -> None:
        """Read a row of questions and answers; whatever stands below them is said by nobody."""
        for column, speaker in table.sides:
            cell = cells.get(column)
            if cell is not None and cell.text.strip():
                self._begin(speaker, number, cell)
                for line in lines_of(cell):
                    self._add(number, line)
        self._open = None

    def _above(self, ditto: str) -> Speaker | None:
        """Return the one who spoke last, for whom 〃 stands, with that sign as label; None where nobody did."""
        last = next((turn.speaker for turn in reversed(self.turns) if turn.speaker is not None), None)
        return replace(last, label=ditto) if last is not None else None

    def _ditto(self, text: str) -> Hit | None:
        """Return who spoke last as the speaker of a line that has 〃 in a speaker's place."""
        match = DITTO_AHEAD.match(text) if self._notations else None
        speaker = self._above(match["ditto"]) if match is not None and is_speech(text[match.end() :]) else None
        return Hit(speaker, match.end()) if match is not None and speaker is not None else None

    def _line(self, number: int, line: Passage) -> None:
        hit = self._hit(line.text, 0) or self._ditto(line.text)
        if hit is None and self._open is not None and concludes(line.text, self._open.speaker):
            self._between(number, [line])
            self._open = self.turns[-1]
            return
        hit = hit or self._unclear(line)
        if hit is None and is_direction(line.text):
            self._add(number, line)
            return
        if hit is None and self._open is not None and self._tells(line.text, self._open):
            self._between(number, [line])
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

    def _tells(self, text: str, speaking: Turn) -> bool:
        """Tell whether a line below what somebody says tells of it from outside: what others did, or what came of an item."""
        return narrates(text, speaking.speaker) or tells_result(
            text, [piece.text for piece in speaking.pieces[-LATEST:]]
        )

    def _unclear(self, line: Passage) -> Hit | None:
        """Return a label in a speaker's place that names nobody; an issue tells of it, also where it may be none."""
        hit = self._labels.hit(line.text)
        label = hit.speaker.label if hit is not None else self._labels.single(line.text)
        if label and label not in self._told:
            self._told.add(label)
            self.findings.append(Finding("speaker_unclear", label, line.place(0, len(line.text))))
        return hit

    def _hit(self, text: str, start: int) -> Hit | None:
        hit = next((hit for one in self._notations if (hit := hit_at(one, text, start, self._known)) is not None), None)
        return hit or self._run_together(text)

    def _run_together(self, text: str) -> Hit | None:
        """Return a speaker whose label lost the space behind it: ○会長それでは…; only one who was heard before."""
        sign = SIGN.match(text)
        if sign is None or not any(one.sign == "own" for one in self._notations):
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
            behind = BEHIND_SENTENCE if notation.sign != "own" else BEHIND_SPACE
            for match in behind.finditer(text, start):
                hit = hit_at(notation, text, match.end(), self._known)
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
        if ends_minutes(text):
            self._between(number, [line])
            self._open = None
        elif heads_annex(text) or is_signature(text):
            self._open = None
        elif attests(text):
            self._open, self._closed = None, True
        elif self._open is not None:
            if remarks_on_minutes(text, [piece.text for piece in self._open.pieces[-1:]]):
                self._remark = (self._open, len(self._open.pieces))
            self._open.pieces.append(line)
        elif is_direction(text) and (self.turns or directs(text) or tells_action(text)):
            self._between(number, [line])

    def close(self) -> None:
        """Take from the last speech what remarks on the minutes; who speaks of them earlier goes on."""
        if self._remark is None:
            return
        turn, at = self._remark
        if turn is next((one for one in reversed(self.turns) if one.speaker is not None), None):
            del turn.pieces[at:]

    def _between(self, number: int, lines: Sequence[Passage]) -> None:
        """Keep stage directions that nobody's speech holds; the speech before them may go on."""
        self.turns.append(Turn(None, number, None, list(lines)))


LATEST = 2
"""Lines that end a speech: its last sentence may begin in the one before the last."""
DITTO_AHEAD = regex.compile(rf"{GAP}*+[○◯〇◎●(（【]?{GAP}*(?P<ditto>[〃″]){GAP}*(?:[)）】:：]|(?<={GAP}))")
SIGN = regex.compile(rf"{GAP}*+[○◯〇◎●]{GAP}*+")
LATELY = 200
"""Speeches back to which a speaker counts as heard."""
BEHIND_SENTENCE = regex.compile(rf"[。？！?」』)）》〉】](?:{GAP}|\t)*")
BEHIND_SPACE = regex.compile(rf"[。？！?」』)）》〉】](?:{GAP}|\t)*|{GAP}+")


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


def read_turns(strips: Sequence[Strip], body: range, start: int, reader: TurnReader) -> list[Turn]:
    """Return the speeches and stage directions of the strips `body`, in reading order.

    Before the strip `start` nobody speaks, but stage directions (午前10時 開会) may stand.
    """
    for number in body:
        reader.read(number, strips[number], speaks=number >= start)
    reader.close()
    return reader.turns
