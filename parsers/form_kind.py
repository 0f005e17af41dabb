"""Which official form a document is, told by its labels: where the title is lost or misread, they still stand there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache

from normalize.text import squash
from parsers.anchors import LONGEST_LABEL, bare_label
from parsers.forms import FormKind, forms
from parsers.paragraphs import Paragraph

__all__ = ["form_shown", "is_stamp"]

LEAST_SHARE, LEAST_LABELS = 0.3, 12
"""Papers that quote a form print some of its labels; a filled form, even where a third of its pages is missing and its
print is bad, shows more than these."""
SHORTEST_LABEL = 4
"""Labels of two or three letters (部署, 方法) head cells of other tables, too."""


def form_shown(paragraphs: Sequence[Paragraph]) -> FormKind | None:
    """Return the kind of form whose labels stand there, each by itself in a cell or line; None where too few do.

    Of several kinds it is the one that explains most of them.
    """
    printed = {bare_label(text, ())[0] for text in _pieces(paragraphs) if len(text) <= LONGEST_LABEL}
    shown = {kind: len(labels & printed) for kind, labels in _labels().items()}
    likely = [kind for kind, labels in _labels().items() if shown[kind] >= max(LEAST_LABELS, LEAST_SHARE * len(labels))]
    return max(likely, key=lambda kind: shown[kind], default=None)


def is_stamp(squashed_line: str, kind: FormKind) -> bool:
    """Tell whether a line is the version of a form of this kind, as its cover prints it: [平成26年4月様式4]."""
    return squashed_line.strip("[]()【】〔〕") in _stamps()[kind]


@cache
def _stamps() -> Mapping[FormKind, frozenset[str]]:
    kinds = {form.kind for form in forms()}
    return {kind: frozenset(squash(form.stamp) for form in forms() if form.kind == kind) for kind in kinds}


def _pieces(paragraphs: Sequence[Paragraph]) -> list[str]:
    return [cell.text for paragraph in paragraphs for row in paragraph.rows for cell in row.cells if cell.lines]


@cache
def _labels() -> Mapping[FormKind, frozenset[str]]:
    """Return the labels of each kind of form, those of its newest version."""
    newest = {form.kind: form for form in forms()}
    return {
        kind: frozenset(
            label
            for place in form.places()
            if place.node.printed and place.node.role not in {"stamp", "column"}
            for label in [squash(place.node.label)]
            if len(label) >= SHORTEST_LABEL
        )
        for kind, form in newest.items()
    }
