"""What a dataset holds and how well it was read: files, documents, items by form, issues, the worst, the stale."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from hyokasho.dataset import Dataset
from hyokasho.fingerprint import fingerprint
from hyokasho.publish import Reviews, read_manifest
from hyokasho.query import Result, answers

__all__ = ["CORRECTIONS", "ITEMS", "status"]

ITEMS = "Items, by form"
"""The one part that is long: a row for every item of every form."""
CORRECTIONS = "Corrections of reviewers (`hyokasho corrections check` lists the stale ones)"
STALE = "Stale: ingest these files again"
BY_STATUS = """
    count(*) FILTER (i.status IN ('read', 'corrected')) AS read, count(*) FILTER (i.status = 'blank') AS blank,
    count(*) FILTER (i.status = 'inferred') AS inferred, count(*) FILTER (i.status = 'unreadable') AS unreadable,
    count(*) FILTER (i.status = 'absent') AS absent
"""
PARTS: Mapping[str, str] = MappingProxyType(
    {
        "Files": """
            SELECT status, count(*) AS files, count(DISTINCT source_id) AS contents,
                   sum(documents)::BIGINT AS documents
            FROM sources GROUP BY ALL ORDER BY status
        """,
        "Documents": """
            SELECT document_type, count(*) AS documents, round(avg(coverage), 4) AS coverage,
                   sum(issues)::BIGINT AS issues
            FROM documents GROUP BY ALL ORDER BY documents DESC, document_type
        """,
        "Failed": "SELECT error_code, uri, error FROM sources WHERE status = 'failed' ORDER BY error_code, uri",
        "Forms": f"""
            SELECT a.kind, a.form_version AS form, count(DISTINCT document_id) AS documents, {BY_STATUS}
            FROM items i JOIN assessments a USING (document_id) GROUP BY ALL ORDER BY a.kind, form NULLS LAST
        """,
        ITEMS: f"""
            SELECT a.kind, a.form_version AS form, i.key, {BY_STATUS}
            FROM items i JOIN assessments a USING (document_id)
            GROUP BY ALL ORDER BY unreadable DESC, inferred DESC, a.kind, form NULLS LAST, i.key
        """,
        "Issues": """
            SELECT severity, code, count(*) AS issues, count(DISTINCT document_id) AS documents
            FROM issues GROUP BY ALL ORDER BY severity, issues DESC, code
        """,
        "Worst documents": """
            SELECT document_id, document_type, any_value(d.title) AS title, any_value(d.coverage) AS coverage,
                   count(*) FILTER (i.status = 'unreadable') AS unreadable, any_value(d.issues) AS issues
            FROM documents d LEFT JOIN items i USING (document_id)
            GROUP BY ALL HAVING unreadable > 0 OR any_value(d.issues) > 0
            ORDER BY unreadable DESC, issues DESC, document_id LIMIT 10
        """,
    }
)
"""What is told, in order, and the question that answers it."""


def status(dataset: Dataset) -> Mapping[str, Result]:
    """Return the state of a dataset, part by part; a part without rows has nothing to tell. Raises NoDataset."""
    found = dict(zip(PARTS, answers(dataset, PARTS.values()), strict=True))
    manifest = read_manifest(dataset)
    stale = manifest.stale(fingerprint()) if manifest is not None else {}
    rows = tuple((", ".join(parts), files) for parts, files in sorted(stale.items()))
    reviews = manifest.reviews if manifest is not None else Reviews(0, 0)
    counts = ((reviews.applied, reviews.stale),) if reviews != Reviews(0, 0) else ()
    return {
        **found,
        CORRECTIONS: Result(("applied", "stale"), counts),
        STALE: Result(("changed since", "files"), rows),
    }
