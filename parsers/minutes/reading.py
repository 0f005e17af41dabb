"""The records of minutes and agendas: one meeting with its people, its agenda and what was said."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set

from parsers.issues import Finding
from parsers.minutes.agenda import Entry, announced_items, listed_items
from parsers.minutes.another import one_meeting
from parsers.minutes.attendance import read_attendance, unread_lists
from parsers.minutes.fields import Field, find_fields, held_by, unlabelled_people
from parsers.minutes.follow import follow
from parsers.minutes.headings import Agenda, Marks, items_beside, locate
from parsers.minutes.meeting import Facts, read_facts
from parsers.minutes.name_tokens import holds_people
from parsers.minutes.notation import choose, hit_at, is_speech
from parsers.minutes.people import Person
from parsers.minutes.roster import read_rosters
from parsers.minutes.speakers import Resolved, chair_of, known_names, resolve
from parsers.minutes.speech_table import SpeechTable, find_table
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


def read_minutes(
    paragraphs: Sequence[Paragraph], title: str | None, organisation: str | None, document_id: str
) -> tuple[list[InDocument], list[Finding]]:
    """Return the records of minutes and what was noticed; `title` and `organisation` are the document's."""
    strips = strips_of(paragraphs)
    strips, another = one_meeting(strips, title)
    rosters = read_rosters(strips)
    listed = {number for one in rosters for number in one.held}
    table = find_table(strips)
    lines = body_lines(strips)
    ahead = find_fields(strips, len(strips), listed)
    known = known_names(read_attendance(ahead, rosters).people)
    notations = () if table is not None else _notations(ahead, lines, known)
    start = table.first if table is not None else _body_start(strips, ahead, lines, notations, known)
    fields = find_fields(strips, start, listed)
    fields.extend(unlabelled_people(strips, start, fields))
    attendance = read_attendance(fields, rosters)
    people = attendance.people

    def marks(text: str) -> bool:
        return any(hit_at(one, text, known=known) for one in notations)

    agenda = _agenda(strips, start, fields, marks, table)
    apart = {number for number in held_by(fields) if number >= start} | listed
    if table is None or table.item is None:
        apart |= agenda.headings.keys()
    stop = min((one.at for one in fields if one.key == "tail" and one.at >= start), default=len(strips))
    body = range(_header_end(fields, start), stop) if start < len(strips) else range(0)
    unclear = UnclearLabels(notations, [line.text for number, line in lines if number >= start])
    reader = TurnReader(notations, table, apart, known, unclear)
    turns = read_turns(strips, body, start, reader)
    resolved, findings = resolve(turns, people)
    lost = unread_lists(strips, fields, _header_end(fields, start)) if not listed else []
    findings.extend(
        [*another, *attendance.findings, *lost, *unknown_fields(strips, held_by(fields), start), *reader.findings]
    )
    if not any(one.kind == "speech" for turn in turns for one in turn.said()):
        findings.append(Finding("no_speeches", "", None))
    facts = read_facts(strips, fields, title)
    meeting = _meeting(document_id, facts, organisation, chair_of(people, turns, resolved))
    papers = [entry for entry in listed_items(fields) if entry.kind == "material"]
    said = _utterances(document_id, turns, resolved, follow(turns, agenda), people)
    rows: list[InDocument] = [
        meeting,
        *_attendees(document_id, people),
        *_items(document_id, [*agenda.items, *papers]),
        *said,
    ]
    return rows, [*facts.findings, *findings]


def read_agenda(
    paragraphs: Sequence[Paragraph], title: str | None, organisation: str | None, document_id: str
) -> tuple[list[InDocument], list[Finding]]:
    """Return the records of an agenda, which announces a meeting: its items stand in numbered lines."""
    strips = strips_of(paragraphs)
    rosters = read_rosters(strips)
    listed = {number for one in rosters for number in one.held}
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
            if is_speech(said):
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


def _agenda(
    strips: Sequence[Strip], start: int, fields: Sequence[Field], marks: Marks, table: SpeechTable | None
) -> Agenda:
    """Return the agenda; headings are looked for from the end of the header on, for the first stands before the speech."""
    if table is not None and table.item is not None:
        return items_beside(strips, table, listed_items(fields))
    begins = start if table is not None else _header_end(fields, start)
    return locate(strips, begins, listed_items(fields), fields, marks, told=start == len(strips))


def _header_end(fields: Sequence[Field], start: int) -> int:
    """Return the strip behind the last field before the speeches; what only heads the body is none."""
    return min(start, max((one.end for one in fields if one.at < start and one.key != "body"), default=0))


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
