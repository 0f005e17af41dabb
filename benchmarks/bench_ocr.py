"""How well and how fast scanned pages are read: prints of the samples, scanned clean and worn, against their text layer.

    python benchmarks/bench_ocr.py [PDF…]

For each print and wear: the character error rate (CER) of the cells, white space left aside and characters folded (NFKC);
the share of the cells that are exact; pages per second of processor time; and of the items and boxes of a form, how many
come out right, how many are given up (unreadable, or with a visible gap), how many are wrong without saying so. PDFs of your own need a text
layer. Needs the extra: pip install "hyokasho[ocr]".
"""

from __future__ import annotations

import sys
import time
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path

from scanner import CLEAN, WORN, Wear, scanned

from extract.pdf import read_pdf
from extract.sheet import Sheet
from parsers.parse import parse
from parsers.records import Checkbox, InDocument, Item

SAMPLES = Path(__file__).parents[1] / "data/samples"
PRINTS = ("01_kiso_juminzei.pdf", "05_kaigiroku_maru.pdf", "11_bundle.pdf")
WEARS = {"clean": CLEAN, "worn": WORN, "bad": Wear(angle=-1.7, blur=0.9, noise=16.0, dust=0.0002, quality=35)}
SOURCE = "0" * 16
GAP = "\N{REPLACEMENT CHARACTER}"
"""What recognition leaves for a character that it can't tell: a value that shows it does not hide that it lacks one."""


@dataclass(frozen=True, slots=True)
class Count:
    """How many values are right, given up, wrong without saying so."""

    right: int
    given_up: int
    wrong: int

    def __str__(self) -> str:
        return f"{self.right:>4} right {self.given_up:>3} given up {self.wrong:>3} wrong"


def main() -> None:
    """Print a line for each print and wear."""
    for path in [Path(given) for given in sys.argv[1:]] or [SAMPLES / name for name in PRINTS]:
        printed = path.read_bytes()
        truth = read_pdf(printed)
        for name, wear in WEARS.items():
            scan = scanned(printed, wear)
            begin = time.process_time()
            read = read_pdf(scan)
            pages = (truth.pages or 0) / (time.process_time() - begin)
            wrong, of, exact = compared(truth, read)
            print(f"{path.name} {name:>6}: CER {wrong / of:.4f}  cells exact {exact:.3f}  {pages:.2f} pages/CPU s")
            was, now = parse(truth, SOURCE), parse(read, SOURCE)
            print(f"    items {counted(items(was), items(now))}    boxes {counted(boxes(was), boxes(now))}")


def compared(truth: Sheet, read: Sheet) -> tuple[int, int, float]:
    """Return wrong characters, all characters, and the share of exact cells."""
    wrong = of = same = cells = 0
    for page in range(1, (truth.pages or 0) + 1):
        printed, found = list(texts(truth, page)), list(texts(read, page))
        wrong += distance("\n".join(printed), "\n".join(found))
        of += sum(map(len, printed))
        same += (Counter(printed) & Counter(found)).total()
        cells += len(printed)
    return wrong, of, same / cells


def texts(sheet: Sheet, page: int) -> Iterator[str]:
    """Yield the folded text of each cell of a page."""
    for row in sheet.rows:
        if row.place.page == page:
            yield from (folded(cell.text) for cell in row.cells)


def folded(text: str | None) -> str:
    """Return a text without white space, its characters folded."""
    return "".join(unicodedata.normalize("NFKC", text or "").split())


def distance(printed: str, found: str) -> int:
    """Return how many characters differ: an upper bound of the edit distance."""
    steps = SequenceMatcher(None, printed, found, autojunk=False).get_opcodes()
    return sum(max(b - a, d - c) for kind, a, b, c, d in steps if kind != "equal")


def items(records: Iterable[InDocument]) -> dict[tuple[object, ...], tuple[str, bool]]:
    """Return the folded value of each item, and whether it was given up, by what names the item."""
    return {
        (item.document_id, item.key, item.file_no, item.group_no): (
            folded(item.value),
            item.status == "unreadable" or GAP in (item.value or ""),
        )
        for item in records
        if isinstance(item, Item)
    }


def boxes(records: Iterable[InDocument]) -> dict[tuple[object, ...], tuple[str, bool]]:
    """Return the state of each box, and whether it was given up, by what names the box."""
    names = {
        (item.document_id, item.no): (item.key, item.file_no, item.group_no)
        for item in records
        if isinstance(item, Item)
    }
    return {
        (*names[box.document_id, box.item_no], box.no): (str(box.checked), box.checked is None)
        for box in records
        if isinstance(box, Checkbox)
    }


def counted(was: dict[tuple[object, ...], tuple[str, bool]], now: dict[tuple[object, ...], tuple[str, bool]]) -> Count:
    """Compare values with those of the text layer; one that is not there is wrong, as it says nothing."""
    right = sum(now.get(name, ("?", False))[0] == value for name, (value, _) in was.items())
    given_up = sum(name in now and now[name][0] != value and now[name][1] for name, (value, _) in was.items())
    return Count(right, given_up, len(was) - right - given_up)


if __name__ == "__main__":
    main()
