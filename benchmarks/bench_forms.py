"""How fast an assessment is read, and whether the time grows in step with its length.

    python benchmarks/bench_forms.py [FILE]

Without a file, the made-up priority assessment of data/samples is used. The chapters of its files are printed once, twice,
four and eight times over. Times are the best of five runs in this process; compare the ratios, not the machine.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

from extract.read import read
from extract.sheet import Sheet
from parsers.parse import parse

SAMPLE = Path(__file__).parents[1] / "data/samples/03_juten_kokuho.md"
FILES_BEGIN, FILES_END = "# II ", "# III "
"""Headings of the sample between which the chapter of its first file stands."""
RUNS = 5
SOURCE = "0" * 16


def main() -> None:
    """Print a line for each length."""
    if len(sys.argv) > 1:
        path = Path(sys.argv[1])
        told(path.name, read(path.read_bytes(), path.name), len(path.read_text(encoding="utf-8")))
        return
    text = SAMPLE.read_text(encoding="utf-8")
    begin, end = text.index(FILES_BEGIN), text.index(FILES_END)
    for times in (1, 2, 4, 8):
        longer = text[:begin] + text[begin:end] * times + text[end:]
        told(f"{times}x", read(longer.encode(), SAMPLE.name), len(longer))


def told(name: str, sheet: Sheet, characters: int) -> None:
    """Print the time that a sheet takes to be parsed."""
    best = min(_seconds(sheet) for _ in range(RUNS))
    print(f"{name:>6}  {characters:>8,} characters  {best:.3f} s  {characters / best / 1e6:.2f} million characters/s")


def _seconds(sheet: Sheet) -> float:
    start = time.perf_counter()
    parse(sheet, SOURCE)
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
