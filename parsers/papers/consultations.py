"""諮問 and 報告 sheets, and letters that put a matter before a council, as rows of `consultations`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise

import regex

from extract.sheet import Place, Row
from normalize.markers import Marker, find_marker
from normalize.text import squash
from parsers.bundle import Part, line_breaks
from parsers.definitions import document_kinds
from parsers.entries import names, side_by_side
from parsers.issues import Finding
from parsers.papers.fields import Field, lines_of, looks_like_label, read_fields
from parsers.papers.letters import asked_by, letter_above
from parsers.papers.texts import as_text, as_title, field_texts
from parsers.papers.words import keys_by_label, paper_words
from parsers.paragraphs import Breaks, paragraphs
from parsers.provenance import provenance
from parsers.records import Consultation, Section
from parsers.titles import title_of

__all__ = ["read_consultations"]

KINDS = {"consultation": "consultation", "report": "report"}
"""Types of documents that are sheets, by the kind of their row."""
HEAD = 12
"""Lines at the head of a sheet or letter in which its number stands."""
TAG = regex.compile(r"\s*+【(?P<name>[^】]{1,20})】\s*+")
GOES_ON = regex.compile(r"[\p{Hiragana}、,・]\s*+$")
"""What a line ends with whose phrase goes on in the next."""
LETTER_TITLE = regex.compile(r"(?P<subject>.+?)\s*+[(（]\s*諮\s*問\s*[)）]\s*")


def read_consultations(
    part: Part, document_id: str, _sections: Sequence[Section]
) -> tuple[list[Consultation], list[Finding]]:
    """Return the row of a sheet or letter, and what was noticed in reading; no row where it has no subject."""
    breaks = line_breaks(document_kinds())
    rows = [row for paragraph in part.paragraphs for row in paragraph.rows]
    title = title_of(part) or ""
    fields, findings = _moved(read_fields(rows, _keys(), frozenset({"other"})), breaks)
    labelled = [field for key, field in fields.items() if key != "number"]  # that may stand in the head of the letter
    letter = letter_above(rows, labelled)
    subject = _subject(fields, title, breaks)
    if subject is None:
        place = Place.hull(row.place for row in rows)
        return [], [*findings, Finding("subject_missing", title or part.kind.ja, place)]
    texts = {key: as_text(field.rows, breaks, prose=key in paper_words().sheets.prose) for key, field in fields.items()}
    row = Consultation(
        document_id=document_id,
        no=1,
        kind=KINDS[part.kind.code],
        number=(as_text(fields["number"].rows[:1], breaks) if "number" in fields else None)
        or letter.consultation
        or _number_of_matter(rows)
        or (letter.number if letter.addressee else None),
        department=_department(rows),
        subject=subject,
        legal_basis=texts.get("legal_basis") or asked_by(rows, labelled, breaks),
        purpose=texts.get("purpose"),
        record_items=tuple(_entries(fields["record_items"].rows, breaks)) if "record_items" in fields else (),
        count=texts.get("count"),
        timing=texts.get("timing"),
        department_in_charge=texts.get("department_in_charge"),
        other=texts.get("other"),
        issued_on=letter.issued_on if letter.addressee else None,
        addressee=letter.addressee,
        sender=letter.sender if letter.addressee else None,
        **provenance(Place.hull(row.place for row in rows)),
    )
    return [row], findings


@cache
def _keys() -> Mapping[str, str]:
    return keys_by_label(paper_words().sheets.labels)


def _department(rows: Sequence[Row]) -> str | None:
    """Return what the tag at the head of the sheet names."""
    matches = (TAG.fullmatch(row.text) for row in rows[:4])
    return next((match["name"].strip() for match in matches if match is not None), None)


def _number_of_matter(rows: Sequence[Row]) -> str | None:
    """Return 諮問第n号 as it stands at the head of a sheet or letter."""
    for row in lines_of(rows[:HEAD]):
        match = paper_words().references.consultation.match(squash(row.text))
        if match is not None:
            return match[0]
    return None


def _subject(fields: Mapping[str, Field], title: str, breaks: Breaks) -> str | None:
    """Return the matter: the field of that name as far as it is one title, or the title of a letter."""
    if "subject" in fields:
        return as_title(fields["subject"].rows, breaks, paper_words().sheets.title_ends)
    letter = LETTER_TITLE.fullmatch(" ".join(title.split()))
    return letter["subject"] if letter is not None else None


# ------------------------------------------------------------------------------------------------ fields that run over


def _moved(fields: Sequence[Field], breaks: Breaks) -> tuple[dict[str, Field], list[Finding]]:
    """Return the fields by key, with entries of a list that stand behind the next label given back to it.

    A numbered sentence in a field that holds none is left out, it belongs to one of its neighbours; so is what stands
    behind a list of annexes, the beginning of the first of them.
    """
    words = paper_words().sheets
    findings: list[Finding] = []
    found = list(fields)
    for number, field in enumerate(found[:-1]):
        if field.key in words.lists:
            after = found[number + 1]
            taken = _goes_on(field.rows, after.rows)
            if taken:
                findings.append(_finding("field_inferred", field, f"entries behind the label {after.label}", after))
                found[number] = replace(field, rows=(*field.rows, *after.rows[:taken]))
                found[number + 1] = replace(after, rows=after.rows[taken:])
    for number, field in enumerate(found):
        kept, why = _own(field, breaks)
        if kept < len(field.rows):
            findings.append(
                Finding("field_left_out", f"{field.label}: {why}", Place.hull(row.place for row in field.rows[kept:]))
            )
            found[number] = replace(field, rows=field.rows[:kept])
    return {field.key: field for field in found if field.key != "elsewhere"}, findings


def _finding(code: str, field: Field, said: str, at: Field) -> Finding:
    return Finding(code, f"{field.label}: {said}", at.place)


def _goes_on(rows: Sequence[Row], after: Sequence[Row]) -> int:
    """Return how many rows behind a list are entries of it: its numbers go on without a gap."""
    markers = [marker for row in rows if (marker := _number(row)) is not None]
    if not markers:
        return 0
    last, taken = markers[-1].number or 0, 0
    while taken < len(after):
        marker = _number(after[taken])
        if marker is None or marker.number != last + 1 or marker.kind != markers[-1].kind:
            break
        last += 1
        alone = not after[taken].text[marker.end :].strip()
        taken += 2 if alone and taken + 1 < len(after) else 1
    return taken


def _number(row: Row) -> Marker | None:
    marker = find_marker(row.text) if row.table is None else None
    return marker if marker is not None and marker.number is not None else None


def _own(field: Field, breaks: Breaks) -> tuple[int, str]:
    """Return how many rows of a field are its own for certain, and what the others are."""
    words = paper_words().sheets
    if field.key == "other":
        return _before_annexes(field.rows, breaks), "lines behind the list of annexes"
    sentences = _before_sentences(field.rows) if field.key in words.plain else len(field.rows)
    label = _before_label(field.rows, words.lines[field.key]) if field.key in words.lines else len(field.rows)
    return (sentences, "numbered sentences") if sentences <= label else (label, "lines behind what looks like a label")


def _before_label(rows: Sequence[Row], held: regex.Pattern[str]) -> int:
    """Return how many rows stand before the first, behind the value, that looks like a label and holds none of the field."""
    for number, (before, row) in enumerate(pairwise(rows), 1):
        whole = not GOES_ON.search(before.text)
        if whole and looks_like_label(row.text) and held.search(squash(row.text)) is None:
            return number
    return len(rows)


def _before_annexes(rows: Sequence[Row], breaks: Breaks) -> int:
    """Return how many rows there are up to the end of a list of annexes; all where nothing but a heading follows it."""
    words = paper_words().sheets
    listed, titled, at = False, True, 0
    for paragraph in paragraphs(rows, breaks):
        text = squash(paragraph.text)
        entry = words.annexes.match(text)
        if entry is not None:
            listed, titled = True, bool(entry["title"].strip("0123456789"))
        elif words.headings.match(text):
            listed = False
        elif listed and titled:
            return at
        else:
            titled = True
        at += len(paragraph.rows)
    return len(rows)


def _before_sentences(rows: Sequence[Row]) -> int:
    """Return how many rows stand before the first row numbered 1 that a sentence follows."""
    last = max((number for number, row in enumerate(rows) if "。" in row.text), default=-1)
    for number, row in enumerate(rows[: last + 1]):
        marker = _number(row)
        if marker is not None and marker.number == 1:
            return number
    return len(rows)


# ------------------------------------------------------------------------------------------------------------- entries


@dataclass(frozen=True, slots=True)
class _Entry:
    """A paragraph of a list: the kind of its marker, None for none."""

    kind: str | None
    text: str


def _entries(rows: Sequence[Row], breaks: Breaks) -> Iterator[str]:
    """Yield the entries of a list without their markers: those of the innermost numbering, or parted by commas.

    Headings and remarks are no entries.
    """
    entries = list(_listed(field_texts(rows, breaks, prose=True)))
    depths = {kind: depth for depth, kind in enumerate(dict.fromkeys(entry.kind for entry in entries if entry.kind))}
    for entry, after in zip(entries, [*entries[1:], None], strict=True):
        if entry.kind is None and not depths:
            yield from names(entry.text)
        elif entry.kind is not None and (after is None or depths.get(after.kind or "", 0) <= depths[entry.kind]):
            yield entry.text


def _listed(texts: Sequence[str]) -> Iterator[_Entry]:
    """Yield the paragraphs that are no headings or remarks; a marker alone in its line belongs to the next."""
    words = paper_words().sheets
    pending: str | None = None
    for text in (part.strip() for whole in texts for part in side_by_side(whole)):
        squashed = squash(text)
        marker = find_marker(text)
        counted = marker is not None and marker.kind != "tag"
        if pending is None and (words.headings.match(squashed) or (not counted and words.remark.match(squashed))):
            continue
        if pending is None and marker is not None and counted:
            rest = text[marker.end :].strip()
            if rest:
                yield _Entry(marker.kind, rest)
            else:
                pending = marker.kind
            continue
        yield _Entry(pending, text)
        pending = None
