"""第三者点検結果: the corrections of an assessment, and what is told of the procedure (who checked, when, how, with what result)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache

import regex

from extract.sheet import Row
from normalize.dates import find_dates
from normalize.markers import find_marker
from normalize.text import squash
from parsers.bundle import Part, line_breaks
from parsers.change_records import change_records
from parsers.changes import read_changes, table_rows
from parsers.definitions import document_kinds
from parsers.issues import Finding
from parsers.papers.fields import Field, lines_of, read_fields
from parsers.papers.texts import as_text
from parsers.papers.words import keys_by_label, paper_words
from parsers.paragraphs import Breaks
from parsers.provenance import provenance
from parsers.records import InDocument, ProcedureItem, Section

__all__ = ["read_review"]

DATED = frozenset({"reviewed_on", "period", "published_on"})
"""Items that say when."""
HEADS = frozenset({"number", "dotted", "ordinal", "roman"})
"""Kinds of markers that head a part of the procedure."""
LONGEST_HEAD = 60
PAGE = regex.compile(r"\d{1,3}(?:[~-]\d{1,3})?(?:頁|ページ)")


@dataclass(slots=True)
class _PartOf:
    """The rows below one heading."""

    heading: str | None
    rows: list[Row] = field(default_factory=list)


def read_review(part: Part, document_id: str, _sections: Sequence[Section]) -> tuple[list[InDocument], list[Finding]]:
    """Return the rows of `changes` and `procedure_items`, and what was noticed in reading."""
    breaks = line_breaks(document_kinds())
    rows = [row for paragraph in part.paragraphs for row in paragraph.rows]
    changes, findings = change_records(read_changes(rows), document_id)
    listed = table_rows(rows)
    others = [row for number, row in enumerate(rows) if number not in listed]
    found = [(one.heading, item) for one in _parts(others) for item in read_fields(one.rows, _keys())]
    items = [_item(item, heading, no, breaks, document_id) for no, (heading, item) in enumerate(found, 1)]
    return [*changes, *items], findings


@cache
def _keys() -> Mapping[str, str]:
    return keys_by_label(paper_words().reviews.labels)


def _parts(rows: Sequence[Row]) -> Iterator[_PartOf]:
    """Yield the rows between headings: the same label may stand below each of them."""
    part = _PartOf(None)
    for row in lines_of(rows):
        heading = _heading(row)
        if heading is None:
            part.rows.append(row)
            continue
        yield part
        part = _PartOf(heading)
    yield part


def _heading(row: Row) -> str | None:
    """Return the heading that a row is; the page it stands on in the assessment may be printed before it."""
    texts = [text for cell in row.cells if (text := " ".join(cell.text.split())) and not PAGE.fullmatch(squash(text))]
    marker = find_marker(texts[0]) if len(texts) == 1 else None
    if marker is None or marker.kind not in HEADS or len(texts[0]) > LONGEST_HEAD or "。" in texts[0]:
        return None
    label = VALUE.split(texts[0][marker.end :].strip(), maxsplit=1)[0]
    return None if squash(texts[0][marker.end :]) in _keys() or squash(label) in _keys() else texts[0]


VALUE = regex.compile(r"\s++|[:：]")
"""What stands between a label and a value on one line."""


def _item(item: Field, heading: str | None, no: int, breaks: Breaks, document_id: str) -> ProcedureItem:
    value = as_text(item.rows, breaks, prose=True)
    first, last = _days(value) if item.key in DATED else (None, None)
    return ProcedureItem(
        document_id=document_id,
        no=no,
        heading=heading,
        marker=item.marker.printed if item.marker is not None and item.marker.printed else None,
        label=item.label,
        key=item.key,
        value=value,
        date_start=first,
        date_end=last,
        **provenance(item.place),
    )


def _days(text: str | None) -> tuple[date | None, date | None]:
    """Return the first and the last day that a text names."""
    values = [mention.value for mention in find_dates(text or "") if mention.value.precision == "day"]
    starts = [value.start for value in values if value.start is not None]
    ends = [value.end for value in values if value.end is not None]
    return min(starts, default=None), max(ends, default=None)
