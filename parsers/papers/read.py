"""The papers of a council as records: which reader is for which kind of document."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from parsers.bundle import Part
from parsers.issues import Finding
from parsers.papers.comment_results import read_comment_results
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


def read_paper(
    part: Part, document_id: str, sections: Sequence[Section]
) -> tuple[Sequence[InDocument], Sequence[Finding]]:
    """Return the records of a council's paper and what was noticed in reading; nothing for other documents."""
    reader = READERS.get(part.kind.code)
    return reader(part, document_id, sections) if reader is not None else ((), ())


def joined(parts: Sequence[Part], records: Sequence[InDocument]) -> tuple[InDocument, ...]:
    """Return the records of a source with what its documents say of one another."""
    found = with_letters(records)
    return (*found, *read_references(parts, found))
