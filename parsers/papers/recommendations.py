"""答申: covering letters, and the answers below or behind them, as rows of `recommendations`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import cache
from itertools import takewhile

from extract.sheet import Place, Row
from normalize.dates import find_dates
from normalize.text import squash
from parsers.bundle import Part, line_breaks
from parsers.definitions import document_kinds
from parsers.issues import Finding
from parsers.papers.fields import Field, lines_of, read_fields
from parsers.papers.letters import letter_above, signature_below
from parsers.papers.texts import as_text, as_title
from parsers.papers.words import keys_by_label, paper_words
from parsers.paragraphs import Breaks
from parsers.provenance import provenance
from parsers.records import Document, InDocument, Recommendation, Section
from parsers.titles import title_of

__all__ = ["read_recommendations", "with_letters"]

HEAD = 14
"""Paragraphs in which the title of a letter stands, below date, addressee and sender."""
LONGEST_HEAD = 300
"""Characters of a title with its spaces, at the most."""
FEWEST_OPTIONS = 2
"""Boxes that make a choice."""
BETWEEN = frozenset({"recommendation", "attachment"})
"""Documents that stand between a covering letter and what it encloses."""


def read_recommendations(
    part: Part, document_id: str, _sections: Sequence[Section]
) -> tuple[list[Recommendation], list[Finding]]:
    """Return the row of a 答申, and what was noticed in reading.

    A letter that only encloses its answers is a row of kind `letter` without a conclusion.
    """
    breaks = line_breaks(document_kinds())
    rows = [row for paragraph in part.paragraphs for row in paragraph.rows]
    place = Place.hull(row.place for row in rows)
    title = part.paragraphs[part.title].text if part.title is not None else ""
    held, signed = signature_below(rows)
    fields = {field.key: field for field in read_fields(_above_members(rows[: len(rows) - held]), _keys())}
    letter = letter_above(rows, fields.values())
    heads = [title_of(part) or "", *(paragraph.text for paragraph in part.paragraphs[:HEAD])]
    subject = _subject(fields, heads, breaks)
    conclusion = _ticked(_text(fields, "conclusion", breaks) or _unheaded(part, fields, breaks))
    kind = "answer" if conclusion is not None or not _encloses(rows) else "letter"
    issued = _text(fields, "issued_on", breaks)
    row = Recommendation(
        document_id=document_id,
        no=1,
        kind=kind,
        number=letter.number or _number(rows) or _numbered(issued),
        issued_on=_day(issued) or letter.issued_on or _answered_on(rows),
        addressee=letter.addressee or _text(fields, "consulting", breaks),
        chair=letter.chair or signed,
        subject=subject,
        conclusion=conclusion,
        **provenance(place),
    )
    if kind == "letter":
        return [row], []
    findings = [Finding("subject_missing", title or part.kind.ja, place)] if subject is None else []
    if conclusion is None:
        findings.append(Finding("conclusion_missing", subject or title or part.kind.ja, place))
    return [row], findings


def _above_members(rows: Sequence[Row]) -> Sequence[Row]:
    """Return the rows above a list of the members, which belongs to no part of an answer, numbered or not."""
    members = paper_words().recommendations.members
    return list(takewhile(lambda row: not members.match(squash(row.text)), rows))


def with_letters(records: Sequence[InDocument]) -> list[InDocument]:
    """Return the records of a source with the answers behind a covering letter dated, addressed and signed by it."""
    found: list[InDocument] = []
    letter: Recommendation | None = None
    for record in records:
        if isinstance(record, Document) and record.document_type not in BETWEEN:
            letter = None
        if not isinstance(record, Recommendation):
            found.append(record)
            continue
        if record.kind == "letter":
            letter = record
        elif letter is not None and _has_head(record, letter):
            letter = None
        found.append(_signed(record, letter) if letter is not None and record is not letter else record)
    return found


def _has_head(record: Recommendation, letter: Recommendation) -> bool:
    """Tell whether an answer is a letter of its own; the chair of the covering one may sign it, too."""
    signs = record.chair is not None and record.chair != letter.chair
    return signs or record.addressee is not None or record.issued_on is not None


def _signed(answer: Recommendation, letter: Recommendation) -> Recommendation:
    return replace(
        answer,
        number=answer.number or letter.number,
        issued_on=letter.issued_on,
        addressee=letter.addressee,
        chair=letter.chair,
        letter_document_id=letter.document_id,
    )


@cache
def _keys() -> Mapping[str, str]:
    return keys_by_label(paper_words().recommendations.labels)


def _text(fields: Mapping[str, Field], key: str, breaks: Breaks) -> str | None:
    prose = key in paper_words().recommendations.prose
    return as_text(fields[key].rows, breaks, prose=prose) if key in fields else None


def _ticked(text: str | None) -> str | None:
    """Return what an answer says: of options with boxes those that are ticked, None where none is, as in a blank form.

    Boxes of one kind that are no empty ones are bullets.
    """
    words = paper_words().recommendations
    boxes = list(words.boxes.finditer(text or ""))
    ticks = [words.ticks.match(box[0]) is not None for box in boxes]
    if text is None or len(boxes) < FEWEST_OPTIONS or all(ticks):
        return text
    ends = [*(box.start() for box in boxes[1:]), len(text)]
    chosen = [text[box.end() : end].strip() for box, tick, end in zip(boxes, ticks, ends, strict=True) if tick]
    return "\n".join(chosen) or None


def _subject(fields: Mapping[str, Field], heads: Sequence[str], breaks: Breaks) -> str | None:
    """Return the matter as the 答申 tells it, else as the title of the letter does."""
    words = paper_words().recommendations
    if "subject" in fields:
        return as_title(fields["subject"].rows, breaks, words.title_ends)
    for text in heads:
        if len(text) > LONGEST_HEAD:
            continue
        printed = " ".join(text.split())
        match = words.letter_title.match(squash(printed))
        if match is not None and match["subject"]:
            return printed[: _length(printed, match["subject"])].strip()
    quoted = (words.quoted.search(" ".join(text.split())) for text in heads)
    return next((match["subject"].strip() for match in quoted if match is not None), None)


def _length(printed: str, squashed: str) -> int:
    """Return how many characters of a text hold its beginning that is given squashed."""
    return next((at for at in range(len(printed) + 1) if squash(printed[:at]) == squashed), len(printed))


def _unheaded(part: Part, fields: Mapping[str, Field], breaks: Breaks) -> str | None:
    """Return the answer of a letter without headings: what follows 次のとおり答申します."""
    if fields:
        return None
    words = paper_words()
    opening = words.recommendations.opening
    at = next((n for n, paragraph in enumerate(part.paragraphs) if opening.search(squash(paragraph.text))), None)
    if at is None or words.recommendations.enclosed.search(squash(part.paragraphs[at].text)):
        return None
    rows = [row for paragraph in part.paragraphs[at + 1 :] for row in paragraph.rows if not row.furniture]
    return as_text([row for row in rows if not words.closing.match(squash(row.text))], breaks, prose=True)


def _encloses(rows: Sequence[Row]) -> bool:
    """Tell whether a letter says that what it answers stands in an enclosure."""
    enclosed = paper_words().recommendations.enclosed
    return any(enclosed.search(squash(row.text)) for row in rows)


def _number(rows: Sequence[Row]) -> str | None:
    """Return the number of a 答申 that is printed in its title line."""
    pattern = paper_words().recommendations.number
    matches = (pattern.match(squash(row.text)) for row in rows[:6])
    return next((match["number"] for match in matches if match is not None), None)


def _numbered(text: str | None) -> str | None:
    """Return the number that is printed behind the day of the 答申."""
    match = paper_words().recommendations.numbered.search(squash(text or ""))
    return match["number"] if match is not None else None


def _answered_on(rows: Sequence[Row]) -> date | None:
    """Return the day that the course of the matter gives for the 答申."""
    pattern = paper_words().recommendations.answered
    lines = (row.text for row in lines_of(rows) if pattern.match(squash(row.text)))
    return next((day for line in lines if (day := _day(line)) is not None), None)


def _day(text: str | None) -> date | None:
    """Return the only day that a text names; the year of a number is no day."""
    days = [mention.value.start for mention in find_dates(text or "") if mention.value.precision == "day"]
    return days[0] if len(days) == 1 else None
