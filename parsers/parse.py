"""A Sheet to the records of all its documents."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import TypedDict

import regex

from extract.sheet import Fault, Place, Sheet
from parsers.assessment import read_assessment
from parsers.bundle import Part, cut, line_breaks
from parsers.definitions import document_kinds
from parsers.heads import Head, read_head
from parsers.issues import ISSUE_KINDS, Finding
from parsers.mentions import date_mentions, law_mentions
from parsers.minutes.reading import read_agenda, read_minutes
from parsers.outline import SectionDraft, outline
from parsers.papers.read import joined, read_paper
from parsers.paragraphs import paragraphs
from parsers.provenance import provenance
from parsers.records import (
    Assessment,
    Consultation,
    DateMention,
    Document,
    InDocument,
    Issue,
    LawCitation,
    Meeting,
    Section,
)

__all__ = ["parse"]

TYPE_UNKNOWN = "type_unknown"


class _Extent(TypedDict):
    """The columns of a document that tell where it stands and how much of it was kept."""

    page_first: int | None
    page_last: int | None
    char_start: int | None
    char_end: int | None
    chars: int
    coverage: float


def parse(sheet: Sheet, source_id: str) -> tuple[InDocument, ...]:
    """Return every record of a source, document by document, in the order of its rows.

    Faults of the reader become issues of the document they stand in, of the first one where they have no place. The
    furniture of pages (running headers, page numbers) is no part of any document.
    """
    kinds = document_kinds()
    rows = [row for row in sheet.rows if not row.furniture]
    parts = cut(paragraphs(rows, line_breaks(kinds)), kinds) if rows else []
    faults = _faults_by_part(sheet.faults, parts)
    return joined(
        parts,
        [
            record
            for number, part in enumerate(parts, 1)
            for record in _document(part, source_id, number, faults[number - 1])
        ],
    )


def _document(part: Part, source_id: str, number: int, faults: Sequence[Fault]) -> Iterator[InDocument]:
    document_id = f"{source_id}-{number:02d}"
    sections = [_section(document_id, draft) for draft in _drafts(part)]
    filled, findings = _filled(part, document_id, sections)
    cover = next((record for record in filled if isinstance(record, Assessment)), None)
    head = read_head(part, cover)
    dates = list(_dates(document_id, part, head))
    meeting, noticed = _meeting(part, head, document_id)
    issues = list(_issues(document_id, [*_noticed(part, head, faults, dates), *findings, *noticed]))
    yield Document(
        document_id=document_id,
        source_id=source_id,
        part=number,
        document_type=part.kind.code,
        title=_matter(part, filled) or head.title,
        organisation=head.organisation,
        organisation_code=head.authority.code if head.authority else None,
        municipality=head.authority.municipality if head.authority else None,
        prefecture=head.authority.prefecture if head.authority else None,
        document_date=head.document_date or _held_on(meeting),
        issues=len(issues),
        **_extent(part, sections),
    )
    yield from sections
    yield from filled
    yield from meeting
    yield from (row for row, _ in dates)
    yield from _laws(document_id, part)
    yield from issues


def _held_on(records: Sequence[InDocument]) -> date | None:
    """Return the day of the meeting, which dates its minutes where no label of theirs does."""
    return next((record.held_on for record in records if isinstance(record, Meeting)), None)


def _matter(part: Part, filled: Sequence[InDocument]) -> str | None:
    """Return the matter of a sheet whose title is but a label (諮問事項): its lines are read with those of its fields."""
    text = part.paragraphs[part.title].text if part.title is not None else ""
    labelled = part.kind.title_behind is not None and regex.match(part.kind.title_behind, text) is not None
    subjects = [record.subject for record in filled if isinstance(record, Consultation)]
    return subjects[0] if labelled and subjects else None


def _drafts(part: Part) -> list[SectionDraft]:
    title = None if part.title is None else part.paragraphs[part.title]
    return outline(part.paragraphs, part.kind, title)


def _section(document_id: str, draft: SectionDraft) -> Section:
    marker = draft.heading.marker if draft.heading else None
    return Section(
        document_id=document_id,
        no=draft.number,
        parent=draft.parent.number if draft.parent else None,
        level=draft.level,
        marker=(marker.printed or None) if marker else None,
        title=draft.title,
        path=draft.path,
        text="\n".join(draft.texts) or None,
        **provenance(draft.place),
    )


def _dates(document_id: str, part: Part, head: Head) -> Iterator[tuple[DateMention, Place | None]]:
    for number, (mention, passage) in enumerate(date_mentions(part.paragraphs, head.document_date), 1):
        place, value = passage.place(0, len(passage.text)), mention.value
        row = DateMention(
            document_id=document_id,
            no=number,
            raw=passage.text,
            start=value.start,
            end=value.end,
            precision=value.precision,
            kind=value.kind,
            era=value.era,
            starts_at=value.starts_at,
            ends_at=value.ends_at,
            flags=value.flags,
            **provenance(place),
        )
        yield row, place


def _laws(document_id: str, part: Part) -> Iterator[LawCitation]:
    for number, (mention, passage) in enumerate(law_mentions(part.paragraphs), 1):
        value = mention.value
        yield LawCitation(
            document_id=document_id,
            no=number,
            raw=passage.text,
            law=value.law,
            law_number=value.law_number,
            law_id=value.law_id,
            article=value.article,
            paragraph=value.paragraph,
            item=value.item,
            appended_table=value.appended_table,
            rows=value.rows,
            **provenance(passage.place(0, len(passage.text))),
        )


def _filled(
    part: Part, document_id: str, sections: Sequence[Section]
) -> tuple[Sequence[InDocument], Sequence[Finding]]:
    """Return the records of a filled form or of a council's paper; nothing for other documents."""
    if part.kind.form is None:
        return read_paper(part, document_id, sections)
    return read_assessment(part.kind.form, part.paragraphs, document_id, sections)


def _meeting(part: Part, head: Head, document_id: str) -> tuple[Sequence[InDocument], Sequence[Finding]]:
    """Return the records of minutes or of an agenda; nothing for other documents."""
    if part.kind.meeting is None:
        return (), ()
    read = read_minutes if part.kind.meeting == "minutes" else read_agenda
    return read(part.paragraphs, head.title, head.organisation, document_id)


def _noticed(
    part: Part, head: Head, faults: Sequence[Fault], dates: Sequence[tuple[DateMention, Place | None]]
) -> Iterator[Finding]:
    yield from (Finding(fault.code, fault.message, fault.place) for fault in faults)
    if part.kind is document_kinds().fallback:
        yield Finding(TYPE_UNKNOWN, "neither a title nor cues of a known kind of document", _place(part))
    flags: list[Finding] = []
    if head.authority is not None:
        name = head.authority.name
        flags.extend(Finding(f"organisation_{flag}", name, _place(part)) for flag in head.authority.flags)
    flags.extend(Finding(flag, mention.raw, place) for mention, place in dates for flag in mention.flags)
    yield from (flag for flag in flags if flag.code in ISSUE_KINDS)  # most flags of a value are no issue


def _issues(document_id: str, findings: Sequence[Finding]) -> Iterator[Issue]:
    for number, finding in enumerate(findings, 1):
        yield Issue(
            document_id=document_id,
            no=number,
            severity=ISSUE_KINDS[finding.code].severity,
            code=finding.code,
            message=finding.message,
            item_no=finding.item_no,
            **provenance(finding.place),
        )


def _extent(part: Part, sections: Sequence[Section]) -> _Extent:
    place = _place(part)
    whole = _characters(paragraph.text for paragraph in part.paragraphs)
    kept = _characters(text for row in sections for text in (row.marker, row.title, row.text) if text)
    total = whole.total()
    return _Extent(
        page_first=place.page,
        page_last=_last_page(part) or None,
        char_start=place.start,
        char_end=place.end,
        chars=total,
        coverage=(whole & kept).total() / total if total else 1.0,
    )


def _place(part: Part) -> Place:
    return Place.hull(paragraph.place for paragraph in part.paragraphs)


def _last_page(part: Part) -> int:
    """Return the page on which a document ends, 0 in a text dump."""
    return max((row.last_page or 0 for paragraph in part.paragraphs for row in paragraph.rows), default=0)


def _characters(texts: Iterable[str]) -> Counter[str]:
    """Count the characters that are no white space, each by itself: a lost one is not made up for by a doubled other."""
    return Counter("".join(word for text in texts for word in text.split()))


def _faults_by_part(faults: Sequence[Fault], parts: Sequence[Part]) -> list[list[Fault]]:
    """Return for each document the faults that stand in it."""
    found: list[list[Fault]] = [[] for _ in parts]
    places = [_place(part) for part in parts]
    for fault in faults:
        at = next((number for number, place in enumerate(places) if _holds(place, parts[number], fault.place)), 0)
        if found:
            found[at].append(fault)
    return found


def _holds(place: Place, part: Part, at: Place | None) -> bool:
    """Tell whether a document ends behind a place; documents are asked in order."""
    if at is None:
        return True
    if at.start is not None:
        return at.start < (place.end or 0)
    return (at.page or 0) <= _last_page(part)
