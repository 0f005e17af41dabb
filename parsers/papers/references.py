"""What the papers of one file say of one another: 諮問第76号, 資料3の2ページ, 別紙1, a matter or an assessment by its name.

A reference points at a document only where there is one in the file that it can mean; else its target is null.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import regex

from normalize.date_numerals import fold_aligned
from normalize.markers import find_marker
from normalize.text import squash
from parsers.bundle import Part
from parsers.papers.words import paper_words
from parsers.paragraphs import Paragraph
from parsers.provenance import provenance
from parsers.records import Assessment, Consultation, Document, InDocument, Recommendation, Reference

__all__ = ["read_references"]

Kind = Literal["consultation", "recommendation", "paper", "page", "annex", "matter", "assessment"]

MENTIONS = regex.compile(r"諮\s*問|答\s*申|資\s*料|別\s*紙|評\s*価\s*書|付\s*け?")
"""What a paragraph holds that names another paper by its number; others need no closer look."""
HEAD = 4
"""Paragraphs at the head of a document in which the number stands that it was handed out by."""
OWN_NUMBER = regex.compile(r"(?P<word>資料|別紙)(?P<n>\d{1,2}(?:-\d{1,2})?)")
LEAD = regex.compile(r"(?:[・○●◯]|別紙\d{0,2}|資料\d{0,2}(?:-\d+)?)\s*+")
ANNEXES = frozenset({"attachment", "diagram"})
ASSESSMENTS = "assessment_"


@dataclass(frozen=True, slots=True)
class _Found:
    start: int
    end: int
    kind: Kind
    number: str | None = None
    page: int | None = None


@dataclass(frozen=True, slots=True)
class _Targets:
    """What can be named in the file, each with the documents that bear the name."""

    consultations: Mapping[str, frozenset[str]]
    recommendations: Mapping[str, frozenset[str]]
    papers: Mapping[str, frozenset[str]]
    matters: Mapping[str, frozenset[str]]
    assessments: Mapping[str, frozenset[str]]
    annexes: Mapping[str, Mapping[str, str]]


def read_references(parts: Sequence[Part], records: Sequence[InDocument]) -> Iterator[Reference]:
    """Yield the references of all documents of a source, in order. `records` are those of its parts."""
    documents = [record for record in records if isinstance(record, Document)]
    targets = _targets(parts, documents, records)
    for part, document in zip(parts, documents, strict=True):
        if part.kind.code in paper_words().references.within:
            yield from _references(part, document.document_id, targets)


def _references(part: Part, document_id: str, targets: _Targets) -> Iterator[Reference]:
    no = 0
    own = set(_own_numbers(part, "別紙"))
    for paragraph in part.paragraphs:
        for found in _mentions(paragraph, targets):
            aimed = _aimed(found, document_id, targets)
            if document_id in aimed or (found.kind == "annex" and found.number in own):
                continue
            no += 1
            place = paragraph.passage.place(found.start, found.end)
            yield Reference(
                document_id=document_id,
                no=no,
                kind=found.kind,
                raw=paragraph.passage.text[found.start : found.end],
                target_document_id=next(iter(aimed)) if len(aimed) == 1 else None,
                target_page=found.page,
                **provenance(place),
            )


def _aimed(found: _Found, document_id: str, targets: _Targets) -> frozenset[str]:
    """Return the documents that a reference can mean."""
    if found.kind == "annex":
        annex = targets.annexes.get(document_id, {}).get(found.number or "")
        return frozenset((annex,)) if annex is not None else frozenset()
    if found.kind == "page":
        return frozenset(one for documents in targets.assessments.values() for one in documents)
    named: Mapping[str, Mapping[str, frozenset[str]]] = {
        "consultation": targets.consultations,
        "recommendation": targets.recommendations,
        "paper": targets.papers,
        "matter": targets.matters,
        "assessment": targets.assessments,
    }
    return named[found.kind].get(found.number or "", frozenset())


# ------------------------------------------------------------------------------------------------------------- targets


def _targets(parts: Sequence[Part], documents: Sequence[Document], records: Iterable[InDocument]) -> _Targets:
    consultations, recommendations = defaultdict[str, set[str]](set), defaultdict[str, set[str]](set)
    matters, assessments = defaultdict[str, set[str]](set), defaultdict[str, set[str]](set)
    papers = defaultdict[str, set[str]](set)
    for record in records:
        if isinstance(record, Consultation):
            _add(consultations, record.number, record)
            _add(matters, record.subject, record)
        elif isinstance(record, Recommendation):
            _add(recommendations, record.number, record)
        elif isinstance(record, Assessment):
            _add(assessments, record.name, record)
    for part, document in zip(parts, documents, strict=True):
        for number in _own_numbers(part, "資料"):
            papers[number].add(document.document_id)
        if document.document_type.startswith(ASSESSMENTS) and document.document_type != "assessment_plan":
            assessments[""].add(document.document_id)
    shortest = paper_words().references.shortest_title
    return _Targets(
        _frozen(consultations),
        _frozen(recommendations),
        _frozen(papers),
        _frozen({name: found for name, found in matters.items() if len(name) >= shortest}),
        _frozen({name: found for name, found in assessments.items() if not name or len(name) >= shortest}),
        _annexes(parts, documents),
    )


def _add(names: defaultdict[str, set[str]], name: str | None, record: InDocument) -> None:
    if name:
        names[squash(name)].add(record.document_id)


def _frozen(names: Mapping[str, set[str]]) -> dict[str, frozenset[str]]:
    return {name: frozenset(found) for name, found in names.items()}


def _own_numbers(part: Part, word: str) -> list[str]:
    """Return the numbers that stand alone in the first lines of a document: 資料1, 別紙2."""
    matches = (OWN_NUMBER.fullmatch(squash(paragraph.text)) for paragraph in part.paragraphs[:HEAD])
    return [match["n"] for match in matches if match is not None and match["word"] == word]


def _annexes(parts: Sequence[Part], documents: Sequence[Document]) -> dict[str, dict[str, str]]:
    """Return for each paper its annexes by number: those that follow it before the next paper."""
    found: dict[str, dict[str, str]] = {}
    for at, document in enumerate(documents):
        if parts[at].kind.code in ANNEXES:
            continue
        numbered: list[tuple[str, str]] = []
        for behind in range(at + 1, len(parts)):
            if parts[behind].kind.code not in ANNEXES:
                break
            numbered += [(number, documents[behind].document_id) for number in _own_numbers(parts[behind], "別紙")]
        twice = {number for number, _ in numbered if sum(number == other for other, _ in numbered) > 1}
        found[document.document_id] = {number: annex for number, annex in numbered if number not in twice}
    return found


# ------------------------------------------------------------------------------------------------------------ mentions


def _mentions(paragraph: Paragraph, targets: _Targets) -> list[_Found]:
    """Return what a paragraph names, in order."""
    text = paragraph.passage.text
    title = _title(text, targets)
    if title is not None:
        return [title]
    if not MENTIONS.search(text):
        return []
    squashed, offsets = _squashed(text)
    found = [*_numbered(squashed), *_named(squashed, targets)]
    placed = [_Found(offsets[one.start], offsets[one.end - 1] + 1, one.kind, one.number, one.page) for one in found]
    return sorted(placed, key=lambda one: (one.start, -one.end, one.kind))


def _title(text: str, targets: _Targets) -> _Found | None:
    """Return the matter that a paragraph names as a whole, behind a bullet, a number or 別紙1."""
    stripped = text.strip()
    start = text.index(stripped)
    for _ in range(2):
        lead = LEAD.match(text, start)
        marker = find_marker(text[start:])
        start = lead.end() if lead else start + marker.end if marker is not None else start
    name = squash(text[start:])
    if name in targets.matters:
        return _Found(start, len(text.rstrip()), "matter", name)
    return None


def _squashed(text: str) -> tuple[str, list[int]]:
    """Return a text without its white space, and where each character of it stands."""
    folded = fold_aligned(text)
    offsets = [at for at, character in enumerate(folded) if not character.isspace()]
    return "".join(folded[at] for at in offsets), offsets


def _numbered(text: str) -> Iterator[_Found]:
    words = paper_words().references
    patterns: tuple[tuple[Kind, regex.Pattern[str]], ...] = (
        ("consultation", words.consultation),
        ("recommendation", words.recommendation),
        ("consultation", words.letter),
        ("paper", words.paper),
        ("page", words.page),
        ("annex", words.annex),
    )
    for kind, pattern in patterns:
        for match in pattern.finditer(text):
            groups = match.groupdict()
            number = match[0] if kind in {"consultation", "recommendation"} else groups.get("n")
            page = int(groups["page"]) if groups.get("page") else None
            yield _Found(match.start(), match.end(), kind, number, page)


def _named(text: str, targets: _Targets) -> Iterator[_Found]:
    """Yield the assessments of the file that a text names."""
    for name in targets.assessments:
        at = text.find(name) if name else -1
        while at >= 0:
            yield _Found(at, at + len(name), "assessment", name)
            at = text.find(name, at + len(name))
