"""The records of minutes and agendas: one meeting with its people, its agenda and what was said."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from parsers.issues import Finding
from parsers.minutes.agenda import Agenda, Entry, announced_items, follow, listed_items, locate
from parsers.minutes.fields import Field, find_fields, unlabelled_people
from parsers.minutes.meeting import Facts, read_facts
from parsers.minutes.notation import choose, hit_at, is_speech
from parsers.minutes.people import Kind, Person, read_people
from parsers.minutes.speakers import Resolved, chair_of, resolve
from parsers.minutes.speech_table import SpeechTable, find_table
from parsers.minutes.speeches import Turn, body_lines, read_turns
from parsers.minutes.strips import Strip, strips_of
from parsers.minutes.words import FieldKey, Notation
from parsers.paragraphs import Paragraph
from parsers.passage import Passage
from parsers.provenance import provenance
from parsers.records import AgendaItem, Attendee, InDocument, Meeting, Utterance

__all__ = ["read_agenda", "read_minutes"]

PEOPLE: dict[FieldKey, tuple[Kind, bool]] = {
    "chair": ("member", True),
    "present": ("member", True),
    "absent": ("member", False),
    "explainers": ("explainer", True),
    "office": ("secretariat", True),
    "others": ("other", True),
}


def read_minutes(
    paragraphs: Sequence[Paragraph], title: str | None, organisation: str | None, document_id: str
) -> tuple[list[InDocument], list[Finding]]:
    """Return the records of minutes and what was noticed; `title` and `organisation` are the document's."""
    strips = strips_of(paragraphs)
    table = find_table(strips)
    lines = body_lines(strips)
    notations = () if table is not None else _notations(strips, lines)
    start = _body_start(strips, lines, notations, table)
    fields = find_fields(strips, start)
    fields.extend(unlabelled_people(strips, start, fields))
    people = _people(fields)
    agenda = _agenda(strips, start, fields, notations, table)
    apart = {number for one in fields for number in range(max(one.at, start), one.end)}
    body = range(_header_end(fields, start), len(strips)) if start < len(strips) else range(0)
    turns = read_turns(strips, body, start, notations, table, apart.union(agenda.headings))
    resolved, findings = resolve(turns, people)
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
    fields = [one for one in find_fields(strips, len(strips)) if one.key != "agenda" or one.values]
    people = _people(fields)
    facts = read_facts(strips, fields, title)
    taken = {number for one in fields if one.key not in {"agenda", "body"} for number in range(one.at, one.end)}
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
    return rows, list(facts.findings)


# ------------------------------------------------------------------------------------------------------ where it begins


def _notations(strips: Sequence[Strip], lines: Sequence[tuple[int, Passage]]) -> tuple[Notation, ...]:
    """Return the notations of the speeches; what the header's fields hold is none of them."""
    header = {number for one in find_fields(strips, len(strips)) for number in range(one.at, one.end)}
    return choose([line.text for number, line in lines if number not in header])


def _body_start(
    strips: Sequence[Strip],
    lines: Sequence[tuple[int, Passage]],
    notations: Sequence[Notation],
    table: SpeechTable | None,
) -> int:
    """Return the strip with which the speeches begin; the number of strips where there are none."""
    if table is not None:
        return next(
            number for number, strip in enumerate(strips) if strip.table in table.tables and len(strip.cells) > 1
        )
    for at, (number, line) in enumerate(lines):
        for notation in notations:
            hit = hit_at(notation, line.text)
            if hit is None:
                continue
            said = line.text[hit.end :].strip() or (lines[at + 1][1].text if at + 1 < len(lines) else "")
            if is_speech(said):
                return number
    return len(strips)


def _agenda(
    strips: Sequence[Strip],
    start: int,
    fields: Sequence[Field],
    notations: Sequence[Notation],
    table: SpeechTable | None,
) -> Agenda:
    """Return the agenda; headings are looked for from the end of the header on, for the first stands before the speech."""
    listed = listed_items(fields)
    if table is not None:
        return locate(strips, start, listed, notations, fields)
    return locate(strips, _header_end(fields, start), listed, notations, fields)


def _header_end(fields: Sequence[Field], start: int) -> int:
    """Return the strip behind the last field before the speeches."""
    return min(start, max((one.end for one in fields if one.at < start), default=0))


# ------------------------------------------------------------------------------------------------------------- records


def _people(fields: Sequence[Field]) -> list[Person]:
    return [
        person
        for one in fields
        if one.key in PEOPLE
        for person in read_people(one.values, PEOPLE[one.key][0], present=PEOPLE[one.key][1])
    ]


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
