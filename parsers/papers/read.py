"""The papers of a council as records: which reader is for which kind of document."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from parsers.bundle import Part
from parsers.issues import Finding
from parsers.papers.comment_results import read_comment_results
from parsers.papers.comment_titles import heads_opinions
from parsers.papers.consultations import read_consultations
from parsers.papers.recommendations import read_recommendations, with_letters
from parsers.papers.references import read_references
from parsers.papers.reviews import read_review
from parsers.records import InDocument, Section

__all__ = ["joined", "read_paper"]

Reader = Callable[[Part, str, Sequence[Section]], tuple[Sequence[InDocument], Sequence[Finding]]]
READERS: Mapping[str, Reader] = {
    "consultation": read_consultations,
    "report": read_consultations,
    "recommendation": read_recommendations,
    "comment_results": read_comment_results,
    "review_results": read_review,
}
"""By the code of a kind in data/documents.yaml."""
WITHOUT_OPINIONS = frozenset({"minutes", "agenda"})
"""Kinds in which columns of questions and answers are speech."""


def read_paper(
    part: Part, document_id: str, sections: Sequence[Section]
) -> tuple[Sequence[InDocument], Sequence[Finding]]:
    """Return the records of a council's paper and what was noticed in reading; nothing for other documents."""
    reader = READERS.get(part.kind.code) or _reader_of_tables(part)
    return reader(part, document_id, sections) if reader is not None else ((), ())


def _reader_of_tables(part: Part) -> Reader | None:
    """Return the reader of the results of a public comment where papers of other kinds (委員会資料) have a table of them."""
    if part.kind.form is not None or part.kind.code in WITHOUT_OPINIONS:
        return None
    return read_comment_results if any(heads_opinions(row) for one in part.paragraphs for row in one.rows) else None


def joined(parts: Sequence[Part], records: Sequence[InDocument]) -> tuple[InDocument, ...]:
    """Return the records of a source with what its documents say of one another."""
    found = with_letters(records)
    return (*found, *read_references(parts, found))
