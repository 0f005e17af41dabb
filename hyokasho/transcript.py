"""Minutes on the terminal: the meeting, its people and its agenda, then what was said as one would read it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from parsers.records import AgendaItem, Attendee, Meeting, Utterance

__all__ = ["as_transcript"]

NARROWEST = 40
"""Columns for the words of a speech; narrower terminals wrap by themselves."""
INDENT = "    "
NO_BEGINNING = "、。，．」』）)"
"""What begins no line of Japanese: it hangs behind the line before."""
NOBODY = "—"
"""Stands for a speaker whom nothing names."""


def as_transcript(
    meeting: Meeting,
    people: Sequence[Attendee],
    items: Sequence[AgendaItem],
    said: Sequence[Utterance],
    width: int | None = None,
) -> Iterator[str]:
    """Yield the lines of a transcript. Speeches are folded to `width` columns; None leaves each paragraph one line."""
    yield from _about(meeting)
    yield from _people(people)
    yield from _agenda(items)
    titles = {item.no: _named(item) for item in items}
    agenda_no: int | None = None
    for turn in _turns(said):
        first = turn[0]
        if first.agenda_no is not None and first.agenda_no != agenda_no:
            yield ""
            yield f"── {titles.get(first.agenda_no, '')} ──"
        agenda_no = first.agenda_no
        yield ""
        yield from _turn(turn, width)


def _about(meeting: Meeting) -> Iterator[str]:
    if meeting.name:
        yield meeting.name
    facts = [_when(meeting), meeting.place]
    if meeting.chair:
        facts.append(f"chair {meeting.chair}")
    if meeting.visitors is not None:
        facts.append(f"{meeting.visitors} visitors")
    told = [fact for fact in facts if fact]
    if told:
        yield " · ".join(told)


def _when(meeting: Meeting) -> str | None:
    """Return day and time; a start at midnight is one whose time is not printed."""
    starts, ends = meeting.starts_at, meeting.ends_at
    if starts is None:
        return None
    timed = starts.hour or starts.minute
    day = starts.date().isoformat()
    return f"{day} {starts:%H:%M}–{f'{ends:%H:%M}' if ends else ''}" if timed else day


def _people(people: Sequence[Attendee]) -> Iterator[str]:
    for kind in ("member", "explainer", "secretariat", "other"):
        present = [_person(one) for one in people if one.kind == kind and one.present is not False]
        if present:
            yield f"{kind}: {'、'.join(present)}"
    absent = [_person(one) for one in people if one.present is False]
    if absent:
        yield f"absent: {'、'.join(absent)}"


def _person(one: Attendee) -> str:
    office = " ".join(part for part in (one.affiliation, one.role) if part)
    return f"{one.name} ({office})" if one.name and office else one.name or office


def _agenda(items: Sequence[AgendaItem]) -> Iterator[str]:
    for kind, name in (("agenda", "agenda"), ("material", "papers")):
        listed = [item for item in items if item.kind == kind]
        if listed:
            yield f"{name}:"
            yield from (f"  {_named(item)}" for item in listed)


def _named(item: AgendaItem) -> str:
    return " ".join(part for part in (item.marker, item.title.replace("\n", " ")) if part)


def _turns(said: Sequence[Utterance]) -> Iterator[list[Utterance]]:
    """Yield the rows of each speech together; what stands between speeches row by row."""
    for _, rows in groupby(said, key=lambda row: (row.turn, None if row.turn else row.no)):
        yield list(rows)


def _turn(rows: Sequence[Utterance], width: int | None) -> Iterator[str]:
    label = next((row.label for row in rows if row.label), None)
    speaker = next((row.speaker for row in rows if row.speaker), None)
    if rows[0].turn is not None:
        yield f"{label or NOBODY}{f'  [{speaker}]' if speaker else ''}"
    elif label is not None:
        yield label
    for row in rows:
        for line in row.text.split("\n"):
            yield from (INDENT + part for part in _folded(line, width))


def _folded(line: str, width: int | None) -> Iterable[str]:
    if width is None:
        return (line,)
    from rich.cells import chop_cells  # noqa: PLC0415 - only a terminal needs it

    parts: list[str] = []
    for part in chop_cells(line, max(NARROWEST, width - len(INDENT) - 2)):
        hanging = len(part) - len(part.lstrip(NO_BEGINNING))
        if parts and hanging:
            parts[-1] += part[:hanging]
        parts += [part[hanging:] if parts else part]
    return [part for part in parts if part]
