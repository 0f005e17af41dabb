"""How long the usual questions take over the tables of 10,000 documents: seconds of the median of five, each in a new connection.

python benchmarks/bench_queries.py [DOCUMENTS]
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from pathlib import Path

from multiplied import multiplied

from hyokasho.dataset import Dataset
from hyokasho.engine import ENGINE
from hyokasho.ingest import Options, ingest
from hyokasho.query import arrow
from hyokasho.runner import Limits
from hyokasho.views import views

SAMPLES = Path(__file__).parents[1] / "data" / "samples"
BAR = 2.0
"""Seconds that a question may take."""
QUESTIONS = {
    "documents by type": "SELECT document_type, count(*), avg(coverage) FROM documents GROUP BY ALL",
    "items by status": "SELECT key, status, count(*) FROM items GROUP BY ALL",
    "a word in all texts": "SELECT count(*) FROM sections WHERE text LIKE '%再委託%'",
    "contractors": "SELECT contractor, count(DISTINCT organisation) FROM v_outsourcing GROUP BY ALL",
    "adequacy": "SELECT heading, adequacy, count(*) FROM v_risk_adequacy GROUP BY ALL",
    "one document": "SELECT * FROM items WHERE document_id = (SELECT min(document_id) FROM documents)",
    "issues by code": "SELECT code, count(*) FROM issues GROUP BY ALL",
    **{f"all of {view.name}": f"SELECT * FROM {view.name}" for view in views()},
}


def main(documents: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        small = Dataset(Path(folder) / "samples")
        ingest([str(SAMPLES)], small, Options(Limits(2), ENGINE))
        large = multiplied(small, documents, Path(folder) / "large")
        print(f"{documents:,} documents")
        for name, sql in QUESTIONS.items():
            seconds, rows = timed(large, sql)
            print(f"{name:<28}{seconds:8.3f} s{rows:>12,} rows{'' if seconds <= BAR else '   over the bar'}")


def timed(dataset: Dataset, sql: str) -> tuple[float, int]:
    taken = []
    rows = 0
    for _ in range(5):
        start = time.perf_counter()
        rows = arrow(dataset, sql).num_rows
        taken.append(time.perf_counter() - start)
    return statistics.median(taken), rows


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000)
