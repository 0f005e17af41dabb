"""Speeches that name their speaker behind them, in brackets: ・何年か。(鵜川委員), → 5年である。(市民課長).

Lists name in the same way who has to do a thing (・要綱を直す。(総務課)): only where several paragraphs in a row end so, and
one of the council is among those named, do brackets at the end tell who speaks.
"""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import dataclass, field
from itertools import chain

import regex

from normalize.markers import find_marker
from parsers.issues import Finding
from parsers.minutes.notation import is_speech
from parsers.minutes.speaker import read_speaker
from parsers.minutes.speeches import Turn
from parsers.minutes.words import COUNCIL, GAP
from parsers.passage import Passage

__all__ = ["Signed", "find_signed"]

LEAST_SIGNED = 3
"""Paragraphs in a row that name who said them; lists of duties have two like that by chance."""
MOST_LINES = 12
"""Lines of one paragraph, as a page is wrapped."""
SIGN = regex.compile(rf"{GAP}*(?P<sign>[・•‣∙･●○◯〇◎■◆□◇→⇒➡]){GAP}*")
BEHIND = regex.compile(rf"(?<!{GAP}){GAP}*+[(（](?P<label>[^()（）]{{2,20}})[)）]{GAP}*。?{GAP}*$")


@dataclass(frozen=True, slots=True)
class Signed:
    """The turns of a document in this notation, and what of them names nobody; `firsts` are the lines they begin with."""

    turns: tuple[Turn, ...] = ()
    firsts: frozenset[str] = frozenset()
    findings: tuple[Finding, ...] = ()


@dataclass(slots=True)
class _Paragraph:
    at: int
    sign: str
    pieces: list[Passage] = field(default_factory=list)

    def turn(self) -> Turn | None:
        """Return the turn that the paragraph is, if its last line names who speaks."""
        last = self.pieces[-1]
        match = BEHIND.search(last.text)
        speaker = read_speaker(match["label"]) if match is not None else None
        if match is None or speaker is None or speaker.anonymous or not (speaker.group or speaker.rank):
            return None
        pieces = [*self.pieces[:-1], last.part(0, match.start())]
        if not is_speech("".join(piece.text for piece in pieces)):
            return None
        label = last.place(match.start("label"), match.end("label"))
        return Turn(speaker, self.at, label, [piece for piece in pieces if piece.text.strip()])


def find_signed(lines: Sequence[tuple[int, Passage]], header: Set[int]) -> Signed:
    """Return the speeches that end with their speakers; none where they are too few. `header` holds no speeches."""
    reader = _Reader()
    for number, line in lines:
        reader.read(number, None if number in header else line)
    reader.end()
    if not any(len(run) >= LEAST_SIGNED and any(_of_council(one) for one in run) for run in reader.runs):
        return Signed()
    turns = tuple(chain.from_iterable(reader.runs))
    unsigned = (one for one in reader.unsigned if one.at > turns[0].at)
    findings = (
        Finding("speaker_unclear", one.sign, one.pieces[0].place(0, len(one.pieces[0].text))) for one in unsigned
    )
    return Signed(turns, frozenset(reader.firsts), tuple(findings))


def _of_council(turn: Turn) -> bool:
    return turn.speaker is not None and turn.speaker.rank in COUNCIL


class _Reader:
    """Reads line by line; keeps the paragraph that is open, and the turns in runs that no unsigned paragraph cuts."""

    def __init__(self) -> None:
        self.runs: list[list[Turn]] = [[]]
        self.firsts: set[str] = set()
        self.unsigned: list[_Paragraph] = []
        self._open: _Paragraph | None = None

    def read(self, number: int, line: Passage | None) -> None:
        """Read one line; None for one of the header, which ends what is open."""
        sign = SIGN.match(line.text) if line is not None else None
        if line is None or sign is not None or find_marker(line.text) is not None:
            self.end()
        if line is None:
            return
        if sign is not None:
            self._open = _Paragraph(number, sign["sign"], [line.part(sign.end(), len(line.text))])
            self.firsts.add(line.text.strip())
            self._close()
        elif self._open is not None:
            self._open.pieces.append(line)
            self._close()
            if self._open is not None and len(self._open.pieces) > MOST_LINES:
                self.end()

    def _close(self) -> None:
        """End the open paragraph where its last line names who speaks."""
        turn = self._open.turn() if self._open is not None else None
        if turn is not None:
            self.runs[-1].append(turn)
            self._open = None

    def end(self) -> None:
        """End a paragraph that names nobody, and with it the run."""
        if self._open is None:
            return
        if is_speech("".join(piece.text for piece in self._open.pieces)):
            self.unsigned.append(self._open)
        self.runs.append([])
        self._open = None
