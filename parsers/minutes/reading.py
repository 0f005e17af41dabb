"""The records of minutes and agendas: one meeting with its people, its agenda and what was said."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from itertools import pairwise

from parsers.issues import Finding
from parsers.minutes.agenda import Entry, announced_items, entries, listed_items, marker_of
from parsers.minutes.annexed_roster import with_annexed_roster
from parsers.minutes.another import one_meeting
from parsers.minutes.attendance import Attendance, read_attendance, unread_lists
from parsers.minutes.directions import acts
from parsers.minutes.field import Field, held_by
from parsers.minutes.fields import find_fields, unlabelled_people
from parsers.minutes.follow import follow
from parsers.minutes.headings import Agenda, items_beside, locate
from parsers.minutes.meeting import Facts, read_facts
from parsers.minutes.name_tokens import holds_people
from parsers.minutes.notation import choose, hit_at, is_speech
from parsers.minutes.person import Person
from parsers.minutes.roster import Roster, read_rosters
from parsers.minutes.signed import Signed, find_signed
from parsers.minutes.speakers import Resolved, chair_of, known_names, resolve
from parsers.minutes.speech_table import SpeechTable, find_answers, find_table
from parsers.minutes.speeches import Turn, TurnReader, body_lines, read_turns
from parsers.minutes.strips import Strip, strips_of
from parsers.minutes.unclear import UnclearLabels
from parsers.minutes.unknown_fields import unknown_fields
from parsers.minutes.words import Notation
from parsers.paragraphs import Paragraph
from parsers.passage import Passage
from parsers.provenance import provenance
from parsers.records import AgendaItem, Attendee, InDocument, Meeting, Utterance

__all__ = ["read_agenda", "read_minutes"]


@dataclass(frozen=True, slots=True)
class _Layout:
    """Where the parts of minutes stand: the fields of the header, the strips that list members, and with which strip the
    speeches `start`, in a table, marked by notations or signed at their ends."""

    strips: Sequence[Strip]
    lines: Sequence[tuple[int, Passage]]
    fields: Sequence[Field]
    listed: Set[int]
    attendance: Attendance
    known: Set[str]
    table: SpeechTable | None
    notations: Sequence[Notation]
    signed: Signed
    start: int

    @property
    def header_end(self) -> int:
        """The strip behind the last field before the speeches; what only heads the body is none."""
        ahead = (one.end for one in self.fields if one.at < self.start and one.key != "body")
        return min(self.start, max(ahead, default=0))

    @property
    def body(self) -> range:
        """The strips that hold speeches and what stands between them."""
        tail = (one.at for one in self.fields if one.key == "tail" and one.at >= self.start)
        end = min(tail, default=len(self.strips))
        return range(self.header_end, end) if self.start < len(self.strips) else range(0)

    def marks(self, text: str) -> bool:
        """Tell whether a line begins a speech."""
        signed = text.strip() in self.signed.firsts
        return signed or any(hit_at(one, text, known=self.known) for one in self.notations)


def read_minutes(
    paragraphs: Sequence[Paragraph], title: str | None, organisation: str | None, document_id: str
) -> tuple[list[InDocument], list[Finding]]:
    """Return the records of minutes and what was noticed; `title` and `organisation` are the document's."""
    strips, another = one_meeting(strips_of(paragraphs), title)
    layout = _layout(strips)
    agenda = _agenda(layout)
    turns, unclear = _turns(layout, agenda)
    people = layout.attendance.people
    resolved, findings = resolve(turns, people)
    facts = read_facts(strips, layout.fields, title)
    papers = [entry for entry in listed_items(layout.fields) if entry.kind == "material"]
    rows: list[InDocument] = [
        _meeting(document_id, facts, organisation, chair_of(people, turns, resolved)),
        *_attendees(document_id, people),
        *_items(document_id, [*agenda.items, *papers]),
        *_utterances(document_id, turns, resolved, follow(turns, agenda), people),
    ]
    return rows, [*facts.findings, *findings, *another, *_unread(layout), *unclear, *_silence(turns)]


def read_agenda(
    paragraphs: Sequence[Paragraph], title: str | None, organisation: str | None, document_id: str
) -> tuple[list[InDocument], list[Finding]]:
    """Return the records of an agenda, which announces a meeting: its items stand in numbered lines."""
    strips = strips_of(paragraphs)
    rosters = read_rosters(strips)
    listed = _listed(rosters)
    fields = [one for one in find_fields(strips, len(strips), listed) if one.key != "agenda" or one.values]
    attendance = read_attendance(fields, rosters)
    people = attendance.people
    facts = read_facts(strips, fields, title)
    taken = held_by(one for one in fields if one.key not in {"agenda", "body"}) | listed
    items = announced_items(
        [
            line
            for number, strip in enumerate(strips)
            if number not in taken
            for part in strip.lines()
            for line in part.cells
        ]
    )
    papers = [entry for entry in listed_items(fields) if entry.kind == "material"]
    meeting = _meeting(document_id, facts, organisation, chair_of(people, (), ()))
    rows: list[InDocument] = [meeting, *_attendees(document_id, people), *_items(document_id, [*items, *papers])]
    return rows, [*facts.findings, *attendance.findings]


# ------------------------------------------------------------------------------------------------------ where it begins


def _layout(strips: Sequence[Strip]) -> _Layout:
    """Return the layout: whom the header lists tells who speaks, and where the speeches start tells where the header ends."""
    rosters = read_rosters(strips)
    listed = _listed(rosters)
    table = find_table(strips)
    lines = body_lines(strips)
    ahead = find_fields(strips, len(strips), listed)
    known = known_names(read_attendance(ahead, rosters).people)
    notations = () if table is not None else _notations(ahead, lines, known)
    table = table or (find_answers(strips) if not notations else None)
    silent = table is None and not notations
    signed = find_signed(lines, held_by(ahead)) if silent else Signed()
    begins = table.first if table is not None else _body_start(strips, ahead, lines, notations, known)
    start = signed.turns[0].at if signed.turns else begins
    fields = with_annexed_roster(strips, start, find_fields(strips, start, listed), listed)
    fields.extend(unlabelled_people(strips, start, fields))
    attendance = read_attendance(fields, rosters, strips[:start])
    return _Layout(strips, lines, fields, listed, attendance, known, table, notations, signed, start)


def _listed(rosters: Sequence[Roster]) -> set[int]:
    """Return the numbers of the strips that hold tables of members."""
    return {number for one in rosters for number in one.held}


def _notations(fields: Sequence[Field], lines: Sequence[tuple[int, Passage]], known: Set[str]) -> tuple[Notation, ...]:
    """Return the notations of the speeches; what the header's fields hold is none of them."""
    header = held_by(fields)
    return choose([line.text for number, line in lines if number not in header], known)


def _body_start(
    strips: Sequence[Strip],
    fields: Sequence[Field],
    lines: Sequence[tuple[int, Passage]],
    notations: Sequence[Notation],
    known: Set[str],
) -> int:
    """Return the strip with which the speeches begin; the number of strips where there are none."""
    header = held_by(fields)
    for at, (_, line) in enumerate(lines):
        for notation in notations:
            hit = hit_at(notation, line.text, known=known)
            if hit is None:
                continue
            said = line.text[hit.end :].strip() or (lines[at + 1][1].text if at + 1 < len(lines) else "")
            if is_speech(said) or acts(said):
                return _first_of(lines, at, notations, known, header)
    return len(strips)


def _first_of(
    lines: Sequence[tuple[int, Passage]], at: int, notations: Sequence[Notation], known: Set[str], header: Set[int]
) -> int:
    """Return the strip of the first speaker of those who speak one after the other up to the line `at`."""
    while at > 0 and lines[at - 1][0] not in header:
        text = lines[at - 1][1].text
        hits = [hit for one in notations if (hit := hit_at(one, text, known=known)) is not None]
        if not any(hit.speaker.role and text[hit.end :].strip() and not holds_people(text[hit.end :]) for hit in hits):
            break
        at -= 1
    return lines[at][0]


# ------------------------------------------------------------------------------------------------- what was said, of what


def _agenda(layout: _Layout) -> Agenda:
    """Return the agenda; headings are looked for from the end of the header on, for the first stands before the speech."""
    table, listed = layout.table, listed_items(layout.fields)
    if not any(entry.kind == "agenda" for entry in listed):
        listed = [*_between_headings(layout), *listed]
    if table is not None and table.item is not None:
        return items_beside(layout.strips, table, listed)
    begins = layout.start if table is not None else layout.header_end
    return locate(layout.strips, begins, listed, layout.fields, layout.marks, layout.start)


def _between_headings(layout: _Layout) -> list[Entry]:
    """Return the items that stand numbered between two headings of the body: 審議経過 lists them, 会議記録 says what was said."""
    heads = [one.at for one in layout.fields if one.key == "body" and one.at < layout.start]
    for head, following in pairwise(heads):
        lines = [strip.cells[0] for strip in layout.strips[head + 1 : following] if len(strip.cells) == 1]
        counted = [(marker.number, line) for line in lines if (marker := marker_of(line.text)) is not None]
        if len(counted) > 1 and [number for number, _ in counted] == list(range(1, len(counted) + 1)):
            return entries([line for _, line in counted], "agenda")
    return []


def _turns(layout: _Layout, agenda: Agenda) -> tuple[list[Turn], list[Finding]]:
    """Return who spoke, turn by turn, and what of it is unclear."""
    if layout.signed.turns:
        return [turn for turn in layout.signed.turns if turn.at in layout.body], list(layout.signed.findings)
    apart = {number for number in held_by(layout.fields) if number >= layout.start} | layout.listed
    if layout.table is None or layout.table.item is None:
        apart |= agenda.headings.keys()
    unclear = UnclearLabels(layout.notations, [line.text for number, line in layout.lines if number >= layout.start])
    reader = TurnReader(layout.notations, layout.table, apart, layout.known, unclear)
    return read_turns(layout.strips, layout.body, layout.start, reader), reader.findings


def _unread(layout: _Layout) -> Iterator[Finding]:
    """Yield what of the header could not be read."""
    yield from layout.attendance.findings
    if not layout.listed:
        yield from unread_lists(layout.strips, layout.fields, layout.start)
    told = {one.at for one in layout.fields if one.unknown}
    yield from unknown_fields(layout.strips, held_by(layout.fields), told, layout.start)


def _silence(turns: Sequence[Turn]) -> Iterator[Finding]:
    """Yield the labels behind which nothing stands, and whether nobody spoke at all."""
    said = [list(turn.said()) for turn in turns]
    for turn, pieces in zip(turns, said, strict=True):
        if turn.speaker is not None and not pieces:
            yield Finding("speech_empty", turn.speaker.label, turn.place)
    if not any(one.kind == "speech" for pieces in said for one in pieces):
        yield Finding("no_speeches", "", None)


# ------------------------------------------------------------------------------------------------------------- records


def _meeting(document_id: str, facts: Facts, organisation: str | None, chair: str | None) -> Meeting:
    return Meeting(
        document_id=document_id,
        name=facts.name,
        body=facts.body,
        organisation=organisation,
        fiscal_year=facts.fiscal_year,
        round=facts.round,
        starts_at=facts.starts_at,
        ends_at=facts.ends_at,
        place=facts.place,
        chair=chair,
        visitors=facts.visitors,
        conclusion=facts.conclusion,
        held_on=facts.held_on,
        openness=facts.openness,
        next_meeting=facts.next_meeting,
        next_on=facts.next_on,
    )


def _attendees(document_id: str, people: Sequence[Person]) -> Iterator[Attendee]:
    for number, person in enumerate(people, 1):
        yield Attendee(
            document_id=document_id,
            no=number,
            name=person.name,
            role=person.role,
            affiliation=person.affiliation,
            kind=person.kind,
            present=person.present,
            **provenance(person.place),
        )


def _items(document_id: str, listed: Sequence[Entry]) -> Iterator[AgendaItem]:
    for number, entry in enumerate(listed, 1):
        yield AgendaItem(
            document_id=document_id,
            no=number,
            marker=entry.marker,
            title=entry.title,
            kind=entry.kind,
            **provenance(entry.place),
        )


def _utterances(
    document_id: str,
    turns: Sequence[Turn],
    resolved: Sequence[Resolved],
    items: Sequence[int | None],
    people: Sequence[Person],
) -> Iterator[Utterance]:
    """Yield a row for each piece: the label stands on the first of its turn only, the speaker on every piece of speech."""
    number = counted = 0
    for turn, who, item in zip(turns, resolved, items, strict=True):
        said = list(turn.said())
        spoken = any(one.kind == "speech" for one in said)
        counted += spoken
        person = people[who.attendee - 1] if who.attendee else None
        for at, one in enumerate(said):
            number += 1
            speaks = one.kind == "speech" or not spoken
            first = at == next((index for index, other in enumerate(said) if other.kind == "speech"), 0)
            yield Utterance(
                document_id=document_id,
                no=number,
                label=turn.speaker.label if turn.speaker and first else None,
                speaker=person.name if person and speaks else None,
                role=turn.speaker.role if turn.speaker and speaks else None,
                attendee_no=who.attendee if speaks else None,
                kind=one.kind,
                text=one.text,
                agenda_no=item,
                turn=counted if spoken else None,
                **provenance(one.place),
            )
