"""PDFs to Sheets: how fast, against the engine's bare words and against the table finders, and how far engines agree.

Ratios of CPU time in one run over the same files, the best of some rounds taken in turns: the machine's load cancels
out. Memory is the peak of the process after the largest file. With --slow the table finders read three pages of each
file, and the second engine all of them. Run: python benchmarks/bench_pdf.py [FOLDER] [--slow]
"""

from __future__ import annotations

import gc
import io
import resource
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path

import pdfplumber
import pymupdf

from extract.pdf import read_pdf
from extract.sheet import Sheet
from hyokasho.engine import read_source
from normalize.text import squash

ROUNDS = 3
SLOW_PAGES = 3
"""Pages of each file that the table finders read: they take seconds a page."""
PRINTED = Path(__file__).parents[1] / "tests" / "forms" / "printed"


def words(data: bytes) -> None:
    with pymupdf.open(stream=data, filetype="pdf") as document:
        for page in document:
            page.get_text("words")


def find_tables(data: bytes) -> None:
    with pymupdf.open(stream=data, filetype="pdf") as document:
        for page in document.pages(0, min(SLOW_PAGES, document.page_count)):
            [table.extract() for table in page.find_tables()]


def extract_tables(data: bytes) -> None:
    with pdfplumber.open(io.BytesIO(data)) as document:
        for page in document.pages[:SLOW_PAGES]:
            page.extract_tables()


def first_pages(data: bytes) -> bytes:
    """Return the PDF of the pages that the table finders read."""
    with pymupdf.open(stream=data, filetype="pdf") as document:
        document.select(range(min(SLOW_PAGES, document.page_count)))
        kept: bytes = document.tobytes()
    return kept


def fastest(work: Iterable[Callable[[bytes], object]], data: bytes, rounds: int = ROUNDS) -> list[float]:
    """Return the least CPU seconds of each piece of work, done in turns."""
    found = [float("inf")] * len(tuple(work))
    for _ in range(rounds):
        for index, one in enumerate(work):
            began = time.process_time()
            one(data)
            found[index] = min(found[index], time.process_time() - began)
    return found


def cells(sheet: Sheet) -> Counter[tuple[int | None, str]]:
    return Counter((cell.place.page, squash(cell.text)) for row in sheet.rows for cell in row.cells if cell.lines)


def agreement(data: bytes) -> float:
    """Return the share of the cells of both engines that both have: on the same page, with the same text."""
    first, second = cells(read_pdf(data)), cells(read_pdf(data, "pdfplumber"))
    return 2 * (first & second).total() / max(1, first.total() + second.total())


def main() -> None:
    gc.freeze()  # as the processes of a run have it
    folder = next((Path(name) for name in sys.argv[1:] if not name.startswith("-")), PRINTED)
    slow = "--slow" in sys.argv
    print(
        f"{'file':24} {'pages':>5} {'read/words':>10} {'pages/s':>8} {'find_tables/read':>16} {'plumber/read':>12} {'agree':>7}"
    )
    for path in sorted(folder.glob("*.pdf")):
        data = path.read_bytes()
        pages = pymupdf.open(stream=data, filetype="pdf").page_count
        bare, read, whole = fastest((words, read_pdf, lambda one: read_source(one, "x.pdf", "0" * 16)), data)
        line = f"{path.stem:24} {pages:5} {read / bare:10.2f} {pages / whole:8.0f}"
        if slow:
            part = first_pages(data)
            own, found, plumbed = fastest((read_pdf, find_tables, extract_tables), part, 1)
            line += f" {found / own:16.1f} {plumbed / own:12.1f} {agreement(data):7.2%}"
        print(line, flush=True)
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MiB")


if __name__ == "__main__":
    main()
