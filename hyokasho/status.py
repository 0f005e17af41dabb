"""What a dataset holds: documents by type, sources that failed, issues by code."""

from __future__ import annotations

from dataclasses import dataclass

from hyokasho.dataset import Dataset
from hyokasho.fingerprint import fingerprint
from hyokasho.publish import read_manifest
from hyokasho.query import Result, query

__all__ = ["Status", "status"]

DOCUMENTS = """
    SELECT document_type, count(*) AS documents, round(avg(coverage), 4) AS coverage, sum(issues)::BIGINT AS issues
    FROM documents GROUP BY ALL ORDER BY documents DESC, document_type
"""
SOURCES = """
    SELECT status, count(*) AS files, count(DISTINCT source_id) AS contents, sum(documents)::BIGINT AS documents
    FROM sources GROUP BY ALL ORDER BY status
"""
FAILED = "SELECT error_code, uri, error FROM sources WHERE status = 'failed' ORDER BY error_code, uri"
ISSUES = """
    SELECT severity, code, count(*) AS issues, count(DISTINCT document_id) AS documents
    FROM issues GROUP BY ALL ORDER BY severity, issues DESC, code
"""


@dataclass(frozen=True, slots=True)
class Status:
    """The state of a dataset: `sources` by status, `documents` by type, `failed` one by one, `issues` by code.

    `stale` counts the sources that other code or data than today's read, by the parts that changed since.
    """

    sources: Result
    documents: Result
    failed: Result
    issues: Result
    stale: Result


def status(dataset: Dataset) -> Status:
    """Return the state of a dataset. Raises NoDataset."""
    manifest = read_manifest(dataset)
    stale = manifest.stale(fingerprint()) if manifest is not None else {}
    return Status(
        sources=query(dataset, SOURCES),
        documents=query(dataset, DOCUMENTS),
        failed=query(dataset, FAILED),
        issues=query(dataset, ISSUES),
        stale=Result(
            ("changed since", "files"), tuple((", ".join(parts), files) for parts, files in sorted(stale.items()))
        ),
    )
